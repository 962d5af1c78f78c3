"""Word and Excel files: archives that are measured before anything in them is read; nothing that runs comes in."""

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ocop.dossiers.uploads.kinds import DOCX, FileType
from ocop.dossiers.uploads.limits import limits
from ocop.kernel.operations import Refused

_BASE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", f"{_BASE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_BASE}.spreadsheetml.sheet.main+xml"),
}
_RUNS = re.compile(r"vbaProject|vbaData|activeX|customUI|\.(exe|dll|js|vbs|bat|cmd|scr|hta|html?|svg)$", re.IGNORECASE)
_OBJECT = re.compile(r"embeddings/.*\.bin$", re.IGNORECASE)
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_TEXT_MAX = 4 * 1024 * 1024


def check_office(path: Path, kind: FileType, name: str) -> None:
    """Raise :class:`Refused` for anything but a plain Word or Excel file.

    Refused are: more or larger parts than a document has (a zip bomb), names that leave the archive, macros and embedded
    programs, content types other than those of a document, outside parts loaded on opening, entities in XML.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive.infolist(), path.stat().st_size, name)
            _check_unpacked(archive, name)
            _check_types(archive, kind, name)
            _check_relations(archive, name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused(
            f"Tệp «{name}» bị hỏng hoặc chưa tải hết nên không mở được. "
            f"Hãy mở bằng {_program(kind)}, lưu lại rồi tải lên, hoặc xuất ra PDF."
        ) from None


def _program(kind: FileType) -> str:
    return "Word" if kind is DOCX else "Excel"


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    allowed = limits().office
    total = sum(entry.file_size for entry in entries)
    if len(entries) > allowed.max_entries or total > allowed.max_unpacked or total > allowed.max_ratio * max(packed, 1):
        raise Refused(_bomb(name))
    names = [entry.filename for entry in entries]
    for one in names:
        if "\\" in one or one.startswith("/") or ":" in one or ".." in PurePosixPath(one).parts or "\x00" in one:
            raise Refused(
                f"Tệp «{name}» chứa đường dẫn đặt tệp ra ngoài tài liệu, là dấu hiệu của tệp phá hoại, nên không nhận. "
                "Hãy tạo lại tài liệu bằng Word hoặc Excel, hoặc xuất ra PDF."
            )
        if _RUNS.search(one) or _OBJECT.search(one):
            raise Refused(
                f"Tệp «{name}» có macro hoặc chương trình nhúng bên trong nên không nhận, để giữ an toàn cho máy của người "
                "xem hồ sơ. Hãy lưu thành .docx hoặc .xlsx không macro, hoặc xuất ra PDF."
            )
    if len({one.lower() for one in names}) != len(names):
        raise zipfile.BadZipFile("two parts of one name")


def _check_unpacked(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack everything to nowhere: what an archive says about its sizes may be a lie."""
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while block := part.read(256 * 1024):
                total += len(block)
                if total > limits().office.max_unpacked:
                    raise Refused(_bomb(name))


def _bomb(name: str) -> str:
    most = limits().office.max_unpacked // 1048576
    return (
        f"Tệp «{name}» bung ra quá lớn so với cỡ của nó (quá {most} MB hoặc quá nhiều phần), là dấu hiệu của tệp phá hoại "
        "(bom nén), nên không nhận. Hãy xuất tài liệu ra PDF rồi tải lên."
    )


def _text(archive: zipfile.ZipFile, part: str) -> str:
    with archive.open(part) as stream:
        data = stream.read(_TEXT_MAX + 1)
    if len(data) > _TEXT_MAX or b"\x00" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(part)
    return data.decode("utf-8")


def _check_types(archive: zipfile.ZipFile, kind: FileType, name: str) -> None:
    part, wanted = _MAIN[kind.code]
    text = _text(archive, "[Content_Types].xml")
    overrides = re.findall(r"<(?:\w+:)?Override\b[^>]*>", text)
    main = [one for one in overrides if f'PartName="/{part}"' in one]
    if "macroEnabled" in text or "vbaProject" in text:
        raise Refused(
            f"Tệp «{name}» là tài liệu có macro nên không nhận, để giữ an toàn cho máy của người xem hồ sơ. "
            "Hãy lưu thành .docx hoặc .xlsx không macro, hoặc xuất ra PDF."
        )
    if len(main) != 1 or f'ContentType="{wanted}"' not in main[0]:
        raise ValueError("content type")


def _check_relations(archive: zipfile.ZipFile, name: str) -> None:
    for part in archive.namelist():
        if not part.endswith(".rels"):
            continue
        for relation in _RELATION.findall(_text(archive, part)):
            if re.search(r'TargetMode\s*=\s*["\']External', relation) and not re.search(
                r'/(hyperlink|image)["\']', relation
            ):
                raise Refused(
                    f"Tệp «{name}» tự lấy nội dung từ nơi khác khi mở nên không nhận, để người xem hồ sơ không bị dẫn ra "
                    "ngoài. Hãy bỏ liên kết ra ngoài (mẫu, bảng tính khác) rồi lưu lại, hoặc xuất ra PDF."
                )
