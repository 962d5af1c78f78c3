"""``ocop report half-year``: the report in four formats."""

import argparse
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ocop.ops.django_calls import set_up

if TYPE_CHECKING:
    from ocop.reports.model import HalfYearReport


class Unusable(Exception):
    """The command cannot be carried out as it was given; the message says where and how to mend it."""


def half_year_command(arguments: argparse.Namespace) -> int:
    """Write the half-year report. JSON goes to standard output; the others to ``-o``, else to a file named by the report."""
    as_of = parse_date(arguments.as_of, "--as-of")
    set_up()
    from django.db import OperationalError, ProgrammingError

    from ocop.reports.half_year import half_year

    known_at = parse_moment(arguments.known_at, "--known-at") if arguments.known_at else None
    try:
        report = half_year(arguments.year, arguments.half, as_of, known_at=known_at, area=arguments.area)
    except (OperationalError, ProgrammingError) as error:
        raise Unusable(
            f"Không đọc được cơ sở dữ liệu ({str(error).strip().splitlines()[0]}). Hãy chạy «ocop migrate» cho bản cài đặt "
            "này, hoặc «ocop demo» để có dữ liệu trình diễn."
        ) from None
    content = render(report, arguments.format)
    output = arguments.output
    if output is None and arguments.format != "json":
        output = file_name(report, arguments.format)
    if output in (None, "-"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise Unusable(
            f"-o {output}: không ghi được ({error.strerror}). Hãy chọn thư mục có thật và được phép ghi."
        ) from None
    if arguments.output is None:
        sys.stdout.write(f"Đã ghi {output}\n")
    return 0


def render(report: "HalfYearReport", kind: str) -> bytes:
    """The report in one of the formats ``json``, ``pdf``, ``docx``, ``xlsx``."""
    if kind == "json":
        return orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    from ocop.papers.official_docx import official_docx
    from ocop.papers.official_pdf import official_pdf
    from ocop.papers.workbook import workbook_xlsx
    from ocop.reports.half_year_paper import half_year_paper
    from ocop.reports.half_year_workbook import half_year_workbook

    if kind == "pdf":
        return official_pdf(half_year_paper(report), made_at=report.made_at)
    if kind == "docx":
        return official_docx(half_year_paper(report), made_at=report.made_at)
    return workbook_xlsx(half_year_workbook(report), made_at=report.made_at)


def file_name(report: "HalfYearReport", kind: str) -> str:
    """«bao-cao-ocop-6-thang-dau-nam-2022-dia-ban-72.pdf»"""
    half = "dau" if report.half == 1 else "cuoi"
    area = report.area.code.replace(",", "-")
    return f"bao-cao-ocop-6-thang-{half}-nam-{report.year}-dia-ban-{area}.{kind}"


def parse_date(text: str, option: str) -> date:
    """A day as ``2022-06-24``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable(f"{option} {text}: không đọc được là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2022-06-24.") from None


def parse_moment(text: str, option: str) -> datetime:
    """A moment as ``2026-11-24T10:42``, in local time when it names no zone; a day alone means its end."""
    from django.conf import settings

    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        if len(text) <= len("2026-11-24"):
            return datetime.combine(date.fromisoformat(text), time.max, zone)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unusable(
            f"{option} {text}: không đọc được là thời điểm. Hãy ghi ví dụ 2026-11-24T10:42 hoặc 2026-11-24."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
