"""What the vault takes and what it refuses, with real files; every refusal says what, why and what to do."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ocop.dossiers.uploads.kinds import check_promise
from ocop.dossiers.uploads.limits import limits
from ocop.dossiers.uploads.pictures import pdf_pages, picture_of, sharpness
from ocop.dossiers.uploads.preparing import Prepared, plain_name, prepare
from ocop.kernel.files import FileStore
from ocop.kernel.operations import Refused
from tests.dossiers import files


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., tuple[Prepared, bytes]]:
    store = FileStore(tmp_path / "store")

    def taken(data: bytes, name: str, **options: bool) -> tuple[Prepared, bytes]:
        path = tmp_path / "came"
        path.write_bytes(data)
        made = prepare(store, path, name, **options)
        return made, b"".join(store.blocks(made.stored.path))

    return taken


Take = Callable[..., tuple[Prepared, bytes]]


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _nested_script(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])


def _launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def _additional(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named))


def _embedded(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def _huge_picture(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"x", Subtype=pikepdf.Name.Image, Width=100_000, Height=100_000)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=stream))


def _many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(limits().pdf.max_pages):
        pdf.add_blank_page()


def _nothing(_pdf: pikepdf.Pdf) -> None:
    pass


def _relation(kind: str) -> dict[str, bytes]:
    text = f'<R><Relationship Id="r" Type="http://x/{kind}" TargetMode="External" Target="http://x/"/></R>'
    return {"word/_rels/document.xml.rels": text.encode()}


PASSWORD = pikepdf.Encryption(user="1234", owner="5678")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"

NASTY = {
    "empty": (b"", "a.pdf", "rỗng"),
    "exe as pdf": (b"MZ\x90\x00" + b"\x00" * 500, "giay.pdf", "chương trình máy tính"),
    "svg": (SVG, "anh.svg", "SVG"),
    "svg as png": (SVG, "anh.png", "SVG"),
    "svg as utf-16": (SVG.decode().encode("utf-16"), "anh.png", "SVG"),
    "html as jpg": (PAGE, "anh.jpg", "HTML"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx", "kiểu cũ"),
    "plain zip": (files.archive({"a.txt": b"x"}), "a.docx", "tệp nén"),
    "quicktime": (files.box(b"ftyp", b"qt  \x00\x00\x00\x00qt  "), "a.mp4", "QuickTime"),
    "text": ("xin chào".encode(), "a.pdf", "không phải giấy tờ"),
    "cut jpeg": (files.encoded(files.text_page())[:40_000], "anh.jpg", "hỏng hoặc chưa tải hết"),
    "cut png": (files.encoded(files.text_page(), "PNG")[:9_000], "anh.png", "hỏng hoặc chưa tải hết"),
    "cut heic": (files.heic_photo()[:900], "anh.heic", "hỏng hoặc chưa tải hết"),
    "huge png": (files.encoded(Image.new("1", (10_000, 9_000)), "PNG"), "anh.png", "quá nhiều điểm ảnh"),
    "bomb png": (files.encoded(Image.new("1", (30_000, 30_000)), "PNG"), "anh.png", "quá nhiều điểm ảnh"),
    "script": (files.pdf_with(_script), "a.pdf", "JavaScript"),
    "script in a link": (files.pdf_with(_nested_script), "a.pdf", "JavaScript"),
    "launch": (files.pdf_with(_launch), "a.pdf", "lệnh tự chạy"),
    "additional": (files.pdf_with(_additional), "a.pdf", "lệnh tự chạy"),
    "embedded": (files.pdf_with(_embedded), "a.pdf", "đính kèm bên trong"),
    "packed objects": (
        files.pdf_with(_script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a.pdf",
        "JavaScript",
    ),
    "password": (files.pdf_with(_nothing, encryption=PASSWORD), "a.pdf", "mật khẩu"),
    "huge picture": (files.pdf_with(_huge_picture), "a.pdf", "đầy bộ nhớ"),
    "many pages": (files.pdf_with(_many_pages), "a.pdf", "201 trang"),
    "broken pdf": (b"%PDF-1.7\n" + b"garbage" * 50, "a.pdf", "hỏng"),
    "zip bomb": (files.word({"word/media/a.bin": b"\x00" * 130_000_000}), "a.docx", "bom nén"),
    "small bomb": (files.word({"word/media/a.bin": b"\x00" * 5_000_000}), "a.docx", "bom nén"),
    "traversal": (files.word({"../../etc/cron.d/x": b"x"}), "a.docx", "ra ngoài tài liệu"),
    "backslash": (files.word({"..\\x": b"x"}), "a.docx", "ra ngoài tài liệu"),
    "absolute": (files.word({"/etc/x": b"x"}), "a.docx", "ra ngoài tài liệu"),
    "macro": (files.word({"word/vbaProject.bin": b"x"}), "a.docx", "macro"),
    "docm as docx": (files.word(content_type=MACRO), "a.docx", "macro"),
    "embedded object": (files.word({"word/embeddings/oleObject1.bin": b"x"}), "a.docx", "nhúng bên trong"),
    "outside template": (files.word(_relation("attachedTemplate")), "a.docx", "từ nơi khác"),
    "entities": (files.word({"_rels/.rels": b"<!DOCTYPE x [<!ENTITY a 'b'>]>"}), "a.docx", "hỏng"),
    "wrong type": (files.word(content_type="application/xml"), "a.docx", "hỏng"),
    "cut film": (files.film()[:-100], "a.mp4", "hỏng hoặc chưa tải hết"),
}


@pytest.mark.parametrize("case", NASTY)
def test_refused_with_what_why_and_what_to_do(case: str, take: Take, tmp_path: Path) -> None:
    data, name, told = NASTY[case]
    with pytest.raises(Refused) as refused:
        take(data, name)
    message = str(refused.value)
    assert (told in message and name in message and "Hãy" in message) or "Trên iPhone" in message
    assert len(message) <= 600
    assert not [path for path in tmp_path.rglob("*") if re.fullmatch("[0-9a-f]{64}", path.name)], "nothing is kept"


def test_a_lying_archive_is_unpacked_only_up_to_the_limit(take: Take) -> None:
    honest = files.word({"word/a.txt": bytes(range(256)) * 400})
    lying = honest.replace((256 * 400).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(Refused, match="hỏng"):
        take(lying, "a.docx")


def test_too_large_is_refused_before_a_byte_is_sent() -> None:
    for name, size, limit in (
        ("a.pdf", 200 << 20, "40 MB"),
        ("a.jpg", 26 << 20, "25 MB"),
        ("a.mp4", 200 << 20, "120 MB"),
    ):
        with pytest.raises(Refused, match=f"tối đa {limit}"):
            check_promise(name, size)
    for name in ("a.exe", "a.svg", "a.html", "a.docm", "a.zip"):
        with pytest.raises(Refused, match="không nhận"):
            check_promise(name, 10)
    check_promise("giấy phép.PDF", 40 << 20)
    check_promise("image", 1)


def test_a_turned_photo_stands_upright_and_loses_its_position(take: Take) -> None:
    made, stored = take(files.phone_photo(), "IMG_01.HEIC.jpeg")
    with Image.open(io.BytesIO(stored)) as image:
        assert (image.size, image.format, dict(image.getexif())) == ((1200, 1600), "JPEG", {})
        assert image.getpixel((600, 40))[0] > 200 > 60 > image.getpixel((600, 40))[1], "red is on top"
    assert b"Exif" not in stored and made.media_type == "image/jpeg" and made.page_count == 1
    assert made.original_digest != made.stored.digest


def test_position_stays_for_a_field_visit(take: Take) -> None:
    _, stored = take(files.phone_photo(), "a.jpg", keep_position=True)
    with Image.open(io.BytesIO(stored)) as image:
        assert image.size == (1200, 1600)
        assert image.getexif().get_ifd(0x8825)[1] == "N" and 0x0112 not in image.getexif()


def test_heic_becomes_an_upright_jpeg(take: Take) -> None:
    made, stored = take(files.heic_photo(), "IMG_7.HEIC")
    with Image.open(io.BytesIO(stored)) as image:
        assert (image.format, image.size) == ("JPEG", (600, 800))
        assert image.getpixel((300, 20))[0] > 200 > 60 > image.getpixel((300, 20))[1]
    assert made.name == "IMG_7.jpg"


def test_a_picture_that_is_also_a_page_keeps_only_the_picture(take: Take) -> None:
    _, stored = take(files.encoded(files.text_page(), comment=PAGE) + PAGE, "anh.html.jpg")
    assert b"<script" not in stored and b"<html" not in stored


def test_transparent_and_large_pictures(take: Take) -> None:
    _, stored = take(files.encoded(Image.new("RGBA", (3000, 1500), (0, 0, 0, 0)), "PNG"), "a.png")
    with Image.open(io.BytesIO(stored)) as image:
        assert image.size == (2600, 1300) and image.getpixel((5, 5)) == (255, 255, 255)
    _, stored = take(files.encoded(Image.new("RGB", (300, 200), "navy"), "WEBP"), "a.webp")
    assert stored.startswith(b"\xff\xd8\xff")


def test_good_papers_are_taken_as_they_are(take: Take) -> None:
    goto = files.pdf_with(
        lambda pdf: setattr(pdf.Root, "OpenAction", pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit]))
    )
    locked = files.pdf_with(_nothing, encryption=pikepdf.Encryption(user="", owner="x"))
    for data, name, media, pages in (
        (files.scan(3), "scan.pdf", "application/pdf", 3),
        (goto, "scan", "application/pdf", 1),
        (locked, "a.pdf", "application/pdf", 1),
        (files.word(_relation("hyperlink")), "a.docx", "wordprocessingml", 0),
    ):
        made, stored = take(data, name)
        assert stored == data and media in made.media_type and made.page_count == pages
        assert made.name.endswith((".pdf", ".docx"))


def test_a_film_forgets_where_it_was_made(take: Take) -> None:
    made, stored = take(files.film(), "a.mp4")
    assert b"106.0983" not in stored and len(stored) == len(files.film()) and made.media_type == "video/mp4"
    assert take(files.film(), "a.mp4", keep_position=True)[1] == files.film()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\giấy\\phép.pdf", "phép.pdf"), ("../../x.pdf", "x.pdf"), ("a\x00\nb.jpg", "ab.jpg"), ("", "tep")],
)
def test_names_lose_folders_and_signs(given: str, kept: str) -> None:
    assert plain_name(given) == kept
    assert len(plain_name("x" * 400 + ".pdf")) == 200 and plain_name("x" * 400 + ".pdf").endswith(".pdf")


def test_a_page_picture_is_small_and_knows_whether_it_can_be_read() -> None:
    sharp, blurred = picture_of(files.text_page()), picture_of(files.blurred_page())
    assert sharp.is_readable and not blurred.is_readable, (sharp.sharpness, blurred.sharpness)
    assert not picture_of(files.text_page(400, 500)).is_readable, "too small"
    noise = picture_of(Image.effect_noise((2600, 2000), 90).convert("RGB"))
    assert len(noise.image) <= 153_600 and len(sharp.image) <= 153_600
    with Image.open(io.BytesIO(sharp.image)) as image, Image.open(io.BytesIO(sharp.thumbnail)) as small:
        assert image.format == small.format == "WEBP" and max(image.size) <= 1600 and max(small.size) == 320
    turned = picture_of(files.text_page(), 1)
    assert (turned.width, turned.height) == (sharp.height, sharp.width)


def test_three_lines_on_a_blank_page_are_sharp() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    page.paste(files.text_page(1240, 200), (0, 100))
    assert sharpness(page) > limits().pages.min_sharpness


def test_pages_of_a_pdf_are_drawn_at_full_size(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(files.scan(2))
    with pdf_pages(path) as pages:
        assert pages.count == 2
        assert abs(max(pages.picture(2).width, pages.picture(2).height) - 1600) <= 2
