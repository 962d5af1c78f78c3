"""Working days of the administration: weekly rest, public holidays and swapped days, from ``law/calendar``.

Bộ luật Lao động 2019, Điều 111 khoản 3 and Điều 112; swaps are decided each year. A year without a file is estimated
with the ``holidays`` library and every answer that touches it says so.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from ocop.rules.errors import Fault, LawError
from ocop.rules.kinds import Documents, Kind
from ocop.rules.reader import Document, read
from ocop.rules.schema import Citation, Code, LawFile, LawModel, Line

FIRST_YEAR, LAST_YEAR = 1995, 2099
"""Years that the estimate can answer for; outside them a question is refused."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONE_DAY = datetime.timedelta(days=1)

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of every year, written ``MM-DD``."""
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class FixedHoliday(LawModel):
    """A public holiday on the same day of every year."""

    day: MonthDay
    name: Line
    from_year: int
    place: Line


class CalendarRules(LawFile):
    """What holds in every year."""

    id: Code
    title: Line
    weekly_rest: tuple[Weekday, ...]
    holiday_law: Citation
    compensation_law: Citation
    counting_law: Citation
    fixed: tuple[FixedHoliday, ...]
    yearly_decision: Line
    notes: tuple[Line, ...] = ()


class DayOff(LawModel):
    """A day off of one year. ``unconfirmed``: announced, but the law that makes it a day off was not seen."""

    date: datetime.date
    name: Line
    kind: Literal["holiday", "compensation"]
    certainty: Literal["certain", "reported", "unconfirmed", "estimated"]


class Swap(LawModel):
    """A working day taken off and worked on another day instead."""

    day_off: datetime.date
    worked: datetime.date
    certainty: Literal["certain", "reported"]
    source: Line


class CalendarYear(LawFile):
    """Holidays and swaps of one year. ``swaps_known`` is false while the decision of the year was not seen."""

    id: Code
    year: int
    status: Literal["decided", "estimated"]
    holidays: tuple[DayOff, ...]
    swaps: tuple[Swap, ...] = ()
    swaps_known: bool
    sources: tuple[Line, ...]
    notes: tuple[Line, ...] = ()


Estimate = Callable[[int], frozenset[datetime.date]]


class WorkingCalendar:
    """Which days are worked. Pure: built from law data and an estimate for years without data."""

    def __init__(self, rules: CalendarRules, years: Iterable[CalendarYear], estimate: Estimate | None = None) -> None:
        self._rest = frozenset(_WEEKDAYS.index(name) for name in rules.weekly_rest)
        self._years: Mapping[int, CalendarYear] = {year.year: year for year in years}
        self._estimate = estimate or estimated_holidays
        self._off: dict[int, frozenset[datetime.date]] = {}
        self._worked = frozenset(swap.worked for year in self._years.values() for swap in year.swaps)
        self._doubtful = {
            day.date: day.name
            for year in self._years.values()
            for day in year.holidays
            if day.certainty == "unconfirmed"
        }
        self.source = rules.counting_law

    def is_working(self, day: datetime.date) -> bool:
        """Whether offices work on ``day``."""
        if day in self._worked:
            return True
        return day.weekday() not in self._rest and day not in self._days_off(day.year)

    def next_working(self, day: datetime.date) -> datetime.date:
        """``day`` itself when it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def previous_working(self, day: datetime.date) -> datetime.date:
        """``day`` itself when it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= _ONE_DAY
        return day

    def add_working_days(self, start: datetime.date, days: int) -> datetime.date:
        """The ``days``-th working day after ``start``, which itself does not count; negative counts backwards."""
        step = _ONE_DAY if days >= 0 else -_ONE_DAY
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: datetime.date, end: datetime.date) -> int:
        """Working days after ``start`` through ``end``; 0 when ``end`` is not later."""
        return sum(self.is_working(start + _ONE_DAY * n) for n in range(1, (end - start).days + 1))

    def doubts(self, first: datetime.date, last: datetime.date) -> tuple[str, ...]:
        """What is not certain about the days from ``first`` through ``last``, in sentences for the reader."""
        found = []
        for year in range(first.year, last.year + 1):
            data = self._years.get(year)
            if data is None:
                found.append(f"Lịch nghỉ năm {year} chưa có trong dữ liệu: ngày nghỉ là ước tính, chưa tính hoán đổi.")
            elif data.status == "estimated":
                found.append(f"Lịch nghỉ năm {year} chưa có quyết định: Tết, Quốc khánh và hoán đổi là dự kiến.")
        found += [
            f"Ngày {day:%d/%m/%Y} ({name}) được tính là ngày nghỉ; văn bản luật hóa cần đối chiếu."
            for day, name in sorted(self._doubtful.items())
            if first <= day <= last and day.weekday() not in self._rest
        ]
        return tuple(found)

    def _days_off(self, year: int) -> frozenset[datetime.date]:
        if year not in self._off:
            data = self._years.get(year)
            if data is None:
                self._off[year] = self._estimate(year)
            else:
                self._off[year] = frozenset([d.date for d in data.holidays] + [s.day_off for s in data.swaps])
        return self._off[year]


def estimated_holidays(year: int) -> frozenset[datetime.date]:
    """Days off of a year by the ``holidays`` library (Tết and compensation computed, swaps only where it knows them).

    Raises :class:`LawError` for a year outside :data:`FIRST_YEAR`–:data:`LAST_YEAR`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LawError([Fault("", 0, f"chưa tính được ngày nghỉ năm {year}; dùng năm {FIRST_YEAR}–{LAST_YEAR}")])
    import holidays  # slow to import, and years with data never need it

    return frozenset(holidays.country_holidays("VN", years=year))


def read_calendar(law_dir: Path) -> WorkingCalendar:
    """The calendar of ``law_dir/calendar``. Raises :class:`LawError`."""
    folder = law_dir / "calendar"
    years = [read(path, CalendarYear) for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].yaml"))]
    return WorkingCalendar(read(folder / "rules.yaml", CalendarRules), years)


@lru_cache(maxsize=4)
def calendar_of(law_dir: Path) -> WorkingCalendar:
    """As :func:`read_calendar`, read once in a process."""
    return read_calendar(law_dir)


def _check_year(name: str, document: Document[CalendarYear], documents: Documents) -> Iterator[Fault]:
    file = document.model
    if name != f"calendar/{file.year}.yaml":
        yield document.fault(f"lịch năm {file.year} phải ở tệp calendar/{file.year}.yaml", "year")
    dates = [day.date for day in file.holidays]
    for index, day in enumerate(dates):
        if day.year != file.year:
            yield document.fault(f"ngày {day} không thuộc năm {file.year}", "holidays", index)
    if dates != sorted(set(dates)):
        yield document.fault("ngày nghỉ phải xếp theo thứ tự, không lặp", "holidays")
    for index, swap in enumerate(file.swaps):
        if swap.day_off.weekday() >= 5 or swap.worked.weekday() < 5 or swap.day_off in dates:
            yield document.fault("hoán đổi phải từ một ngày làm việc sang một ngày cuối tuần", "swaps", index)
    if file.status == "decided" and not file.swaps_known:
        yield document.fault("năm đã có quyết định thì hoán đổi phải đã biết", "swaps_known")
    yield from _fixed_days(document, documents)


def _fixed_days(document: Document[CalendarYear], documents: Documents) -> Iterator[Fault]:
    rules: Document[Any] | None = documents.get("calendar/rules.yaml")
    dates = {day.date for day in document.model.holidays}
    for holiday in rules.model.fixed if rules else ():
        month, day = map(int, holiday.day.split("-"))
        if datetime.date(document.model.year, month, day) not in dates:
            yield document.fault(f"thiếu ngày lễ cố định {holiday.name} ({day:02d}/{month:02d})", "holidays")


KINDS = (
    Kind("ocop-law/calendar-rules/1", CalendarRules),
    Kind("ocop-law/calendar/1", CalendarYear, _check_year),
)
