"""Reads of recognitions: what holds on a day, as known now or as known then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from ocop.directory.models import Producer
from ocop.directory.queries import AreaScope
from ocop.dossiers.models import Product
from ocop.kernel.text import fold
from ocop.recognition.models import Recognition
from ocop.recognition.states import RecognitionState, state_by_term, state_when_followed

NEWEST_FIRST = ("-decided_on", F("stars").desc(nulls_last=True), "-pk")
"""Which of several recognitions of a product is the newest; of two of one day, the higher rank."""

_WITH = ("product__producer", "product__area__parent__parent", "product__commune__parent", "area__parent__parent")


def with_places(rows: QuerySet[Recognition]) -> QuerySet[Recognition]:
    """The rows together with product, producer and all units that a line of the register shows."""
    return rows.select_related(*_WITH)


def newest_on(as_of: date, *, known_at: datetime | None = None) -> QuerySet[Recognition]:
    """For each product its newest recognition decided on or before ``as_of``, ended or not. Unknown dates are left out."""
    known = Recognition.objects.known_at(known_at).filter(decided_on__lte=as_of)
    newest = known.filter(product=OuterRef("product")).order_by(*NEWEST_FIRST).values("pk")[:1]
    return known.filter(pk=Subquery(newest)).select_related(*_WITH).order_by("product__sort_key", "code")


def held_on(as_of: date, *, known_at: datetime | None = None, scope: AreaScope | None = None) -> QuerySet[Recognition]:
    """For each product its newest recognition decided on or before ``as_of`` that has not ended by then.

    A term that is not known counts as not ended. ``known_at``: as it was recorded at that moment. ``scope``: only where the
    recognition's own unit lies in it.
    """
    held = newest_on(as_of, known_at=known_at).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=as_of))
    return held.filter(scope.q("area")) if scope else held


def unknown_dates(*, known_at: datetime | None = None, scope: AreaScope | None = None) -> QuerySet[Recognition]:
    """Recognitions whose date no source tells: they count in no as-of figure and are listed as «chưa rõ ngày»."""
    found = Recognition.objects.known_at(known_at).filter(decided_on__isnull=True).select_related(*_WITH)
    return (found.filter(scope.q("area")) if scope else found).order_by("product__sort_key", "code")


@dataclass(frozen=True)
class HistoryItem:
    """One recognition of a product with its state on the day asked for."""

    recognition: Recognition
    state: RecognitionState


@dataclass(frozen=True)
class ProductPage:
    """What the page of a product shows. ``current``: the newest recognition on the day; ``history``: newest first, then those
    whose date is not known.
    """

    product: Product
    as_of: date
    history: tuple[HistoryItem, ...]
    current: HistoryItem | None
    others: tuple[Product, ...] = field(default=())


def history(product: Product, as_of: date, *, known_at: datetime | None = None) -> tuple[HistoryItem, ...]:
    """All recognitions of one product up to ``as_of``, newest first, those without a known date last."""
    known = Recognition.objects.known_at(known_at).filter(product=product)
    known = known.filter(Q(decided_on__lte=as_of) | Q(decided_on__isnull=True)).select_related("area__parent__parent")
    rows = list(known.order_by(F("decided_on").desc(nulls_last=True), *NEWEST_FIRST[1:]))
    return tuple(_with_states(rows, as_of))


def _with_states(rows: Iterable[Recognition], as_of: date) -> Iterable[HistoryItem]:
    newer: Recognition | None = None
    for row in rows:
        if newer is None or newer.decided_on is None or row.decided_on is None:
            yield HistoryItem(row, state_by_term(row.valid_until, as_of))
        else:
            state = state_when_followed(row.stars, row.valid_until, newer.stars, newer.decided_on)
            yield HistoryItem(row, state)
        newer = row if row.decided_on else newer


def product_page(slug: str, as_of: date | None = None, *, known_at: datetime | None = None) -> ProductPage | None:
    """The page of a product with a public name, or ``None``."""
    day = as_of or timezone.localdate()
    products = Product.objects.select_related("producer__commune", "area__parent__parent", "commune__parent")
    product = products.filter(slug=slug, has_public_name=True).first()
    if product is None:
        return None
    items = history(product, day, known_at=known_at)
    others: tuple[Product, ...] = ()
    if product.producer_id:
        same = Product.objects.filter(producer_id=product.producer_id, has_public_name=True).exclude(pk=product.pk)
        others = tuple(same.order_by("sort_key", "id")[:12])
    return ProductPage(product, day, items, items[0] if items else None, others)


@dataclass(frozen=True)
class ProducerPage:
    """What the page of a producer shows: its products with the newest recognition on the day."""

    producer: Producer
    as_of: date
    products: tuple[tuple[Product, HistoryItem | None], ...]


def producer_page(slug: str, as_of: date | None = None, *, known_at: datetime | None = None) -> ProducerPage | None:
    """The page of a producer, or ``None``."""
    day = as_of or timezone.localdate()
    producer = Producer.objects.select_related("area__parent__parent", "commune__parent").filter(slug=slug).first()
    if producer is None:
        return None
    products = list(
        Product.objects.filter(producer=producer, has_public_name=True)
        .select_related("area__parent__parent", "commune__parent")
        .order_by("sort_key", "id")
    )
    known = Recognition.objects.known_at(known_at).filter(product__producer=producer)
    known = known.filter(Q(decided_on__lte=day) | Q(decided_on__isnull=True))
    newest: dict[int, HistoryItem] = {}
    for row in known.order_by(F("decided_on").desc(nulls_last=True), *NEWEST_FIRST[1:]):
        newest.setdefault(row.product_id, HistoryItem(row, state_by_term(row.valid_until, day)))
    return ProducerPage(producer, day, tuple((product, newest.get(product.pk)) for product in products))


@dataclass(frozen=True)
class ProducerEntry:
    """A line of the list of producers: how many products it holds on the day, and the highest rank among them."""

    producer: Producer
    products: int
    best_stars: int | None


def producer_list(
    as_of: date,
    *,
    q: str = "",
    producer_types: tuple[str, ...] = (),
    scope: AreaScope | None = None,
    known_at: datetime | None = None,
) -> list[ProducerEntry]:
    """Producers in Vietnamese order, also those without a recognised product; ``q`` without accents, over name and place."""
    found = Producer.objects.select_related("area__parent__parent", "commune__parent").order_by("sort_key", "id")
    for token in fold(q).split():
        begins = Q(folded__startswith=token) | Q(folded__contains=f" {token}")
        for place in ("area", "area__parent", "commune"):
            begins |= Q(**{f"{place}__folded__startswith": token}) | Q(**{f"{place}__folded__contains": f" {token}"})
        found = found.filter(begins)
    if producer_types:
        found = found.filter(producer_type__in=producer_types)
    if scope:
        found = found.filter(scope.q("area") | scope.q("commune"))
    counts: dict[int, tuple[int, int | None]] = {}
    held = held_on(as_of, known_at=known_at).order_by().values_list("product__producer_id", "stars")
    for producer_id, stars in held:
        number, best = counts.get(producer_id, (0, None))
        counts[producer_id] = (number + 1, max(best or 0, stars or 0) or None)
    return [ProducerEntry(producer, *counts.get(producer.pk, (0, None))) for producer in found]
