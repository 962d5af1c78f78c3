"""What a file is, by its first bytes and never by its name: an allow-list of eight types."""

import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

import puremagic

from ocop.dossiers.uploads.limits import limits
from ocop.kernel.operations import Refused

WHAT_IS_TAKEN = "Kho giấy tờ nhận PDF, ảnh (JPEG, PNG, HEIC, WebP), Word (.docx), Excel (.xlsx) và phim MP4."


class Family(Enum):
    """How a type is checked and stored."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    VIDEO = "video"

    @property
    def max_bytes(self) -> int:
        """The largest file of this family, in bytes."""
        every = limits()
        sizes = {
            "image": every.image.max_bytes,
            "pdf": every.pdf.max_bytes,
            "office": every.office.max_bytes,
            "video": every.video.max_bytes,
        }
        return sizes[self.value]

    @property
    def label(self) -> str:
        """How the family is called in a message."""
        return {"image": "Ảnh", "pdf": "Tệp PDF", "office": "Tệp Word, Excel", "video": "Phim MP4"}[self.value]


@dataclass(frozen=True)
class FileType:
    """A type that is taken: media type, endings of names, family."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    family: Family


JPEG = FileType("jpeg", "image/jpeg", ("jpg", "jpeg", "jfif"), Family.IMAGE)
PNG = FileType("png", "image/png", ("png",), Family.IMAGE)
HEIC = FileType("heic", "image/heic", ("heic", "heif"), Family.IMAGE)
WEBP = FileType("webp", "image/webp", ("webp",), Family.IMAGE)
PDF = FileType("pdf", "application/pdf", ("pdf",), Family.PDF)
_OOXML = "application/vnd.openxmlformats-officedocument"
DOCX = FileType("docx", f"{_OOXML}.wordprocessingml.document", ("docx",), Family.OFFICE)
XLSX = FileType("xlsx", f"{_OOXML}.spreadsheetml.sheet", ("xlsx",), Family.OFFICE)
MP4 = FileType("mp4", "video/mp4", ("mp4", "m4v"), Family.VIDEO)
TYPES = (PDF, JPEG, PNG, HEIC, WEBP, DOCX, XLSX, MP4)

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"}
_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VH",
    b"M4VP",
    b"MSNV",
}
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}

_KNOWN = {
    "svg": "ảnh vẽ SVG (có thể chứa mã chạy)",
    "html": "trang web HTML (có thể chứa mã chạy)",
    "exe": "tệp chương trình máy tính",
    "doc": "Word hoặc Excel kiểu cũ (.doc, .xls)",
    "zip": "tệp nén",
    "gif": "ảnh GIF",
    "mov": "phim QuickTime (.mov)",
    "avif": "ảnh AVIF",
}
_REMEDY = {
    "svg": "Hãy lưu hình thành PNG hoặc PDF rồi tải lên.",
    "html": "Hãy in trang thành PDF, hoặc chụp màn hình rồi tải ảnh lên.",
    "exe": "Hãy chọn đúng tệp giấy tờ; nếu tệp này được gửi từ nơi khác, không nên mở.",
    "doc": "Hãy mở tệp, chọn «Lưu thành» (Save as) .docx, .xlsx hoặc PDF rồi tải lên.",
    "zip": "Hãy mở tệp nén và tải từng giấy tờ lên.",
    "gif": "Hãy lưu ảnh thành JPEG hoặc PNG rồi tải lên.",
    "mov": "Trên iPhone: Cài đặt, Camera, Định dạng, chọn «Tương thích nhất», hoặc lưu phim thành MP4 rồi tải lên.",
    "avif": "Hãy lưu ảnh thành JPEG hoặc PNG rồi tải lên.",
}


def megabytes(size: int) -> str:
    """A size for people: whole megabytes."""
    return f"{max(1, round(size / 1048576))} MB"


def check_promise(name: str, size: int) -> None:
    """Look at name and size before any byte is sent, so that nobody waits for an upload that must be refused.

    Raises:
        Refused: an empty file, an ending that no taken type has, or a size above the limit of its type.
    """
    if size <= 0:
        raise Refused(f"Tệp «{name}» rỗng (0 byte). Hãy chụp hoặc lưu lại giấy tờ rồi chọn tệp mới.")
    ending = PurePath(name).suffix.lower().lstrip(".")
    named = next((one for one in TYPES if ending in one.endings), None)
    if named is None and ending:
        raise Refused(_unknown(name, _by_ending(ending)))
    check_size(name, named.family if named else Family.VIDEO, size)


def check_size(name: str, family: Family, size: int) -> None:
    """Raise :class:`Refused` when a file is larger than its family allows, with the way to make it smaller."""
    if size > family.max_bytes:
        remedy = {
            Family.IMAGE: "Hãy chụp lại ở cỡ ảnh vừa (trong cài đặt máy ảnh), hoặc gửi từng trang một ảnh.",
            Family.PDF: "Hãy quét lại ở 200 dpi đen trắng, hoặc chia thành nhiều tệp, mỗi tệp một giấy tờ.",
            Family.OFFICE: "Hãy giảm cỡ ảnh trong tệp, hoặc xuất ra PDF.",
            Family.VIDEO: "Hãy cắt ngắn phim hoặc lưu ở 720p.",
        }[family]
        limit = megabytes(family.max_bytes)
        raise Refused(
            f"Tệp «{name}» nặng {megabytes(size)}; {family.label.lower()} nhận tối đa {limit} để cán bộ xã mở được. {remedy}"
        )


def detect(path: Path, name: str) -> FileType:
    """The type of a file by its content.

    Raises:
        Refused: it is none of the eight types; the message says what it is, why that matters and what to do.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        raise Refused(f"Tệp «{name}» rỗng (0 byte). Hãy chụp hoặc lưu lại giấy tờ rồi chọn tệp mới.")
    found = _by_head(head) or (_by_archive(path) if head[:4] == b"PK\x03\x04" else None)
    if found is None:
        raise Refused(_unknown(name, _what(path, head)))
    return found


def _by_head(head: bytes) -> FileType | None:
    starts = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-": PDF, b"\xef\xbb\xbf%PDF-": PDF}
    for start, kind in starts.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        brands = {head[8:12]} | {head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), 256), 4)}
        if head[8:12] in _HEIF_BRANDS or (head[8:12] != b"avif" and brands & {b"heic", b"heix"}):
            return HEIC
        if head[8:12] in _MP4_BRANDS:
            return MP4
    return None


def _by_archive(path: Path) -> FileType | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    found = [kind for part, kind in _MAIN_PARTS.items() if part in names]
    return found[0] if len(found) == 1 and "[Content_Types].xml" in names else None


def _by_ending(ending: str) -> str:
    groups = {
        "exe": ("exe", "msi", "bat", "cmd", "com", "scr", "js", "vbs", "ps1", "apk", "jar", "dll", "sh"),
        "html": ("html", "htm", "xhtml", "mht", "mhtml"),
        "doc": ("doc", "xls", "docm", "xlsm", "ppt", "pptx"),
        "zip": ("zip", "rar", "7z", "gz", "tar"),
        "mov": ("mov", "qt"),
    }
    return next((code for code, endings in groups.items() if ending in endings), ending)


def _what(path: Path, head: bytes) -> str:
    """A code of ``_KNOWN``, or the ending that the content is known by, for the message only."""
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"").lower()
    if b"<svg" in text:
        return "svg"
    if text.startswith(b"<") and any(mark in text for mark in (b"<html", b"<!doctype html", b"<script", b"<body")):
        return "html"
    starts = {b"MZ": "exe", b"\x7fELF": "exe", b"#!": "exe", b"PK": "zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "doc"}
    for start, code in starts.items():
        if head.startswith(start):
            return code
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] == b"avif" else "mov"
    return _guess(path)


def _guess(path: Path) -> str:
    try:
        guess = puremagic.from_file(path)
    except (puremagic.PureError, ValueError, OSError):
        return ""
    return _by_ending(guess.lstrip("."))


def _unknown(name: str, what: str) -> str:
    said = f"là {_KNOWN[what]}" if what in _KNOWN else "không phải giấy tờ hoặc ảnh mở được"
    remedy = _REMEDY.get(what, "Hãy chụp giấy tờ bằng điện thoại hoặc lưu thành PDF rồi tải lên.")
    return f"Tệp «{name}» {said} nên không nhận, để giữ an toàn cho máy của người xem hồ sơ. {WHAT_IS_TAKEN} {remedy}"
