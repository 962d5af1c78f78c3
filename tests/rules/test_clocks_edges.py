"""Deadlines at their borders: doubts of terms that roll or do not, months, rounds, what the law check says."""

from datetime import date

import pytest
from pydantic import ValidationError

from ocop.rules.calendar import calendar_of
from ocop.rules.clocks import (
    NEEDED,
    Term,
    add_months,
    clocks_of,
    days_used,
    deadline,
    last_safe_day_to_file,
    next_rounds,
    round_for,
)
from ocop.rules.rulebook import law_directory
from tests.rules.edited_law import faults, text_of

LAW = clocks_of(law_directory())
CALENDAR = calendar_of(law_directory())
CLOCKS = "procedures/clocks.yaml"


def term(**changed: object) -> Term:
    return Term.model_validate(LAW.term("revocation").model_dump() | changed)


def test_two_rounds_are_named_unless_more_are_asked_for() -> None:
    found = next_rounds(LAW, date(2026, 6, 1), "province", CALENDAR)
    assert [one.proposed_by for one in found] == [date(2026, 10, 29), date(2027, 4, 29)]
    assert [one.rule.round for one in found] == [2, 1]


def test_many_rounds_are_found_over_the_years() -> None:
    found = next_rounds(LAW, date(2026, 12, 31), "province", CALENDAR, 7)
    assert [one.proposed_by.year for one in found] == [2027, 2027, 2028, 2028, 2029, 2029, 2030]
    assert len(next_rounds(LAW, date(2026, 12, 31), "ministry", CALENDAR, 1)) == 1


def test_only_a_round_of_the_province_has_a_last_safe_day() -> None:
    province = round_for(LAW, date(2026, 10, 1), "province", CALENDAR)
    assert province.last_safe_day == date(2026, 10, 8)
    assert round_for(LAW, date(2026, 7, 1), "ministry", CALENDAR).last_safe_day is None


def test_a_cut_off_on_a_sunday_is_safe_from_the_friday_before() -> None:
    assert last_safe_day_to_file(LAW, date(2026, 6, 28), CALENDAR) == date(2026, 6, 5)
    assert last_safe_day_to_file(LAW, date(2026, 6, 26), CALENDAR) == date(2026, 6, 5)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
    ],
)
def test_months_cross_the_year(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_terms_back_and_in_months() -> None:
    back = term(direction="backward", rolls=False, amount=10, unit="working_days")
    assert deadline(back, date(2026, 6, 15), CALENDAR).due == date(2026, 6, 1)
    days = term(direction="backward", rolls=False, amount=10, unit="calendar_days")
    assert deadline(days, date(2026, 6, 15), CALENDAR) == (date(2026, 6, 5), date(2026, 6, 5), ())
    months = term(direction="backward", rolls=False, amount=2, unit="months")
    assert deadline(months, date(2026, 4, 30), CALENDAR).due == date(2026, 2, 28)


def test_a_term_back_over_an_uncertain_day_says_so() -> None:
    back = term(direction="backward", rolls=False, amount=5, unit="working_days")
    assert any("24/11/2026" in note for note in deadline(back, date(2026, 11, 27), CALENDAR).notes)


def test_a_term_that_rolls_over_an_uncertain_day_says_so_and_one_that_does_not_is_silent() -> None:
    rolling = deadline(term(amount=15, unit="calendar_days"), date(2026, 11, 9), CALENDAR)
    assert (rolling.nominal, rolling.due) == (date(2026, 11, 24), date(2026, 11, 25))
    assert any("24/11/2026" in note for note in rolling.notes)
    standing = deadline(term(amount=15, unit="calendar_days", rolls=False), date(2026, 11, 9), CALENDAR)
    assert standing == (date(2026, 11, 24), date(2026, 11, 24), ())


@pytest.mark.parametrize("wrong", [{"direction": "backward"}, {"unit": "months"}])
def test_limits_counted_back_or_in_months_never_roll(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="không dời sang ngày làm việc"):
        term(rolls=True, **wrong)
    assert not term(rolls=False, **wrong).rolls


def test_days_with_the_producer_begin_after_the_hand_back_and_end_with_the_return() -> None:
    monday, friday = date(2026, 6, 1), date(2026, 6, 5)
    assert days_used(CALENDAR, monday, friday, [(date(2026, 6, 2), date(2026, 6, 3))]) == (4, 3)
    assert days_used(CALENDAR, monday, friday, [(date(2026, 6, 2), date(2026, 6, 2))]) == (4, 4)
    assert days_used(CALENDAR, monday, friday, [(monday, friday)]) == (4, 0)
    assert days_used(CALENDAR, friday, monday) == (0, 0)
    assert days_used(CALENDAR, monday, date(2026, 6, 2)) == (1, 1)


def test_an_unknown_term_has_no_stand_in() -> None:
    with pytest.raises(KeyError, match="sundial"):
        LAW.term("sundial")


def test_the_terms_as_they_stand_have_no_fault() -> None:
    assert faults(CLOCKS, beside=("readings.yaml",)) == []


@pytest.mark.parametrize("needed", NEEDED)
def test_a_term_that_the_engine_needs_cannot_be_left_out(needed: str) -> None:
    found = faults(CLOCKS, (f"- id: {needed}\n", "- id: sundial\n"), beside=("readings.yaml",))
    assert [message for message, _ in found] == [f"thiếu thời hạn «{needed}»"]


def test_a_term_stands_once_and_its_second_place_is_named() -> None:
    text = text_of(CLOCKS)
    start = text.index("  - id: revocation\n")
    block = text[start : text.index("  - id: certificate\n")]
    twice = text.replace("  - id: certificate\n", f"{block}  - id: certificate\n", 1)
    found = faults(CLOCKS, text=twice, beside=("readings.yaml",))
    assert found == [("thời hạn «revocation» lặp lại", "- id: revocation")]


def test_a_reading_that_is_not_listed_is_named_where_it_stands() -> None:
    reading = next(one.reading for one in LAW.terms if one.reading)
    edit = (f"reading: {reading}", "reading: unheard")
    found = faults(CLOCKS, edit, beside=("readings.yaml",))
    assert len(found) == 1 and found[0][0] == "quy ước «unheard» không có trong readings.yaml"
    assert "unheard" in found[0][1]
    with_readings = sum(one.reading is not None for one in LAW.terms)
    assert len(faults(CLOCKS)) == with_readings, "without readings.yaml none is known"
