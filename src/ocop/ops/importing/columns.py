"""Which column means what: the header found wherever it stands, its titles matched by meaning, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from ocop.kernel.text import fold
from ocop.ops.importing.faults import Unusable, shown
from ocop.ops.importing.reading import Sheet, column_letters, filled

SEARCHED_ROWS = 200
_HEADER_ROWS = 3
_ENOUGH = 78.0

# Folded titles that departments write, by meaning. A title may say more («Tên sản phẩm OCOP được công nhận»).
TITLES: dict[str, tuple[str, ...]] = {
    "no": ("tt", "stt", "so tt", "so thu tu"),
    "product": ("ten sp", "ten san pham", "san pham", "ten san pham ocop", "san pham ocop"),
    "group": ("nhom sp", "nhom san pham", "nhom nganh", "nganh san pham", "nganh hang", "phan nhom", "nhom"),
    "producer_type": ("loai hinh kd", "loai hinh kinh doanh", "loai hinh", "loai hinh chu the", "loai hinh to chuc", "loai hinh san xuat"),
    "producer": ("chu the", "ten chu the", "chu the san xuat", "chu the ocop", "co so san xuat", "ten co so", "don vi san xuat",
                 "ten don vi", "ten doanh nghiep", "chu the san xuat kinh doanh", "ten chu the san xuat", "to chuc ca nhan"),
    "commune": ("xa phuong", "xa", "phuong xa", "xa phuong thi tran", "dia ban", "don vi hanh chinh", "xa phuong dac khu"),
    "district": ("huyen", "quan huyen", "huyen thi xa thanh pho", "huyen thi xa", "huyen tp", "cap huyen"),
    "address": ("dia chi", "dia chi san xuat", "dia chi co so", "dia diem", "dia diem san xuat", "dia chi lien he"),
    "representative": ("nguoi dai dien", "dai dien", "ho ten nguoi dai dien", "nguoi dai dien phap luat", "chu co so",
                       "nguoi dai dien theo phap luat", "giam doc", "ho va ten"),
    "phone": ("sdt", "so dien thoai", "dien thoai", "so dt", "dt", "dien thoai lien he", "lien he"),
    "tax_code": ("ma so thue", "mst", "ma so doanh nghiep", "ma so dkkd", "ma so dang ky kinh doanh"),
    "current": ("hang hien tai", "hang sao hien tai", "xep hang hien tai", "sao hien tai", "so sao hien tai", "hang", "hang sao",
                "xep hang", "ket qua xep hang", "phan hang", "phan hang hien tai"),
    "expires": ("ngay het han", "het han", "han giay chung nhan", "co gia tri den", "ngay het hieu luc", "thoi han", "hieu luc den",
                "thoi han hieu luc", "gia tri den", "ngay het han giay chung nhan"),
    "note": ("ghi chu", "chu thich", "ghi chu khac"),
}  # fmt: skip
_EXPIRES = re.compile(r"\b(?:het han|het hieu luc|thoi han|co gia tri den|hieu luc den)\b")
ROUND_TITLES: dict[str, tuple[str, ...]] = {
    "stars": ("sao", "so sao", "hang", "hang sao", "xep hang", "ket qua", "phan hang", "dat sao"),
    "date": ("ngay", "ngay cong nhan", "ngay qd", "ngay quyet dinh", "ngay ky", "ngay ban hanh", "ngay thang", "ngay thang nam",
             "thoi gian", "thoi gian cong nhan", "ngay cap"),
    "year": ("nam", "nam cong nhan", "nam danh gia", "nam xep hang", "nam dat"),
    "number": ("so qd", "so quyet dinh", "quyet dinh", "quyet dinh so", "qd so", "qd cong nhan", "quyet dinh cong nhan", "so qd cong nhan",
               "so ky hieu", "so quyet dinh cong nhan"),
    "authority": ("co quan", "co quan ban hanh", "co quan cong nhan", "co quan cap", "don vi cong nhan", "cap cong nhan", "noi ban hanh",
                  "co quan qd", "co quan quyet dinh", "cap quyet dinh", "co quan ra quyet dinh", "don vi cap"),
}  # fmt: skip
_ROUND = re.compile(
    r"\b(?:(?:cong nhan|danh gia|phan hang|xep hang) )?lan (?:thu )?(\d|nhat|dau(?: tien)?|hai|ba|tu)\b"
)
_WORDS = {"nhat": 1, "dau": 1, "dau tien": 1, "hai": 2, "ba": 3, "tu": 4}
_UPGRADE = re.compile(r"\b(?:nang hang|nang sao|phan hang lai|danh gia lai|cong nhan lai)\b")


@dataclass
class Columns:
    """Meaning → column. ``rounds[1]`` holds the columns of the first recognition, ``rounds[2]`` those of the second, and so on."""

    first_data_row: int
    plain: dict[str, int] = field(default_factory=dict)
    rounds: dict[int, dict[str, int]] = field(default_factory=dict)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many columns have a meaning."""
        return len(self.plain) + sum(len(columns) for columns in self.rounds.values())


def find_columns(sheet: Sheet) -> Columns | None:
    """The header of a sheet, or ``None`` when no rows name at least product, producer and two more columns.

    A header may take up to three rows, with merged titles such as «Lần 1» over «Sao, Ngày, Năm …».

    Raises:
        Unusable: when two columns have the same meaning.
    """
    best: Columns | None = None
    for top in range(min(SEARCHED_ROWS, len(sheet.rows))):
        if not _may_be_header(sheet, top):
            continue
        for height in range(1, _HEADER_ROWS + 1):
            if height > 1 and not _may_be_header(sheet, top + height - 1):
                break
            columns = _match(sheet, top, height)
            if _is_header(columns) and (best is None or _rank(columns) > _rank(best)):
                best = columns
        if best is not None and top >= best.first_data_row:
            break
    if best is not None and best.doubled:
        _refuse_doubled(sheet, best)
    return best


def _is_header(columns: Columns) -> bool:
    return "product" in columns.plain and "producer" in columns.plain and columns.found >= 4


def _rank(columns: Columns) -> tuple[int, int]:
    return (columns.found, -len(columns.doubled))


def _refuse_doubled(sheet: Sheet, columns: Columns) -> None:
    title, first, second = columns.doubled[0]
    row = columns.first_data_row - 1
    raise Unusable(
        f"{sheet.address(row, second)}: cột «{shown(title)}» trùng nghĩa với cột {column_letters(first)}. "
        "Xóa một cột, hoặc ghi rõ «lần 1», «lần 2» ở tiêu đề."
    )


def _may_be_header(sheet: Sheet, row: int) -> bool:
    """A header row has several different short texts and hardly a number; a title over all columns is one text."""
    if row >= len(sheet.rows):
        return False
    values = [value for _, value in filled(sheet.rows[row])]
    texts = {value for value in values if isinstance(value, str) and not value.strip().isdecimal()}
    return len(texts) >= 2 and len(values) <= 200 and all(len(text) <= 120 for text in texts)


def _match(sheet: Sheet, top: int, height: int) -> Columns:
    columns = Columns(first_data_row=top + height)
    taken: dict[tuple[int, str], tuple[float, int, str]] = {}
    for column, title in _titles(sheet, top, height):
        number, meaning, score = meaning_of(title)
        if not meaning:
            columns.unknown.append((column, title))
            continue
        key = (number, meaning)
        if key in taken:
            columns.doubled.append((title, taken[key][1], column))
            continue
        taken[key] = (score, column, title)
    for (number, meaning), (_score, column, _title) in taken.items():
        (columns.rounds.setdefault(number, {}) if number else columns.plain)[meaning] = column
    return columns


def _titles(sheet: Sheet, top: int, height: int) -> list[tuple[int, str]]:
    """Each column's title: the different texts over it, from top to bottom; an unmerged group title reaches to the right."""
    width = min(max((len(row) for row in sheet.rows[top : top + height]), default=0), 256)
    rows = [[_text(sheet, row, column) for column in range(width)] for row in range(top, top + height)]
    for upper, lower in pairwise(rows):
        for column in range(1, width):
            if not upper[column] and lower[column] and round_of(fold(upper[column - 1])):
                upper[column] = upper[column - 1]
    titles = []
    for column in range(width):
        parts = list(dict.fromkeys(row[column] for row in rows if row[column]))
        if parts:
            titles.append((column, " ".join(parts)))
    return titles


def _text(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.at(row, column)
    return " ".join(value.split()) if isinstance(value, str) else ""


def round_of(folded: str) -> int:
    """Which recognition a folded title speaks of: «lần 1» 1, «lần 2», «nâng hạng» 2, none 0."""
    found = _ROUND.search(folded)
    if found:
        word = found.group(1)
        return int(word) if word.isdecimal() else _WORDS[word]
    return 2 if _UPGRADE.search(folded) else 0


def meaning_of(title: str) -> tuple[int, str, float]:
    """Round (0: none), meaning and likeness (0–100) of a column title; an empty meaning when it is none that we know.

    >>> meaning_of("Lần 2/nâng hạng Số QĐ")[:2]
    (2, 'number')
    """
    folded = fold(title)
    number = round_of(folded)
    if not number:
        meaning, score = _best(folded, TITLES)
        other, other_score = _best(folded, {key: value for key, value in ROUND_TITLES.items() if key != "stars"})
        return (1, other, other_score) if other_score > score else (0, meaning, score)
    bare = " ".join(_UPGRADE.sub(" ", _ROUND.sub(" ", folded)).split())
    if _EXPIRES.search(bare):
        return (number, "expires", 100.0)
    meaning, score = _best(bare, ROUND_TITLES)
    return (number if meaning else 0, meaning, score)


def _best(folded: str, table: dict[str, tuple[str, ...]]) -> tuple[str, float]:
    best, best_score = "", 0.0
    for meaning, phrases in table.items():
        score = max(_likeness(folded, phrase) for phrase in phrases)
        if score > best_score:
            best, best_score = meaning, score
    return (best, best_score) if best_score >= _ENOUGH else ("", 0.0)


def _likeness(folded: str, phrase: str) -> float:
    """100 when equal; else how much of the title the phrase is, when its words stand in it, or how alike the letters are."""
    if folded == phrase:
        return 100.0
    if len(phrase) > 3 and f" {phrase} " in f" {folded} ":
        early = 4.0 if folded.startswith(phrase) else 0.0
        return 80.0 + early + 14.0 * len(phrase) / len(folded)
    return fuzz.ratio(folded, phrase) if len(phrase) > 6 else 0.0


def missing_header(path: str, sheets: Sequence[Sheet]) -> Unusable:
    """The error for a file in which no sheet has a header."""
    if not any(any(True for _ in filled(row)) for sheet in sheets for row in sheet.rows):
        return Unusable(f"{path}: trang tính trống, không có dòng nào.")
    names = ", ".join(f"«{sheet.name}»" for sheet in sheets)
    return Unusable(
        f"{path}: không thấy dòng tiêu đề trong {names}. Cần ít nhất các cột «Tên sản phẩm», «Chủ thể» và hai cột khác của sổ."
    )
