"""A criteria set turned once into flat lookup tables, so that scoring a sheet is one pass over its answers.

Every answer is one integer: the points in the field of its part, and one bit for each star minimum that it meets or misses.
Adding those integers to ``base`` (a sheet without answers) gives all part totals and all missed minimums at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from ocop.rules import explain
from ocop.rules.compiled import CriteriaSet, Criterion, Ground, Option
from ocop.rules.numbers import plain

PART_BITS = 24
"""Width of one part's field: room for any total that a decision prints."""
_PART_MASK = (1 << PART_BITS) - 1
_CHUNK_BITS = 12
_CHUNK_MASK = (1 << _CHUNK_BITS) - 1


@dataclass(frozen=True, slots=True)
class MissedGate:
    """A star minimum that the sheet misses. Points are scaled; ``short`` is the criterion's name for people."""

    criterion: str
    stars: int
    needs: str
    needs_points: int
    has_points: int
    short: str
    written: orjson.Fragment = field(init=False, compare=False, repr=False)
    state: str = field(init=False, compare=False, repr=False)
    need: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the form of the data contract and the pieces of a sentence once; they are used very often."""
        object.__setattr__(self, "written", orjson.Fragment(orjson.dumps(self.json)))
        object.__setattr__(self, "state", explain.missed_state(self.criterion, self.short, self.has_points))
        object.__setattr__(self, "need", explain.missed_need(self.needs, self.needs_points))

    @property
    def json(self) -> dict[str, Any]:
        """The form of the data contract; ``written`` is the same as JSON."""
        return {
            "criterion": self.criterion,
            "stars": self.stars,
            "needs": self.needs,
            "needs_points": plain(self.needs_points),
            "has_points": plain(self.has_points),
        }


class Gate(NamedTuple):
    """One star minimum: ``needs`` is the option's letter; met by at least ``needs_points`` (scaled), and never by null.

    ``whole`` marks a minimum on the criterion itself (148/2023, 3.e): any points do, also less than an option's as a mean.
    """

    bit: int
    code: str
    stars: int
    needs: str
    needs_points: int
    by_letter: dict[str | None, MissedGate]
    whole: bool


class Coupling(NamedTuple):
    """«Chỉ áp dụng khi…»: the ``dependents`` count only while ``controller`` earns points, that is, with a letter of ``earning``."""

    controller: str
    dependents: tuple[Criterion, ...]
    earning: frozenset[str | None]


class Stop(NamedTuple):
    """0 points in one of ``criteria`` is the ground ``ground`` by itself."""

    ground: Ground
    criteria: tuple[str, ...]


class Table:
    """The lookup tables of one criteria set."""

    def __init__(self, criteria_set: CriteriaSet) -> None:
        """Compile the set; costs about a millisecond, done once for each set by :func:`table_of`."""
        self.criteria_set = criteria_set
        self.by_code = {criterion.code: criterion for criterion in criteria_set.criteria}
        self.part_codes = tuple(part.code for part in criteria_set.parts)
        self._shifts = tuple(index * PART_BITS for index in range(len(criteria_set.parts)))
        self.gate_shift = len(criteria_set.parts) * PART_BITS
        self.case_codes = tuple(criterion.code for criterion in criteria_set.criteria if len(criterion.lists) > 1)
        self.gates: list[Gate] = []
        self.gates_of: dict[str, list[Gate]] = {}
        self.worth: dict[str, dict[str | None, int]] = {}
        self.base = 0
        for criterion in criteria_set.criteria:
            self._add(criterion)
        masks: dict[int, int] = {}
        for gate in self.gates:
            masks[gate.stars] = masks.get(gate.stars, 0) | 1 << gate.bit
        self.level_masks = tuple(sorted(masks.items()))
        self.couplings = tuple(_couplings(criteria_set))
        grounds = {ground.code: ground for ground in criteria_set.grounds}
        self.stops = tuple(Stop(grounds[rule.ground], rule.criteria) for rule in criteria_set.stop_rules)
        self.authorities = dict(criteria_set.authorities)
        self.warns = tuple(
            (criterion.code, frozenset(warn.letters), warn.while_zero, warn.text)
            for criterion in criteria_set.criteria
            for warn in criterion.warns
        )
        self.head = {
            "decision": criteria_set.decision,
            "set": criteria_set.number,
            "digest": criteria_set.digest,
        }
        # By (first gate, bit pattern): at most 4096 patterns for every twelve gates, so the memory stays bounded.
        self._missed: dict[tuple[int, int], list[tuple[str, dict[str | None, MissedGate]]]] = {}

    def _add(self, criterion: Criterion) -> None:
        shift = self._shifts[self.part_codes.index(criterion.part)]
        several = len(criterion.lists) > 1
        for number, options in enumerate(criterion.lists, start=1):
            key = f"{criterion.code}#{number}" if several else criterion.code
            gates = list(self._gates(criterion, options, key))
            missed_by_null = sum(1 << (gate.bit + self.gate_shift) for gate in gates)
            # A criterion with cases brings its minimums only with the case chosen, so not in the base.
            if not several:
                self.base += missed_by_null
            null = missed_by_null if several else 0
            worth: dict[str | None, int] = {None: null}
            self.worth[key] = worth
            for option in options:
                met = sum(1 << (gate.bit + self.gate_shift) for gate in gates if option.points >= gate.needs_points)
                worth[option.letter] = null + (option.points << shift) - met

    def _gates(self, criterion: Criterion, options: tuple[Option, ...], key: str) -> Iterator[Gate]:
        marks = {option.gate: option for option in options if option.gate is not None}
        if criterion.gate is not None:
            # A minimum on the criterion itself (148/2023, 3.e): more than 0 points; named by the first option above 0.
            marks[criterion.gate] = next(option for option in options if option.points > 0)
        for stars, wanted in sorted(marks.items()):
            has: dict[str | None, int] = {option.letter: option.points for option in options}
            has[None] = 0
            by_letter = {
                letter: MissedGate(
                    criterion.code, stars, wanted.letter, wanted.points, points, explain.short_name(criterion)
                )
                for letter, points in has.items()
            }
            gate = Gate(
                len(self.gates), criterion.code, stars, wanted.letter, wanted.points, by_letter, stars == criterion.gate
            )
            self.gates.append(gate)
            self.gates_of.setdefault(key, []).append(gate)
            yield gate

    def key(self, code: str, cases: Mapping[str, int]) -> str:
        """The criterion's key in ``worth`` and ``gates_of``: its code, with the case where there are cases."""
        return f"{code}#{cases.get(code, 1)}" if code in self.case_codes else code

    def options(self, code: str, cases: Mapping[str, int]) -> tuple[Option, ...]:
        """The options of a criterion, of the chosen case."""
        lists = self.by_code[code].lists
        return lists[cases.get(code, 1) - 1] if len(lists) > 1 else lists[0]

    def points(self, code: str, letter: str | None, cases: Mapping[str, int]) -> int:
        """Points of an answer as printed, scaled; null earns 0."""
        if letter is None:
            return 0
        return next(option.points for option in self.options(code, cases) if option.letter == letter)

    def split(self, packed: int) -> tuple[int, ...]:
        """The points of every part, scaled, from a packed sum."""
        return tuple([packed >> shift & _PART_MASK for shift in self._shifts])

    def missed(self, mask: int) -> list[tuple[str, dict[str | None, MissedGate]]]:
        """What stands behind the bits of ``mask``: (criterion, letter → missed minimum), in the decision's order, stars ascending."""
        found: list[tuple[str, dict[str | None, MissedGate]]] = []
        start = 0
        while mask:
            pattern = mask & _CHUNK_MASK
            known = self._missed.get((start, pattern))
            if known is None:
                run = self.gates[start : start + _CHUNK_BITS]
                known = [(gate.code, gate.by_letter) for at, gate in enumerate(run) if pattern >> at & 1]
                self._missed[start, pattern] = known
            found += known
            mask >>= _CHUNK_BITS
            start += _CHUNK_BITS
        return found


def _couplings(criteria_set: CriteriaSet) -> Iterator[Coupling]:
    waiting: dict[str, list[Criterion]] = {}
    for criterion in criteria_set.criteria:
        if criterion.counts_while is not None:
            waiting.setdefault(criterion.counts_while, []).append(criterion)
    for controller in criteria_set.criteria:
        if dependents := waiting.pop(controller.code, None):
            if len(controller.lists) > 1 or controller.counts_while is not None:
                raise ValueError(f"{controller.code}: a criterion that others hang on has no cases and hangs on none")
            earning = frozenset(option.letter for option in controller.lists[0] if option.points > 0)
            yield Coupling(controller.code, tuple(dependents), earning)
    if waiting:
        raise ValueError(f"criteria hang on what is not in the set: {', '.join(waiting)}")


_tables: dict[int, Table] = {}
_MOST_TABLES = 512


def table_of(criteria_set: CriteriaSet) -> Table:
    """The compiled table of a set, kept by identity (hashing a whole set would cost more than scoring)."""
    known = _tables.get(id(criteria_set))
    if known is not None and known.criteria_set is criteria_set:
        return known
    if len(_tables) >= _MOST_TABLES:
        _tables.clear()
    table = _tables[id(criteria_set)] = Table(criteria_set)
    return table
