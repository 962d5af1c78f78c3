"""The council's result from its members' sheets: mean, spread, quorum, star minimums as the council's regulation says.

The mean of the members' totals decides the band (26/2026/QĐ-TTg, Điều 3.3); how a star minimum is decided from several
sheets is left to the council's Quy chế, so it is an input. Everything is exact: fractions, no floats.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ocop.rules import explain
from ocop.rules.answers import Sheet, SheetError, answer_error, show
from ocop.rules.compiled import SCALE, CriteriaSet, Criterion
from ocop.rules.meeting import MemberSheet, Regulation, check_members
from ocop.rules.numbers import half_up, plain, two_decimals
from ocop.rules.scoring import (
    Condition,
    FoundGround,
    ScoreResult,
    cap,
    counted_points,
    score_sheet,
    stars_by_points,
    stopped,
)
from ocop.rules.tables import Gate, Table, table_of


class CriterionTally(NamedTuple):
    """One criterion over all sheets: exact mean, least and most of the points counted (scaled), and who chose what."""

    criterion: str
    mean: Fraction
    least: int
    most: int
    options: dict[str, int]


class TallyGate(NamedTuple):
    """A star minimum that the council's result misses. ``by``: ``fact``, ``majority`` or ``mean``; ``met_by`` of ``of`` sheets."""

    criterion: str
    stars: int
    needs: str
    needs_points: int
    by: str
    has_points: Fraction
    met_by: int
    of: int
    short: str

    def as_json(self) -> dict[str, Any]:
        """The form of the data contract: a fact's points in the shortest form, a mean with two decimals."""
        return {
            "criterion": self.criterion,
            "stars": self.stars,
            "needs": self.needs,
            "needs_points": plain(self.needs_points),
            "by": self.by,
            "has_points": plain(int(self.has_points)) if self.by == "fact" else two_decimals(self.has_points),
            "met_by": self.met_by,
            "of": self.of,
        }


class TallyResult(NamedTuple):
    """The council's result. ``mean`` is the exact mean of the totals in scaled points."""

    criteria_set: CriteriaSet
    regulation: Regulation
    mean: Fraction
    spread: int
    quorum_met: bool
    needs_discussion: bool
    by_criterion: tuple[CriterionTally, ...]
    stars_by_points: int
    stars: int | None
    certifiable: bool
    authority: str | None
    disqualified: bool
    grounds: tuple[FoundGround, ...]
    conditions: tuple[Condition, ...]
    gates_missed: tuple[TallyGate, ...]
    sheets: tuple[ScoreResult, ...]

    @property
    def explanation(self) -> str:
        """The council's rank and its reason, with what the meeting should know (quorum, spread, rounding)."""
        return explain.tally_text(self)

    def as_json(self) -> dict[str, Any]:
        """The result in the data contract's form and key order."""
        criteria_set = self.criteria_set
        data: dict[str, Any] = {
            "decision": criteria_set.decision,
            "set": criteria_set.number,
            "digest": criteria_set.digest,
            "total": two_decimals(self.mean),
            "spread": plain(self.spread),
            "quorum_met": self.quorum_met,
            "needs_discussion": self.needs_discussion,
            "by_criterion": [
                {
                    "criterion": one.criterion,
                    "mean": two_decimals(one.mean),
                    "min": plain(one.least),
                    "max": plain(one.most),
                    "options": one.options,
                }
                for one in self.by_criterion
            ],
            "stars_by_points": self.stars_by_points,
            "stars": self.stars,
            "certifiable": self.certifiable,
            "authority": self.authority,
            "disqualified": self.disqualified,
            "gates_missed": [gate.as_json() for gate in self.gates_missed],
            "conditions": [condition._asdict() for condition in self.conditions],
            "explanation": self.explanation,
        }
        if self.grounds:
            data["grounds"] = [{"code": ground.code, "text": ground.text} for ground in self.grounds]
        return data


def tally(
    criteria_set: CriteriaSet,
    sheets: Sequence[MemberSheet],
    regulation: Regulation,
    *,
    facts: Mapping[str, str | None] | None = None,
    cases: Mapping[str, int] | None = None,
    disqualified: bool | Sequence[str] = False,
    not_applicable: Sequence[str] = (),
    requirements_unmet: Sequence[str] = (),
) -> TallyResult:
    """The council's result; given also without quorum.

    ``cases``, ``disqualified``, ``not_applicable`` and ``requirements_unmet`` are the council's and hold for every sheet.
    ``facts`` (criterion → letter or ``None``) decide star minimums only, where the regulation says ``facts``; points always
    come from the sheets. A ground that follows from the answers (a stop rule) holds when more than half of the sheets say
    so: a reading, the decision is silent. Raises :class:`~ocop.rules.answers.SheetError`.
    """
    check_members(sheets, regulation)
    declared = disqualified if isinstance(disqualified, bool) else tuple(disqualified)
    common = Sheet({}, cases or {}, declared, tuple(not_applicable), tuple(requirements_unmet))
    results = tuple(_scored(criteria_set, common, sheet) for sheet in sheets)
    table, totals = table_of(criteria_set), [result.total for result in results]
    known = _facts(table, facts or {}, common)
    mean = Fraction(sum(totals), len(totals))
    by_points = stars_by_points(criteria_set, _for_band(mean, regulation.round_before_band))
    missed = tuple(_missed_gates(table, results, known, regulation.gates))
    grounds = _grounds(table, results)
    out = bool(declared or grounds)
    stars = None if out else cap(table, sum(1 << gate.bit for gate, _ in missed), by_points)
    spread = max(totals) - min(totals)
    return TallyResult(
        criteria_set,
        regulation,
        mean,
        spread,
        regulation.quorum_met([sheet.member for sheet in sheets]),
        spread > regulation.max_spread * SCALE,
        tuple(_by_criterion(criterion, results) for criterion in criteria_set.criteria),
        by_points,
        stars,
        stars is not None and stars >= criteria_set.certifiable_from,
        table.authorities.get(stars) if stars else None,
        out,
        grounds,
        _conditions(table, results),
        tuple(gate for _, gate in missed),
        results,
    )


def _scored(criteria_set: CriteriaSet, common: Sheet, sheet: MemberSheet) -> ScoreResult:
    try:
        return score_sheet(criteria_set, common._replace(answers=sheet.answers))
    except SheetError as error:
        if error.path[:1] != ("answers",):
            raise
        raise SheetError(f"phiếu của {show(sheet.member)}: {error}", "sheets", sheet.member, *error.path) from None


def _for_band(mean: Fraction, decimals: int | None) -> Fraction:
    """The mean as the regulation lets it be rounded before the band is looked up (half up), exact by default."""
    if decimals is None:
        return mean
    step = Fraction(SCALE, 10**decimals)
    return half_up(mean / step) * step


def _by_criterion(criterion: Criterion, results: Sequence[ScoreResult]) -> CriterionTally:
    points = [counted_points(result, criterion.code) for result in results]
    chosen = Counter(result.sheet.answers.get(criterion.code) for result in results)
    options = {letter: chosen[letter] for letter in sorted(letter for letter in chosen if letter is not None)}
    if chosen[None]:
        options["null"] = chosen[None]
    return CriterionTally(criterion.code, Fraction(sum(points), len(points)), min(points), max(points), options)


def _facts(table: Table, facts: Mapping[str, str | None], common: Sheet) -> dict[str, int]:
    """Points of every fact, scaled. What hangs on a criterion whose fact earns nothing, or misses its requirement, has 0."""
    points = {}
    for code, letter in facts.items():
        if not _known_fact(table, code, letter, common.cases):
            raise answer_error(table.criteria_set, code, letter, common.cases.get(code), "facts")
        points[code] = 0 if code in common.requirements_unmet else table.points(code, letter, common.cases)
    for controller, dependents, _ in table.couplings:
        if points.get(controller) == 0:
            points.update({one.code: 0 for one in dependents if one.code in points})
    return points


def _known_fact(table: Table, code: str, letter: Any, cases: Mapping[str, int]) -> bool:
    if code not in table.by_code:
        return False
    if letter is None:
        return True
    if code in table.case_codes and code not in cases:
        return False
    return isinstance(letter, str) and letter in table.worth[table.key(code, cases)]


def _missed_gates(
    table: Table, results: Sequence[ScoreResult], facts: Mapping[str, int], how: str
) -> "list[tuple[Gate, TallyGate]]":
    common, missed = results[0].sheet, []
    for criterion in table.criteria_set.criteria:
        code = criterion.code
        if code in common.not_applicable:
            continue
        points = [counted_points(result, code) for result in results]
        for gate in table.gates_of.get(table.key(code, common.cases), ()):
            has, by = Fraction(sum(points), len(points)), "mean" if how == "mean" else "majority"
            met_by = sum(one >= gate.needs_points for one in points)
            if how == "facts" and code in facts:
                by, has = "fact", Fraction(facts[code])
            enough = has > 0 if gate.whole else has >= gate.needs_points
            if not (2 * met_by > len(points) if by == "majority" else enough):
                short = explain.short_name(criterion)
                needs = (gate.stars, gate.needs, gate.needs_points)
                missed.append((gate, TallyGate(code, *needs, by, has, met_by, len(points), short)))
    return missed


def _grounds(table: Table, results: Sequence[ScoreResult]) -> tuple[FoundGround, ...]:
    """The council's declared grounds, and those that follow from more than half of the sheets."""
    found = [ground for ground in results[0].grounds if not ground.zero]
    for ground, criteria in table.stops:
        zero = [set(stopped(table, result.sheet, criteria, result.uncounted)) for result in results]
        if 2 * sum(map(bool, zero)) > len(results) and all(other.code != ground.code for other in found):
            named = tuple(code for code in criteria if any(code in one for one in zero))
            found.append(FoundGround(ground.code, ground.text, ground.kind, named))
    return tuple(found)


def _conditions(table: Table, results: Sequence[ScoreResult]) -> tuple[Condition, ...]:
    """The conditions that changed any sheet, each criterion once, in the decision's order."""
    by_code = {condition.criterion: condition for result in results for condition in result.conditions}
    return tuple(by_code[code] for code in table.by_code if code in by_code)
