"""Which recognitions a figure counts."""

from datetime import date, datetime
from functools import cache

from django.db.models import QuerySet

from ocop.directory.queries import AreaScope
from ocop.recognition.models import Recognition
from ocop.recognition.queries import held_on
from ocop.rules.criteria_law import DecisionsFile
from ocop.rules.reader import read
from ocop.rules.rulebook import law_directory

ILLUSTRATIVE_FROM = date(2026, 1, 1)
"""Records marked «minh họa» are made up for demonstrations, from 2026 on: no figure of an earlier date may count one."""


def counts_illustrative(as_of: date) -> bool:
    """May a figure of this date count records marked «minh họa»? If so it must say how many."""
    return as_of >= ILLUSTRATIVE_FROM


@cache
def least_stars() -> int:
    """From how many stars a product is an OCOP product: the lowest rank that any decision certifies."""
    decisions = read(law_directory() / "decisions.yaml", DecisionsFile).decisions
    return min(decision.certifiable_from for decision in decisions)


def ocop_products(as_of: date, *, scope: AreaScope, known_at: datetime | None = None) -> QuerySet[Recognition]:
    """The recognitions that hold on a date, one a product. A rank that no source tells is counted, with no star level."""
    held = held_on(as_of, known_at=known_at, scope=scope).exclude(stars__lt=least_stars())
    return held if counts_illustrative(as_of) else held.exclude(product__is_illustrative=True)
