"""An administrative paper as a Word file with real styles, so that an official can go on writing in it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from ocop.papers.layout import layout
from ocop.papers.official import NATIONAL_MOTTO, OfficialPaper, Table
from ocop.papers.official_template import HEAD_SHARES, TEMPLATE


def official_docx(paper: OfficialPaper, *, made_at: datetime | None = None) -> bytes:
    """The Word file. Texts are escaped, never read as markup or as a template."""
    template = DocxTemplate(str(TEMPLATE))
    template.render(paper.as_data(), Environment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    document: Any = template.docx
    _keep_with_signature(document, paper.closing)
    _rules(document, paper)
    _column_widths(document, paper)
    properties = document.core_properties
    properties.title = f"{paper.kind} {paper.subject}"[:255]
    properties.author = " ".join(paper.letterhead.issuer_lines)[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = (made_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _keep_with_signature(document: Any, closing: int) -> None:
    """The last blocks of the body stay with the table that holds recipients and signature."""
    signature = document.tables[-1]._tbl
    for table in document.tables:
        if any(paragraph.style.name == "Nơi nhận" for paragraph in table.rows[0].cells[0].paragraphs):
            signature = table._tbl
    before = signature.getprevious()
    for _ in range(closing + 1):
        if before is None or not before.tag.endswith("}p"):
            return
        Paragraph(before, document._body).paragraph_format.keep_with_next = True
        before = before.getprevious()


def _rules(document: Any, paper: OfficialPaper) -> None:
    """Set the length of the three lines: motto over its full length, the others over a third to a half of the text."""
    numbers, width = layout(), layout().text_width
    sizes = numbers.type
    head = document.tables[0].rows[0].cells
    lengths = (
        (
            head[0],
            HEAD_SHARES[0],
            text_width(paper.letterhead.issuer_lines[-1], sizes["issuer"]) * numbers.rule["issuer"],
        ),
        (head[1], HEAD_SHARES[1], text_width(NATIONAL_MOTTO, sizes["national_motto"])),
    )
    for cell, share, length in lengths:
        _rule(cell.paragraphs[-1], width * share - _CELL_MARGINS, length)
    subject = min(text_width(paper.subject, sizes["subject"]), width) * numbers.rule["subject"]
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Đường kẻ":
            _rule(paragraph, width, subject)


_CELL_MARGINS = 3.8
"""Word's own margins of a table cell, left and right together, in millimetres."""


def _rule(paragraph: Paragraph, room: float, length: float) -> None:
    side = max((room - length) / 2, 0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)


def text_width(text: str, size: float) -> float:
    """About how wide a bold line of Times is, in millimetres; measured averages of capitals, small letters and the rest."""
    ems = sum(0.70 if char.isupper() else 0.50 if char.isalpha() or char.isdigit() else 0.28 for char in text)
    return ems * size * 25.4 / 72


def _column_widths(document: Any, paper: OfficialPaper) -> None:
    bodies = [paper.body, *(annex.body for annex in paper.annexes)]
    tables = [block for body in bodies for block in body if isinstance(block, Table)]
    drawn = [table for table in document.tables if table.style is not None and table.style.name == "Table Grid"]
    for table, block in zip(drawn, tables, strict=True):
        _set_widths(table, [column.share for column in block.columns])


def _set_widths(table: WordTable, shares: list[float]) -> None:
    widths = [Mm(layout().text_width * share / sum(shares)) for share in shares]
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = grid.makeelement(qn("w:gridCol"), {qn("w:w"): str(width.twips)})
        grid.append(column)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=True):
            cell.width = width
