"""Deadlines: worked cases from the decision, and what must hold for every day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rules.calendar import CalendarRules, CalendarYear, WorkingCalendar, calendar_of
from ocop.rules.clocks import (
    add_months,
    certificate_last_day,
    clocks_of,
    days_used,
    deadline,
    extension_limit,
    last_safe_day_to_file,
    next_rounds,
    renewal_window,
    round_for,
)
from ocop.rules.errors import LawError
from ocop.rules.reader import read
from ocop.rules.rulebook import law_directory

LAW = clocks_of(law_directory())
CALENDAR = calendar_of(law_directory())
DAY = timedelta(days=1)
days = st.dates(date(2023, 1, 1), date(2030, 12, 31))


def due(term: str, start: str) -> str:
    return deadline(LAW.term(term), date.fromisoformat(start), CALENDAR).due.isoformat()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-06-01", "2026-06-22"),  # three full weeks without a holiday
        ("2026-05-30", "2026-06-19"),  # received on a Saturday: Monday is the first day counted
        ("2026-08-10", "2026-08-28"),  # 11–14, 17–21, Saturday 22 (worked), 24–28
        ("2026-08-28", "2026-09-23"),  # 31/8 swapped off, 1/9 and 2/9: 3–4, 7–11, 14–18, 21–23
        ("2026-04-10", "2026-05-06"),  # Giỗ Tổ with its compensation, 30/4 and 1/5
        ("2025-12-15", "2026-01-07"),  # 16–19, 22–26, 29–31, then 1/1 off and 2/1 swapped off, 5–7
        ("2025-12-18", "2026-01-10"),  # … and ends on Saturday 10/1, worked instead
        ("2025-01-10", "2025-02-07"),  # Tết Ất Tỵ
    ],
)
def test_the_commune_has_fifteen_working_days(start: str, end: str) -> None:
    assert due("commune_check", start) == end


@pytest.mark.parametrize(
    ("term", "start", "nominal", "end"),
    [
        ("reappraisal", "2026-08-03", "2026-09-17", "2026-09-17"),
        ("reappraisal", "2026-07-19", "2026-09-02", "2026-09-03"),  # Quốc khánh
        ("revocation", "2026-06-05", "2026-06-20", "2026-06-22"),  # Saturday → Monday
        ("revocation", "2026-04-11", "2026-04-26", "2026-04-28"),  # Giỗ Tổ on Sunday, compensated on Monday
        ("revocation", "2026-08-07", "2026-08-22", "2026-08-22"),  # a Saturday that is worked does not roll
    ],
)
def test_a_term_for_an_act_rolls_to_the_next_working_day(term: str, start: str, nominal: str, end: str) -> None:
    found = deadline(LAW.term(term), date.fromisoformat(start), CALENDAR)
    assert (found.nominal.isoformat(), found.due.isoformat()) == (nominal, end)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2026-08-05", "2029-08-05"),
        ("2024-02-29", "2027-02-28"),
        ("2025-02-28", "2028-02-28"),
        ("2026-12-31", "2029-12-31"),
        ("2026-08-01", "2029-08-01"),
    ],
)
def test_a_certificate_holds_through_the_same_day_36_months_later(issued: str, last: str) -> None:
    assert certificate_last_day(LAW, date.fromisoformat(issued)) == date.fromisoformat(last)


def test_month_ends_are_those_of_the_month_reached() -> None:
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_the_renewal_window_never_rolls() -> None:
    window = renewal_window(LAW, date(2029, 8, 5))
    assert (window.opens, window.closes) == (date(2029, 2, 6), date(2029, 4, 7))
    assert window.closes.weekday() == 5, "a Saturday stays"


def test_the_extension_of_the_last_of_the_transition_group() -> None:
    assert extension_limit(LAW, date(2026, 9, 18)) == date(2027, 3, 17)


@pytest.mark.parametrize(
    ("day", "level", "proposed", "evaluated"),
    [
        ("2026-04-29", "province", "2026-04-29", "2026-06-29"),  # the last day itself
        ("2026-04-30", "province", "2026-10-29", "2026-12-29"),  # «trước ngày 30/4» is missed
        ("2026-10-30", "province", "2027-04-29", "2027-06-29"),
        ("2026-07-29", "ministry", "2026-07-29", "2026-09-29"),
        ("2026-07-30", "ministry", "2027-01-29", "2027-03-29"),
        ("2027-01-30", "ministry", "2027-07-29", "2027-09-29"),
    ],
)
def test_a_dossier_goes_to_the_round_of_its_proposal(day: str, level: str, proposed: str, evaluated: str) -> None:
    found = round_for(LAW, date.fromisoformat(day), level, CALENDAR)
    assert (found.proposed_by.isoformat(), found.evaluated_by.isoformat()) == (proposed, evaluated)


def test_a_year_has_two_rounds_at_least_and_an_extra_one_needs_regulation_and_plan() -> None:
    assert [(plan.level, plan.at_least, plan.extra_needs) for plan in LAW.round_plans] == [
        ("province", 2, ("regulation", "plan")),
        ("ministry", 2, ("regulation", "plan")),
    ]
    for plan in LAW.round_plans:
        assert sum(rule.level == plan.level for rule in LAW.rounds) == plan.at_least


def test_the_last_safe_day_is_the_cut_off_minus_fifteen_working_days() -> None:
    assert last_safe_day_to_file(LAW, date(2026, 10, 29), CALENDAR) == date(2026, 10, 8)
    assert due("commune_check", "2026-10-08") == "2026-10-29"
    assert due("commune_check", "2026-10-09") == "2026-10-30"


def test_days_with_the_producer_count_gross_but_not_net() -> None:
    received, handed_back, returned, today = date(2026, 6, 1), date(2026, 6, 4), date(2026, 6, 9), date(2026, 6, 12)
    assert days_used(CALENDAR, received, today) == (9, 9)
    assert days_used(CALENDAR, received, today, [(handed_back, returned)]) == (9, 6)
    assert days_used(CALENDAR, received, received) == (0, 0)
    overlapping = [(handed_back, returned), (date(2026, 6, 8), date(2026, 6, 10))]
    assert days_used(CALENDAR, received, today, overlapping) == (9, 5)


def test_years_without_data_say_that_they_are_estimated() -> None:
    far = deadline(LAW.term("commune_check"), date(2031, 6, 2), CALENDAR)
    assert any("2031" in note and "ước tính" in note for note in far.notes)
    next_year = deadline(LAW.term("commune_check"), date(2027, 6, 1), CALENDAR)
    assert any("2027" in note and "dự kiến" in note for note in next_year.notes)
    assert deadline(LAW.term("commune_check"), date(2026, 6, 1), CALENDAR).notes == ()


def test_a_day_off_without_a_law_seen_is_named() -> None:
    found = deadline(LAW.term("commune_check"), date(2026, 11, 10), CALENDAR)
    assert found.due == date(2026, 12, 2)
    assert any("24/11/2026" in note for note in found.notes)


def test_years_that_cannot_be_estimated_are_refused() -> None:
    with pytest.raises(LawError, match="1990"):
        CALENDAR.is_working(date(1990, 6, 4))


def test_the_data_and_the_library_differ_only_where_we_know() -> None:
    """The library is a second source: any other difference is a mistake in one of them."""
    holidays = pytest.importorskip("holidays")
    for year in range(2023, 2028):
        library = holidays.country_holidays("VN", years=year)
        ours = {d for d in _days_of(year) if not CALENDAR.is_working(d)}
        theirs = {d for d in _days_of(year) if d.weekday() >= 5 or d in library}
        known = {
            2024: {date(2024, 5, 4)},
            2025: {date(2025, 4, 26)},
            2026: {date(2026, 1, 2), date(2026, 1, 10), date(2026, 8, 22)},
        }
        assert ours ^ theirs == known.get(year, set()), year


def _days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + DAY * n for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def test_a_new_swap_is_data_only(tmp_path: Path) -> None:
    text = (law_directory() / "calendar" / "2027.yaml").read_text(encoding="utf-8")
    swap = "swaps:\n  - {day_off: 2027-09-06, worked: 2027-09-11, certainty: reported, source: một thông báo}\n"
    (tmp_path / "2027.yaml").write_text(text.replace("swaps: []\n", swap), encoding="utf-8")
    rules = read(law_directory() / "calendar" / "rules.yaml", CalendarRules)
    changed = WorkingCalendar(rules, [read(tmp_path / "2027.yaml", CalendarYear)])
    assert not changed.is_working(date(2027, 9, 6))
    assert changed.is_working(date(2027, 9, 11))


@settings(deadline=None)
@given(days, st.integers(0, 40))
def test_working_days_add_up(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    assert CALENDAR.working_days_between(start, end) == count
    assert end == start if count == 0 else CALENDAR.is_working(end)


@settings(deadline=None)
@given(days, st.integers(0, 30))
def test_working_days_go_back_where_they_came_from(start: date, count: int) -> None:
    start = CALENDAR.next_working(start)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, count), -count) == start


@settings(deadline=None)
@given(days, days, st.sampled_from(["commune_check", "reappraisal", "revocation", "certificate", "extension"]))
def test_a_later_start_never_ends_earlier(first: date, second: date, term: str) -> None:
    early, late = sorted((first, second))
    assert deadline(LAW.term(term), early, CALENDAR).due <= deadline(LAW.term(term), late, CALENDAR).due


@settings(deadline=None)
@given(days, st.sampled_from(["reappraisal", "revocation"]))
def test_a_term_ends_on_a_working_day_and_never_before_its_nominal_end(start: date, term: str) -> None:
    found = deadline(LAW.term(term), start, CALENDAR)
    assert found.nominal == start + DAY * LAW.term(term).amount
    assert CALENDAR.is_working(found.due)
    assert found.due >= found.nominal
    assert not any(CALENDAR.is_working(found.nominal + DAY * n) for n in range((found.due - found.nominal).days))


@settings(deadline=None)
@given(days)
def test_the_window_is_exactly_120_to_180_days(last: date) -> None:
    window = renewal_window(LAW, last)
    assert ((last - window.opens).days, (last - window.closes).days) == (180, 120)


@settings(deadline=None)
@given(days)
def test_thirty_six_months_keep_the_day_or_end_the_month(issued: date) -> None:
    last = certificate_last_day(LAW, issued)
    assert last.year == issued.year + 3 and last.month == issued.month
    assert last.day == issued.day or (issued.day, last.day) == (29, 28)


@settings(deadline=None)
@given(days)
def test_filing_on_the_last_safe_day_meets_the_cut_off_and_a_working_day_later_does_not(cutoff: date) -> None:
    safe = last_safe_day_to_file(LAW, cutoff, CALENDAR)
    assert CALENDAR.is_working(safe)
    assert deadline(LAW.term("commune_check"), safe, CALENDAR).due <= cutoff
    later = CALENDAR.add_working_days(safe, 1)
    assert deadline(LAW.term("commune_check"), later, CALENDAR).due > cutoff


@settings(deadline=None)
@given(days, st.sampled_from(["province", "ministry"]))
def test_rounds_are_in_order_and_the_first_is_the_nearest(day: date, level: str) -> None:
    found = next_rounds(LAW, day, level, CALENDAR, 4)
    assert day <= found[0].proposed_by < day + timedelta(days=200)
    assert [one.proposed_by for one in found] == sorted({one.proposed_by for one in found})
    assert all(one.evaluated_by > one.proposed_by for one in found)
