"""From a file to rows: what the file really is, which sheet, and the cells with their addresses."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from ocop.ops.importing.faults import Unusable

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Row = list[Cell]

MAX_BYTES = 200_000_000
MAX_UNPACKED = 1_500_000_000
MAX_CELLS = 30_000_000
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_SAVE_AS = "Mở bằng Excel rồi lưu lại thành .xlsx."


@dataclass
class Sheet:
    """One worksheet: its name and rows from A1 on. Merged cells all carry the value of their first cell."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]]

    def address(self, row: int, column: int) -> str:
        """``SHEET!C5`` for row 4, column 2 (both from 0)."""
        return f"{self.name}!{column_letters(column)}{row + 1}"

    def at(self, row: int, column: int) -> Cell:
        """The value of a cell; nothing outside the sheet."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        value = cells[column] if 0 <= column < len(cells) else None
        return None if value == "" else value


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA.

    >>> column_letters(27)
    'AB'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(path: Path) -> list[Sheet]:
    """All visible worksheets of an Excel file (.xlsx, .xlsm, .xls, .ods).

    Raises:
        Unusable: when the file is missing, locked by a password, broken or no Excel file at all.
    """
    _check_kind(path)
    try:
        book = python_calamine.load_workbook(str(path))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        return [_sheet(book, name) for name in visible]
    except python_calamine.PasswordError:
        raise Unusable(_locked(path)) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if "assword" in str(error):
            raise Unusable(_locked(path)) from None
        raise Unusable(f"{path}: tệp Excel bị hỏng, đọc không được ({error}). {_SAVE_AS}") from None


def choose(sheets: Sequence[Sheet], wanted: str, path: Path) -> Sheet:
    """The sheet of that name, or of that number counted from 1."""
    for sheet in sheets:
        if sheet.name.strip().casefold() == wanted.strip().casefold():
            return sheet
    if wanted.isdecimal() and 1 <= int(wanted) <= len(sheets):
        return sheets[int(wanted) - 1]
    names = ", ".join(f"{number} «{sheet.name}»" for number, sheet in enumerate(sheets, 1))
    raise Unusable(f"{path}: không có trang tính «{wanted}»; tệp có: {names}.")


def _check_kind(path: Path) -> None:
    try:
        if path.is_dir():
            raise Unusable(f"{path}: đây là thư mục, cần một tệp Excel.")
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError:
        raise Unusable(f"{path}: không có tệp này. Kiểm tra lại tên và thư mục.") from None
    except OSError as error:
        raise Unusable(f"{path}: không mở được tệp ({error.strerror}). Kiểm tra quyền đọc tệp.") from None
    if not size:
        raise Unusable(f"{path}: tệp rỗng (0 byte). Xuất lại sổ từ nơi lưu.")
    if size > MAX_BYTES:
        raise Unusable(f"{path}: tệp lớn hơn {MAX_BYTES // 1_000_000} MB. Chỉ giữ trang tính của sổ rồi lưu lại.")
    if head.startswith(b"PK"):
        _check_zip(path)
    elif head.startswith(_CFB):
        _check_compound(path)
    else:
        raise Unusable(f"{path}: {_what_text_is(head)} {_SAVE_AS}")


def _check_compound(path: Path) -> None:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unusable(_locked(path))
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise Unusable(f"{path}: tệp Office cũ nhưng không phải Excel (có thể là Word). {_SAVE_AS}")


def _locked(path: Path) -> str:
    return f"{path}: tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu lại."


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise Unusable(f"{path}: tệp bung ra quá lớn. Chỉ giữ trang tính của sổ rồi lưu lại.")
            if "word/document.xml" in names:
                raise Unusable(f"{path}: đây là tệp Word, không phải Excel. Chép bảng sang Excel rồi lưu thành .xlsx.")
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise Unusable(f"{path}: tệp nén (zip), không phải Excel. Giải nén rồi chọn tệp .xlsx bên trong.")
            for name in names:
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _check_extent(path, archive, name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise Unusable(f"{path}: tệp Excel bị hỏng hoặc chép thiếu ({error}). Chép lại từ nơi lưu.") from None


def _check_extent(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    """A stray cell far out (XFD1048576) would make the reader ask for a table of 17 thousand million cells."""
    rows, columns, tail, far = 0, 0, b"", ""
    with archive.open(name) as stream:
        while chunk := stream.read(1 << 20):
            block = tail + chunk
            for letters, number in _CELL.findall(block):
                width = _column_number(letters)
                if int(number) > rows or width > columns:
                    far = f"{letters.decode()}{number.decode()}"
                rows, columns = max(rows, int(number)), max(columns, width)
            tail = block[-200:]
    if rows * columns > MAX_CELLS:
        raise Unusable(f"{path}: có ô rất xa bảng ({far}). Xóa các hàng, cột thừa ngoài bảng rồi lưu lại.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _what_text_is(head: bytes) -> str:
    """Name what pretends to be an Excel file, as an ending of ``FILE: …``."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    start = text.lstrip("\ufeff \t\r\n").casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "bảng tính XML 2003, không phải .xlsx."
    if (
        start.startswith(("<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<div", "<style"))
        or "<html" in start
    ):
        return "thực ra là trang web (HTML) mang đuôi Excel."
    if start.startswith("mime-version"):
        return "thực ra là trang web (MHTML) mang đuôi Excel."
    if start.startswith("%pdf"):
        return "đây là tệp PDF, không phải Excel."
    lines = start.splitlines()
    if "\x00" not in start and "\ufffd" not in start[:2000] and lines and any(mark in lines[0] for mark in ",;\t"):
        return "đây là tệp chữ (CSV), không phải Excel."
    return "không phải tệp Excel."


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    source = book.get_sheet_by_name(name)
    rows: list[Row] = [list(row) for row in source.to_python(skip_empty_area=False)]
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in source.merged_cell_ranges or []]
    sheet = Sheet(name, rows, merged)
    for top, left, bottom, right in merged:
        _spread(sheet, top, left, bottom, right)
    return sheet


def _spread(sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
    value = sheet.at(top, left)
    if value is None:
        return
    width = min(right, 255) + 1
    for row in sheet.rows[top : min(bottom, len(sheet.rows) - 1) + 1]:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        row[left:width] = [value] * (width - left)


def filled(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells of a row that hold something, with their column."""
    for column, value in enumerate(row):
        if value is not None and (not isinstance(value, str) or value.strip()):
            yield column, value
