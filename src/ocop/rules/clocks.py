"""Deadlines: pure functions over ``law/procedures/clocks.yaml`` and a :class:`~ocop.rules.calendar.WorkingCalendar`.

The first day is not counted; a term for an act that ends on a day off ends on the next working day (Bộ luật Dân sự
2015, Điều 147–148). Limits counted back, cut-offs of rounds and the last day of a certificate do not roll.
"""

import datetime
from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from ocop.rules.calendar import MonthDay, WorkingCalendar
from ocop.rules.errors import Fault
from ocop.rules.kinds import Documents, Kind
from ocop.rules.reader import Document, read
from ocop.rules.schema import Citation, Code, LawFile, LawModel, Line

CLOCKS = "procedures/clocks.yaml"
Unit = Literal["working_days", "calendar_days", "months"]


class Term(LawModel):
    """One term of a decision: how long, counted how, and from what event. ``rolls``: to a working day at its end."""

    id: Code
    name: Line
    instrument: Code
    place: Line
    amount: int
    unit: Unit
    direction: Literal["forward", "backward"]
    rolls: bool
    starts: Line
    ends: Line
    reading: Code | None = None

    @model_validator(mode="after")
    def _backward_does_not_roll(self) -> Self:
        if self.rolls and (self.direction == "backward" or self.unit == "months"):
            raise ValueError("hạn tính lùi và hạn theo tháng không dời sang ngày làm việc")
        return self


class RoundRule(LawModel):
    """A yearly round: proposed and evaluated *before* the days named («trước ngày 30 tháng 4»)."""

    id: Code
    level: Literal["province", "ministry"]
    round: int
    proposed_before: MonthDay
    evaluated_before: MonthDay
    instrument: Code
    place: Line


class RoundPlan(LawModel):
    """How many rounds a year has at least, and what an extra one needs: both the Quy chế and an evaluation plan."""

    level: Literal["province", "ministry"]
    at_least: int
    extra_needs: tuple[Literal["regulation", "plan"], ...]
    instrument: Code
    place: Line


class Counting(LawModel):
    """The articles on counting terms."""

    first_day: Citation
    day_off: Citation
    months: Citation
    reading: Code


class ExtensionGroup(LawModel):
    """What the transition group of Điều 12 khoản 3 hangs on: the day the decision took effect."""

    effective: datetime.date
    note: Line
    ended_before: Citation


class ClockLaw(LawFile):
    """Every term and round of a decision."""

    id: Code
    title: Line
    counting: Counting
    terms: tuple[Term, ...]
    extension_group: ExtensionGroup
    rounds: tuple[RoundRule, ...]
    round_plans: tuple[RoundPlan, ...]
    round_reading: Code

    def term(self, term_id: str) -> Term:
        """The term by its id. Raises ``KeyError``."""
        for term in self.terms:
            if term.id == term_id:
                return term
        raise KeyError(term_id)


class Deadline(NamedTuple):
    """The end of a term. ``nominal`` is the day before any roll; ``notes`` say what is uncertain about it."""

    nominal: datetime.date
    due: datetime.date
    notes: tuple[str, ...]


class Window(NamedTuple):
    """Days on which a renewal is filed in time, both included."""

    opens: datetime.date
    closes: datetime.date


class DaysUsed(NamedTuple):
    """Working days of a term that have passed: ``gross`` as the decision counts, ``net`` without days with the producer."""

    gross: int
    net: int


class RoundCutoff(NamedTuple):
    """A round of one year. ``last_safe_day`` (province only): filed by then, the commune's term ends by the cut-off."""

    rule: RoundRule
    proposed_by: datetime.date
    evaluated_by: datetime.date
    last_safe_day: datetime.date | None


def deadline(term: Term, start: datetime.date, calendar: WorkingCalendar) -> Deadline:
    """When ``term`` ends if its event happens on ``start`` (which is not counted)."""
    if term.unit == "working_days":
        due = calendar.add_working_days(start, term.amount if term.direction == "forward" else -term.amount)
        return Deadline(due, due, calendar.doubts(*sorted((start, due))))
    nominal = _nominal(term, start)
    if not term.rolls:
        return Deadline(nominal, nominal, ())
    due = calendar.next_working(nominal)
    return Deadline(nominal, due, calendar.doubts(nominal, due))


def days_used(
    calendar: WorkingCalendar,
    start: datetime.date,
    end: datetime.date,
    away: Iterable[tuple[datetime.date, datetime.date]] = (),
) -> DaysUsed:
    """Working days after ``start`` through ``end``, and the same without the days after a hand-back through the return.

    The decision knows no stop of the commune's term (Điều 7 khoản 2), so both numbers are shown («quy ước»).
    """
    spans = tuple(away)
    passed = (start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1))
    worked = [day for day in passed if calendar.is_working(day)]
    return DaysUsed(len(worked), sum(not any(back < day <= again for back, again in spans) for day in worked))


def _nominal(term: Term, start: datetime.date) -> datetime.date:
    sign = 1 if term.direction == "forward" else -1
    if term.unit == "months":
        return add_months(start, sign * term.amount)
    return start + datetime.timedelta(days=sign * term.amount)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day ``months`` later, or the last day of that month (Bộ luật Dân sự 2015, Điều 148 khoản 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def certificate_last_day(law: ClockLaw, issued: datetime.date) -> datetime.date:
    """The last day, included, on which a certificate holds (Điều 4 khoản 3)."""
    return _nominal(law.term("certificate"), issued)


def renewal_window(law: ClockLaw, last_day: datetime.date) -> Window:
    """First and last day on which a renewal is filed in time (Điều 7 khoản 6 điểm a). Never rolls."""
    return Window(_nominal(law.term("renewal_opens"), last_day), _nominal(law.term("renewal_closes"), last_day))


def extension_limit(law: ClockLaw, last_day: datetime.date) -> datetime.date:
    """The last day that a certificate can be extended to (Điều 12 khoản 3). Whether it is: ``ocop.rules.lifecycle``."""
    return _nominal(law.term("extension"), last_day)


def last_safe_day_to_file(law: ClockLaw, cutoff: datetime.date, calendar: WorkingCalendar) -> datetime.date:
    """The last working day to file with the commune so that its whole term ends by ``cutoff``."""
    return calendar.add_working_days(calendar.previous_working(cutoff), -law.term("commune_check").amount)


def next_rounds(
    law: ClockLaw, day: datetime.date, level: str, calendar: WorkingCalendar, count: int = 2
) -> list[RoundCutoff]:
    """The next ``count`` rounds of ``level`` whose cut-off for proposals is ``day`` or later, soonest first."""
    found: list[RoundCutoff] = []
    for year in range(day.year, day.year + count + 2):
        found += [_cutoff(law, rule, year, calendar) for rule in law.rounds if rule.level == level]
    return sorted((one for one in found if one.proposed_by >= day), key=lambda one: one.proposed_by)[:count]


def round_for(law: ClockLaw, proposed: datetime.date, level: str, calendar: WorkingCalendar) -> RoundCutoff:
    """The round of a dossier whose proposal is dated ``proposed`` (Điều 5): late for one means the next."""
    return next_rounds(law, proposed, level, calendar, 1)[0]


def _cutoff(law: ClockLaw, rule: RoundRule, year: int, calendar: WorkingCalendar) -> RoundCutoff:
    proposed = _day_before(year, rule.proposed_before)
    safe = last_safe_day_to_file(law, proposed, calendar) if rule.level == "province" else None
    return RoundCutoff(rule, proposed, _day_before(year, rule.evaluated_before), safe)


def _day_before(year: int, month_day: str) -> datetime.date:
    month, day = map(int, month_day.split("-"))
    return datetime.date(year, month, day) - datetime.timedelta(days=1)


@lru_cache(maxsize=4)
def clocks_of(law_dir: Path) -> ClockLaw:
    """The terms of ``law_dir``, read once in a process. Raises :class:`~ocop.rules.errors.LawError`."""
    return read(law_dir / CLOCKS, ClockLaw)


NEEDED = (
    "commune_check",
    "reappraisal",
    "revocation",
    "certificate",
    "renewal_opens",
    "renewal_closes",
    "extension",
    "transition_first_upgrade",
    "transition_renewal",
)
"""Terms that the engine asks for by name."""


def _check_clocks(name: str, document: Document[ClockLaw], documents: Documents) -> Iterator[Fault]:
    ids = [term.id for term in document.model.terms]
    for missing in sorted(set(NEEDED) - set(ids)):
        yield document.fault(f"thiếu thời hạn «{missing}»", "terms")
    for index, term_id in enumerate(ids):
        if term_id in ids[:index]:
            yield document.fault(f"thời hạn «{term_id}» lặp lại", "terms", index)
    readings = documents.get("readings.yaml")
    known = {reading.id for reading in readings.model.readings} if readings else set()
    for index, term in enumerate(document.model.terms):
        if term.reading is not None and term.reading not in known:
            yield document.fault(f"quy ước «{term.reading}» không có trong readings.yaml", "terms", index, "reading")


KINDS = (Kind("ocop-law/clocks/1", ClockLaw, _check_clocks),)
