"""From a place as typed («xã Trường Đông, TX Hòa Thành») to one unit of the lists, old or new."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from ocop.kernel.text import fold
from ocop.ops.importing.names import accent_key

_KINDS: Final = (
    ("thi tran", r"^(?:thi tran|tt)\b\.?"), ("dac khu", r"^(?:dac khu|dk)\b"), ("xa", r"^(?:xa|x)\b"), ("phuong", r"^(?:phuong|p|f)\b"),
)  # fmt: skip
_PROVINCE: Final = re.compile(r"\btinh \w+ \w+")
_PART: Final = re.compile(r"[,;()\n–/]| - ")


@dataclass(frozen=True)
class Place:
    """A commune of either list: ``now`` is the commune of today that continues it (its main successor)."""

    id: int
    name: str
    is_new: bool
    now: int | None
    now_name: str
    context: str = ""

    @property
    def bare(self) -> str:
        """The name without «Xã», «Phường» …"""
        return re.sub(r"^(xã|phường|thị trấn|đặc khu)\s+", "", self.name, flags=re.IGNORECASE)

    def __str__(self) -> str:
        if self.is_new:
            return f"{self.name} (mới)"
        where = f", {self.context}" if self.context else ""
        return f"{self.name}{where} (cũ{f', nay {self.now_name}' if self.now_name else ''})"


class PlaceNotFound(ValueError):
    """No unit, or several units, bear the name; the message lists what may be meant."""


class Places:
    """The communes of the installation's province in both lists, found by name with or without kind and accents."""

    def __init__(self, places: Iterable[Place], provinces: Iterable[str] = ()) -> None:
        self._provinces = frozenset(fold(re.sub(r"^(tỉnh|thành phố)\s+", "", name, flags=re.I)) for name in provinces)
        self._by_bare: defaultdict[str, list[Place]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Place | str] = {}
        for place in places:
            self._by_bare[fold(place.bare)].append(place)

    def __bool__(self) -> bool:
        return bool(self._by_bare)

    def find(self, text: str, context: str = "", *, suggest: bool = True) -> Place:
        """The unit that ``text`` names; ``context`` (district column, address, section title) helps to choose.

        Raises:
            PlaceNotFound: when no unit or several bear the name.
        """
        key = (text, context)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._look_up(text, context, suggest)
            if suggest and len(self._answers) < 50_000:
                self._answers[key] = answer
        if isinstance(answer, str):
            raise PlaceNotFound(answer)
        return answer

    def _look_up(self, text: str, context: str, suggest: bool) -> Place | str:
        parts = [part.strip() for part in _PART.split(text) if part.strip()]
        if not parts:
            return "thiếu tên xã, phường"
        head = next((part for part in parts if _kind(part)[0]), parts[0])
        kind, bare = _kind(head)
        found = self._by_bare.get(bare, [])
        if not found:
            return self._unknown(head, bare, suggest)
        tail = fold(" ".join(part for part in parts if part != head))
        by_district = [place for place in found if self._named(place.context, f"{tail} {fold(context)}".strip())]
        return _narrowed(head, found, kind, by_district, f" {tail} ")

    def _named(self, district: str, rest: str) -> bool:
        """Does the context name the district? A city that is called like a province needs its title, or to stand first."""
        if not district:
            return False
        words = f" {_PROVINCE.sub(' ', rest)} "
        full = fold(district)
        bare = re.sub(r"^(huyen|thi xa|thanh pho|quan) ", "", full)
        titled = (full, f"tp {bare}", f"tx {bare}", f"h {bare}")
        if any(f" {name} " in words for name in titled):
            return True
        return words.strip().startswith(bare) if bare in self._provinces else f" {bare} " in words

    def _unknown(self, head: str, bare: str, suggest: bool) -> str:
        near = (
            process.extract(bare, list(self._by_bare), scorer=fuzz.ratio, limit=3, score_cutoff=75) if suggest else []
        )
        names = [str(place) for name, _score, _index in near for place in self._by_bare[name]][:3]
        help_ = f"; gần giống: {'; '.join(names)}" if names else "; kiểm tra lại tên trong danh mục cũ và mới của tỉnh"
        return f"không có xã, phường tên «{head}»{help_}"


def _kind(part: str) -> tuple[str, str]:
    """Kind of unit and bare folded name of «P. Long Hoa»."""
    folded = fold(part)
    for kind, pattern in _KINDS:
        bare = re.sub(pattern, "", folded).strip()
        if bare != folded and bare:
            return kind, bare
    return "", folded


def _narrowed(head: str, found: list[Place], kind: str, by_district: list[Place], tail: str) -> Place | str:
    """Fewer and fewer candidates, each condition only where it leaves some, until all mean the same commune of today."""
    by_age = [place for place in found if (" moi " in tail and place.is_new) or (" cu " in tail and not place.is_new)]
    steps = (
        by_age,
        by_district,
        [place for place in found if kind and fold(place.name).startswith(kind + " ")],
        [place for place in found if accent_key(place.bare) in accent_key(head)],
    )
    left = found
    for step in steps:
        kept = [place for place in left if place in step]
        left = kept or left
    if len({place.now or -place.id for place in left}) == 1:
        return next((place for place in left if place.is_new), left[0])
    names = "; ".join(str(place) for place in left[:6])
    return f"«{head}» có thể là: {names}. Ghi thêm huyện cũ, hoặc «(mới)», «(cũ)» sau tên xã"
