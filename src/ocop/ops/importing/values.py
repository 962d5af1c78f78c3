"""What people type into a register: stars, dates, phone numbers, kinds of producer, groups. Pure; every refusal is a ValueError."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.text import clean, fold
from ocop.ops.importing.reading import Cell

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
_EXCEL_DAY_ZERO: Final = dt.date(1899, 12, 30)
_EMPTY: Final = frozenset(
    ["", "-", "--", "–", "—", "x", "/", ".", "…", "...", "không", "chưa", "chưa có", "không có", "chưa rõ", "n/a", "na", "null", "none"]
)  # fmt: skip
_STAR_MARKS: Final = re.compile(r"[*★☆⭐✩✪✭✮✯🌟＊⋆]")
_STAR_WORDS: Final = {"mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}


def text_of(value: Cell) -> str:
    """A cell as clean text; whole numbers without «.0», days as dd/mm/yyyy."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d/%m/%Y")
    return _cleaned(str(value))


# The same words stand in thousands of cells of a register.
_cleaned = lru_cache(maxsize=50_000)(clean)


def is_empty(value: Cell) -> bool:
    """True for an empty cell and for the marks that people type into one: «-», «chưa có», «x»."""
    return text_of(value).casefold() in _EMPTY


def stars_of(value: Cell) -> int | None:
    """Stars in any form: ``4``, ``4 sao``, ``****``, ``4*``, ``★★★★``, ``bốn sao``, ``OCOP 4 sao``; nothing for an empty cell.

    Raises:
        ValueError: when the cell says no number of stars from 1 to 5.
    """
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise ValueError("không phải số sao; ghi 1 đến 5")
    if is_empty(value):
        return None
    text = text_of(value).replace("\ufe0f", "")
    stars = _star_number(text)
    if stars is None:
        raise ValueError("không đọc được số sao; ghi 1 đến 5, chẳng hạn «4 sao»")
    if not 1 <= stars <= 5:
        raise ValueError("số sao phải từ 1 đến 5")
    return stars


def _star_number(text: str) -> int | None:
    if re.match(r"[-−–]\s*\d", text):
        return None
    marks = len(_STAR_MARKS.findall(text))
    filled_marks = len(re.findall(r"[*★⭐✪✭✮✯🌟＊⋆]", text))
    bare = fold(_STAR_MARKS.sub(" ", text))
    bare = re.sub(r"\b(ocop|hang|dat|xep|san pham|muc|cap|loai|tinh|huyen|quoc gia|trung uong)\b", " ", bare)
    words = [word for word in re.sub(r"(\d)sao\b", r"\1 sao", bare).split() if word != "sao"]
    if not words:
        return filled_marks or None
    if marks > 1 or len(words) > 1:
        return None
    word = words[0]
    if re.fullmatch(r"[0-9]{1,6}", word):
        return int(word)
    return _STAR_WORDS.get(word) if "sao" in bare.split() or marks else None


def date_of(value: Cell, year: int | None = None) -> PartialDate:
    """A date in the many forms people type: 31/1/2024, 31-01-2024, 31.1.24, 01/2024, 2024, «ngày 31 tháng 1 năm 2024»,
    2024-01-31, Excel's day numbers, date cells. With ``year`` (the column «năm»), ``31/1`` is enough.

    The day stands before the month. A month alone counts from its last day, a year alone from 31/12.

    Raises:
        ValueError: when the cell holds something that is no such date.
    """
    if isinstance(value, dt.datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise ValueError("không phải ngày; ghi ngày/tháng/năm, chẳng hạn 31/01/2024")
    if is_empty(value) or value == 0:
        return PartialDate(None, Precision.UNKNOWN)
    if isinstance(value, int | float):
        return _from_number(float(value))
    return _from_text(text_of(value), year)


def _from_number(number: float) -> PartialDate:
    if number.is_integer() and FIRST_YEAR <= number <= LAST_YEAR:
        return _year(int(number))
    if 30_000 <= number < 80_000:
        day = _EXCEL_DAY_ZERO + dt.timedelta(days=int(number))
        return _day(day.year, day.month, day.day)
    text = f"{number:.4f}".rstrip("0")
    month_year = re.fullmatch(r"(\d{1,2})\.(\d{4})", f"{number:.4f}")
    if month_year and 1 <= int(month_year[1]) <= 12 and FIRST_YEAR <= int(month_year[2]) <= LAST_YEAR:
        return _month(int(month_year[2]), int(month_year[1]))
    raise ValueError(f"số {text.rstrip('.')} không phải ngày; ghi ngày/tháng/năm, chẳng hạn 31/01/2024")


def _from_text(text: str, year: int | None) -> PartialDate:
    plain = re.sub(r"[,\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?$|T\d{2}:\d{2}.*$", "", text, flags=re.IGNORECASE)
    folded = re.sub(r"\b(ngay|thang|nam|quyet dinh|qd|ky|tu|den|het)\b", " ", fold(plain.replace("_", " ")))
    numbers = folded.split()
    if not numbers or len(numbers) > 3 or not all(re.fullmatch(r"[0-9]{1,6}", number) for number in numbers):
        raise ValueError("không đọc được ngày; ghi ngày/tháng/năm, chẳng hạn 31/01/2024")
    values = [int(number) for number in numbers]
    if len(values) == 1:
        return _single(numbers[0])
    if len(values) == 2:
        return _two(numbers, year)
    if len(numbers[0]) == 4:
        return _day(values[0], values[1], values[2])
    return _day(_full_year(numbers[2]), values[1], values[0])


def _single(number: str) -> PartialDate:
    if len(number) == 8:
        raise ValueError("không đọc được ngày; ghi ngày/tháng/năm, chẳng hạn 31/01/2024")
    return _from_number(float(number))


def _two(numbers: list[str], year: int | None) -> PartialDate:
    first, second = numbers
    if len(second) == 4:
        return _month(int(second), int(first))
    if len(first) == 4:
        return _month(int(first), int(second))
    if year is not None and len(first) <= 2 and len(second) <= 2:
        return _day(year, int(second), int(first))
    raise ValueError("thiếu năm; ghi ngày/tháng/năm, chẳng hạn 31/01/2024")


def _full_year(text: str) -> int:
    if len(text) == 2:
        return 2000 + int(text)
    if len(text) != 4:
        raise ValueError("năm phải có 4 chữ số (hoặc 2 chữ số cuối); ghi ngày/tháng/năm, chẳng hạn 31/01/2024")
    return int(text)


def _checked_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"năm {year} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}")
    return year


def _day(year: int, month: int, day: int) -> PartialDate:
    _checked_year(year)
    if month > 12 and day <= 12:
        raise ValueError(f"không có tháng {month}; ghi ngày trước, tháng sau: {month:02d}/{day:02d}/{year}")
    try:
        return PartialDate(dt.date(year, month, day), Precision.DAY)
    except ValueError:
        raise ValueError(f"không có ngày {day:02d}/{month:02d}/{year} trong lịch") from None


def _month(year: int, month: int) -> PartialDate:
    _checked_year(year)
    if not 1 <= month <= 12:
        raise ValueError(f"không có tháng {month}; ghi tháng/năm, chẳng hạn 01/2024")
    return PartialDate(dt.date(year, month, monthrange(year, month)[1]), Precision.MONTH)


def _year(year: int) -> PartialDate:
    return PartialDate(dt.date(_checked_year(year), 12, 31), Precision.YEAR)


def year_of(value: Cell) -> int | None:
    """A year alone («năm 2024», 2024, a date cell); nothing for an empty cell.

    Raises:
        ValueError: when the cell is no year.
    """
    found = date_of(value).counts_from
    return found.year if found else None


def phone_of(value: Cell) -> str:
    """A phone number as typed, with the 0 that Excel drops from numbers given back."""
    text = text_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and len(text) == 9 and text.isdecimal():
        return "0" + text
    return "" if is_empty(value) else text


def tax_code_of(value: Cell) -> str:
    """A tax code: 10 digits, «-001» for a branch, or 12 digits of a citizen; separators and lost zeros mended.

    Raises:
        ValueError: when it is no tax code.
    """
    if is_empty(value):
        return ""
    digits = re.sub(r"[\s.\-–]", "", text_of(value)).removeprefix("MST:").removeprefix("MST")
    if isinstance(value, int | float) and len(digits) in (9, 11):
        digits = "0" + digits
    if not digits.isdecimal() or len(digits) not in (10, 12, 13):
        raise ValueError("mã số thuế có 10, 12 hoặc 13 chữ số")
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


# Words in a cell or in the producer's own name that tell the kind of producer (26/2026, Điều 2.3), the longest first.
_TYPES: Final[Mapping[str, str]] = {
    "lien hiep hop tac xa": "cooperative", "lien hiep htx": "cooperative", "hop tac xa": "cooperative", "htx": "cooperative",
    "to hop tac": "cooperative_group", "tht": "cooperative_group", "to hop": "cooperative_group",
    "doanh nghiep": "company", "dntn": "company", "cong ty": "company", "cty": "company", "dn": "company", "tnhh": "company",
    "trang trai": "farm",
    "ho kinh doanh": "household", "hkd": "household", "ho gia dinh": "household", "ho san xuat": "household", "ho": "household",
    "ca nhan": "household", "co so san xuat kinh doanh": "household", "ho sxkd": "household",
    "hiep hoi": "association", "hoi": "association", "trung tam dieu hanh": "association",
}  # fmt: skip


_LONGEST_FIRST: Final = tuple(sorted(_TYPES, key=len, reverse=True))


@lru_cache(maxsize=20_000)
def producer_type_of(stated: str, name: str = "") -> str:
    """The kind of producer from the column «loại hình», else from the beginning of the name; «unknown» when neither tells."""
    return _type_in(fold(stated)) or _type_in(fold(name), at_start=True) or "unknown"


def _type_in(folded: str, *, at_start: bool = False) -> str:
    for words in _LONGEST_FIRST:
        if folded.startswith(words + " ") or folded == words or (not at_start and f" {words} " in f" {folded} "):
            return _TYPES[words]
    return ""


_GROUPS: Final[Mapping[str, str]] = {
    "duoc lieu": "herb", "thao duoc": "herb", "thuc pham": "food", "do uong": "drink", "thu cong my nghe": "craft", "thu cong": "craft",
    "my nghe": "craft", "luu niem noi that trang tri": "craft", "vai may mac": "craft", "sinh vat canh": "ornamental",
    "hoa cay canh": "ornamental", "cay canh": "ornamental", "du lich": "tourism", "dich vu du lich": "tourism", "dich vu": "tourism",
}  # fmt: skip


def group_of(value: Cell) -> str:
    """The product group (26/2026, Điều 2.2) that a cell names; «unknown» for an empty cell.

    Raises:
        ValueError: when the cell names none of the six groups.
    """
    if is_empty(value):
        return "unknown"
    folded = fold(text_of(value))
    for words, group in _GROUPS.items():
        if f" {words} " in f" {folded} ":
            return group
    raise ValueError(
        "chưa rõ nhóm nào; ghi một trong: Thực phẩm, Đồ uống, Dược liệu, Thủ công mỹ nghệ, Sinh vật cảnh, Du lịch"
    )


@lru_cache(maxsize=20_000)
def authority_level_of(text: str, provinces: frozenset[str]) -> str:
    """Level of the authority that a cell names: «UBND huyện …», «UBND thành phố Tây Ninh» (a district city), «UBND tỉnh», «Bộ …».

    ``provinces`` are the folded names of provinces that are cities, old and new; every other city was a district.
    """
    folded = fold(text)
    if not folded:
        return "unknown"
    if re.search(r"\b(bo|trung uong|tw|quoc gia)\b", folded) and "can bo" not in folded:
        return "ministry"
    if re.search(r"\b(huyen|thi xa|quan)\b", folded):
        return "district"
    city = re.search(r"\b(?:thanh pho|tp) (.+)$", folded)
    if city:
        return "province" if city[1] in provinces or f"thanh pho {city[1]}" in provinces else "district"
    return "province" if re.search(r"\btinh\b", folded) else "unknown"
