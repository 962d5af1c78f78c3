"""``ocop export register``: the register of recognised products as of a date, in four formats."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ocop.ops.django_calls import set_up
from ocop.ops.report import Unusable, parse_date, parse_moment

if TYPE_CHECKING:
    from ocop.recognition.register import Register


def register_command(arguments: argparse.Namespace) -> int:
    """Write the register to ``-o`` (the file appears only when it is whole) or to standard output."""
    set_up()
    from django.db import Error

    try:
        return _export(arguments)
    except Error as error:
        raise Unusable(f"cơ sở dữ liệu chưa dùng được ({error}). Chạy «ocop migrate» rồi «ocop doctor».") from None


def _export(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone

    from ocop.kernel.operations import now
    from ocop.ops.exporting.lines import lines
    from ocop.recognition.register import RegisterFilter, register

    as_of = parse_date(arguments.as_of, "--as-of") if arguments.as_of else timezone.localdate(now())
    known_at = parse_moment(arguments.known_at, "--known-at") if arguments.known_at else None
    asked = register(as_of, known_at=known_at, filter=RegisterFilter(area=arguments.area or ""))
    about = _about(asked)
    if arguments.output in (None, "-"):
        if arguments.format == "xlsx" and sys.stdout.isatty():
            raise Unusable("--format xlsx: thêm -o TỆP.xlsx để ghi ra tệp.")
        _writer(arguments.format)(lines(asked, settings.CONFIG.base_url), sys.stdout.buffer, about)
        sys.stdout.buffer.flush()
        return 0
    with _whole_file(Path(arguments.output)) as out:
        _writer(arguments.format)(lines(asked, settings.CONFIG.base_url), out, about)
    return 0


def _about(asked: "Register") -> dict[str, Any]:
    """What the export answers: date, moment of knowledge, area, number of products."""
    from ocop.kernel.text import date_vi, number_vi

    scope = asked.scope
    where = f", {scope.label}" if scope else ""
    return {
        "title": "Sổ sản phẩm OCOP đã công nhận",
        "subtitle": f"Tính đến {date_vi(asked.as_of)}{where}: {number_vi(len(asked))} sản phẩm",
        "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat() if asked.known_at else None,
        "area": {"code": scope.code, "list": str(scope.unit_list), "name": scope.name} if scope else None,
        "count": len(asked),
    }


def _writer(kind: str) -> Callable[..., None]:
    from ocop.ops.exporting import formats

    if kind == "csv":
        return lambda lines, out, _about: formats.write_csv(lines, out)
    writers: dict[str, Callable[..., None]] = {
        "json": formats.write_json,
        "geojson": formats.write_geojson,
        "xlsx": formats.write_xlsx,
    }
    return writers[kind]


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is complete, so that nobody reads half a register."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise Unusable(
            f"-o {path}: không ghi được ({error.strerror}). Chọn thư mục có thật và được phép ghi."
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        if path.is_dir():
            raise Unusable(f"-o {path}: đây là thư mục; thêm tên tệp.")
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
