"""Builds the Word template of administrative papers: real styles and repeated parts in the notation of docxtpl.

``python -m ocop.papers.official_template`` writes ``templates/official.docx``; a test compares the two, so that the file
never drifts from the layout data. All numbers come from ``layout.toml`` (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ocop.papers.layout import TEMPLATES, layout

TEMPLATE = TEMPLATES / "official.docx"
HEAD_SHARES = (0.4, 0.6)
"""Shares of the width: agencies on the left, the national name on the right."""

_CELL_MARGIN = 1.3
"""Room at the left and right of a cell of a list, in millimetres."""

_CENTER, _LEFT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
# Name, name of the size in layout.toml, alignment, bold, italic, points before, points after.
_STYLES: tuple[tuple[str, str, WD_ALIGN_PARAGRAPH, bool, bool, float, float], ...] = (
    ("Quốc hiệu", "national_name", _CENTER, True, False, 0, 0),
    ("Tiêu ngữ", "national_motto", _CENTER, True, False, 0, 0),
    ("Cơ quan chủ quản", "superior", _CENTER, False, False, 0, 0),
    ("Cơ quan ban hành", "issuer", _CENTER, True, False, 0, 0),
    ("Số, ký hiệu", "number", _CENTER, False, False, 6, 0),
    ("Địa danh, ngày tháng", "place_date", _CENTER, False, True, 6, 0),
    ("Tên loại văn bản", "kind", _CENTER, True, False, 16, 0),
    ("Trích yếu", "subject", _CENTER, True, False, 0, 0),
    ("Tên bảng", "annex_body", _CENTER, False, True, 8, 4),
    ("Đầu cột", "annex_body", _CENTER, True, False, 3, 3),
    ("Ô bảng", "annex_body", _LEFT, False, False, 2, 2),
    ("Ô bảng giữa", "annex_body", _CENTER, False, False, 2, 2),
    ("Ô bảng đậm", "annex_body", _LEFT, True, False, 2, 2),
    ("Ô bảng giữa đậm", "annex_body", _CENTER, True, False, 2, 2),
    ("Sau bảng", "note", _LEFT, False, False, 0, 0),
    ("Nơi nhận", "recipients_title", _LEFT, True, True, 0, 0),
    ("Danh sách nơi nhận", "recipients", _LEFT, False, False, 0, 0),
    ("Chức vụ người ký", "signer", _CENTER, True, False, 0, 0),
    ("Tên phụ lục", "annex_title", _CENTER, True, False, 0, 0),
    ("Chỉ dẫn phụ lục", "place_date", _CENTER, False, True, 0, 8),
    ("Số trang", "page_number", _CENTER, False, False, 0, 0),
)


def build_template() -> bytes:
    """The template as a Word file."""
    document = Document()
    _page(document.sections[0])
    _styles(document)
    _head(document)
    _body(document, "body")
    _foot(document)
    _annexes(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(section: Section) -> None:
    page = layout().page
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance = section.footer_distance = Mm(page["header"])
    section.different_first_page_header_footer = True


def _styles(document: WordDocument) -> None:
    sizes, numbers = layout().type, layout().paragraph
    normal = document.styles["Normal"]
    _font(normal, sizes["body"])
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    for name, size, align, bold, italic, before, after in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, sizes[size], bold=bold, italic=italic)
        _spacing(style, before, after)
        style.paragraph_format.alignment = align
    for name, italic, size in (("Nội dung", False, "body"), ("Ghi chú", True, "note")):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, sizes[size], italic=italic)
        _spacing(style, numbers["spacing"], 0)
        style.paragraph_format.alignment = _BOTH
        style.paragraph_format.first_line_indent = Mm(numbers["first_line"])
        style.paragraph_format.line_spacing = numbers["line"]
        style.paragraph_format.widow_control = True
    for name, size in (("Heading 1", "body"), ("Heading 2", "body"), ("Heading 3", "annex_title")):
        _heading(document.styles[name], sizes[size], indent=0 if name == "Heading 3" else numbers["first_line"])
    document.styles["Heading 3"].paragraph_format.alignment = _CENTER
    rule = document.styles.add_style("Đường kẻ", WD_STYLE_TYPE.PARAGRAPH)
    rule.base_style = normal
    _font(rule, 2)
    rule.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    rule.paragraph_format.line_spacing = Pt(3)
    rule.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(_bottom_border())

    mark = document.styles.add_style("Dấu ngắt", WD_STYLE_TYPE.PARAGRAPH)
    mark.base_style = normal
    _font(mark, 1)
    mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    mark.paragraph_format.line_spacing = Pt(1)


def _heading(style: Any, size: float, *, indent: float) -> None:
    _font(style, size, bold=True)
    style.font.color.rgb = RGBColor(0, 0, 0)
    _spacing(style, layout().paragraph["spacing"], 0)
    style.paragraph_format.first_line_indent = Mm(indent)
    style.paragraph_format.keep_with_next = True


def _font(style: Any, size: float, *, bold: bool = False, italic: bool = False) -> None:
    style.font.name = layout().type["word_family"]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), layout().type["word_family"])


def _spacing(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _bottom_border() -> Any:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    eighths = str(round(layout().rule["thickness"] * 8))
    for name, value in (("w:val", "single"), ("w:sz", eighths), ("w:space", "0"), ("w:color", "000000")):
        bottom.set(qn(name), value)
    borders.append(bottom)
    return borders


def _head(document: WordDocument) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, HEAD_SHARES)
    left, right = table.rows[0].cells
    _lines(left, [
        ("{%p for line in superior_lines %}", ""), ("{{ line }}", "Cơ quan chủ quản"), ("{%p endfor %}", ""),
        ("{%p for line in issuer_lines %}", ""), ("{{ line }}", "Cơ quan ban hành"), ("{%p endfor %}", ""),
        ("", "Đường kẻ"),
    ])  # fmt: skip
    _lines(right, [("{{ national_name }}", "Quốc hiệu"), ("{{ national_motto }}", "Tiêu ngữ"), ("", "Đường kẻ")])
    _lines(table.rows[1].cells[0], [("{{ number_line }}", "Số, ký hiệu")])
    _lines(table.rows[1].cells[1], [("{{ date_line }}", "Địa danh, ngày tháng")])
    document.add_paragraph("{{ kind }}", style="Tên loại văn bản")
    document.add_paragraph("{{ subject }}", style="Trích yếu")
    rule = document.add_paragraph(style="Đường kẻ")
    rule.paragraph_format.space_after = Pt(10)


def _body(document: WordDocument, items: str) -> None:
    add = document.add_paragraph
    add(f"{{%p for item in {items} %}}")
    add('{%p if item.type == "heading" and item.level == 1 %}')
    add("{{ item.text }}", style="Heading 1")
    add('{%p elif item.type == "heading" %}')
    add("{{ item.text }}", style="Heading 2")
    add('{%p elif item.type == "paragraph" and item.note %}')
    add("{{ item.text }}", style="Ghi chú")
    add('{%p elif item.type == "paragraph" %}')
    add("{{ item.text }}", style="Nội dung")
    add("{%p else %}")
    add("{%p if item.caption %}")
    caption = add("{{ item.caption }}", style="Tên bảng")
    caption.paragraph_format.keep_with_next = True
    add("{%p endif %}")
    _data_table(document)
    add(style="Sau bảng")
    add("{%p endif %}")
    add("{%p endfor %}")


def _data_table(document: WordDocument) -> None:
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _cell_margins(table)
    heads, loop, cells, end = (row.cells for row in table.rows)
    _lines(heads[0], [("{%tc for column in item.columns %}", "")])
    _lines(heads[1], [("{{ column.title }}", "Đầu cột")])
    _lines(heads[2], [("{%tc endfor %}", "")])
    loop[0].merge(loop[2])
    _lines(loop[0], [("{%tr for row in item.cells %}", "")])
    _lines(cells[0], [("{%tc for cell in row %}", "")])
    _lines(cells[1], [
        ('{%p if cell.bold and cell.align == "center" %}', ""), ("{{ cell.text }}", "Ô bảng giữa đậm"),
        ("{%p elif cell.bold %}", ""), ("{{ cell.text }}", "Ô bảng đậm"),
        ('{%p elif cell.align == "center" %}', ""), ("{{ cell.text }}", "Ô bảng giữa"),
        ("{%p else %}", ""), ("{{ cell.text }}", "Ô bảng"), ("{%p endif %}", ""),
    ])  # fmt: skip
    _lines(cells[2], [("{%tc endfor %}", "")])
    end[0].merge(end[2])
    _lines(end[0], [("{%tr endfor %}", "")])
    for cell in (heads[1], cells[1]):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _row_property(table, 0, "w:cantSplit", "w:tblHeader")
    _row_property(table, 2, "w:cantSplit")


def _cell_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(Mm(_CELL_MARGIN).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else table._tbl.tblPr.append(margins)


def _foot(document: WordDocument) -> None:
    document.add_paragraph(style="Sau bảng")
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, (0.5, 0.5))
    left, right = table.rows[0].cells
    _lines(left, [
        ("Nơi nhận:", "Nơi nhận"), ("{%p for line in recipients %}", ""), ("{{ line }}", "Danh sách nơi nhận"),
        ("{%p endfor %}", ""),
    ])  # fmt: skip
    _lines(right, [("{{ signer_title }}", "Chức vụ người ký"), *[("", "Chức vụ người ký")] * 4])
    _row_property(table, 0, "w:cantSplit")


def _annexes(document: WordDocument) -> None:
    document.add_paragraph("{%p if annexes %}")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that carries the break takes no room, or it would fall on a page of its own.
    document.paragraphs[-1].style = "Dấu ngắt"
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:cols")).addprevious(numbering)
    for one in document.sections[:1]:
        _page_number(one.header.paragraphs[0])
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for annex in annexes %}")
    label = document.add_paragraph("{{ annex.label }}", style="Heading 3")
    label.paragraph_format.page_break_before = False
    document.add_paragraph("{{ annex.title }}", style="Tên phụ lục")
    document.add_paragraph("{{ annex.reference }}", style="Chỉ dẫn phụ lục")
    _body(document, "annex.body")
    document.add_paragraph("{%p endfor %}")


def _page_number(paragraph: Paragraph) -> None:
    paragraph.style = "Số trang"
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("", "2"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == "2":
            run.text = text
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._r.append(instruction)


def _lines(cell: _Cell, lines: list[tuple[str, str]]) -> None:
    for index, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.text = text
        if style:
            paragraph.style = style


def _widths(table: Table, shares: tuple[float, ...]) -> None:
    table.autofit = False
    for share, column in zip(shares, table.columns, strict=True):
        column.width = Mm(layout().text_width * share)
        for cell in column.cells:
            cell.width = Mm(layout().text_width * share)


def _row_property(table: Table, row: int, *names: str) -> None:
    properties = table.rows[row]._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


if __name__ == "__main__":
    TEMPLATE.write_bytes(build_template())
