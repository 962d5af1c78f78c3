"""2,000 random sheets over all complete sets of the three decisions: the engine and the second scorer agree on everything."""

import random
from fractions import Fraction

import pytest

from ocop.rules.answers import SheetReader
from ocop.rules.compiled import SCALE
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import ScoreResult, score_sheet
from tests.rules import second_scorer
from tests.rules.score_builders import random_sheet

SETS = second_scorer.complete_sets()
SHEETS = 2000


def facts(result: ScoreResult) -> dict[str, object]:
    law = result.criteria_set
    parts = {part.code: Fraction(points, SCALE) for part, points in zip(law.parts, result.parts, strict=True)}
    return {
        "total": Fraction(result.total, SCALE),
        "parts": parts,
        "stars_by_points": result.stars_by_points,
        "stars": result.stars,
        "certifiable": result.certifiable,
        "disqualified": result.disqualified,
        "grounds": [ground.code for ground in result.grounds],
        "gates_missed": [
            (
                gate.criterion,
                gate.stars,
                gate.needs,
                Fraction(gate.needs_points, SCALE),
                Fraction(gate.has_points, SCALE),
            )
            for gate in result.gates_missed
        ],
        "conditions": [condition.criterion for condition in result.conditions],
    }


@pytest.fixture(scope="module")
def reader() -> SheetReader:
    return SheetReader(Rulebook.open())


def test_all_complete_sets_are_scored() -> None:
    assert len(SETS) == 26 + 22 + 22


@pytest.mark.parametrize("key", SETS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_both_scorers_agree(key: tuple[str, int], reader: SheetReader) -> None:
    law = reader.criteria_set(*key)
    chance = random.Random(f"{key[0]} {key[1]}")
    seen = set()
    for _ in range(-(-SHEETS // len(SETS))):
        sheet = random_sheet(chance, law)
        result = score_sheet(*reader.read(sheet))
        expected = second_scorer.score(sheet)
        assert facts(result) == expected, sheet
        seen.add(expected["stars"])
    assert len(seen) > 1, "the random sheets should reach more than one rank"


@pytest.mark.parametrize("key", SETS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_a_complete_maximum_sheet_gets_five_stars(key: tuple[str, int], reader: SheetReader) -> None:
    law = reader.criteria_set(*key)
    for case in (0, 1):
        lists = {one.code: one.lists[case if len(one.lists) > 1 else 0] for one in law.criteria}
        best = {code: max(options, key=lambda option: option.points).letter for code, options in lists.items()}
        cases = {one.code: case + 1 for one in law.criteria if len(one.lists) > 1}
        _, sheet = reader.read({"decision": key[0], "set": key[1], "answers": best, "cases": cases})
        result = score_sheet(law, sheet)
        by_case = sum(max(option.points for option in options) for options in lists.values())
        assert result.total == by_case
        if by_case == 100 * SCALE:
            assert (result.stars, result.authority, result.gates_missed) == (5, "ministry", ())
