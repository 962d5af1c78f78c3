"""The units of today's Tây Ninh and of the two old provinces, for tests that need places but not the whole country."""

from datetime import date
from functools import lru_cache

from ocop.directory.enums import UnitList
from ocop.directory.models import Area
from ocop.directory.queries import area
from ocop.directory.unit_services import UnitChanges, record_units
from ocop.directory.units import UnitLine, read_units
from ocop.kernel.access import Actor
from ocop.rules.rulebook import law_directory

SYSTEM = Actor.system("test")
JUNE_2022 = date(2022, 6, 24)
TODAY = date(2026, 11, 24)


@lru_cache(maxsize=1)
def _lines() -> tuple[UnitLine, ...]:
    every: list[UnitLine] = []
    for path in sorted((law_directory() / "areas").glob("units_*.csv")):
        lines, faults = read_units(path)
        assert not faults
        every += lines
    districts = {line.code for line in every if line.level == "district" and line.parent in ("72", "80")}
    old = UnitList.BEFORE
    return tuple(
        line
        for line in every
        if (line.unit_list == old and {line.code, line.parent} & {"72", "80", *districts})
        or (line.unit_list != old and "80" in (line.code, line.parent))
    )


def load_places() -> UnitChanges:
    """Bring the units of the three provinces into the database (about 400)."""
    return record_units(actor=SYSTEM, lines=_lines(), source="test")


def old(code: str) -> Area:
    """A unit of the list before 01/7/2025."""
    found = area(UnitList.BEFORE, code)
    assert found is not None, code
    return found


def new(code: str) -> Area:
    """A unit of today's list."""
    found = area(UnitList.SINCE, code)
    assert found is not None, code
    return found
