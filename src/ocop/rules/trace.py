"""A result criterion by criterion, and star by star: what a page shows beside every answer."""

from typing import NamedTuple

from ocop.rules.scoring import ScoreResult, counted_points
from ocop.rules.tables import table_of


class GateState(NamedTuple):
    """One star minimum of a criterion on this sheet. ``lifted``: it is not asked for (declared not applicable)."""

    stars: int
    needs: str
    needs_points: int
    met: bool
    lifted: bool


class CriterionTrace(NamedTuple):
    """One criterion: the answer, its points as printed and as counted (scaled), its minimums, and why they differ."""

    criterion: str
    answer: str | None
    case: int | None
    printed: int
    counted: int
    maximum: int
    gates: tuple[GateState, ...]
    why: str | None


class LevelTrace(NamedTuple):
    """One star level: whether the points reach it, how many minimums it asks for by itself, and which are missed."""

    stars: int
    limit: int
    points_reach: bool
    minimums: int
    missed: tuple[str, ...]
    reached: bool


def trace(result: ScoreResult) -> tuple[CriterionTrace, ...]:
    """Every criterion of the set, in the decision's order, answered or not."""
    table, sheet = table_of(result.criteria_set), result.sheet
    missed = {(gate.criterion, gate.stars) for gate in result.gates_missed}
    whys = {condition.criterion: condition.why for condition in result.conditions}
    traces = []
    for criterion in result.criteria_set.criteria:
        code = criterion.code
        lifted = code in sheet.not_applicable
        gates = tuple(
            GateState(
                gate.stars, gate.needs, gate.needs_points, not lifted and (code, gate.stars) not in missed, lifted
            )
            for gate in table.gates_of.get(table.key(code, sheet.cases), ())
        )
        answer = sheet.answers.get(code)
        traces.append(
            CriterionTrace(
                code,
                answer,
                sheet.cases.get(code),
                table.points(code, answer, sheet.cases),
                counted_points(result, code),
                criterion.maximum,
                gates,
                whys.get(code),
            )
        )
    return tuple(traces)


def levels(result: ScoreResult) -> tuple[LevelTrace, ...]:
    """Every star level of the decision, lowest first. ``reached`` minds the lower levels' minimums too; no rank reaches none."""
    traces = trace(result)
    found = []
    for stars, limit in sorted(result.criteria_set.bands):
        gates = [
            (one.criterion, gate) for one in traces for gate in one.gates if gate.stars == stars and not gate.lifted
        ]
        missed = tuple(code for code, gate in gates if not gate.met)
        reached = result.stars is not None and result.stars >= stars
        found.append(LevelTrace(stars, limit, result.total >= limit, len(gates), missed, reached))
    return tuple(found)
