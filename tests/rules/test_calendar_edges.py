"""Working days at the borders: years of the estimate, doubts, swapped days, what the law check says of a year's file."""

from collections.abc import Callable
from datetime import date

import pytest

from ocop.rules.calendar import (
    CalendarRules,
    CalendarYear,
    WorkingCalendar,
    calendar_of,
    estimated_holidays,
    read_calendar,
)
from ocop.rules.errors import LawError
from ocop.rules.reader import read
from ocop.rules.rulebook import law_directory
from tests.rules.edited_law import faults, text_of

CALENDAR = calendar_of(law_directory())
RULES = read(law_directory() / "calendar" / "rules.yaml", CalendarRules)
YEAR = "calendar/2026.yaml"
RULES_FILE = "calendar/rules.yaml"


def year(number: int) -> CalendarYear:
    return read(law_directory() / "calendar" / f"{number}.yaml", CalendarYear)


@pytest.mark.parametrize("number", [1995, 2099])
def test_the_first_and_the_last_year_of_the_estimate(number: int) -> None:
    assert date(number, 9, 2) in estimated_holidays(number)
    assert date(number, 9, 6) not in estimated_holidays(number)


@pytest.mark.parametrize("number", [1994, 2100])
def test_outside_them_nothing_is_estimated(number: int) -> None:
    with pytest.raises(LawError, match=rf"năm {number}; dùng năm 1995–2099") as caught:
        estimated_holidays(number)
    assert (caught.value.file, caught.value.line) == ("", 0)


def test_a_year_without_data_is_asked_of_the_estimate_once_and_one_with_data_never() -> None:
    asked: list[int] = []

    def estimate(number: int) -> frozenset[date]:
        asked.append(number)
        return frozenset({date(number, 3, 2)})

    calendar = WorkingCalendar(RULES, [year(2026)], estimate)
    assert not calendar.is_working(date(2032, 3, 2))
    assert calendar.is_working(date(2032, 3, 3))
    assert calendar.is_working(date(2026, 3, 2))
    assert asked == [2032]


def test_the_library_stands_in_where_no_estimate_is_given() -> None:
    calendar = WorkingCalendar(RULES, [])
    assert not calendar.is_working(date(2033, 9, 2))
    assert calendar.is_working(date(2033, 9, 6))


def test_doubts_of_one_day_and_of_its_neighbours() -> None:
    day = date(2026, 11, 24)
    assert any("24/11/2026" in note for note in CALENDAR.doubts(day, day))
    assert CALENDAR.doubts(date(2026, 11, 20), date(2026, 11, 23)) == ()
    assert CALENDAR.doubts(date(2026, 11, 25), date(2026, 12, 31)) == ()
    assert any("24/11/2026" in note for note in CALENDAR.doubts(date(2026, 11, 1), day))
    assert any("24/11/2026" in note for note in CALENDAR.doubts(day, date(2026, 11, 30)))


def test_doubts_name_every_year_that_is_touched() -> None:
    notes = [note for note in CALENDAR.doubts(date(2026, 12, 1), date(2028, 1, 5)) if note.startswith("Lịch nghỉ")]
    assert [("2027" in note, "2028" in note) for note in notes] == [(True, False), (False, True)]
    assert "dự kiến" in notes[0] and "ước tính" in notes[1]


def test_no_days_and_days_back() -> None:
    monday = date(2026, 6, 1)
    assert CALENDAR.add_working_days(date(2026, 6, 6), 0) == date(2026, 6, 6), "not even a Saturday moves"
    assert CALENDAR.add_working_days(monday, -1) == date(2026, 5, 29)
    assert CALENDAR.add_working_days(monday, 1) == date(2026, 6, 2)
    assert CALENDAR.working_days_between(monday, monday) == 0
    assert CALENDAR.working_days_between(date(2026, 6, 8), monday) == 0
    assert CALENDAR.previous_working(date(2026, 6, 7)) == date(2026, 6, 5)
    assert CALENDAR.next_working(date(2026, 6, 6)) == date(2026, 6, 8)
    assert CALENDAR.source.place


def test_every_file_of_a_year_is_read() -> None:
    calendar = read_calendar(law_directory())
    assert not calendar.is_working(date(2025, 5, 2)), "swapped off in 2025"
    assert calendar.doubts(date(2025, 5, 1), date(2025, 5, 3)) == ()


def test_the_years_as_they_stand_have_no_fault() -> None:
    for path in sorted((law_directory() / "calendar").glob("2*.yaml")):
        assert faults(f"calendar/{path.name}", beside=(RULES_FILE,)) == []


def test_a_file_is_named_after_its_year() -> None:
    assert faults("calendar/2027.yaml", text=text_of(YEAR)) == [
        ("lịch năm 2026 phải ở tệp calendar/2026.yaml", "year: 2026")
    ]


SWAP = "{day_off: 2026-01-02, worked: 2026-01-10, certainty: reported"
SWAPPED = "hoán đổi phải từ một ngày làm việc sang một ngày cuối tuần"


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ("date: 2026-01-01", "date: 2025-01-01", "ngày 2025-01-01 không thuộc năm 2026", "2025-01-01"),
        ("date: 2026-02-17", "date: 2026-02-16", "ngày nghỉ phải xếp theo thứ tự, không lặp", "holidays:"),
        ("date: 2026-02-17", "date: 2026-02-15", "ngày nghỉ phải xếp theo thứ tự, không lặp", "holidays:"),
        (SWAP, SWAP.replace("01-02", "01-03"), SWAPPED, "2026-01-03"),  # a Saturday cannot be taken off
        (SWAP, SWAP.replace("01-10", "01-09"), SWAPPED, "2026-01-09"),  # a Friday is worked anyway
        (SWAP, SWAP.replace("01-02", "01-01"), SWAPPED, "day_off: 2026-01-01"),  # nor a holiday
        ("swaps_known: true", "swaps_known: false", "năm đã có quyết định thì hoán đổi phải đã biết", "swaps_known"),
        ("date: 2026-04-30", "date: 2026-04-29", "thiếu ngày lễ cố định Ngày Chiến thắng (30/04)", "holidays:"),
    ],
)
def test_a_fault_of_a_year_is_named_with_its_place(old: str, new: str, message: str, place: str) -> None:
    found = faults(YEAR, (old, new), beside=(RULES_FILE,))
    assert [line for said, line in found if said.startswith(message) and place in line], found
    assert len(found) == (2 if new == "date: 2025-01-01" else 1)


def test_swaps_within_the_week_and_to_a_sunday_are_in_order() -> None:
    assert faults(YEAR, (SWAP, SWAP.replace("01-10", "01-11"))) == []
    assert faults(YEAR, (SWAP, SWAP.replace("01-10", "01-12"))) == [
        (SWAPPED, faults_line(lambda line: "2026-01-02" in line, ("01-10", "01-12")))
    ]


def faults_line(wanted: Callable[[str], bool], edit: tuple[str, str]) -> str:
    """The line of the file that is meant, after the edit."""
    return next(line.strip().replace(*edit, 1) for line in text_of(YEAR).splitlines() if wanted(line))


def test_an_estimated_year_may_leave_its_swaps_open() -> None:
    edits = (("status: decided", "status: estimated"), ("swaps_known: true", "swaps_known: false"))
    assert faults(YEAR, *edits) == []
