"""Scoring one answer sheet: total, parts, stars, star minimums missed, grounds and conditions.

The rank is the band of the total, lowered below every star level of which a minimum is missed (26/2026/QĐ-TTg, Điều 3 and
the note on star marks in Phụ lục II). All points are integers scaled by ``SCALE``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ocop.rules import explain
from ocop.rules.answers import Sheet, answer_error, case_error, declaration_error, require_complete
from ocop.rules.compiled import CriteriaSet
from ocop.rules.numbers import plain
from ocop.rules.tables import MissedGate, Table, table_of


class Condition(NamedTuple):
    """A printed condition that changed what an answer counts for; ``why`` is Vietnamese."""

    criterion: str
    why: str


class FoundGround(NamedTuple):
    """A ground on which there is no rank. ``kind`` as in :class:`~ocop.rules.compiled.Ground`.

    ``zero`` names the criteria with 0 points when the ground follows from the answers themselves (a stop rule).
    """

    code: str
    text: str
    kind: str
    zero: tuple[str, ...] = ()


class ScoreResult(NamedTuple):
    """The result of one sheet. ``total`` and ``parts`` (in the order of ``criteria_set.parts``) are scaled points."""

    criteria_set: CriteriaSet
    sheet: Sheet
    total: int
    parts: tuple[int, ...]
    stars_by_points: int
    stars: int | None
    certifiable: bool
    authority: str | None
    disqualified: bool
    grounds: tuple[FoundGround, ...]
    conditions: tuple[Condition, ...]
    gates_missed: tuple[MissedGate, ...]
    uncounted: frozenset[str]
    """Criteria whose answer counts as null because of a condition."""

    @property
    def explanation(self) -> str:
        """The rank and its reason in a sentence or two that a producer understands."""
        return explain.score_text(self)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody should look at once more; changes nothing."""
        sheet = self.sheet
        found = explain.case_warnings(self.criteria_set, sheet.cases) if sheet.cases else ()
        given = sheet.answers.get
        for criterion, letters, while_zero, text in table_of(self.criteria_set).warns:
            if given(criterion) in letters and not (while_zero and counted_points(self, while_zero)):
                found = (*found, text)
        return found

    def as_json(self, *, written: bool = False) -> dict[str, Any]:
        """The result in the data contract's form and key order, without roadmap.

        ``written``: for orjson only, with the missed minimums as JSON that is already written (they are most of a line).
        """
        table = table_of(self.criteria_set)
        data: dict[str, Any] = {
            **table.head,
            "total": plain(self.total),
            "parts": dict(zip(table.part_codes, map(plain, self.parts), strict=True)),
            "stars_by_points": self.stars_by_points,
            "stars": self.stars,
            "certifiable": self.certifiable,
            "authority": self.authority,
            "disqualified": self.disqualified,
            "gates_missed": [gate.written if written else gate.json for gate in self.gates_missed],
            "conditions": [condition._asdict() for condition in self.conditions] if self.conditions else [],
            "explanation": explain.score_text(self),
        }
        if self.grounds:
            data["grounds"] = [{"code": ground.code, "text": ground.text} for ground in self.grounds]
        if warnings := self.warnings:
            data["warnings"] = list(warnings)
        return data


def score(
    criteria_set: CriteriaSet,
    answers: Mapping[str, str | None],
    *,
    cases: Mapping[str, int] | None = None,
    disqualified: bool | Sequence[str] = False,
    not_applicable: Sequence[str] = (),
    requirements_unmet: Sequence[str] = (),
) -> ScoreResult:
    """Score a sheet, complete or partial: a criterion that is absent or ``None`` counts 0 and meets no minimum.

    ``cases``, ``disqualified``, ``not_applicable`` and ``requirements_unmet`` as in :class:`~ocop.rules.answers.Sheet`.
    Raises :class:`~ocop.rules.answers.SheetError` for anything that the set does not print, and for an incomplete set.
    """
    declared = disqualified if isinstance(disqualified, bool) else tuple(disqualified)
    return score_sheet(
        criteria_set, Sheet(answers, cases or {}, declared, tuple(not_applicable), tuple(requirements_unmet))
    )


def score_sheet(criteria_set: CriteriaSet, sheet: Sheet) -> ScoreResult:
    """:func:`score` for a sheet that is already put together."""
    table = table_of(criteria_set)
    if not criteria_set.complete:
        require_complete(criteria_set)
    answers, cases, disqualified, not_applicable, _ = sheet
    packed = add_up(table, answers, cases)
    void, conditions = _conditions(table, sheet)
    if void:
        packed -= _worth_of(table, sheet, void)
    parts = table.split(packed)
    mask = packed >> table.gate_shift
    if not_applicable:
        mask &= ~_lifted(table, sheet)
    total = sum(parts)
    by_points = stars_by_points(criteria_set, total)
    stars: int | None = cap(table, mask, by_points)
    grounds = _grounds(table, sheet, void) if table.stops or disqualified else ()
    out = bool(disqualified or grounds)
    if out:
        stars = None
    given = answers.get
    if void:
        missed = [by_letter[None if code in void else given(code)] for code, by_letter in table.missed(mask)]
    else:
        missed = [by_letter[given(code)] for code, by_letter in table.missed(mask)]
    return ScoreResult(
        criteria_set,
        sheet,
        total,
        parts,
        by_points,
        stars,
        stars is not None and stars >= criteria_set.certifiable_from,
        table.authorities.get(stars) if stars else None,
        out,
        grounds,
        conditions,
        tuple(missed),
        void,
    )


def add_up(table: Table, answers: Mapping[str, str | None], cases: Mapping[str, int], *path: str) -> int:
    """The packed sum of a sheet's answers; :class:`SheetError` names the first answer that the set does not know."""
    packed, worth = table.base, table.worth
    items: Any = answers.items()
    if cases or table.case_codes:
        items = _with_cases(table, answers, cases, *path)
    try:
        for code, letter in items:
            packed += worth[code][letter]
    except (KeyError, TypeError):
        named = code.split("#")[0] if isinstance(code, str) and code not in answers else code
        raise answer_error(table.criteria_set, named, letter, cases.get(named), *(path or ("answers",))) from None
    return packed


def _with_cases(
    table: Table, answers: Mapping[str, str | None], cases: Mapping[str, int], *path: str
) -> list[tuple[str, str | None]]:
    """The answers with the case in the key. An answer that needs a case and has none is an error, null is not."""
    for code, case in cases.items():
        if code not in table.case_codes or type(case) is not int or not 1 <= case <= len(table.by_code[code].lists):
            raise case_error(table.criteria_set, code, case)
    items = [(code, letter) for code, letter in answers.items() if code not in table.case_codes]
    for code in table.case_codes:
        letter = answers.get(code)
        if letter is not None and code not in cases:
            raise answer_error(table.criteria_set, code, letter, None, *(path or ("answers",)))
        items.append((table.key(code, cases), letter))
    return items


def _worth_of(table: Table, sheet: Sheet, codes: frozenset[str]) -> int:
    """What to take away from the packed sum so that the criteria count as null."""
    worth = 0
    for code in codes:
        answers = table.worth[table.key(code, sheet.cases)]
        worth += answers[sheet.answers.get(code)] - answers[None]
    return worth


_NOTHING: tuple[frozenset[str], tuple[Condition, ...]] = (frozenset(), ())


def _conditions(table: Table, sheet: Sheet) -> tuple[frozenset[str], tuple[Condition, ...]]:
    """Criteria that count 0 whatever their answer, and the conditions to report in the decision's order."""
    void, found = _NOTHING
    if sheet.requirements_unmet or sheet.not_applicable:
        void, found = _declared(table, sheet)
    for controller, dependents, earning in table.couplings:
        if sheet.answers.get(controller) in earning and controller not in void:
            continue
        for criterion in dependents:
            answered = sheet.answers.get(criterion.code)
            if answered is None or criterion.code in void:
                continue
            void |= {criterion.code}
            if table.points(criterion.code, answered, sheet.cases) > 0:
                text = explain.not_counted(criterion, table.by_code[controller])
                found = (*found, Condition(criterion.code, text))
    if len(found) > 1:
        order = list(table.by_code)
        found = tuple(sorted(found, key=lambda condition: order.index(condition.criterion)))
    return void, found


def _declared(table: Table, sheet: Sheet) -> tuple[frozenset[str], tuple[Condition, ...]]:
    void, found = set(), []
    for code in sheet.requirements_unmet:
        criterion = table.by_code.get(code)
        if criterion is None or criterion.requirement is None:
            raise declaration_error(table.criteria_set, code, "requirements_unmet")
        void.add(code)
        found.append(Condition(code, explain.requirement_unmet(criterion)))
    for code in sheet.not_applicable:
        criterion = table.by_code.get(code)
        if criterion is None or not criterion.may_not_apply:
            raise declaration_error(table.criteria_set, code, "not_applicable")
        found.append(Condition(code, explain.minimum_lifted(criterion)))
    return frozenset(void), tuple(dict.fromkeys(found))


def _lifted(table: Table, sheet: Sheet) -> int:
    """The bits of the minimums that a declaration lifts."""
    return sum(
        1 << gate.bit
        for code in set(sheet.not_applicable)
        for gate in table.gates_of.get(table.key(code, sheet.cases), [])
    )


def _grounds(table: Table, sheet: Sheet, void: frozenset[str]) -> tuple[FoundGround, ...]:
    """The declared grounds, then those that follow from the answers."""
    found: list[FoundGround] = []
    if not isinstance(sheet.disqualified, bool):
        known = {ground.code: ground for ground in table.criteria_set.grounds}
        for code in dict.fromkeys(sheet.disqualified):
            if code not in known:
                raise declaration_error(table.criteria_set, code, "disqualified")
            found.append(FoundGround(code, known[code].text, known[code].kind))
    for ground, criteria in table.stops:
        zero = stopped(table, sheet, criteria, void)
        if zero and all(other.code != ground.code for other in found):
            found.append(FoundGround(ground.code, ground.text, ground.kind, tuple(zero)))
    return tuple(found)


def stopped(table: Table, sheet: Sheet, criteria: Sequence[str], void: frozenset[str]) -> list[str]:
    """The criteria of a stop rule in which the sheet earns 0 points."""
    return [code for code in criteria if code in void or not table.points(code, sheet.answers.get(code), sheet.cases)]


def counted_points(result: ScoreResult, code: str) -> int:
    """Scaled points that the answer to a criterion counts for, conditions considered."""
    if code in result.uncounted:
        return 0
    return table_of(result.criteria_set).points(code, result.sheet.answers.get(code), result.sheet.cases)


def stars_by_points(criteria_set: CriteriaSet, total: Any) -> int:
    """The highest band whose lower limit is reached by a total in scaled points, exact (an integer or a fraction)."""
    for stars, limit in criteria_set.bands:
        if total >= limit:
            return stars
    return criteria_set.bands[-1][0]


def cap(table: Table, mask: int, stars: int) -> int:
    """The rank once the missed minimums in ``mask`` are looked at: below the lowest level of which one is missed."""
    for level, gates in table.level_masks:
        if mask & gates:
            return min(stars, level - 1)
    return stars
