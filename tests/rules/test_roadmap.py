"""The road to the next star: minimal against brute force, and everything that must never stand in it."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rules.answers import Sheet, SheetReader
from ocop.rules.compiled import SCALE, CriteriaSet
from ocop.rules.roadmap import Roadmap, roadmap
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import score, score_sheet
from tests.rules.score_builders import brute_road, criteria_set, criterion, random_sheet, reaches


@st.composite
def small_problems(draw: st.DrawFn) -> tuple[CriteriaSet, Sheet]:
    """Up to six criteria with every feature that the decisions have, and a sheet, complete or not."""
    points = st.sampled_from([0, 0.5, 1, 1, 2, 3, 5])
    criteria = []
    for at in range(draw(st.integers(2, 6))):
        lists = []
        for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
            options = sorted(draw(st.lists(points, min_size=1, max_size=3)))
            if options[-1] == 0:
                options[-1] = 1
            marks = draw(st.lists(st.sampled_from([None, None, 3, 4, 5]), min_size=3, max_size=3))
            seen: set[int] = set()
            marks = [None if mark in seen or seen.add(mark) else mark for mark in marks]  # type: ignore[arg-type, func-returns-value]
            lists.append([(one, mark if one else None) for one, mark in zip(options, marks, strict=False)])
        criteria.append(
            criterion(
                f"1.{at}",
                *lists,
                part=draw(st.sampled_from("ABC")),
                gate=draw(st.sampled_from([None, None, None, 4])) if len(lists) == 1 else None,
                fixed=draw(st.sampled_from([False, False, False, True])),
                requirement="phải có" if draw(st.booleans()) else None,
                may_not_apply="tùy" if draw(st.booleans()) else None,
            )
        )
    single = [one.code for one in criteria if len(one.lists) == 1]
    if len(single) > 1 and draw(st.booleans()):
        controller = draw(st.sampled_from(single))
        criteria = [
            one._replace(counts_while=controller) if one.code != controller and draw(st.booleans()) else one
            for one in criteria
        ]
    best = sum(one.maximum for one in criteria) / SCALE
    shares = ((5, 0.9), (4, 0.7), (3, 0.5), (2, 0.3), (1, 0.0))
    law = criteria_set(*criteria, bands=tuple((stars, round(best * share)) for stars, share in shares))
    return law, draw(sheets_of(law))


@st.composite
def sheets_of(draw: st.DrawFn, law: CriteriaSet) -> Sheet:
    answers: dict[str, str | None] = {}
    cases = {one.code: draw(st.integers(1, len(one.lists))) for one in law.criteria if len(one.lists) > 1}
    for one in law.criteria:
        letters = [option.letter for option in one.lists[cases.get(one.code, 1) - 1]]
        answers[one.code] = draw(st.sampled_from([None, *letters]))
        if answers[one.code] is None and one.code in cases and draw(st.booleans()):
            del cases[one.code]
    unmet = [one.code for one in law.criteria if one.requirement and draw(st.integers(0, 4)) == 0]
    lifted = [one.code for one in law.criteria if one.may_not_apply and draw(st.integers(0, 4)) == 0]
    return Sheet(answers, cases, False, tuple(lifted), tuple(unmet))


def as_places(law: CriteriaSet, sheet: Sheet, road: Roadmap) -> tuple[tuple[int, int], ...]:
    codes = [one.code for one in law.criteria]
    places = []
    for step in road.steps:
        at = codes.index(step.criterion)
        options = law.criteria[at].lists[sheet.cases.get(step.criterion, 1) - 1]
        places.append((at, [option.letter for option in options].index(step.new)))
    return tuple(places)


@settings(max_examples=250, deadline=None)
@given(small_problems(), st.sampled_from([None, 3, 4, 5]))
def test_no_road_is_shorter_cheaper_or_earlier(problem: tuple[CriteriaSet, Sheet], target: int | None) -> None:
    law, sheet = problem
    result = score_sheet(law, sheet)
    assert result.stars is not None
    road = roadmap(law, sheet, target)
    if road is None:
        assert target is None
        assert result.stars == 5
        return
    assert road.target == (target or max(3, result.stars + 1))
    best = brute_road(law, sheet, road.target)
    assert road.reachable == (best is not None)
    if best is None:
        assert (road.steps, road.total_after) == ((), None)
        return
    assert (len(road.steps), road.total_after, as_places(law, sheet, road)) == (
        best[0],
        result.total + best[1],
        best[2],
    )
    assert sum(step.gain for step in road.steps) == best[1]


@pytest.fixture(scope="module")
def reader() -> SheetReader:
    return SheetReader(Rulebook.open())


def test_every_road_on_real_sets_reaches_its_target_and_leaves_what_is_fixed(reader: SheetReader) -> None:
    chance = random.Random(26)
    rules = Rulebook.open()
    keys = [key for key in rules.keys() if rules.criteria_set(*key).complete]  # noqa: SIM118
    steps = 0
    for _ in range(300):
        law = reader.criteria_set(*chance.choice(keys))
        _, sheet = reader.read(random_sheet(chance, law))
        result = score_sheet(law, sheet)
        road = roadmap(law, result)
        if road is None:
            assert result.stars in (None, 5)
            continue
        fixed = {one.code for one in law.criteria if one.fixed}
        assert not fixed & {step.criterion for step in road.steps}
        if not road.reachable:
            continue
        answers = {**sheet.answers, **{step.criterion: step.new for step in road.steps}}
        after = score_sheet(law, sheet._replace(answers=answers))
        assert reaches(after, road.target)
        assert after.total == road.total_after
        missed = {gate.criterion for gate in result.gates_missed if gate.stars <= road.target}
        assert all((step.why == "gate") == (step.criterion in missed) for step in road.steps)
        for step in road.steps:  # no step can be left out
            without = {**answers, step.criterion: step.old}
            assert not reaches(score_sheet(law, sheet._replace(answers=without)), road.target)
        steps += len(road.steps)
    assert steps > 500


def road_json(law: CriteriaSet, answers: dict[str, str | None], **declared: Any) -> dict[str, Any] | None:
    road = roadmap(law, score(law, answers, **declared))
    return road.as_json() if road else None


def test_gate_before_points_and_the_contract_form() -> None:
    law = criteria_set(criterion("1", [(0, None), (40, 3)]), criterion("2", [(10, None), (30, None), (50, None)]))
    assert road_json(law, {"1": "a", "2": "c"}) == {
        "target": 3,
        "reachable": True,
        "steps": [{"criterion": "1", "from": "a", "to": "b", "gain": "40", "why": "gate"}],
        "total_after": "90",
    }
    assert road_json(law, {"1": "b"}) == {
        "target": 3,
        "reachable": True,
        "steps": [{"criterion": "2", "from": None, "to": "a", "gain": "10", "why": "points"}],
        "total_after": "50",
    }


def test_no_road_at_the_top_and_none_when_disqualified() -> None:
    law = criteria_set(criterion("1", [(0, None), (100, None)]))
    assert road_json(law, {"1": "b"}) is None
    assert road_json(law, {"1": "a"}, disqualified=True) is None
    assert roadmap(law, Sheet({"1": "b"}), 4) == Roadmap(4, True, (), 100 * SCALE)
    assert roadmap(law, Sheet({"1": "b"}), 6) is None


def test_a_fixed_criterion_blocks_the_road() -> None:
    law = criteria_set(criterion("1", [(0, None), (49, None)]), criterion("2", [(0, None), (1, None)], fixed=True))
    assert road_json(law, {"1": "b", "2": "a"}) == {"target": 3, "reachable": False, "steps": [], "total_after": None}


def test_equal_points_are_no_step_and_the_lower_letter_wins() -> None:
    law = criteria_set(criterion("1", [(50, None), (50, None), (70, None)]))
    assert road_json(law, {}) == {
        "target": 3,
        "reachable": True,
        "steps": [{"criterion": "1", "from": None, "to": "a", "gain": "50", "why": "points"}],
        "total_after": "50",
    }
    assert [step.new for step in roadmap(law, Sheet({"1": "a"})).steps] == ["c"]  # type: ignore[union-attr]


def test_opening_the_story_frees_the_points_that_hang_on_it() -> None:
    law = criteria_set(
        criterion("5.1", [(0, None), (30, None)]), criterion("5.2", [(0, None), (20, 3)], counts_while="5.1")
    )
    assert road_json(law, {"5.1": "a", "5.2": "b"}) == {
        "target": 3,
        "reachable": True,
        "steps": [{"criterion": "5.1", "from": "a", "to": "b", "gain": "50", "why": "points"}],
        "total_after": "50",
    }


def test_a_criterion_whose_case_is_open_stands_in_no_road() -> None:
    law = criteria_set(criterion("1", [(0, None), (45, None)]), criterion("8", [(5, None)], [(5, None)]))
    assert road_json(law, {"1": "b"})["reachable"] is False  # type: ignore[index]
    assert road_json(law, {"1": "b"}, cases={"8": 2})["steps"][0]["criterion"] == "8"  # type: ignore[index]


def test_an_unmet_requirement_is_no_step() -> None:
    law = criteria_set(criterion("1.1", [(0, None), (50, None)], requirement="100%"), criterion("2", [(45, None)]))
    assert road_json(law, {"2": "a"})["reachable"] is True  # type: ignore[index]
    assert road_json(law, {"2": "a"}, requirements_unmet=["1.1"])["reachable"] is False  # type: ignore[index]


def test_a_step_says_what_needs_time_and_what_the_council_judges() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (60, None)], takes_time=(("b", "Cần 12 tháng."),), judgement=True),
        criterion("2", [(40, None)], judgement=True),
    )
    assert roadmap(law, Sheet({"1": "a", "2": "a"})).steps[0].note == "Cần 12 tháng; do Hội đồng đánh giá"  # type: ignore[union-attr]
    steps = road_json(law, {"1": "b"})["steps"]  # type: ignore[index]
    assert steps == [
        {"criterion": "2", "from": None, "to": "a", "gain": "40", "why": "points", "note": "do Hội đồng đánh giá"}
    ]


def test_real_notes_of_set_one(reader: SheetReader) -> None:
    law = reader.criteria_set("26/2026", 1)
    best: dict[str, str | None] = {one.code: one.lists[0][-1].letter for one in law.criteria}
    road = roadmap(law, Sheet({**best, "1.5": "c"}))
    assert road is not None
    assert [(step.criterion, step.new, step.why) for step in road.steps] == [("1.5", "d", "gate")]
    assert "12 tháng" in (road.steps[0].note or "")
