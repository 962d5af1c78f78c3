"""The shortest road to the next star: fewest criteria to change, then fewest points to add, proven minimal.

The number of changes follows from the best gains; then all sums that so many changes can add are kept as the bits of one
integer, from the last criterion to the first, and the road is read off from the front. Nothing is searched by trial.
"""

from collections.abc import Sequence
from itertools import product
from math import gcd
from typing import Any, NamedTuple

from ocop.rules import explain
from ocop.rules.answers import Sheet
from ocop.rules.compiled import CriteriaSet, Criterion
from ocop.rules.numbers import plain
from ocop.rules.scoring import ScoreResult, counted_points, score_sheet
from ocop.rules.tables import Coupling, Table, table_of


class Step(NamedTuple):
    """One change: from a letter (or null) to a higher one. ``gain`` is scaled and counts points that the step sets free.

    ``why`` is ``gate`` when the criterion misses a minimum of the target or lower, else ``points``. ``note`` (Vietnamese)
    says that the step needs time or is judged by the council.
    """

    criterion: str
    old: str | None
    new: str
    gain: int
    why: str
    note: str | None


class Roadmap(NamedTuple):
    """The road to ``target`` stars; without steps and ``total_after`` (scaled) where the target cannot be reached."""

    target: int
    reachable: bool
    steps: tuple[Step, ...]
    total_after: int | None

    def as_json(self) -> dict[str, Any]:
        """The form of the data contract; ``note`` stands only in a step that has one."""
        return {
            "target": self.target,
            "reachable": self.reachable,
            "steps": [_step_json(step) for step in self.steps],
            "total_after": None if self.total_after is None else plain(self.total_after),
        }


class _Choice(NamedTuple):
    """A criterion that may be changed: its place in the decision's order and its (letter, scaled gain) upwards."""

    place: int
    ways: tuple[tuple[str, int], ...]
    forced: bool


class _Plan(NamedTuple):
    """The best road in one scenario, comparable: fewest changes, least added, earliest criterion, lowest letter."""

    changes: int
    added: int
    steps: tuple[tuple[int, str], ...]


def roadmap(criteria_set: CriteriaSet, sheet: Sheet | ScoreResult, target: int | None = None) -> Roadmap | None:
    """The minimal road from a sheet to ``target`` stars (by default the next: 3 below 3, else one more).

    Answers only go up, cases stay as chosen, ``fixed`` criteria stand in no road. ``None`` for a disqualified sheet and,
    without ``target``, at the highest rank.
    """
    result = sheet if isinstance(sheet, ScoreResult) else score_sheet(criteria_set, sheet)
    if result.stars is None:
        return None
    wanted = target if target is not None else max(result.stars + 1, criteria_set.certifiable_from)
    limits = dict(criteria_set.bands)
    if wanted not in limits:
        return None
    if wanted <= result.stars:
        return Roadmap(wanted, True, (), result.total)
    plan = _best_plan(table_of(criteria_set), result, wanted, limits[wanted])
    if plan is None:
        return Roadmap(wanted, False, (), None)
    return _written(criteria_set, result, wanted, plan)


def _best_plan(table: Table, result: ScoreResult, wanted: int, limit: int) -> _Plan | None:
    """The best plan over the ways to treat what stands still: each coupling whose controller earns nothing opens or not."""
    closed = [
        coupling
        for coupling in table.couplings
        if not counted_points(result, coupling.controller) and coupling.controller not in result.uncounted
    ]
    plans = [
        plan
        for opened in product((False, True), repeat=len(closed))
        if (plan := _plan(table, result, wanted, limit, dict(zip(closed, opened, strict=True)))) is not None
    ]
    return min(plans, default=None)


def _plan(table: Table, result: ScoreResult, wanted: int, limit: int, closed: dict[Coupling, bool]) -> _Plan | None:
    must_open = {coupling.controller for coupling, opened in closed.items() if opened}
    must_stay = {coupling.controller for coupling, opened in closed.items() if not opened}
    counting_again = {
        criterion.code for coupling, opened in closed.items() if opened for criterion in coupling.dependents
    } - set(result.sheet.requirements_unmet)
    total, unit, choices = result.total, limit, []
    for place, criterion in enumerate(table.criteria_set.criteria):
        code = criterion.code
        counts = code not in result.uncounted or code in counting_again
        now = table.points(code, result.sheet.answers.get(code), result.sheet.cases)
        if code in counting_again and code in result.uncounted:
            total += now
        floor = max((gate.needs_points for gate in _gates(table, result, code) if gate.stars <= wanted), default=0)
        missed = floor > (now if counts else 0)
        forced = missed or code in must_open
        stays = not counts or criterion.fixed or code in must_stay or _blocked(criterion, result, closed)
        if stays or (criterion.code in table.case_codes and criterion.code not in result.sheet.cases):
            if forced:
                return None
            continue
        ways = tuple(
            (option.letter, option.points - now)
            for option in table.options(code, result.sheet.cases)
            if option.points > now and option.points >= floor
        )
        if forced and not ways:
            return None
        if ways:
            choices.append(_Choice(place, ways, forced))
            unit = gcd(unit, *(gain for _, gain in ways))
    unit = gcd(unit, total)
    return _cheapest(choices, max(limit - total, 0), unit, total - result.total)


def _blocked(criterion: Criterion, result: ScoreResult, closed: dict[Coupling, bool]) -> bool:
    """Hangs on a criterion that stays at nothing: changing it would add nothing."""
    return criterion.counts_while in result.uncounted or any(
        not opened and coupling.controller == criterion.counts_while for coupling, opened in closed.items()
    )


def _cheapest(choices: Sequence[_Choice], deficit: int, unit: int, freed: int) -> _Plan | None:
    """The best plan that changes every forced choice and adds at least ``deficit``."""
    unit = unit or 1
    changes = _fewest(choices, deficit)
    if changes is None:
        return None
    sums = _sums(choices, changes, unit)
    reachable = sums[0][changes] >> -(-deficit // unit)
    if not reachable:
        return None
    added = -(-deficit // unit) + ((reachable & -reachable).bit_length() - 1)
    return _Plan(changes, added * unit + freed, tuple(_read_off(choices, sums, changes, added, unit)))


def _fewest(choices: Sequence[_Choice], deficit: int) -> int | None:
    """How many changes are needed at least: the forced ones, then the greatest gains of the others."""
    best = sum(max(gain for _, gain in choice.ways) for choice in choices if choice.forced)
    changes = sum(choice.forced for choice in choices)
    for gain in sorted((max(gain for _, gain in choice.ways) for choice in choices if not choice.forced), reverse=True):
        if best >= deficit:
            break
        best += gain
        changes += 1
    return changes if best >= deficit else None


def _sums(choices: Sequence[_Choice], changes: int, unit: int) -> list[list[int]]:
    """``[i][k]``: bit s is set when exactly k changes among the choices from i on can add s units."""
    last = [0] * (changes + 1)
    last[0] = 1
    sums = [last]
    for choice in reversed(choices):
        after = sums[-1]
        here = [0] * (changes + 1) if choice.forced else after.copy()
        gains = {gain // unit for _, gain in choice.ways}
        for k in range(1, changes + 1):
            if tail := after[k - 1]:
                for gain in gains:
                    here[k] |= tail << gain
        sums.append(here)
    sums.reverse()
    return sums


def _read_off(
    choices: Sequence[_Choice], sums: list[list[int]], changes: int, added: int, unit: int
) -> list[tuple[int, str]]:
    """Among equal roads: change as early as possible, to the lowest letter possible."""
    steps = []
    for at, choice in enumerate(choices):
        if not changes:
            break
        for letter, gain in choice.ways:
            left = added - gain // unit
            if left >= 0 and sums[at + 1][changes - 1] >> left & 1:
                steps.append((choice.place, letter))
                changes, added = changes - 1, left
                break
    return steps


def _gates(table: Table, result: ScoreResult, code: str) -> Sequence[Any]:
    """The minimums of a criterion that hold for this sheet."""
    if code in result.sheet.not_applicable:
        return ()
    return table.gates_of.get(table.key(code, result.sheet.cases), ())


def _written(criteria_set: CriteriaSet, result: ScoreResult, wanted: int, plan: _Plan) -> Roadmap:
    """The plan as steps, with what each step gains: its own points and those that it sets free elsewhere."""
    missing = {gate.criterion for gate in result.gates_missed if gate.stars <= wanted}
    answers: dict[str, str | None] = dict(result.sheet.answers)
    changed = {criteria_set.criteria[place].code: letter for place, letter in plan.steps}
    table, total, steps = table_of(criteria_set), result.total, []
    for place, letter in plan.steps:
        criterion = criteria_set.criteria[place]
        own = table.points(criterion.code, letter, result.sheet.cases) - counted_points(result, criterion.code)
        freed = sum(
            table.points(other, answers.get(other), result.sheet.cases)
            for coupling in table.couplings
            if coupling.controller == criterion.code
            for other in (dependent.code for dependent in coupling.dependents)
            if other in result.uncounted and other not in changed and other not in result.sheet.requirements_unmet
        )
        why = "gate" if criterion.code in missing else "points"
        note = explain.step_note(criterion, letter)
        steps.append(Step(criterion.code, answers.get(criterion.code), letter, own + freed, why, note))
        total += own + freed
    return Roadmap(wanted, True, tuple(steps), total)


def _step_json(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {
        "criterion": step.criterion,
        "from": step.old,
        "to": step.new,
        "gain": plain(step.gain),
        "why": step.why,
    }
    if step.note:
        data["note"] = step.note
    return data
