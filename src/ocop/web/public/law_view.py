"""What the law pages show: articles, criteria and star minimums at their own addresses, in exact and in plain words."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from ocop.dossiers.vault_kinds import kind_names
from ocop.kernel.law import rulebook
from ocop.kernel.text import fold
from ocop.rules.compiled import CriteriaSet, Criterion
from ocop.rules.law_models import Instrument, LawCatalogue, Reading, catalogue_of
from ocop.rules.legal_text import LegalText, legal_text
from ocop.rules.loading import load_decisions
from ocop.rules.numbers import spoken
from ocop.rules.rulebook import Rulebook, law_directory
from ocop.web.public.practice_sheet import short_name

_SAME_TITLE = 88
"""From this likeness of two titles on (0 to 100), they are taken as the same criterion in two decisions."""


@dataclass(frozen=True)
class DecisionCard:
    """A decision whose criteria are held as data."""

    key: str
    slug: str
    sets: tuple[CriteriaSet, ...]
    text: LegalText | None
    instrument: Instrument | None
    is_newest: bool


@dataclass(frozen=True)
class Before:
    """How the decision before treated the same criterion."""

    decision: str
    slug: str
    set_number: int
    code: str
    points: str
    minimums: str


@dataclass(frozen=True)
class CriterionPage:
    """One criterion of one set, with what helps to understand it."""

    criteria_set: CriteriaSet
    criterion: Criterion
    short: str
    points: str
    minimums: tuple[tuple[int, str], ...]
    papers: tuple[str, ...]
    before: Before | None
    previous: Criterion | None
    following: Criterion | None


def catalogue() -> LawCatalogue:
    """Instruments, evidence, readings and the rest of the law data of this installation."""
    return catalogue_of(law_directory())


def readings() -> tuple[Reading, ...]:
    """Every place where a decision is silent, in the order of their numbers."""
    return tuple(sorted(catalogue().readings.values(), key=lambda one: one.number))


def decision_slug(key: str) -> str:
    """26/2026 → 26-2026, as in addresses."""
    return key.replace("/", "-")


@cache
def decisions() -> tuple[DecisionCard, ...]:
    """Every decision, the newest first."""
    rules = rulebook()
    newest = rules.decisions()[0]
    instruments = {key: one.instrument for key, one in load_decisions(law_directory()).items()}
    return tuple(
        DecisionCard(
            key=key,
            slug=decision_slug(key),
            sets=tuple(rules.criteria_set(key, number) for number in rules.numbers(key)),
            text=legal_text(key),
            instrument=catalogue().instruments.get(instruments.get(key, "")),
            is_newest=key == newest,
        )
        for key in rules.decisions()
    )


def decision(slug: str) -> DecisionCard | None:
    """The decision of an address, or ``None``."""
    return next((card for card in decisions() if card.slug == slug), None)


def criteria_set_of(card: DecisionCard, number: int) -> CriteriaSet | None:
    """The product set of that number, or ``None``."""
    return next((one for one in card.sets if one.number == number), None)


def criterion_page(criteria_set: CriteriaSet, code: str) -> CriterionPage | None:
    """The page of a criterion, or ``None`` when the set has no such criterion."""
    codes = [criterion.code for criterion in criteria_set.criteria]
    if code not in codes:
        return None
    place = codes.index(code)
    criterion = criteria_set.criteria[place]
    return CriterionPage(
        criteria_set=criteria_set,
        criterion=criterion,
        short=short_name(criterion),
        points=spoken(criterion.maximum),
        minimums=minimums(criterion),
        papers=_papers(criterion),
        before=_before(rulebook(), criteria_set, criterion),
        previous=criteria_set.criteria[place - 1] if place else None,
        following=criteria_set.criteria[place + 1] if place + 1 < len(codes) else None,
    )


def _papers(criterion: Criterion) -> tuple[str, ...]:
    names = kind_names()
    return tuple(names[code] for code in criterion.evidence if code in names)


def minimums(criterion: Criterion) -> tuple[tuple[int, str], ...]:
    """(stars, what must be reached) for each star level that the criterion is a minimum for."""
    found = [
        (option.gate, f"ít nhất mức {option.letter} ({spoken(option.points)} điểm)")
        for options in criterion.lists
        for option in options
        if option.gate
    ]
    if criterion.gate:
        found.append((criterion.gate, "có điểm ở tiêu chí này"))
    return tuple(dict.fromkeys(sorted(found)))


def _before(rules: Rulebook, criteria_set: CriteriaSet, criterion: Criterion) -> Before | None:
    keys = rules.decisions()
    later = keys.index(criteria_set.decision) + 1
    if later >= len(keys) or criteria_set.number not in rules.numbers(keys[later]):
        return None
    older = rules.criteria_set(keys[later], criteria_set.number)
    titles = {one.code: fold(one.title) for one in older.criteria}
    found = process.extractOne(fold(criterion.title), titles, scorer=fuzz.ratio, score_cutoff=_SAME_TITLE)
    if found is None:
        return None
    same = next(one for one in older.criteria if one.code == found[2])
    marks = "; ".join(f"{stars} sao: {what}" for stars, what in minimums(same)) or "không có mức tối thiểu"
    return Before(older.decision, decision_slug(older.decision), older.number, same.code, spoken(same.maximum), marks)
