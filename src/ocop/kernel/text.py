"""Vietnamese text: folding for search, keys for order, and the formats of numbers, money and dates."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANK = {letter: _BASE36[2 + index // 36] + _BASE36[index % 36] for index, letter in enumerate(_ALPHABET)}
# The marks that make another letter (ă, â, ê, ô, ơ, ư) are kept with it; the tone marks are taken off.
_LETTER_MARKS = "\u0302\u0306\u031b"
_END, _GAP = "00", "01"

TITLES = ("xã", "phường", "thị trấn", "đặc khu", "tỉnh", "thành phố", "huyện", "quận", "thị xã", "công ty tnhh mtv", "công ty tnhh",
          "công ty cổ phần", "hợp tác xã", "htx", "hộ kinh doanh", "cơ sở")  # fmt: skip

_LONG_TITLES_FIRST = tuple(sorted(TITLES, key=len, reverse=True))


class _Letters(dict[int, str]):
    """A table for ``str.translate`` that works out each character once."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = self._of(chr(code))
        return self[code]


def _folded(char: str) -> str:
    folded = char.casefold().replace("đ", "d").replace("ð", "d")
    bare = "".join(part for part in folded if not unicodedata.combining(part))
    return "".join(part if part.isalnum() else " " for part in bare)


def _visible(char: str) -> str:
    if unicodedata.category(char) == "Cf":
        return ""
    return char if char.isprintable() else " "


_FOLDED = _Letters(_folded)
_VISIBLE = _Letters(_visible)
_WORDS = _Letters(lambda char: char if char.isalnum() else " ")


def fold(text: str) -> str:
    """Text as search compares it: no accents, no case, đ as d, everything but letters and digits as one space.

    >>> fold("Muối ớt – Đường phèn")
    'muoi ot duong phen'
    """
    return " ".join(unicodedata.normalize("NFKD", text).translate(_FOLDED).split())


def lowered(text: str) -> str:
    """Text in lower case with its accents, everything but letters and digits as one space: to tell what was typed exactly.

    >>> lowered("Muối ớt (Gò Dầu)")
    'muối ớt gò dầu'
    """
    return " ".join(unicodedata.normalize("NFC", text).lower().translate(_WORDS).split())


def clean(text: str) -> str:
    """Text as it is stored: NFC, no control characters, nothing invisible, single spaces, no space at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_VISIBLE).split())


def sort_key(text: str, *, skip_titles: bool = False) -> str:
    """A key whose plain order of characters is Vietnamese dictionary order, the same on SQLite and PostgreSQL.

    Letters a ă â b … d đ … y come first, then the tone of each syllable (ngang huyền hỏi ngã sắc nặng), wherever in it the
    mark is written (hoà, hòa); numbers count by value.
    Only lower-case letters and digits are used, so that no database collation can change the order.
    With ``skip_titles``, words such as «Xã» or «Công ty TNHH» at the beginning do not count.
    """
    lowered_text = unicodedata.normalize("NFC", text).lower().strip()
    if skip_titles:
        lowered_text = _without_title(lowered_text)
    letters: list[str] = []
    tones: list[str] = [""]
    for token in re.findall(r"\d+|\D", lowered_text, re.ASCII):
        if token.isdecimal() and token.isascii():
            digits = token.lstrip("0") or "0"
            letters.append("1" + _BASE36[min(len(digits), 35)] + digits)
            continue
        letter, tone = _letter_and_tone(token)
        if letter in _RANK:
            letters.append(_RANK[letter])
            tones[-1] = max(tones[-1], tone)
        elif letters and letters[-1] != _GAP:
            letters.append(_GAP)
            tones.append("")
    if letters and letters[-1] == _GAP:
        letters.pop()
    return "".join(letters) + _END + "".join(tone or "0" for tone in tones).rstrip("0")


@lru_cache(maxsize=4096)
def _letter_and_tone(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), "0")
    letter = parts[0] + "".join(mark for mark in parts[1:] if mark in _LETTER_MARKS)
    return unicodedata.normalize("NFC", letter), tone


def _without_title(text: str) -> str:
    for title in _LONG_TITLES_FIRST:
        if text.startswith(title + " "):
            return text[len(title) + 1 :]
    return text


def person_key(name: str) -> str:
    """Order of people: by given name (the last word), then the rest. «Nguyễn Thị Ánh» stands before «Lê Văn Bình»."""
    words = name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))


def number_vi(value: int | Decimal | str, places: int | None = None) -> str:
    """A number as Vietnamese pages print it: 1.234,5. ``places`` fixes the decimals (half up); otherwise none are added."""
    amount = Decimal(value)
    if places is not None:
        amount = amount.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    amount = amount if amount else abs(amount)
    return f"{amount:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def date_vi(value: date | None) -> str:
    """24/06/2022; an empty text for no date."""
    return value.strftime("%d/%m/%Y") if value else ""


def date_long_vi(value: date) -> str:
    """«ngày 24 tháng 6 năm 2022» as official papers print it (Nghị định 30/2020/NĐ-CP: day below 10 and month 1, 2 with 0)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def time_vi(value: datetime) -> str:
    """«10:42 24/06/2022»."""
    return value.strftime("%H:%M %d/%m/%Y")
