"""Which decision governs a dossier, and who recognises which star: the table of the transition, row by row."""

from datetime import date

import pytest

from ocop.rules.calendar import calendar_of
from ocop.rules.clocks import clocks_of
from ocop.rules.errors import LawError
from ocop.rules.governing import Governing, authorities_of, authority, governing, transition_of
from ocop.rules.rulebook import law_directory

FOLDER = law_directory()
KINDS = ("first", "upgrade", "renewal")


def which(filed: str, kind: str, evaluated: str | None = None, as_of: str | None = None) -> Governing:
    return governing(
        transition_of(FOLDER),
        clocks_of(FOLDER),
        calendar_of(FOLDER),
        filed=date.fromisoformat(filed),
        kind=kind,  # type: ignore[arg-type]
        evaluated=date.fromisoformat(evaluated) if evaluated else None,
        as_of=date.fromisoformat(as_of) if as_of else None,
    )


@pytest.mark.parametrize("kind", ["first", "upgrade"])
@pytest.mark.parametrize("filed", ["2026-05-21", "2025-10-01", "2024-05-01"])
def test_filed_before_and_not_evaluated_first_or_upgrade(filed: str, kind: str) -> None:
    found = which(filed, kind)
    assert found.decision == "148/2023"
    assert found.amended_by == ("qd_1489_2025",)
    assert found.clause is not None and found.clause.place == "Điều 12 khoản 2 điểm a"
    assert (found.nominal_due, found.due) == (date(2026, 7, 21), date(2026, 7, 21))
    assert not found.convention


def test_filed_before_and_not_evaluated_renewal_ends_on_a_sunday_and_rolls() -> None:
    found = which("2026-05-21", "renewal")
    assert (found.decision, found.amended_by) == ("148/2023", ("qd_1489_2025",))
    assert found.clause is not None and found.clause.place == "Điều 12 khoản 2 điểm b"
    assert (found.nominal_due, found.due) == (date(2026, 6, 21), date(2026, 6, 22))
    assert found.convention
    assert found.reading == "transition_renewal_rolls"


@pytest.mark.parametrize("kind", KINDS)
def test_evaluated_before_the_new_decision_but_not_yet_recognised(kind: str) -> None:
    found = which("2026-03-02", kind, evaluated="2026-05-21", as_of="2026-09-01")
    assert (found.decision, found.due) == ("148/2023", None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("filed", ["2026-05-22", "2026-06-15", "2026-07-21", "2026-07-22", "2027-01-04"])
def test_filed_later_is_under_the_new_decision_although_the_old_is_in_force(filed: str, kind: str) -> None:
    found = which(filed, kind)
    assert (found.decision, found.due, found.convention) == ("26/2026", None, False)


@pytest.mark.parametrize(
    ("kind", "in_time", "too_late"), [("first", "2026-07-21", "2026-07-22"), ("renewal", "2026-06-22", "2026-06-23")]
)
def test_undecided_after_the_limit_is_a_reading_and_confirmed_dossier_by_dossier(
    kind: str, in_time: str, too_late: str
) -> None:
    assert which("2026-05-21", kind, as_of=in_time).decision == "148/2023"
    assert which("2026-05-21", kind, evaluated=in_time).decision == "148/2023"
    late = which("2026-05-21", kind, as_of=too_late)
    assert (late.decision, late.convention, late.confirm_each) == ("26/2026", True, True)
    assert late.reading == "undecided_after_limit"
    assert which("2026-05-21", kind, evaluated=too_late).decision == "26/2026"


@pytest.mark.parametrize("kind", KINDS)
def test_the_oldest_decision_is_reported_only(kind: str) -> None:
    assert which("2019-08-21", kind).amended_by == ()
    found = which("2022-06-24", kind)
    assert (found.decision, found.amended_by, found.certainty) == ("1048/2019", ("qd_781_2020",), "reported")
    assert which("2023-02-23", kind).decision == "1048/2019"
    assert which("2023-02-24", kind).decision == "148/2023"


def test_before_the_data_nothing_is_guessed() -> None:
    with pytest.raises(LawError, match="21/08/2019"):
        which("2019-08-20", "first")


@pytest.mark.parametrize(
    ("stars", "day", "level"),
    [
        (3, "2020-12-31", "province"),
        (3, "2023-02-24", "district"),
        (3, "2025-06-30", "district"),
        (3, "2025-07-01", "unknown"),
        (3, "2025-07-05", "unknown"),
        (4, "2025-07-05", "province"),
        (3, "2025-07-06", "province"),
        (3, "2026-05-22", "province"),
        (5, "2026-05-22", "ministry"),
        (2, "2026-05-22", None),
        (3, "2019-08-20", None),
    ],
)
def test_who_recognises(stars: int, day: str, level: str | None) -> None:
    assert authority(authorities_of(FOLDER), stars, date.fromisoformat(day))[0] == level
