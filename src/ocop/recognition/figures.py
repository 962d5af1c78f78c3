"""Figures of the register on a day: totals and their parts, for the home page and its chart."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ocop.directory.queries import AreaScope
from ocop.dossiers.enums import Standing
from ocop.dossiers.models import Product
from ocop.recognition.models import Recognition
from ocop.recognition.queries import held_on, unknown_dates


@dataclass(frozen=True)
class YearFigure:
    """Products held at the end of a year (for the year of the day asked for: on that day), by stars."""

    year: int
    day: date
    total: int
    by_star: dict[int, int]


@dataclass(frozen=True)
class Figures:
    """Products held on a day. Each part adds up to ``total``; ``unnamed`` of them have no public name and stand only in the
    part ``unknown`` of group and producer type. ``undated`` recognitions count nowhere here.
    """

    as_of: date
    total: int
    by_star: dict[int, int]
    by_group: dict[str, int]
    by_producer_type: dict[str, int]
    by_year: tuple[YearFigure, ...]
    producers: int
    unnamed: int
    term_unknown: int
    undated: int
    potential: int


def figures(as_of: date, scope: AreaScope | None = None, *, known_at: datetime | None = None) -> Figures:
    """The figures on ``as_of``, in ``scope`` or everywhere."""
    held = held_on(as_of, known_at=known_at, scope=scope).order_by()
    rows = list(
        held.values_list(
            "stars",
            "product__group",
            "product__producer__producer_type",
            "product__producer_id",
            "product__has_public_name",
            "valid_until",
        )
    )
    since = Q(standing_since__isnull=True) | Q(standing_since__lte=as_of)
    ranked = Recognition.objects.known_at(known_at).filter(decided_on__lte=as_of).values("product")
    potential = Product.objects.filter(since, standing=Standing.POTENTIAL).exclude(pk__in=ranked)
    return Figures(
        as_of=as_of,
        total=len(rows),
        by_star=_sorted(Counter(row[0] or 0 for row in rows)),
        by_group=dict(Counter(row[1] for row in rows).most_common()),
        by_producer_type=dict(Counter(row[2] or "unknown" for row in rows).most_common()),
        by_year=_by_year(as_of, scope, known_at),
        producers=len({row[3] for row in rows if row[3]}),
        unnamed=sum(not row[4] for row in rows),
        term_unknown=sum(row[5] is None for row in rows),
        undated=unknown_dates(known_at=known_at, scope=scope).count(),
        potential=(potential.filter(scope.q("area")) if scope else potential).count(),
    )


def _by_year(as_of: date, scope: AreaScope | None, known_at: datetime | None) -> tuple[YearFigure, ...]:
    """One reading of all recognitions; the scope is asked of each product's newest one, as in :func:`held_on`."""
    known = Recognition.objects.known_at(known_at).filter(decided_on__lte=as_of)
    by_product: dict[int, list[tuple[date, int, date | None, bool]]] = {}
    fields = ("product_id", "decided_on", "stars", "valid_until", "area_id")
    for product, decided, stars, until, area in known.order_by("pk").values_list(*fields):
        if decided is not None:
            inside = scope is None or area in scope.ids
            by_product.setdefault(product, []).append((decided, stars or 0, until, inside))
    if not by_product:
        return ()
    first = min(decided for rows in by_product.values() for decided, *_ in rows).year
    days = [date(year, 12, 31) for year in range(first, as_of.year)] + [as_of]
    return tuple(_year(day, by_product) for day in days)


def _year(day: date, by_product: dict[int, list[tuple[date, int, date | None, bool]]]) -> YearFigure:
    stars: Counter[int] = Counter()
    for rows in by_product.values():
        newest = None
        for row in rows:
            if row[0] <= day and (newest is None or row[:2] >= newest[:2]):
                newest = row
        if newest and newest[3] and (newest[2] is None or newest[2] >= day):
            stars[newest[1]] += 1
    return YearFigure(day.year, day, sum(stars.values()), _sorted(stars))


def _sorted(counts: Counter[int]) -> dict[int, int]:
    return {star: counts[star] for star in sorted(counts, reverse=True)}
