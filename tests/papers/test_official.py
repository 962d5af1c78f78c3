"""Administrative papers: texts are data, the layout is that of the data file, Word and PDF say the same."""

import hashlib
import io
import tomllib
import zipfile
from datetime import UTC, datetime

import pypdf
import pypdfium2
import pytest
from docx import Document

from ocop.papers.layout import FONTS, layout
from ocop.papers.official import (
    Annex,
    Column,
    Heading,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Table,
    head_lines,
    recipient_lines,
)
from ocop.papers.official_docx import official_docx, text_width
from ocop.papers.official_pdf import official_pdf
from ocop.papers.official_template import TEMPLATE, build_template

NASTY = "Muối *ớt* & <tôm> #set $x$ {{ 7*7 }} {% if %} \\n @label “Trảng Bàng” ắằẳẵặ"
MADE_AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def paper(*, annexes: bool = True, body: int = 1) -> OfficialPaper:
    table = Table(
        caption="Bảng 1",
        columns=(Column("TT", 1, "center"), Column("Tên", 4)),
        rows=(("1", NASTY), ("Cộng", "")),
        total=True,
    )
    annex = Annex(
        label="Phụ lục", title="Danh sách", reference="(Kèm theo Báo cáo)", body=(table, Paragraph("hết", True))
    )
    return OfficialPaper(
        letterhead=Letterhead(
            superior="Ủy ban nhân dân tỉnh Tây Ninh",
            issuer="Sở Nông nghiệp và Phát triển nông thôn",
            symbol="BC-SNN",
            place="Tây Ninh",
            month=2,
            year=2022,
        ),
        kind="BÁO CÁO",
        subject="Kết quả thực hiện",
        body=(Heading("I. KẾT QUẢ"), Heading("1. Xếp hạng", 2), *[Paragraph(NASTY)] * body, table, Paragraph("Hết./.")),
        signer_title="Giám đốc",
        recipients=("UBND tỉnh", "Lưu: VT"),
        annexes=(annex,) if annexes else (),
    )


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(" ".join(text.get_text_bounded().replace("\ufffe", "-").split()))
            text.close()
            page.close()
        return texts


def words(docx: bytes) -> str:
    body = Document(io.BytesIO(docx)).element.body
    return " ".join("".join(node.itertext("{*}t")) for node in body.iter("{*}p"))


def test_texts_are_never_markup() -> None:
    assert NASTY in words(official_docx(paper()))
    assert " ".join(NASTY.split()) in pages(official_pdf(paper()))[0]


def test_the_pdf_is_archival_tagged_and_named() -> None:
    pdf = official_pdf(paper(), made_at=MADE_AT)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    meta = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.metadata is not None
    assert reader.metadata.title == "BÁO CÁO Kết quả thực hiện"


def test_only_the_shipped_font_is_used_and_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(official_pdf(paper())))
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("LiberationSerif" in name for name in fonts)


def test_same_paper_same_bytes() -> None:
    assert official_pdf(paper(), made_at=MADE_AT) == official_pdf(paper(), made_at=MADE_AT)


def test_pages_are_numbered_from_the_second_and_annexes_on_their_own() -> None:
    texts = pages(official_pdf(paper(body=60)))
    assert texts[0].startswith("ỦY BAN NHÂN DÂN")
    assert texts[1].startswith("2 ")
    assert texts[-1].startswith("Phụ lục")


def test_the_signature_never_stands_alone() -> None:
    for body in range(10, 26):
        last = pages(official_pdf(paper(body=body, annexes=False)))[-1]
        assert "Hết./." in last
        assert "GIÁM ĐỐC" in last


def test_fonts_are_those_listed() -> None:
    listed = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["font"]
    serif = [font for font in listed if font["name"] == "Liberation Serif"]
    assert len(serif) == 4
    for font in serif:
        assert hashlib.sha256((FONTS / font["file"]).read_bytes()).hexdigest() == font["sha256"]
        assert (FONTS / font["licence_file"]).is_file()


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def test_the_template_is_what_its_builder_makes() -> None:
    assert parts(TEMPLATE.read_bytes()) == parts(build_template())


def test_sizes_lie_within_the_ranges_of_the_decree() -> None:
    page, sizes, paragraph = layout().page, layout().type, layout().paragraph
    assert 20 <= page["top"] <= 25
    assert 20 <= page["bottom"] <= 25
    assert 30 <= page["left"] <= 35
    assert 15 <= page["right"] <= 20
    for name in ("national_name", "superior", "issuer"):
        assert 12 <= sizes[name] <= 13
    for name in ("national_motto", "place_date", "kind", "subject", "body", "signer", "annex_title", "page_number"):
        assert 13 <= sizes[name] <= 14
    assert (sizes["number"], sizes["recipients_title"], sizes["recipients"]) == (13, 12, 11)
    assert paragraph["spacing"] >= 6
    assert 1 <= paragraph["line"] <= 1.5
    assert 1 / 3 <= layout().rule["issuer"] <= 1 / 2


def test_word_has_styles_table_widths_and_a_repeated_head() -> None:
    document = Document(io.BytesIO(official_docx(paper(), made_at=MADE_AT)))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Tên loại văn bản", "Trích yếu", "Heading 1", "Heading 2", "Heading 3", "Nội dung", "Ghi chú"} <= styles
    assert "{%p" not in "".join(document.element.body.itertext("{*}t"))
    data = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert len(data) == 2
    assert data[0].columns[1].width / data[0].columns[0].width == pytest.approx(4, rel=0.01)
    assert data[0].rows[0]._tr.trPr is not None
    assert "tblHeader" in data[0].rows[0]._tr.trPr.xml
    assert document.core_properties.title == "BÁO CÁO Kết quả thực hiện"
    assert [section.different_first_page_header_footer for section in document.sections] == [True, True]


def test_word_without_an_annex_has_one_section() -> None:
    assert len(Document(io.BytesIO(official_docx(paper(annexes=False)))).sections) == 1


def test_head_of_the_paper() -> None:
    head = paper().letterhead
    assert head.superior_lines == ("ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH")
    assert head.issuer_lines == ("SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN")
    assert "tháng 02 năm 2022" in head.date_line
    assert head.number_line.endswith("/BC-SNN")
    assert head_lines("Sở Tài chính") == ("SỞ TÀI CHÍNH",)


def test_recipients_end_as_the_decree_says() -> None:
    assert recipient_lines(("UBND tỉnh;", "Sở Tài chính", "Lưu: VT.")) == [
        "- UBND tỉnh;",
        "- Sở Tài chính;",
        "- Lưu: VT.",
    ]
    assert recipient_lines(()) == []


@pytest.mark.parametrize(
    ("text", "size", "measured"),
    [
        ("Độc lập - Tự do - Hạnh phúc", 13, 56.06),
        ("VÀ PHÁT TRIỂN NÔNG THÔN", 12, 60.45),
        ("Kết quả thực hiện", 14, 37.95),
    ],
)
def test_lines_below_a_text_are_measured_by_its_width(text: str, size: float, measured: float) -> None:
    """The widths in millimetres are those that typst measures in Liberation Serif Bold."""
    assert text_width(text, size) == pytest.approx(measured, rel=0.06)
