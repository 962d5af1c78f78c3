"""Which decision governs a dossier, and who recognises which star on a day: ``law/transition``."""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from ocop.rules.calendar import WorkingCalendar
from ocop.rules.clocks import ClockLaw, deadline
from ocop.rules.errors import Fault, LawError
from ocop.rules.kinds import Documents, Kind
from ocop.rules.reader import Document, read
from ocop.rules.schema import Citation, Code, LawFile, LawModel, Line

GOVERNING, AUTHORITIES = "transition/governing.yaml", "transition/authorities.yaml"
ApplicationKind = Literal["first", "upgrade", "renewal"]
Authority = Literal["district", "province", "ministry", "unknown"]
Certainty = Literal["certain", "reported", "unknown"]


class Amendment(LawModel):
    """An instrument that changes the governing decision from a day on."""

    instrument: Code
    since: datetime.date


class EvaluatedBefore(LawModel):
    """A dossier evaluated before ``date`` stays under its decision even when not yet recognised."""

    date: datetime.date
    clause: Citation


class AfterLimit(LawModel):
    """What governs a dossier that is undecided after the limit of the transition."""

    decision: Line
    instrument: Code
    reading: Code
    confirm_each: bool


class GoverningRule(LawModel):
    """The decision for dossiers of ``kinds`` filed in a span of days, both included."""

    id: Code
    filed_from: datetime.date
    filed_to: datetime.date | None
    kinds: tuple[ApplicationKind, ...]
    decision: Line
    instrument: Code
    amended_by: tuple[Amendment, ...] = ()
    clause: Citation | None
    certainty: Certainty
    limit: Code | None
    evaluated_before: EvaluatedBefore | None
    after_limit: AfterLimit | None
    notes: tuple[Line, ...] = ()


class TransitionLaw(LawFile):
    """Every rule on the governing decision."""

    id: Code
    title: Line
    filed_with: Line
    effective: datetime.date
    rules: tuple[GoverningRule, ...]


class AuthorityPeriod(LawModel):
    """Who recognises 3, 4 and 5 stars in a span of days, both included."""

    since: datetime.date
    until: datetime.date | None
    instruments: tuple[Code, ...]
    place: Line | None
    certainty: Certainty
    stars: dict[Literal["3", "4", "5"], Authority]
    note: Line | None = None


class AuthoritiesLaw(LawFile):
    """Levels of recognition over time."""

    id: Code
    title: Line
    periods: tuple[AuthorityPeriod, ...]


class Governing(NamedTuple):
    """The answer. ``due`` and ``nominal_due`` only where the transition sets a limit; ``convention``: a reading."""

    decision: str
    instrument: str
    amended_by: tuple[str, ...]
    clause: Citation | None
    certainty: str
    due: datetime.date | None
    nominal_due: datetime.date | None
    convention: bool
    confirm_each: bool
    reading: str | None
    after_limit: AfterLimit | None
    notes: tuple[str, ...]


def governing(
    law: TransitionLaw,
    clocks: ClockLaw,
    calendar: WorkingCalendar,
    *,
    filed: datetime.date,
    kind: ApplicationKind,
    evaluated: datetime.date | None = None,
    as_of: datetime.date | None = None,
) -> Governing:
    """The decision that governs a dossier filed with the commune on ``filed``.

    ``evaluated`` is the day of its evaluation when there was one; ``as_of`` asks about a day on which it is still
    undecided: after the limit of Điều 12 khoản 2 the new decision governs («quy ước», confirmed dossier by dossier).
    Raises :class:`LawError` when no decision in the data covers the day.
    """
    rule = next((one for one in law.rules if kind in one.kinds and _covers(one, filed)), None)
    if rule is None:
        first = min(one.filed_from for one in law.rules)
        raise LawError([Fault("", 0, f"chưa có quyết định nào trong dữ liệu cho hồ sơ nộp trước {first:%d/%m/%Y}")])
    if evaluated is not None and rule.evaluated_before and evaluated < rule.evaluated_before.date:
        return _answer(rule, filed, rule.evaluated_before.clause, amended_on=evaluated)
    if rule.limit is None:
        return _answer(rule, filed, rule.clause, amended_on=evaluated or filed)
    limit = deadline(clocks.term(rule.limit), law.effective, calendar)
    decided_by = evaluated or as_of
    if rule.after_limit and decided_by and decided_by > limit.due:
        return _undecided(rule, rule.after_limit)
    # Undecided when the new decision took effect: what is left is done under the amended old rules.
    answer = _answer(rule, filed, rule.clause, amended_on=law.effective)
    return answer._replace(
        due=limit.due,
        nominal_due=limit.nominal,
        convention=limit.due != limit.nominal,
        reading=clocks.term(rule.limit).reading if limit.due != limit.nominal else None,
        after_limit=rule.after_limit,
        notes=answer.notes + limit.notes,
    )


def _undecided(rule: GoverningRule, after: AfterLimit) -> Governing:
    note = (
        "Quá hạn chuyển tiếp mà chưa có kết quả; cơ quan tham mưu xác nhận từng hồ sơ vì tiêu chí mới có thể giảm hạng."
    )
    return Governing(
        decision=after.decision,
        instrument=after.instrument,
        amended_by=(),
        clause=rule.clause,
        certainty="unknown",
        due=None,
        nominal_due=None,
        convention=True,
        confirm_each=after.confirm_each,
        reading=after.reading,
        after_limit=None,
        notes=(note,),
    )


def _covers(rule: GoverningRule, filed: datetime.date) -> bool:
    return rule.filed_from <= filed and (rule.filed_to is None or filed <= rule.filed_to)


def _answer(
    rule: GoverningRule, filed: datetime.date, clause: Citation | None, *, amended_on: datetime.date
) -> Governing:
    amended = tuple(one.instrument for one in rule.amended_by if one.since <= max(filed, amended_on))
    return Governing(
        rule.decision,
        rule.instrument,
        amended,
        clause,
        rule.certainty,
        None,
        None,
        False,
        False,
        None,
        None,
        rule.notes,
    )


def authority(law: AuthoritiesLaw, stars: int, on: datetime.date) -> tuple[Authority | None, AuthorityPeriod | None]:
    """Who recognises ``stars`` on a day, with the period it follows from.

    ``None`` for 1 and 2 stars (no decision is issued) and for days before the data; ``unknown`` where it is not clear.
    """
    period = next((p for p in law.periods if p.since <= on and (p.until is None or on <= p.until)), None)
    if period is None:
        return None, None
    found: dict[str, Authority] = {str(key): value for key, value in period.stars.items()}
    return found.get(str(stars)), period


@lru_cache(maxsize=4)
def transition_of(law_dir: Path) -> TransitionLaw:
    """The transition rules of ``law_dir``, read once in a process. Raises :class:`LawError`."""
    return read(law_dir / GOVERNING, TransitionLaw)


@lru_cache(maxsize=4)
def authorities_of(law_dir: Path) -> AuthoritiesLaw:
    """The levels of recognition of ``law_dir``, read once in a process. Raises :class:`LawError`."""
    return read(law_dir / AUTHORITIES, AuthoritiesLaw)


def _check_transition(name: str, document: Document[TransitionLaw], documents: Documents) -> Iterator[Fault]:
    clocks = documents.get("procedures/clocks.yaml")
    terms = {term.id for term in clocks.model.terms} if clocks else set()
    for kind in ("first", "upgrade", "renewal"):
        rules = [rule for rule in document.model.rules if kind in rule.kinds]
        for earlier, later in pairwise(rules):
            if earlier.filed_to is None or later.filed_from - earlier.filed_to != datetime.timedelta(days=1):
                index = document.model.rules.index(later)
                yield document.fault(f"khoảng ngày nộp của «{kind}» hở hoặc chồng lên nhau", "rules", index)
    for index, rule in enumerate(document.model.rules):
        if rule.limit is not None and rule.limit not in terms:
            yield document.fault(f"thời hạn «{rule.limit}» không có trong clocks.yaml", "rules", index, "limit")


def _check_authorities(name: str, document: Document[AuthoritiesLaw], documents: Documents) -> Iterator[Fault]:
    periods = document.model.periods
    for index, (earlier, later) in enumerate(pairwise(periods), 1):
        if earlier.until is None or later.since - earlier.until != datetime.timedelta(days=1):
            yield document.fault("các thời kỳ phải nối liền nhau", "periods", index)


KINDS = (
    Kind("ocop-law/transition/1", TransitionLaw, _check_transition),
    Kind("ocop-law/authorities/1", AuthoritiesLaw, _check_authorities),
)
