"""Reading the tables of ``ops/seed/data``."""

import csv
from pathlib import Path

from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Area
from ocop.directory.units import DIGITS

DATA = Path(__file__).resolve().parent / "data"
_LISTS = {"before": UnitList.BEFORE, "since": UnitList.SINCE}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Places:
    """Units by ``before/CODE`` or ``since/CODE``; one query for all that are asked for."""

    def __init__(self, names: set[str]) -> None:
        codes = {name.partition("/")[2] for name in names}
        areas = Area.objects.filter(code__in=codes).select_related("parent__parent").order_by("pk")
        self._areas = {
            (area.unit_list, area.code): area for area in areas if len(area.code) == DIGITS[AreaLevel(area.level)]
        }

    def __getitem__(self, name: str) -> Area | None:
        """The unit, ``None`` for an empty name. Raises :class:`KeyError` when the lists of units lack it."""
        if not name:
            return None
        unit_list, _, code = name.partition("/")
        return self._areas[_LISTS[unit_list], code]
