"""Reading answer sheets for ``ocop score`` and ``ocop tally``: bytes in, parsed JSON out, every fault with its line."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

import orjson

from ocop.rules.answers import SheetError, show

BOM = b"\xef\xbb\xbf"
BLOCK = 1 << 16
LONGEST_LINE = 1 << 20
"""A line longer than this is no answer sheet; reading on would need unbounded memory."""


class Unusable(Exception):
    """Input that cannot be used: the whole line for standard error, place first."""


@contextmanager
def opened(file: str) -> Iterator[BufferedReader]:
    """The file, or standard input for ``-``; :class:`Unusable` when it cannot be read."""
    if file == "-":
        yield cast(BufferedReader, sys.stdin.buffer)
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115  (closed below; errors of the body must not be caught here)
    except OSError as error:
        reason = (
            "không tìm thấy tệp này" if isinstance(error, FileNotFoundError) else f"không đọc được ({error.strerror})"
        )
        raise Unusable(f"{file}: {reason}; kiểm tra đường dẫn và quyền đọc") from error
    with stream:
        yield stream


def blocks_of_lines(file: str, stream: BufferedReader) -> Iterator[list[bytes]]:
    """The lines as they arrive, a block at a time, so that memory stays bounded and a pipe is answered at once."""
    rest, number = b"", 0
    while block := stream.read1(BLOCK):
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        number += len(lines)
        if lines:
            yield lines
        if len(rest) > LONGEST_LINE:
            raise Unusable(f"{file}:{number + 1}: dòng dài quá {LONGEST_LINE} byte; mỗi dòng là một phiếu JSON")
    if rest:
        yield [rest]


def parse(raw: bytes) -> Any:
    """JSON of one sheet; :class:`SheetError` when it is none, or says a key twice."""
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _not_json(raw, error) from None
    keys = 0
    if type(data) is dict:
        keys = len(data)
        for value in data.values():
            if type(value) is dict:
                keys += len(value)
    if raw.count(b":") != keys:
        # Only then can a key stand twice: more colons than keys (or a colon inside a text, or deeper objects).
        try:
            json.loads(raw, object_pairs_hook=_once)
        except RecursionError:
            raise SheetError("JSON lồng quá sâu; phiếu chỉ có hai tầng") from None
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise SheetError(f"khóa {show(key)} ghi hai lần trong một đối tượng; giữ lại một", key)
        found[key] = value
    return found


class JsonFault(SheetError):
    """Not JSON; ``line`` counts from 1 inside the text that was read."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _not_json(raw: bytes, error: orjson.JSONDecodeError) -> JsonFault:
    if not raw.strip():
        return JsonFault("không có gì để chấm; đưa vào một phiếu JSON", 1)
    try:
        raw.decode()
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return JsonFault("có ký tự không phải UTF-8; lưu lại tệp ở dạng UTF-8", line)
    if error.msg.startswith("unexpected content after document"):
        hint = "có nội dung thừa sau phiếu; nhiều phiếu thì mỗi dòng một phiếu, và thêm --jsonl"
        return JsonFault(hint, error.lineno)
    return JsonFault(
        f"không phải JSON ở cột {error.colno} ({error.msg}); kiểm tra dấu ngoặc, dấu phẩy, nháy kép", error.lineno
    )


def line_of(raw: bytes, error: SheetError) -> int:
    """The line of a sheet on which the fault stands: that of the last key of its path which can be found."""
    if isinstance(error, JsonFault):
        return error.line
    at = 0
    for key in error.path:
        name = re.escape(json.dumps(key, ensure_ascii=False).encode())
        found = re.compile(name + rb"\s*:").search(raw, at) or re.compile(name).search(raw, at)
        if found is None:
            break
        at = found.start()
    return raw.count(b"\n", 0, at) + 1
