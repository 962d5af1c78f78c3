"""The four forms of the exported register. All are written line by line; none keeps the register in memory."""

import csv
import io
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final

import orjson
import xlsxwriter

from ocop.kernel.dates import Precision
from ocop.ops.exporting.lines import RegisterLine
from ocop.papers.tokens import token

CSV_COLUMNS: Final = (
    "code", "name", "slug", "url", "stars", "status", "valid_until", "decision_number", "decision_date", "decision_precision",
    "decision_authority", "set", "group", "producer_slug", "producer_name", "producer_type", "commune_code", "commune_name",
    "commune_former", "is_illustrative",
)  # fmt: skip
_SHEET: Final = (
    ("Mã", 12), ("Tên sản phẩm", 38), ("Hạng sao", 9), ("Tình trạng", 18), ("Ngày hết hạn", 13), ("Số quyết định", 20), ("Ngày quyết định", 15),
    ("Cơ quan công nhận", 30), ("Bộ sản phẩm", 11), ("Nhóm", 26), ("Chủ thể", 38), ("Loại hình", 24), ("Mã xã", 9), ("Xã, phường", 24),
    ("Đơn vị cũ", 34), ("Minh họa", 10), ("Trang sản phẩm", 40),
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Text that a spreadsheet opening the CSV will not take for a formula: such a beginning gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(lines: Iterable[RegisterLine], out: BinaryIO) -> None:
    """CSV in UTF-8 without a mark, commas, one heading line, codes instead of labels: for programs."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(CSV_COLUMNS)
        for line in lines:
            writer.writerow([plain(value) if isinstance(value, str) else value for value in _csv_row(line)])
    finally:
        text.detach()


def _csv_row(line: RegisterLine) -> tuple[str | int | None, ...]:
    valid_until = line.valid_until.isoformat() if line.valid_until else ""
    return (
        line.code, line.name, line.slug, line.url, line.stars, line.status, valid_until, line.decision_number, line.decision_date,
        str(line.decided.precision), line.authority, line.set_number, line.group, line.producer_slug, line.producer_name,
        line.producer_type, line.commune_code, line.commune_name, line.commune_former, int(line.is_illustrative),
    )  # fmt: skip


def write_json(lines: Iterable[RegisterLine], out: BinaryIO, about: Mapping[str, Any]) -> None:
    """JSON: what was asked, then ``items`` as the API gives them."""
    out.write(orjson.dumps(about)[:-1] + b',"items":[')
    for number, line in enumerate(lines):
        out.write((b",\n" if number else b"\n") + orjson.dumps(line.item()))
    out.write(b"\n]}\n")


def write_geojson(lines: Iterable[RegisterLine], out: BinaryIO, about: Mapping[str, Any]) -> None:
    """GeoJSON: each product at the point of its commune of today; without a commune the geometry is null."""
    out.write(b'{"type":"FeatureCollection","about":' + orjson.dumps(about) + b',"features":[')
    for number, line in enumerate(lines):
        geometry = None
        if line.longitude is not None and line.latitude is not None:
            geometry = {"type": "Point", "coordinates": [line.longitude, line.latitude]}
        feature = {"type": "Feature", "id": line.code, "geometry": geometry, "properties": line.item()}
        out.write((b",\n" if number else b"\n") + orjson.dumps(feature))
    out.write(b"\n]}\n")


def write_xlsx(lines: Iterable[RegisterLine], out: BinaryIO, about: Mapping[str, Any]) -> None:
    """Excel for people: title, as-of date, headings that repeat in print, real dates; text is always written as text."""
    with tempfile.TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(out, options)
        book.set_properties({"title": str(about["title"])})
        sheet = book.add_worksheet("Sổ OCOP")
        bold = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": token("sunk")}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        for column, (_title, width) in enumerate(_SHEET):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, str(about["title"]), bold)
        sheet.write_string(1, 0, str(about["subtitle"]))
        for column, (title, _width) in enumerate(_SHEET):
            sheet.write_string(3, column, title, head)
        row = 3
        for line in lines:
            row += 1
            for column, value in enumerate(_sheet_row(line)):
                _write_cell(sheet, row, column, value, day)
        sheet.freeze_panes(4, 2)
        sheet.autofilter(3, 0, max(row, 4), len(_SHEET) - 1)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P/&N")
        book.close()


def _sheet_row(line: RegisterLine) -> tuple[str | int | date | None, ...]:
    is_day = line.decided.precision == Precision.DAY
    decided = line.decided.counts_from if is_day else str(line.decided)
    return (
        line.code, line.name, line.stars, line.status_label, line.valid_until, line.decision_number, decided, line.authority, line.set_number,
        line.group_label, line.producer_name, line.producer_type_label, line.commune_code, line.commune_name, line.commune_former,
        "minh họa" if line.is_illustrative else "", line.url,
    )  # fmt: skip


def _write_cell(sheet: Any, row: int, column: int, value: str | int | date | None, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time.min), day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
