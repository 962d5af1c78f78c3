"""The transition at its borders, and what the law check says about gaps in it."""

from datetime import date

import pytest

from ocop.rules.calendar import calendar_of
from ocop.rules.clocks import clocks_of
from ocop.rules.errors import LawError
from ocop.rules.governing import Governing, authorities_of, authority, governing, transition_of
from ocop.rules.rulebook import law_directory
from tests.rules.edited_law import faults

FOLDER = law_directory()
GOVERNING, AUTHORITIES, CLOCKS = (
    "transition/governing.yaml",
    "transition/authorities.yaml",
    "procedures/clocks.yaml",
)


def which(filed: str, kind: str, evaluated: str | None = None) -> Governing:
    return governing(
        transition_of(FOLDER),
        clocks_of(FOLDER),
        calendar_of(FOLDER),
        filed=date.fromisoformat(filed),
        kind=kind,  # type: ignore[arg-type]
        evaluated=date.fromisoformat(evaluated) if evaluated else None,
    )


def test_evaluated_on_the_day_of_effect_is_no_longer_evaluated_before_it() -> None:
    before = which("2026-05-20", "first", evaluated="2026-05-21")
    assert before.clause is not None and before.clause.place == "Điều 12 khoản 2"
    on_the_day = which("2026-05-20", "first", evaluated="2026-05-22")
    assert on_the_day.clause is not None and on_the_day.clause.place == "Điều 12 khoản 2 điểm a"
    assert on_the_day.due == date(2026, 7, 21)


@pytest.mark.parametrize(
    ("filed", "evaluated", "amended"),
    [
        ("2020-06-07", None, ()),
        ("2020-06-08", None, ("qd_781_2020",)),  # the amendment holds on its first day
        ("2020-06-01", "2020-06-08", ("qd_781_2020",)),  # and for what is evaluated under it
        ("2020-06-01", "2020-06-07", ()),
    ],
)
def test_an_amendment_holds_from_its_first_day(filed: str, evaluated: str | None, amended: tuple[str, ...]) -> None:
    assert which(filed, "first", evaluated).amended_by == amended


@pytest.mark.parametrize(("evaluated", "amended"), [("2025-07-05", ()), ("2025-07-06", ("qd_1489_2025",))])
def test_evaluated_before_the_amendment_of_2025_is_not_amended(evaluated: str, amended: tuple[str, ...]) -> None:
    assert which("2025-06-02", "renewal", evaluated).amended_by == amended


def test_a_plain_answer_is_neither_a_reading_nor_confirmed_one_by_one() -> None:
    found = which("2026-06-01", "first")
    assert (found.convention, found.confirm_each, found.reading, found.after_limit) == (False, False, None, None)
    waiting = which("2026-05-20", "renewal")
    assert (waiting.confirm_each, waiting.convention) == (False, True)
    assert waiting.after_limit is not None and waiting.after_limit.decision == "26/2026"
    assert which("2022-01-05", "first").notes != ()


def test_a_question_before_the_data_is_no_fault_of_a_file() -> None:
    with pytest.raises(LawError) as caught:
        which("2019-08-20", "renewal")
    assert (caught.value.file, caught.value.line) == ("", 0)


def test_the_level_of_recognition_comes_with_its_period() -> None:
    law = authorities_of(FOLDER)
    assert authority(law, 3, date(2019, 8, 20)) == (None, None)
    level, period = authority(law, 3, date(2023, 2, 23))
    assert level == "province" and period is not None and period.until == date(2023, 2, 23)
    level, period = authority(law, 1, date(2026, 5, 22))
    assert level is None and period is not None and period.certainty == "certain"


def test_the_files_as_they_stand_have_no_fault() -> None:
    assert faults(GOVERNING, beside=(CLOCKS,)) == []
    assert faults(AUTHORITIES) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("filed_from: 2023-02-24", "filed_from: 2023-02-23"),  # one day twice
        ("filed_from: 2023-02-24", "filed_from: 2023-02-25"),  # one day open
        ("filed_to: 2023-02-23", "filed_to: null"),
    ],
)
def test_days_of_filing_join_without_gap_or_overlap(old: str, new: str) -> None:
    found = faults(GOVERNING, (old, new), beside=(CLOCKS,))
    assert ("khoảng ngày nộp của «first» hở hoặc chồng lên nhau", "- id: overlap_first_upgrade") in found
    assert ("khoảng ngày nộp của «upgrade» hở hoặc chồng lên nhau", "- id: overlap_first_upgrade") in found
    assert len(found) == (3 if "filed_to" in old else 2), "renewals have a rule of their own"


def test_a_limit_is_a_term_of_the_clocks() -> None:
    edit = ("limit: transition_renewal", "limit: sundial")
    assert faults(GOVERNING, edit, beside=(CLOCKS,)) == [
        ("thời hạn «sundial» không có trong clocks.yaml", "limit: sundial")
    ]
    assert [line for _, line in faults(GOVERNING)] == [
        "limit: transition_first_upgrade",
        "limit: transition_renewal",
    ], "without the clocks no limit is known"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until: 2025-06-30", "until: 2025-06-29"),
        ("until: 2025-06-30", "until: 2025-07-01"),
        ("until: 2025-06-30", "until: null"),
    ],
)
def test_periods_of_recognition_join(old: str, new: str) -> None:
    assert faults(AUTHORITIES, (old, new)) == [("các thời kỳ phải nối liền nhau", "- since: 2025-07-01")]
