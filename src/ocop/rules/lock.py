"""``law/LOCK``: the sha256 of every published law file, one ``<sha256>  <relative path>`` a line, sorted by path.

A published file never changes: a mistake is mended by a new file, or by a deliberate edit of this list that a reviewer
sees. :func:`lock_new` therefore only ever adds.
"""

import hashlib
import re
from pathlib import Path

from ocop.rules.errors import Fault, LawError

LOCK = "LOCK"
CASES = "cases"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def digest(path: Path) -> str:
    """The sha256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def law_files(law_dir: Path) -> list[str]:
    """Every file below ``law_dir`` but the lock, read-me's and hidden files, relative, with ``/``, sorted."""
    found = (path.relative_to(law_dir) for path in law_dir.rglob("*") if path.is_file() and path.suffix != ".md")
    return sorted(
        path.as_posix() for path in found if path.as_posix() != LOCK and not any(p.startswith(".") for p in path.parts)
    )


def to_lock(law_dir: Path) -> list[str]:
    """The files that belong in the lock: all but ``cases/``, worked examples that may still grow."""
    return [name for name in law_files(law_dir) if not name.startswith(f"{CASES}/")]


def read_lock(law_dir: Path) -> dict[str, tuple[str, int]]:
    """Relative path → (sha256, line) of ``law/LOCK``. Raises :class:`LawError` for a line that is no entry."""
    path = law_dir / LOCK
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    entries: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in entries:
            raise LawError.at(path, number, "mỗi dòng là «sha256  đường dẫn», mỗi tệp một dòng")
        entries[match[2]] = (match[1], number)
    return entries


def check_lock(law_dir: Path) -> list[Fault]:
    """Files that changed after they were locked, files that are gone, and files that are not locked yet."""
    try:
        entries = read_lock(law_dir)
    except LawError as error:
        return list(error.faults)
    present = to_lock(law_dir)
    faults = [
        Fault(str(law_dir / name), 1, "tệp chưa có trong law/LOCK; ghi thêm bằng «ocop law lock»")
        for name in present
        if name not in entries
    ]
    for name, (locked, line) in entries.items():
        if not (law_dir / name).is_file():
            faults.append(Fault(str(law_dir / LOCK), line, f"tệp {name} đã khóa nhưng không còn"))
        elif digest(law_dir / name) != locked:
            message = f"tệp đã khóa bị sửa (law/LOCK dòng {line}); trả lại nội dung cũ, hoặc đưa sửa đổi vào tệp mới"
            faults.append(Fault(str(law_dir / name), 1, message))
    if list(entries) != sorted(entries):
        faults.append(Fault(str(law_dir / LOCK), 1, "các dòng phải xếp theo đường dẫn"))
    return faults


def lock_new(law_dir: Path, below: tuple[str, ...] = ("",)) -> list[str]:
    """Add every file that is not locked yet (``below``: only under these paths); returns their names.

    Raises :class:`LawError`, and writes nothing, while a locked file is changed or missing.
    """
    changed = [fault for fault in check_lock(law_dir) if "ocop law lock" not in fault.message]
    if changed:
        raise LawError(changed)
    entries = {name: locked for name, (locked, _) in read_lock(law_dir).items()}
    new = [name for name in to_lock(law_dir) if name not in entries and name.startswith(below)]
    entries |= {name: digest(law_dir / name) for name in new}
    text = "".join(f"{entries[name]}  {name}\n" for name in sorted(entries))
    (law_dir / LOCK).write_text(text, encoding="utf-8")
    return new
