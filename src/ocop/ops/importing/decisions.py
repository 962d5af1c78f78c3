"""A person's answers on producers that may be the same: a small table that Excel opens."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocop.kernel.text import fold
from ocop.ops.importing.faults import Unusable
from ocop.ops.importing.matching import FileProducer

HEADER = ("row", "producer_id|new", "chủ thể", "có thể là")


@dataclass
class Decisions:
    """Row of the register → id of a producer, ``new``, or ``row:N`` (the producer of an earlier row of the file)."""

    answers: dict[int, str] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)


def read_decisions(path: Path | None) -> Decisions:
    """The answers of a file; a line without an answer is still open.

    Raises:
        Unusable: the file is missing or a line cannot be understood (``FILE:LINE``).
    """
    found = Decisions()
    if path is None:
        return found
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Unusable(f"{path}: không có tệp này. Tạo tệp bằng --decisions-out.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path}: không đọc được ({error}). Lưu lại thành CSV UTF-8.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    for line, typed in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in typed]
        if not any(cells) or (line == 1 and not cells[0].isdecimal()):
            continue
        where = f"{path}:{line}"
        if not cells[0].isdecimal():
            raise Unusable(f"{where}: «{cells[0]}» không phải số dòng của sổ.")
        answer = _answer(cells[1] if len(cells) > 1 else "", where)
        row = int(cells[0])
        if answer and found.answers.get(row, answer) != answer:
            raise Unusable(f"{where}: dòng {row} có hai câu trả lời khác nhau; giữ một.")
        if answer:
            found.answers[row], found.lines[row] = answer, where
    return found


def _answer(text: str, where: str) -> str:
    plain = fold(text)
    if not plain or plain.isdecimal():
        return plain
    if plain in ("new", "moi"):
        return "new"
    row = re.fullmatch(r"(?:row|dong) (\d+)", plain)
    if row:
        return f"row:{row[1]}"
    raise Unusable(f"{where}: «{text}» phải là số của chủ thể, «new» (chủ thể mới) hoặc «row:N» (như dòng N của sổ).")


def write_decisions(path: Path, undecided: Sequence[FileProducer], given: Mapping[int, str]) -> None:
    """Write the open questions, and the answers given already, for a person to complete."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADER)
            for row, answer in sorted(given.items()):
                writer.writerow((row, answer, "", ""))
            for group in undecided:
                candidates = "; ".join(str(one) for one in group.candidates)
                writer.writerow((group.rows[0].row, "", _plain(group.name), _plain(candidates)))
    except OSError as error:
        raise Unusable(f"{path}: không ghi được ({error.strerror}). Chọn nơi khác cho --decisions-out.") from None


def _plain(text: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
