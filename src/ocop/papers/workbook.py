"""A workbook of lists: real numbers and dates, a title over each list, headers that repeat on each printed page."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter

from ocop.papers.tokens import token

Value = str | int | date | None


@dataclass(frozen=True)
class SheetColumn:
    """A column: its title, its width in characters and what stands in it. ``link`` holds the name of another sheet."""

    title: str
    width: float
    kind: Literal["text", "number", "date", "link"] = "text"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list. ``heading`` stands above it on screen and paper; ``notes`` below it.

    ``printed``: how many columns go on paper (all when not given); the rest, such as long sources, are for the screen.
    """

    name: str
    heading: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    printed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The file: its title and author as the properties name them, and its sheets."""

    title: str
    author: str
    sheets: tuple[Sheet, ...]


def workbook_xlsx(workbook: Workbook, *, made_at: datetime | None = None) -> bytes:
    """The Excel file. A text is written as text, whatever it begins with."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        properties: dict[str, Any] = {"title": workbook.title, "author": workbook.author}
        if made_at:
            properties["created"] = made_at.replace(tzinfo=None)
        book.set_properties(properties)
        formats = _formats(book)
        for sheet in workbook.sheets:
            _write(book, sheet, formats)
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center", "text_wrap": True}),
        "subtitle": book.add_format({**font, "italic": True, "align": "center", "text_wrap": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": token("sunk")}),
        "text": book.add_format({**cell, "align": "left", "indent": 1}),
        "screen": book.add_format({**cell, "align": "left", "indent": 1, "text_wrap": False}),
        "number": book.add_format({**cell, "align": "center", "num_format": "#,##0"}),
        "date": book.add_format({**cell, "align": "center", "num_format": "dd/mm/yyyy"}),
        "link": book.add_format({**cell, "align": "left", "indent": 1, "font_color": token("link"), "underline": 1}),
        "note": book.add_format({**font, "italic": True, "font_size": 11, "text_wrap": True, "valign": "top"}),
    }


def _write(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    last_column = (sheet.printed or len(sheet.columns)) - 1
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    room = sum(column.width for column in sheet.columns[: last_column + 1])
    for row, text in enumerate(sheet.heading):
        page.merge_range(row, 0, row, last_column, text, formats["title" if row == 0 else "subtitle"])
        page.set_row(row, 20 * lines(text, room, 14 if row == 0 else 12))
    head = len(sheet.heading) + 1
    page.write_row(head, 0, [column.title for column in sheet.columns], formats["head"])
    page.set_row(head, 36)
    for row, values in enumerate(sheet.rows, head + 1):
        for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            kind = "screen" if index > last_column and column.kind == "text" else column.kind
            _write_cell(page, (row, index), kind, value, formats)
        seen = zip(sheet.columns[: last_column + 1], values, strict=False)
        page.set_row(row, 17 * max(lines(str(value or ""), column.width) for column, value in seen))
    end = head + len(sheet.rows)
    for row, text in enumerate(sheet.notes, end + 2):
        page.merge_range(row, 0, row, last_column, text, formats["note"])
        page.set_row(row, 16 * lines(text, room))
    page.freeze_panes(head + 1, 0)
    if sheet.rows:
        page.autofilter(head, 0, end, len(sheet.columns) - 1)
    page.print_area(0, 0, end + 1 + len(sheet.notes), last_column)
    _print_setup(page, head, room)


def _write_cell(page: Any, at: tuple[int, int], kind: str, value: Value, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats["text" if kind == "link" else kind])
    elif kind == "number" and isinstance(value, int):
        page.write_number(*at, value, formats["number"])
    elif kind == "date" and isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001
    elif kind == "link":
        page.write_url(*at, f"internal:'{value}'!A1", formats["link"], string=str(value))
    else:
        page.write_string(*at, str(value), formats["screen" if kind == "screen" else "text"])


def _print_setup(page: Any, head: int, room: float) -> None:
    page.set_paper(9)
    if room > 90:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.center_horizontally()
    page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    page.set_footer("&C&P/&N")


def lines(text: str, width: float, size: float = 12) -> int:
    """About how many lines a text takes in a column of ``width`` characters (of 11 points); at least one."""
    fits = max(width * 11 / size * 1.2, 1)
    return max(sum(-(-len(part) // int(fits)) or 1 for part in text.split("\n")), 1)
