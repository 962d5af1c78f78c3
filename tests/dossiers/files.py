"""Files made for the tests of the vault: good ones as phones and scanners make them, and bad ones."""

import io
import struct
import zipfile

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, ImageFilter

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="{type}"/></Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def text_page(width: int = 1240, height: int = 1754) -> Image.Image:
    """A page of small dark lines, like print."""
    page = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(page)
    for row in range(60, height - 60, 34):
        for column in range(80, width - 80, 14):
            draw.rectangle((column, row, column + 3 + (row * column) % 7, row + 12), fill=(20, 20, 20))
    return page


def blurred_page() -> Image.Image:
    return text_page().filter(ImageFilter.GaussianBlur(9))


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def phone_photo() -> bytes:
    """Lying on its side (orientation 6), red at the stored left edge, with position."""
    image = Image.new("RGB", (1600, 1200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 160, 1200), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (11.0, 18.0, 36.0), 3: "E", 4: (106.0, 5.0, 54.0)}
    return encoded(image, exif=exif.tobytes(), quality=90)


def heic_photo() -> bytes:
    image = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 80, 600), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, exif=exif.tobytes())
    return out.getvalue()


def scan(pages: int = 1) -> bytes:
    out = io.BytesIO()
    first, *rest = [text_page(620, 877) for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=75)
    return out.getvalue()


def pdf_with(change: object, **save: object) -> bytes:
    """A PDF of one page after ``change(pdf)``."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)  # type: ignore[operator]
        pdf.save(out, **save)
    return out.getvalue()


def archive(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(more: dict[str, bytes] | None = None, content_type: str = _WORD) -> bytes:
    types = _TYPES.format(part="word/document.xml", type=content_type)
    return archive({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **(more or {})})


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film(place: bytes = b"+11.3100+106.0983/") -> bytes:
    user = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7) + place))
    head = box(b"ftyp", b"isom\x00\x00\x02\x00isommp42")
    return head + box(b"moov", box(b"mvhd", b"\x00" * 100) + user) + box(b"mdat", b"\x01" * 2000)
