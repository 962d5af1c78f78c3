"""Procedures as data: steps, roles and actions with typed outcomes; :func:`actions` says what is allowed and why not.

The vocabulary is closed: a condition names one fact and one test, there are no expressions.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from ocop.rules.errors import Fault
from ocop.rules.kinds import Documents, Kind
from ocop.rules.reader import Document, read
from ocop.rules.schema import Code, LawFile, LawModel, Line, Points

VOCABULARY = "procedures/vocabulary.yaml"
ProcedureKind = Literal["first", "upgrade", "renewal", "revocation", "withdrawal"]
FactValue = bool | int | Decimal | str


class Role(LawModel):
    """Somebody who acts in a procedure."""

    code: Code
    name: Line
    place: Line


class Paper(LawModel):
    """A paper that a procedure produces or hands over; ``form`` is the id of a printed form."""

    code: Code
    name: Line
    form: Code | None = None
    place: Line


class FactName(LawModel):
    """A fact that a condition may ask for."""

    code: Code
    kind: Literal["yes_no", "number", "choice"]
    name: Line
    values: tuple[Code, ...] = ()


class End(LawModel):
    """A way in which a procedure ends."""

    code: Code
    name: Line


class VocabularyFile(LawFile):
    """The words that procedures are written in."""

    id: Code
    instrument: Code
    roles: tuple[Role, ...]
    papers: tuple[Paper, ...]
    facts: tuple[FactName, ...]
    ends: tuple[End, ...]


class Test(LawModel):
    """One test of one fact: exactly one of ``is``, ``one_of``, ``at_least``, ``below``."""

    __test__ = False

    fact: Code
    is_: bool | None = Field(default=None, alias="is")
    one_of: tuple[Code, ...] = ()
    at_least: Points | None = None
    below: Points | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        given = [self.is_ is not None, bool(self.one_of), self.at_least is not None, self.below is not None]
        if sum(given) != 1:
            raise ValueError("mỗi điều kiện cần đúng một phép thử: is, one_of, at_least hoặc below")
        return self

    def met(self, value: FactValue) -> bool:
        """Whether ``value`` passes."""
        if self.is_ is not None:
            return value is self.is_
        if self.one_of:
            return value in self.one_of
        number = Decimal(str(value))
        return number >= self.at_least if self.at_least is not None else number < (self.below or Decimal(0))


class Condition(Test):
    """A test with the sentence that says why an action is not allowed while it fails."""

    why_not: Line


class When(LawModel):
    """Conditions that hold only while ``if`` is met. An unknown fact leaves them out."""

    if_: Test = Field(alias="if")
    needs: tuple[Condition, ...]


class HandOver(LawModel):
    """What goes from one hand to the next (Điều 6, Điều 7)."""

    paper_sets: int
    electronic_sets: int
    samples: int
    papers: tuple[Code, ...]


class Action(LawModel):
    """Something a role may do in a step. ``effect`` types the outcome; ``to`` or ``end`` says where it leads."""

    id: Code
    name: Line
    by: tuple[Code, ...]
    place: Line | None
    effect: Literal["moves", "returns", "ends", "records"]
    to: Code | None = None
    end: Code | None = None
    needs: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()
    when: tuple[When, ...] = ()
    starts: tuple[Code, ...] = ()
    stops: tuple[Code, ...] = ()
    papers: tuple[Code, ...] = ()
    hands_over: HandOver | None = None
    reading: Code | None = None

    @model_validator(mode="after")
    def _outcome_fits(self) -> Self:
        if (self.to is not None) != (self.effect in ("moves", "returns")):
            raise ValueError("«moves» và «returns» cần khóa «to», kết quả khác thì không")
        if (self.end is not None) != (self.effect == "ends"):
            raise ValueError("«ends» cần khóa «end», kết quả khác thì không")
        return self

    def tests(self) -> Iterator[Test]:
        """Every test the action makes."""
        yield from (*self.needs, *self.any_of)
        for when in self.when:
            yield when.if_
            yield from when.needs


class Step(LawModel):
    """A stage of a procedure. ``clock`` is the term that runs in it."""

    id: Code
    name: Line
    place: Line
    who: tuple[Code, ...]
    clock: Code | None
    note: Line | None = None
    actions: tuple[Action, ...]


class Addition(LawModel):
    """Conditions that a procedure adds to an action of the one it extends."""

    step: Code
    action: Code
    needs: tuple[Condition, ...]


class RevocationGround(LawModel):
    """A ground of Điều 8 khoản 1 with the paper it stands on and the event its term runs from."""

    code: Code
    place: Line
    text: Line
    base_paper: Line
    clock_from: Literal["conclusion", "commune_confirmation"]


class ProcedureFile(LawFile):
    """A procedure. One that ``extends`` another takes its steps and adds conditions."""

    id: Code
    instrument: Code
    name: Line
    place: Line
    kind: ProcedureKind
    extends: Code | None
    starts_at: Code
    clocks: tuple[Code, ...]
    rounds: bool
    adds: tuple[Addition, ...] = ()
    grounds: tuple[RevocationGround, ...] = ()
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step:
        """The step by its id. Raises ``KeyError``."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


class Allowed(NamedTuple):
    """An action, whether it may be done now, and every reason why not."""

    action: Action
    allowed: bool
    why_not: tuple[str, ...]


class Procedures(NamedTuple):
    """Every procedure by id, extensions resolved, with its vocabulary."""

    vocabulary: VocabularyFile
    by_id: Mapping[str, ProcedureFile]

    def actions(
        self, procedure_id: str, step_id: str, facts: Mapping[str, FactValue], role: str | None = None
    ) -> tuple[Allowed, ...]:
        """As :func:`actions`, with the names of facts from the vocabulary. Raises ``KeyError``."""
        return actions(self.by_id[procedure_id].step(step_id), facts, self.vocabulary, role)


def actions(
    step: Step, facts: Mapping[str, FactValue], vocabulary: VocabularyFile, role: str | None = None
) -> tuple[Allowed, ...]:
    """Every action of ``step``, allowed or with all reasons why not.

    A fact that is not given counts as not met, and the reason says that it is missing. With ``role``, what belongs to
    another role is refused with that role's name.
    """
    names = {fact.code: fact.name for fact in vocabulary.facts}
    roles = {one.code: one.name for one in vocabulary.roles}
    return tuple(_judged(action, facts, names, roles, role) for action in step.actions)


def _judged(
    action: Action, facts: Mapping[str, FactValue], names: Mapping[str, str], roles: Mapping[str, str], role: str | None
) -> Allowed:
    reasons: list[str] = []
    if role is not None and role not in action.by:
        reasons.append(f"Việc này của {', '.join(roles[code] for code in action.by)}.")
    needs = [*action.needs]
    for when in action.when:
        if when.if_.fact in facts and when.if_.met(facts[when.if_.fact]):
            needs += when.needs
    reasons += [_reason(one, facts, names) for one in needs if not _met(one, facts)]
    if action.any_of and not any(_met(one, facts) for one in action.any_of):
        reasons += [_reason(one, facts, names) for one in action.any_of]
    return Allowed(action, not reasons, tuple(dict.fromkeys(reasons)))


def _met(condition: Condition, facts: Mapping[str, FactValue]) -> bool:
    return condition.fact in facts and condition.met(facts[condition.fact])


def _reason(condition: Condition, facts: Mapping[str, FactValue], names: Mapping[str, str]) -> str:
    return condition.why_not if condition.fact in facts else f"Chưa ghi nhận: {names[condition.fact]}."


def resolve(files: Iterable[ProcedureFile]) -> dict[str, ProcedureFile]:
    """Every procedure by id, with the steps it takes from the one it extends. Raises ``KeyError`` for one unknown."""
    by_id = {file.id: file for file in files}
    return {key: _resolved(file, by_id) for key, file in by_id.items()}


def _resolved(file: ProcedureFile, by_id: Mapping[str, ProcedureFile]) -> ProcedureFile:
    if file.extends is None:
        return file
    added = {(one.step, one.action): one.needs for one in file.adds}
    steps = tuple(
        step.model_copy(
            update={
                "actions": tuple(
                    action.model_copy(update={"needs": added.get((step.id, action.id), ()) + action.needs})
                    for action in step.actions
                )
            }
        )
        for step in by_id[file.extends].steps
    )
    return file.model_copy(update={"steps": steps})


@lru_cache(maxsize=4)
def procedures_of(law_dir: Path) -> Procedures:
    """The procedures of ``law_dir``, read once in a process. Raises :class:`~ocop.rules.errors.LawError`."""
    aside = {VOCABULARY, "procedures/clocks.yaml"}
    paths = [p for p in sorted((law_dir / "procedures").glob("*.yaml")) if f"procedures/{p.name}" not in aside]
    return Procedures(read(law_dir / VOCABULARY, VocabularyFile), resolve(read(p, ProcedureFile) for p in paths))


def _check_procedure(name: str, document: Document[ProcedureFile], documents: Documents) -> Iterator[Fault]:
    vocabulary: VocabularyFile | None = _model(documents, VOCABULARY)
    if vocabulary is None:
        yield document.fault(f"thiếu tệp {VOCABULARY}")
        return
    yield from _outline(document, documents)
    known = _known_words(vocabulary, documents, {step.id for step in document.model.steps})
    for s, step in enumerate(document.model.steps):
        yield from _unknown(document, known["roles"], step.who, "vai", "steps", s, "who")
        yield from _unknown(document, known["clocks"], (step.clock,), "thời hạn", "steps", s, "clock")
        for a, action in enumerate(step.actions):
            yield from _check_action(document, vocabulary, action, known, ("steps", s, "actions", a))


def _check_action(
    document: Document[ProcedureFile],
    vocabulary: VocabularyFile,
    action: Action,
    known: Mapping[str, set[str]],
    path: tuple[str | int, ...],
) -> Iterator[Fault]:
    papers = action.papers + (action.hands_over.papers if action.hands_over else ())
    for group, words, label in (
        ("roles", action.by, "vai"),
        ("steps", (action.to,), "bước"),
        ("ends", (action.end,), "kết thúc"),
        ("clocks", action.starts + action.stops, "thời hạn"),
        ("papers", papers, "giấy tờ"),
        ("readings", (action.reading,), "quy ước"),
    ):
        yield from _unknown(document, known[group], words, label, *path)
    facts = {fact.code: fact for fact in vocabulary.facts}
    for test in action.tests():
        yield from _check_test(document, facts, test, path)


def _check_test(
    document: Document[ProcedureFile], facts: Mapping[str, FactName], test: Test, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    fact = facts.get(test.fact)
    if fact is None:
        yield document.fault(f"sự việc «{test.fact}» không có trong {VOCABULARY}", *path)
        return
    fits = {"yes_no": test.is_ is not None, "choice": bool(test.one_of)}
    if not fits.get(fact.kind, test.at_least is not None or test.below is not None):
        yield document.fault(f"phép thử không hợp với sự việc «{fact.code}» ({fact.kind})", *path)
    if not set(test.one_of) <= set(fact.values):
        yield document.fault(f"sự việc «{fact.code}» không có giá trị này", *path)


def _outline(document: Document[ProcedureFile], documents: Documents) -> Iterator[Fault]:
    file = document.model
    ids = [step.id for step in file.steps]
    base = _model(documents, f"procedures/{file.extends}.yaml") if file.extends else None
    if file.extends and base is None:
        yield document.fault(f"không có thủ tục «{file.extends}»", "extends")
    if file.starts_at not in (ids or [step.id for step in getattr(base, "steps", ())]):
        yield document.fault(f"không có bước «{file.starts_at}»", "starts_at")
    for index, step_id in enumerate(ids):
        if step_id in ids[:index]:
            yield document.fault(f"bước «{step_id}» lặp lại", "steps", index)
    pairs = {(step.id, action.id) for step in getattr(base, "steps", ()) for action in step.actions}
    for index, one in enumerate(file.adds):
        if (one.step, one.action) not in pairs:
            yield document.fault(f"không có việc «{one.action}» ở bước «{one.step}»", "adds", index)


def _known_words(vocabulary: VocabularyFile, documents: Documents, steps: set[str]) -> dict[str, set[str]]:
    clocks, readings = _model(documents, "procedures/clocks.yaml"), _model(documents, "readings.yaml")
    return {
        "roles": {role.code for role in vocabulary.roles},
        "papers": {paper.code for paper in vocabulary.papers},
        "ends": {end.code for end in vocabulary.ends},
        "steps": steps,
        "clocks": {term.id for term in clocks.terms} if clocks else set(),
        "readings": {one.id for one in readings.readings} if readings else set(),
    }


def _unknown(
    document: Document[Any], known: set[str], words: Iterable[str | None], label: str, *path: str | int
) -> Iterator[Fault]:
    for word in words:
        if word is not None and word not in known:
            yield document.fault(f"{label} «{word}» chưa được đặt tên", *path)


def _model(documents: Documents, name: str) -> Any:
    document = documents.get(name)
    return document.model if document else None


KINDS = (
    Kind("ocop-law/procedure-vocabulary/1", VocabularyFile),
    Kind("ocop-law/procedure/1", ProcedureFile, _check_procedure),
)
