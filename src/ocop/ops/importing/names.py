"""When two names of producers are the same, and when they are alike enough to ask. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from rapidfuzz import fuzz

from ocop.kernel.text import fold

ALIKE: Final = 90.0
"""From this likeness of the distinguishing part (0–100) on, two names are shown for decision."""

_SHORT: Final = (
    (r"\bhtx\b", "hợp tác xã"), (r"\btht\b", "tổ hợp tác"), (r"\bhkd\b", "hộ kinh doanh"), (r"\b(cty|ct)\b", "công ty"),
    (r"\bcp\b", "cổ phần"), (r"\b(1 thành viên|1tv|một thành viên)\b", "mtv"), (r"\btrách nhiệm hữu hạn\b", "tnhh"),
    (r"\bdntn\b", "doanh nghiệp tư nhân"), (r"\bcssx\b", "cơ sở sản xuất"), (r"\bsxkd\b", "sản xuất kinh doanh"),
    (r"\bsx\b", "sản xuất"), (r"\btm\b", "thương mại"), (r"\bdv\b", "dịch vụ"), (r"\bnn\b", "nông nghiệp"), (r"\b(và|&)\b", " "),
)  # fmt: skip
_TITLES: Final = re.compile(
    r"\b(hop tac xa|to hop tac|ho kinh doanh|ho san xuat|ho gia dinh|cong ty|co phan|mtv|tnhh|doanh nghiep|tu nhan|co so|"
    r"san xuat|kinh doanh|che bien|thuong mai|dich vu|nong nghiep|thuc pham|trang trai|chi nhanh|ong|ba)\b"
)
_VOWELS: Final = "aăâeêioôơuưy"
# Old and new places of the tone mark in oa, oe, uy: Hoà and Hòa, Thuỷ and Thủy are the same.
_TONE_LATE: Final = re.compile(r"([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![a-zđ\u0302\u0306\u031b])")


def accent_key(text: str) -> str:
    """Text without case, punctuation and differences of where the tone mark stands: Hoà = Hòa, but Hoa ≠ Hòa.

    >>> accent_key("Xã  HOÀ Thạnh") == accent_key("xã Hòa Thạnh")
    True
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    moved = _TONE_LATE.sub(r"\1\3\2", decomposed)
    composed = unicodedata.normalize("NFC", moved)
    return " ".join("".join(char if char.isalnum() else " " for char in composed).split())


def name_key(name: str) -> str:
    """A producer's name as the same name is found again: abbreviations written out, case and punctuation gone."""
    key = accent_key(name.replace("&", " và "))
    for pattern, full in _SHORT:
        key = re.sub(pattern, full, key)
    return " ".join(key.split())


def core(name: str) -> str:
    """What distinguishes a producer's name: folded, without «Công ty TNHH», «Hợp tác xã» and the like."""
    folded = fold(name_key(name))
    return " ".join(_TITLES.sub(" ", folded).split()) or folded


def likeness(one: str, other: str) -> float:
    """0–100 for two cores."""
    return fuzz.ratio(one, other)


Key = TypeVar("Key")


class AlikeIndex(Generic[Key]):
    """Finds names alike without comparing each with each: alike names share one of their rarer words."""

    def __init__(self, names: Iterable[tuple[Key, str]] = ()) -> None:
        self._cores: list[tuple[Key, str]] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for key, name in names:
            self.add(key, name)

    def add(self, key: Key, name: str) -> None:
        """Put a name into the index."""
        words = core(name)
        for word in set(words.split()):
            self._by_word[word].append(len(self._cores))
        self._cores.append((key, words))

    def alike(self, name: str, limit: int = 5) -> list[tuple[Key, float]]:
        """Keys of the names that are alike, best first."""
        wanted = core(name)
        words = sorted(set(wanted.split()), key=lambda word: len(self._by_word.get(word, ())))
        near: set[int] = set()
        for word in words:
            near.update(self._by_word.get(word, ())[:2_000])
            if len(near) > 500:
                break
        scored = []
        for position in near:
            key, other = self._cores[position]
            score = fuzz.ratio(wanted, other, score_cutoff=ALIKE)
            if score:
                scored.append((score, position, key))
        scored.sort(key=lambda item: (-item[0], item[1]))
        return [(key, score) for score, _position, key in scored[:limit]]
