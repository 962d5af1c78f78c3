"""Small criteria sets and random sheets for the tests of the engine."""

import random
from collections.abc import Sequence
from itertools import product
from typing import Any

from ocop.rules.answers import Sheet
from ocop.rules.compiled import SCALE, CriteriaSet, Criterion, Ground, Heading, Option, Requirement, StopRule
from ocop.rules.scoring import ScoreResult, score_sheet

BANDS = ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0))


def criterion(
    code: str,
    *lists: Sequence[tuple[float, int | None]],
    part: str = "A",
    gate: int | None = None,
    counts_while: str | None = None,
    fixed: bool = False,
    may_not_apply: str | None = None,
    requirement: str | None = None,
    judgement: bool = False,
    takes_time: tuple[tuple[str, str], ...] = (),
) -> Criterion:
    """A criterion from lists of (points, minimum for); letters a, b, c…"""
    tables = tuple(
        tuple(
            Option("abcdefgh"[at], f"phương án {at + 1}", round(points * SCALE), stars)
            for at, (points, stars) in enumerate(one)
        )
        for one in lists
    )
    return Criterion(
        code=code,
        title=f"Tiêu chí {code}",
        part=part,
        parents=(code.split(".", maxsplit=1)[0],) if "." in code else (),
        maximum=max(option.points for options in tables for option in options),
        lists=tables,
        case_titles=tuple(f"Trường hợp {at}: x" for at in range(1, len(tables) + 1)) if len(tables) > 1 else (),
        gate=gate,
        counts_while=counts_while,
        counts_while_text="Chỉ áp dụng khi có câu chuyện" if counts_while else None,
        fixed=fixed,
        fixed_because="không đổi được" if fixed else None,
        may_not_apply=may_not_apply,
        requirement=Requirement("req", requirement) if requirement else None,
        notes=(),
        short=f"Tên {code}",
        question="",
        judgement=judgement,
        takes_time=takes_time,
    )


def criteria_set(
    *criteria: Criterion,
    bands: tuple[tuple[int, float], ...] = BANDS,
    grounds: tuple[Ground, ...] = (),
    stop_rules: tuple[StopRule, ...] = (),
    complete: bool = True,
) -> CriteriaSet:
    """A set with parts A, B and C around the criteria."""
    parts = tuple(
        Heading(code, code, code, sum(one.maximum for one in criteria if one.part == code)) for code in ("A", "B", "C")
    )
    return CriteriaSet(
        decision="26/2026",
        number=1,
        code="T",
        name="Bộ thử",
        sector="",
        group="",
        subgroup="",
        digest="sha256:0",
        complete=complete,
        defects=() if complete else ("thiếu trang",),
        samples=0,
        parts=parts,
        headings=(),
        bands=tuple((stars, round(limit * SCALE)) for stars, limit in bands),
        certifiable_from=3,
        authorities=((5, "ministry"), (4, "province"), (3, "province")),
        grounds=grounds,
        stop_rules=stop_rules,
        criteria=tuple(criteria),
        rejection_notice=None,
    )


def random_sheet(chance: random.Random, law: CriteriaSet) -> dict[str, Any]:
    """A sheet in the data contract's form: good or poor answers, some null or absent, sometimes declarations."""
    lean = chance.random()
    cases = {one.code: chance.randint(1, len(one.lists)) for one in law.criteria if len(one.lists) > 1}
    answers: dict[str, str | None] = {}
    for one in law.criteria:
        options = one.lists[cases.get(one.code, 1) - 1]
        pick = chance.random()
        if pick < 0.01:
            continue
        if pick < 0.02 + 0.05 * chance.random():
            answers[one.code] = None
        else:
            answers[one.code] = (options[-1] if chance.random() < lean else chance.choice(options)).letter
    sheet: dict[str, Any] = {"decision": law.decision, "set": law.number, "answers": answers}
    if cases:
        sheet["cases"] = cases
    if law.grounds and chance.random() < 0.03:
        sheet["disqualified"] = [chance.choice(law.grounds).code]
    elif chance.random() < 0.03:
        sheet["disqualified"] = chance.random() < 0.5
    for key, codes in (
        ("requirements_unmet", [one.code for one in law.criteria if one.requirement]),
        ("not_applicable", [one.code for one in law.criteria if one.may_not_apply]),
    ):
        if codes and chance.random() < 0.2:
            sheet[key] = codes
    return sheet


def brute_road(law: CriteriaSet, sheet: Sheet, target: int) -> tuple[int, int, tuple[tuple[int, int], ...]] | None:
    """Every upward change tried: (changes, points added, ((criterion's place, option's place), …)) of the best, or none.

    The comparison of these tuples is the contract's: fewest changes, least added, then earliest criterion, lower letter.
    """
    before = score_sheet(law, sheet).total
    choices: list[list[tuple[int, str | None] | None]] = []
    for one in law.criteria:
        options = one.lists[sheet.cases.get(one.code, 1) - 1]
        now = sheet.answers.get(one.code)
        points = next((option.points for option in options if option.letter == now), 0)
        up: list[tuple[int, str | None] | None] = [None]
        if not one.fixed and (len(one.lists) == 1 or one.code in sheet.cases):
            up += [(at, option.letter) for at, option in enumerate(options) if option.points > points]
        choices.append(up)
    best = None
    for tried in product(*choices):
        answers = dict(sheet.answers)
        changes = []
        for place, change in enumerate(tried):
            if change is not None:
                answers[law.criteria[place].code] = change[1]
                changes.append((place, change[0]))
        after = score_sheet(law, sheet._replace(answers=answers))
        if reaches(after, target):
            found = (len(changes), after.total - before, tuple(changes))
            best = found if best is None or found < best else best
    return best


def reaches(result: ScoreResult, target: int) -> bool:
    """The rank is at least the target."""
    return result.stars is not None and result.stars >= target
