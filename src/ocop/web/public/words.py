"""Names of codes as public pages print them, and the words for places and sources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ocop.directory.enums import AreaLevel, ProducerType, UnitList
from ocop.dossiers.enums import ProductGroup
from ocop.recognition.states import RecognitionState
from ocop.web.ui.shapes import STATUS_SIGNS

GROUP_SHORT: Mapping[str, str] = {
    ProductGroup.FOOD: "Thực phẩm",
    ProductGroup.DRINK: "Đồ uống",
    ProductGroup.HERB: "Dược liệu",
    ProductGroup.CRAFT: "Hàng thủ công mỹ nghệ",
    ProductGroup.ORNAMENTAL: "Sinh vật cảnh",
    ProductGroup.TOURISM: "Du lịch",
    ProductGroup.UNKNOWN: "Chưa rõ nhóm",
}
TYPE_WORDS: Mapping[str, str] = dict(ProducerType.choices)


def status_word(code: str) -> str:
    """The word of a status with a capital letter."""
    sign = STATUS_SIGNS.get(code)
    return sign.word.capitalize() if sign else RecognitionState(code).label


class Place:
    """Where a product or producer is: today's commune, and the unit that the source names where that is another one."""

    def __init__(self, record: Any) -> None:
        commune, area = record.commune, record.area
        if (
            commune is None
            and area is not None
            and area.unit_list == UnitList.SINCE
            and area.level == AreaLevel.COMMUNE
        ):
            commune = area
        province = commune.parent.name if commune and commune.parent else ""
        self.now: str = commune.name if commune else ""
        self.code: str = commune.code if commune else area.code if area else ""
        old = area is not None and area.unit_list == UnitList.BEFORE
        self.former_label: str = "Trước 01/7/2025" if old else "Địa bàn"
        self.former: str = ", ".join(_upwards(area, province)) if area is not None and area != commune else ""

    @property
    def words(self) -> str:
        """One line: «Phường Trảng Bàng (trước là Thị trấn Trảng Bàng, Huyện Trảng Bàng)»."""
        if self.now and self.former:
            return f"{self.now} (trước là {self.former})"
        return self.now or self.former or "chưa rõ địa bàn"


def _upwards(area: Any, known: str) -> list[str]:
    """A unit and those above it; the province only where it is not the one that is ``known`` anyhow."""
    names: list[str] = []
    while area is not None:
        if not (names and area.level == AreaLevel.PROVINCE and area.name == known):
            names.append(str(area.name))
        area = area.parent if area.parent_id else None
    return names


@dataclass(frozen=True)
class Source:
    """Where a stated fact comes from: words, and an address to open where the source is a page."""

    words: str
    url: str = ""


def sources(*texts: str) -> tuple[Source, ...]:
    """The sources named in texts such as «https://a/b; Quyết định 1», each once; a page is named by its site."""
    found: dict[str, Source] = {}
    for text in texts:
        for part in re.split(r"\s*;\s*|\s+\|\s+", text.strip()):
            if part.startswith(("http://", "https://")) and " " not in part:
                found.setdefault(part, Source(urlsplit(part).hostname or part, part))
            elif part:
                found.setdefault(part, Source(part))
    return tuple(found.values())
