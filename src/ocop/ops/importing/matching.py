"""Which producers of the file are the same, which are there already, and which must be decided by a person. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ocop.kernel.text import fold
from ocop.ops.importing.names import AlikeIndex, accent_key, core, likeness, name_key
from ocop.ops.importing.rows import ReadRow

Evidence = tuple[str, int | None, str]
"""Product, stars and number of the decision: what tells that two producers with names alike are one."""


@dataclass(frozen=True)
class KnownProducer:
    """A producer of the register, as far as matching needs it. ``now``: today's commune (or main successor of the old one)."""

    id: int
    name: str
    now: int | None
    place: str = ""
    tax_code: str = ""
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Who may be meant: a producer of the register (``producer_id``) or an earlier row of the file (``row``)."""

    name: str
    place: str
    why: str
    producer_id: int | None = None
    row: int | None = None

    @property
    def answer(self) -> str:
        """What the decisions file must say to choose it."""
        return str(self.producer_id) if self.producer_id is not None else f"row:{self.row}"

    def __str__(self) -> str:
        where = f", {self.place}" if self.place else ""
        return f"{self.answer} «{self.name}»{where} ({self.why})"


@dataclass
class FileProducer:
    """A producer of the file with all its rows; ``known`` when it is there already."""

    rows: list[ReadRow]
    key: str
    now: int | None
    tax_code: str = ""
    known: KnownProducer | None = None
    candidates: list[Candidate] = field(default_factory=list)
    tax_conflict: ReadRow | None = None

    @property
    def name(self) -> str:
        """As its first row writes it."""
        return self.rows[0].producer

    @property
    def place(self) -> str:
        """The commune that the file names."""
        return next((row.place.name for row in self.rows if row.place), "")

    @property
    def evidence(self) -> frozenset[Evidence]:
        """What its rows tell of recognitions."""
        return frozenset(evidence_of(row.product, one.stars, one.decision) for row in self.rows for one in row.rounds)


def evidence_of(product: str, stars: int | None, decision: str) -> Evidence:
    """The mark of one recognition, however it is typed."""
    return accent_key(product), stars, fold(decision)


def match(
    rows: Sequence[ReadRow], known: Iterable[KnownProducer], decisions: Mapping[int, str]
) -> tuple[list[FileProducer], list[FileProducer]]:
    """The producers of the file, and those among them that a person must decide. ``decisions``: row → id, ``new`` or ``row:N``.

    Raises:
        KeyError: a decision names a producer or row that there is none of; the key is the row of the decision.
    """
    groups = _grouped(rows)
    return _Matcher(list(known), decisions).run(groups)


def _grouped(rows: Sequence[ReadRow]) -> list[FileProducer]:
    groups: dict[tuple[str, int | None], FileProducer] = {}
    by_key: defaultdict[str, list[FileProducer]] = defaultdict(list)
    keys: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.now is None, row.row)):
        key = keys.get(row.producer)
        if key is None:
            key = keys[row.producer] = name_key(row.producer)
        group = groups.get((key, row.now))
        if group is None and row.now is None and len(by_key[key]) == 1:
            group = by_key[key][0]
        if group is None:
            group = groups[(key, row.now)] = FileProducer([], key, row.now)
            by_key[key].append(group)
        if row.tax_code and group.tax_code and row.tax_code != group.tax_code:
            group.tax_conflict = group.tax_conflict or row
        group.tax_code = group.tax_code or row.tax_code
        group.rows.append(row)
    for group in groups.values():
        group.rows.sort(key=lambda row: row.row)
    return sorted(groups.values(), key=lambda group: group.rows[0].row)


class _Matcher:
    def __init__(self, known: list[KnownProducer], decisions: Mapping[int, str]) -> None:
        self._decisions = decisions
        self._by_id = {producer.id: producer for producer in known}
        self._by_key: defaultdict[str, list[KnownProducer]] = defaultdict(list)
        self._by_tax: defaultdict[str, list[KnownProducer]] = defaultdict(list)
        for producer in known:
            self._by_key[name_key(producer.name)].append(producer)
            if producer.tax_code:
                self._by_tax[producer.tax_code].append(producer)
        self._index = AlikeIndex((producer.id, producer.name) for producer in known)
        self._file_index: AlikeIndex[int] = AlikeIndex()
        self._file_tax: dict[str, int] = {}
        self._seen: list[FileProducer] = []

    def run(self, groups: list[FileProducer]) -> tuple[list[FileProducer], list[FileProducer]]:
        of_row = {row.row: group for group in groups for row in group.rows}
        result, undecided = [], []
        for group in groups:
            if self._decided(group, of_row):
                if group.rows:
                    result.append(group)
            else:
                group.known = self._certain(group)
                group.candidates = [] if group.known else self._candidates(group)
                if group.candidates:
                    group.known = self._proven(group)
                if group.candidates and group.known is None:
                    undecided.append(group)
                result.append(group)
            if group.rows:
                self._remember(group)
        return _joined(result), undecided

    def _decided(self, group: FileProducer, of_row: Mapping[int, FileProducer]) -> bool:
        row, answer = next(
            ((row.row, self._decisions[row.row]) for row in group.rows if row.row in self._decisions), (0, "")
        )
        if not answer:
            return False
        if answer.startswith("row:"):
            target = of_row.get(int(answer[4:]))
            if target is None or not target.rows or target.rows[0].row > group.rows[0].row:
                raise KeyError(row)
            if target is not group:
                target.rows.extend(group.rows)
                group.rows = []
        elif answer == "new":
            group.known = self._certain(group)
        elif int(answer) in self._by_id:
            group.known = self._by_id[int(answer)]
        else:
            raise KeyError(row)
        return True

    def _certain(self, group: FileProducer) -> KnownProducer | None:
        by_tax = self._by_tax.get(group.tax_code, []) if group.tax_code else []
        if len(by_tax) == 1 and likeness(core(by_tax[0].name), core(group.name)) >= 60:
            return by_tax[0]
        same = [one for one in self._by_key.get(group.key, []) if not _other_tax(one.tax_code, group.tax_code)]
        here = [one for one in same if one.now == group.now]
        if len(here) == 1:
            return here[0]
        maybe = [one for one in same if one.now is None or group.now is None]
        return maybe[0] if len(same) == 1 and maybe else None

    def _proven(self, group: FileProducer) -> KnownProducer | None:
        """The only candidate that already has every recognition that the file tells of."""
        evidence = group.evidence
        known = [self._by_id[one.producer_id] for one in group.candidates if one.producer_id is not None]
        has_all = [one for one in known if evidence and evidence <= one.evidence]
        return has_all[0] if len(has_all) == 1 else None

    def _candidates(self, group: FileProducer) -> list[Candidate]:
        found: dict[int, Candidate] = {}
        for one in self._by_tax.get(group.tax_code, []) if group.tax_code else []:
            found[one.id] = Candidate(one.name, one.place, "cùng mã số thuế", producer_id=one.id)
        folded = fold(group.name)
        for identity, _score in self._index.alike(group.name):
            one = self._by_id[identity]
            why = _why(group, folded, one)
            if why:
                found.setdefault(one.id, Candidate(one.name, one.place, why, producer_id=one.id))
        return [*found.values(), *self._file_candidates(group, folded)]

    def _file_candidates(self, group: FileProducer, folded: str) -> list[Candidate]:
        found: dict[int, Candidate] = {}
        if group.tax_code in self._file_tax:
            other = self._seen[self._file_tax[group.tax_code]]
            found[other.rows[0].row] = Candidate(other.name, other.place, "cùng mã số thuế", row=other.rows[0].row)
        for position, _score in self._file_index.alike(group.name):
            other = self._seen[position]
            why = _why(group, folded, other)
            if why:
                row = other.rows[0].row
                found.setdefault(row, Candidate(other.name, other.place, why, row=row))
        return list(found.values())

    def _remember(self, group: FileProducer) -> None:
        if group.known is not None:
            return
        self._file_index.add(len(self._seen), group.name)
        if group.tax_code:
            self._file_tax.setdefault(group.tax_code, len(self._seen))
        self._seen.append(group)


def _other_tax(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _why(group: FileProducer, folded: str, other: FileProducer | KnownProducer) -> str:
    """Why two producers may be one; empty when they need not be asked about."""
    if _other_tax(group.tax_code, other.tax_code):
        return ""
    if fold(other.name) == folded:
        return "cùng tên" if group.now == other.now else "cùng tên, khác xã"
    if group.now == other.now or group.now is None or other.now is None:
        return "tên gần giống"
    return ""


def _joined(groups: list[FileProducer]) -> list[FileProducer]:
    """Groups that turned out to be the same known producer become one."""
    by_id: dict[int, FileProducer] = {}
    result = []
    for group in groups:
        if group.known is not None and group.known.id in by_id:
            first = by_id[group.known.id]
            first.rows = sorted([*first.rows, *group.rows], key=lambda row: row.row)
            continue
        if group.known is not None:
            by_id[group.known.id] = group
        result.append(group)
    return result
