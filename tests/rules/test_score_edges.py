"""Scoring at its borders: conditions over cases, hundredths, grounds declared and found, totals below every band."""

from typing import Any

import pytest

from ocop.rules.answers import SheetError
from ocop.rules.compiled import Ground, StopRule
from ocop.rules.scoring import score, stars_by_points
from tests.rules.score_builders import criteria_set, criterion

STORY = criteria_set(
    criterion("1", [(0, None), (10, None)]),
    criterion("2", [(0, None), (0.01, None), (5, None)], counts_while="1"),
    criterion("3", [(0, None), (85, None)]),
)


@pytest.mark.parametrize("total", [-1, -9000])
def test_a_total_below_every_band_has_the_lowest(total: int) -> None:
    assert stars_by_points(STORY, total) == 1
    assert stars_by_points(STORY, 0) == 1


@pytest.mark.parametrize(("letter", "reported"), [("a", False), ("b", True), ("c", True), (None, False)])
def test_what_would_earn_a_hundredth_is_reported_when_it_does_not_count(letter: str | None, reported: bool) -> None:
    result = score(STORY, {"1": "a", "2": letter, "3": "b"})
    assert result.total == 8500
    assert [one["criterion"] for one in result.as_json()["conditions"]] == (["2"] if reported else [])
    assert result.uncounted == (frozenset() if letter is None else {"2"})


def test_an_answer_that_counts_has_no_condition() -> None:
    result = score(STORY, {"1": "b", "2": "b", "3": "b"})
    assert (result.total, result.as_json()["conditions"], result.uncounted) == (9501, [], frozenset())


def test_a_requirement_unmet_takes_points_and_minimum_of_the_chosen_case() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (60, 3)], [(0, None), (40, None), (50, 4)], requirement="Yêu cầu: có giấy"),
        criterion("2", [(0, None), (40, None)]),
    )
    met = score(law, {"1": "c", "2": "b"}, cases={"1": 2})
    assert (met.total, met.stars, met.gates_missed) == (9000, 5, ())
    unmet = score(law, {"1": "c", "2": "b"}, cases={"1": 2}, requirements_unmet=["1"])
    assert (unmet.total, unmet.stars_by_points, unmet.stars) == (4000, 2, 2)
    assert [(one.criterion, one.stars, one.has_points) for one in unmet.gates_missed] == [("1", 4, 0)]
    assert unmet.uncounted == {"1"}


@pytest.mark.parametrize("answers", [{5: "a"}, {None: "a"}, {"1#1": "a"}])
def test_a_key_that_is_no_criterion_is_named(answers: dict[Any, str]) -> None:
    with pytest.raises(SheetError, match="không có tiêu chí"):
        score(STORY, answers)


def test_a_ground_that_is_declared_and_found_stands_once() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (10, None)]),
        criterion("2", [(0, None), (90, None)]),
        grounds=(Ground("s", "dừng", "stop", None), Ground("r", "giả mạo", "reject", None)),
        stop_rules=(StopRule("s", ("1",)),),
    )
    zero = {"1": "a", "2": "b"}
    assert [one.code for one in score(law, zero).grounds] == ["s"]
    assert [one.code for one in score(law, zero, disqualified=["s"]).grounds] == ["s"]
    assert [one.code for one in score(law, zero, disqualified=["r"]).grounds] == ["r", "s"]
    assert [one.code for one in score(law, zero, disqualified=["r", "s", "r"]).grounds] == ["r", "s"]
    assert score(law, {"1": "b", "2": "b"}).grounds == ()
