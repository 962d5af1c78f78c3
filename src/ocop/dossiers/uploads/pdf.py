"""PDF: opened strictly; whatever would run, start a program or hide another file is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from ocop.dossiers.uploads.limits import limits
from ocop.kernel.operations import Refused

_RUNS = {"/JS", "/JavaScript"}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
_HIDES = {"/EmbeddedFiles", "/EF"}
_SHOWS = {"/GoTo", "/Named"}
_PRINT = "Hãy mở tệp, chọn In rồi «Lưu thành PDF» (Print to PDF), và tải tệp mới lên."


def check_pdf(path: Path, name: str) -> int:
    """The number of pages of a PDF that is safe to hand on.

    Raises:
        Refused: a password, a script or action, an embedded file, a form of the old kind (XFA), a picture that would fill
            the memory, too many pages, or a broken file.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True, attempt_recovery=True) as pdf:
            _check_objects(pdf, name)
            count = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused(
            f"Tệp «{name}» có mật khẩu nên cán bộ và Hội đồng không mở được. "
            "Hãy mở tệp bằng mật khẩu, in thành PDF mới không mật khẩu, rồi tải lên."
        ) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise Refused(f"Tệp PDF «{name}» bị hỏng hoặc chưa tải hết. {_PRINT}") from None
    if count == 0:
        raise Refused(f"Tệp PDF «{name}» không có trang nào. {_PRINT}")
    most = limits().pdf.max_pages
    if count > most:
        raise Refused(
            f"Tệp PDF «{name}» có {count} trang, nhận tối đa {most} trang một tệp. "
            "Hãy chia thành nhiều tệp, mỗi tệp một giấy tờ."
        )
    return count


def _check_objects(pdf: pikepdf.Pdf, name: str) -> None:
    for seen, found in enumerate(_dictionaries(pdf), start=1):
        if seen > limits().pdf.max_objects:
            raise Refused(f"Tệp PDF «{name}» có cấu trúc quá lớn để kiểm tra an toàn. {_PRINT}")
        reason = _fault(found)
        if reason:
            raise Refused(f"Tệp PDF «{name}» {reason} {_PRINT}")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, also those inside others; indirect objects are visited once."""
    stack: list[Any] = [pdf.trailer, *pdf.objects]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Array):
            stack += [part for part in item.as_list() if _is_direct_container(part)]
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            keys = list(item.keys())
            stack += [part for part in (item[key] for key in keys) if _is_direct_container(part)]


def _is_direct_container(item: Any) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _fault(found: Any) -> str:
    """Why a dictionary may not stand in a file that others open; empty when it may."""
    keys = set(found.keys())
    action = str(found.get("/S", "")) if "/S" in keys else ""
    if keys & _RUNS or action in _ACTIONS or _starts_something(found, keys):
        return "có mã JavaScript hoặc lệnh tự chạy khi mở nên không nhận, để giữ an toàn cho máy của người xem hồ sơ."
    kind = str(found.get("/Type", "")) if "/Type" in keys else ""
    subtype = str(found.get("/Subtype", "")) if "/Subtype" in keys else ""
    if keys & _HIDES or kind == "/EmbeddedFile" or subtype in ("/FileAttachment", "/RichMedia"):
        return "có tệp khác đính kèm bên trong mà người xem không thấy. Hãy tải tệp đính kèm lên riêng."
    if "/XFA" in keys:
        return "là biểu mẫu động (XFA), nhiều máy không hiện được nội dung."
    if subtype == "/Image" and _pixels(found) > limits().pdf.max_image_pixels:
        return "có hình quá lớn, mở ra sẽ làm đầy bộ nhớ máy chủ."
    return ""


def _starts_something(found: Any, keys: set[str]) -> bool:
    """Additional actions, or an open action other than going to a page (scanners write that one)."""
    if "/AA" in keys:
        return True
    if "/OpenAction" not in keys:
        return False
    opened = found["/OpenAction"]
    if isinstance(opened, pikepdf.Dictionary):
        return str(opened.get("/S", "")) not in _SHOWS
    return not isinstance(opened, pikepdf.Array | pikepdf.String | pikepdf.Name)


def _pixels(found: Any) -> int:
    try:
        return int(found.get("/Width", 0)) * int(found.get("/Height", 0))
    except (TypeError, ValueError):
        return limits().pdf.max_image_pixels + 1
