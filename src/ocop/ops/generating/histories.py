"""Invented histories of recognition that follow the law of their day: who decides, under which decision, for how long."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ocop.rules.calendar import calendar_of
from ocop.rules.clocks import certificate_last_day, clocks_of
from ocop.rules.errors import LawError
from ocop.rules.governing import ApplicationKind, authorities_of, authority, governing, transition_of

# Weight of the year of a first recognition: few at the beginning of the programme, most since 2023.
_YEARS: Final = {2019: 1, 2020: 3, 2021: 5, 2022: 7, 2023: 11, 2024: 14, 2025: 14, 2026: 12}
_LAST_YEAR: Final = 2032
_NUMBER_ENDS: Final = {"district": "QĐ-UBND", "province": "QĐ-UBND", "ministry": "QĐ-BNN"}


def seeded(seed: str) -> random.Random:
    """Draws that the seed alone decides; nothing here is a secret."""
    return random.Random(seed)  # noqa: S311


@dataclass(frozen=True)
class Step:
    """One recognition of an invented product."""

    stars: int
    kind: ApplicationKind
    decided: dt.date
    level: str
    law: str
    last_day: dt.date
    number: str


class Histories:
    """Makes histories up to a day. The draws do not depend on that day: a later one only shows more of the same story."""

    def __init__(self, law_dir: Path, seed: int, until: dt.date) -> None:
        self._law_dir, self._seed, self._until = law_dir, seed, until
        self._law_on = lru_cache(maxsize=5_000)(self._governing)

    def history(self, draw: random.Random, place: str) -> list[Step]:
        """First recognition, upgrades and renewals, or a lapse. ``place`` names the district, whose decisions share numbers."""
        return [step for step in self._steps(draw, place) if step.decided <= self._until]

    def _steps(self, draw: random.Random, place: str) -> Iterator[Step]:
        year = draw.choices(list(_YEARS), list(_YEARS.values()))[0]
        stars = draw.choices((3, 4, 5), (76, 23, 1))[0]
        kind: ApplicationKind = "first"
        month = draw.choice((3, 6, 9, 12)) if year > min(_YEARS) else 12
        step = self._step(stars, kind, self._round_day(year, month, place), place)
        yield step
        while step.decided.year < _LAST_YEAR:
            chance = draw.random()
            if chance < 0.18 and step.stars < 5:
                kind, stars, months = (
                    "upgrade",
                    step.stars + (1 if step.stars == 3 or draw.random() < 0.2 else 0),
                    draw.randint(14, 30),
                )
                if stars == step.stars:
                    kind, months = "renewal", 35
            elif chance < 0.78:
                kind, stars, months = "renewal", step.stars, draw.randint(32, 36)
            else:
                return
            later = step.decided + dt.timedelta(days=30 * months)
            step = self._step(stars, kind, self._round_day(later.year, (later.month + 2) // 3 * 3, place), place)
            yield step

    def _round_day(self, year: int, month: int, place: str) -> dt.date:
        """The day of a round's decision: one a quarter and district."""
        draw = seeded(f"{self._seed}/{place}/{year}/{month}")
        return dt.date(year, month, draw.randint(2, 27))

    def _step(self, stars: int, kind: ApplicationKind, decided: dt.date, place: str) -> Step:
        law, level, last_day = self._law_on(stars, kind, decided)
        scope = {"district": place, "province": "tỉnh", "ministry": "Bộ"}[level]
        draw = seeded(f"{self._seed}/{scope}/{decided}")
        number = f"{draw.randint(100, 4999)}/{_NUMBER_ENDS[level]}"
        return Step(stars, kind, decided, level, law, last_day, number)

    def _governing(self, stars: int, kind: ApplicationKind, decided: dt.date) -> tuple[str, str, dt.date]:
        clocks = clocks_of(self._law_dir)
        filed = decided - dt.timedelta(days=60)
        try:
            rule = governing(transition_of(self._law_dir), clocks, calendar_of(self._law_dir), filed=filed, kind=kind)
            law = rule.decision
        except LawError:
            law = ""
        level, _period = authority(authorities_of(self._law_dir), stars, decided)
        known = level if level in _NUMBER_ENDS else "province"
        return law, str(known), certificate_last_day(clocks, decided)
