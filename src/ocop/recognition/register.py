"""The register: each product once, with its newest recognition on a day and its state; search, filters, counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, overload

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from ocop.directory.queries import AreaScope, resolve_area
from ocop.dossiers.enums import Standing
from ocop.dossiers.models import Product
from ocop.dossiers.queries import lies_in, matches, products
from ocop.kernel.text import fold, lowered
from ocop.recognition.models import Recognition
from ocop.recognition.queries import newest_on, with_places
from ocop.recognition.states import RecognitionState, state_by_term


@dataclass(frozen=True)
class RegisterFilter:
    """What a reader asks for; empty parts ask nothing. ``area`` as in ``--area``; ``statuses`` are values of the state.

    ``standings`` (``potential``, ``named``) asks for products without a recognition on the day instead of recognised ones;
    ``undated=True`` for those with recognitions of unknown date only.
    """

    q: str = ""
    stars: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    producer_types: tuple[str, ...] = ()
    area: str = ""
    statuses: tuple[str, ...] = ()
    set_number: int | None = None
    standings: tuple[str, ...] = ()
    undated: bool = False


@dataclass(frozen=True)
class RegisterEntry:
    """A line of the register. ``recognition`` and ``state`` are ``None`` for a product without a recognition."""

    product: Product
    recognition: Recognition | None
    state: RecognitionState | None


@dataclass(frozen=True)
class Facets:
    """How many products each further choice would leave, by value; a facet ignores the choice made in itself."""

    stars: dict[int | None, int]
    groups: dict[str, int]
    producer_types: dict[str, int]
    statuses: dict[str, int]
    set_numbers: dict[int, int]


class Register(Sequence[RegisterEntry]):
    """A lazy list of entries in Vietnamese order (with words asked for: best first). Slices are the pages."""

    def __init__(self, as_of: date, known_at: datetime | None, asked: RegisterFilter, scope: AreaScope | None) -> None:
        self.as_of = as_of
        self.known_at = known_at
        self.asked = asked
        self.scope = scope or (resolve_area(asked.area, as_of) if asked.area else None)
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._rows(self.asked).order_by().count()
        return self._count

    @overload
    def __getitem__(self, index: int) -> RegisterEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[RegisterEntry]: ...
    def __getitem__(self, index: int | slice) -> RegisterEntry | list[RegisterEntry]:
        keys = _ordered(self._rows(self.asked), self.asked.q, self._prefix).values_list("pk", flat=True)
        if isinstance(index, int):
            return self._fetched([keys[index]])[0]
        return self._fetched(list(keys[index]))

    def _fetched(self, keys: list[int]) -> list[RegisterEntry]:
        """The entries of one page: only the keys are sorted, the wide rows are read for the page alone."""
        rows: QuerySet[Any] = products() if self.asked.standings else with_places(Recognition.objects.all())
        by_key = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
        return [self._entry(by_key[key]) for key in keys]

    def __iter__(self) -> Iterator[RegisterEntry]:
        """All entries, read in pieces, so that a whole register can be streamed."""
        for row in _ordered(self._rows(self.asked), self.asked.q, self._prefix).iterator(chunk_size=2000):
            yield self._entry(row)

    def facets(self) -> Facets:
        """Counts for every filter, from one reading of the matching rows."""
        wide = replace(self.asked, stars=(), groups=(), producer_types=(), statuses=(), set_number=None)
        prefix = self._prefix
        names = [f"{prefix}group", f"{prefix}producer__producer_type", f"{prefix}set_number"]
        names += ["stars", "valid_until"] if prefix else []
        counts = [Counter[Any]() for _ in range(5)]
        for row in self._rows(wide).order_by().values_list(*names):
            group, kind, number, stars, until = (*row, None, None)[:5]
            state = state_by_term(until, self.as_of).value if prefix else ""
            _count(counts, self.asked, (stars, group, kind or "unknown", state, number))
        stars_c, groups_c, kinds_c, states_c, numbers_c = counts
        numbers_c.pop(None, None)
        states_c.pop("", None)
        return Facets(dict(stars_c), dict(groups_c), dict(kinds_c), dict(states_c), dict(numbers_c))

    def unnamed(self) -> int:
        """How many of the entries have no public name; they stand last, without a page."""
        return self._rows(self.asked).filter(**{f"{self._prefix}has_public_name": False}).order_by().count()

    def besides(self) -> dict[str, int]:
        """How many products the same question finds outside the recognised ones: ``potential``, ``named``, ``undated``."""
        asked = replace(self.asked, stars=(), statuses=(), standings=(), undated=False)
        found = {}
        for standing in (Standing.POTENTIAL, Standing.NAMED):
            other = replace(asked, standings=(standing.value,))
            found[standing.value] = len(Register(self.as_of, self.known_at, other, self.scope))
        undated = replace(asked, stars=self.asked.stars, undated=True)
        found["undated"] = len(Register(self.as_of, self.known_at, undated, self.scope))
        return found

    @property
    def _prefix(self) -> str:
        return "" if self.asked.standings else "product__"

    def _rows(self, asked: RegisterFilter) -> QuerySet[Any]:
        if asked.standings:
            return self._without_rank(asked)
        rows = self._undated() if asked.undated else newest_on(self.as_of, known_at=self.known_at)
        rows = rows.filter(_about_product(asked, self.scope, "product__"))
        if asked.stars:
            rows = rows.filter(stars__in=asked.stars)
        if asked.statuses:
            rows = rows.filter(self._in_states(asked.statuses))
        return rows

    def _undated(self) -> QuerySet[Recognition]:
        known = Recognition.objects.known_at(self.known_at)
        mine = known.filter(product=OuterRef("product"))
        first = mine.order_by("-stars", "-pk").values("pk")[:1]
        dated = known.filter(decided_on__lte=self.as_of).values("product")
        rows = known.filter(decided_on__isnull=True, pk=Subquery(first)).exclude(product__in=dated)
        return with_places(rows).order_by("product__sort_key", "code")

    def _without_rank(self, asked: RegisterFilter) -> QuerySet[Product]:
        known = Recognition.objects.known_at(self.known_at)
        ranked = known.filter(Q(decided_on__lte=self.as_of) | Q(decided_on__isnull=True)).values("product")
        rows = Product.objects.filter(standing__in=asked.standings).exclude(pk__in=ranked)
        rows = rows.filter(Q(standing_since__isnull=True) | Q(standing_since__lte=self.as_of))
        rows = rows.filter(_about_product(asked, self.scope, ""))
        return rows.select_related("producer", "area__parent__parent", "commune__parent").order_by("sort_key", "id")

    def _in_states(self, statuses: tuple[str, ...]) -> Q:
        """The states of the day as a condition: there are few different last days, each has one state."""
        days = Recognition.objects.order_by().values_list("valid_until", flat=True).distinct()
        fitting = [day for day in days if state_by_term(day, self.as_of).value in statuses]
        found = Q(valid_until__in=[day for day in fitting if day is not None])
        return found | Q(valid_until__isnull=True) if None in fitting else found

    def _entry(self, row: Any) -> RegisterEntry:
        if isinstance(row, Product):
            return RegisterEntry(row, None, None)
        return RegisterEntry(row.product, row, state_by_term(row.valid_until, self.as_of))


def register(
    as_of: date,
    *,
    known_at: datetime | None = None,
    filter: RegisterFilter = RegisterFilter(),
    scope: AreaScope | None = None,
) -> Register:
    """The register on ``as_of``: ``len``, slices, iteration, ``facets()``, ``besides()``.

    Each product stands once, with its newest recognition decided by that day (also an ended one; its state says so).
    ``scope`` goes before ``filter.area``. Raises :class:`Refused` for an area that is unknown.
    """
    return Register(as_of, known_at, filter, scope)


def _about_product(asked: RegisterFilter, scope: AreaScope | None, prefix: str) -> Q:
    found = matches(asked.q, prefix) if asked.q else Q()
    if asked.groups:
        found &= Q(**{f"{prefix}group__in": asked.groups})
    if asked.producer_types:
        of_type = Q(**{f"{prefix}producer__producer_type__in": asked.producer_types})
        if "unknown" in asked.producer_types:
            of_type |= Q(**{f"{prefix}producer__isnull": True})
        found &= of_type
    if asked.set_number is not None:
        found &= Q(**{f"{prefix}set_number": asked.set_number})
    return found & lies_in(scope, prefix) if scope else found


def _ordered(rows: QuerySet[Any], q: str, prefix: str) -> QuerySet[Any]:
    """Vietnamese order by name, then code; with words asked for, rows that hold them as typed first, then names, then the rest."""
    last = "code" if prefix else "id"
    typed = lowered(q)
    if not fold(typed):
        return rows.order_by(f"{prefix}sort_key", last)
    words = fold(typed)
    in_name = Q()
    for token in words.split():
        in_name &= Q(**{f"{prefix}folded__startswith": token}) | Q(**{f"{prefix}folded__contains": f" {token}"})
    together = Q(**{f"{prefix}folded__startswith": words}) | Q(**{f"{prefix}folded__contains": f" {words}"})
    as_typed = Q(**{f"{prefix}accent_text__contains": f" {typed}"})
    steps = (as_typed & together, as_typed, together, in_name)
    rank = Case(
        *(When(step, then=Value(number)) for number, step in enumerate(steps)),
        default=Value(len(steps)),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, f"{prefix}sort_key", last)


def _count(counts: list[Counter[Any]], asked: RegisterFilter, values: tuple[Any, ...]) -> None:
    """Count a row in every facet whose other choices it fits."""
    number_asked = () if asked.set_number is None else (asked.set_number,)
    choices: tuple[tuple[Any, ...], ...] = (
        asked.stars,
        asked.groups,
        asked.producer_types,
        asked.statuses,
        number_asked,
    )
    misses = [index for index, chosen in enumerate(choices) if chosen and values[index] not in chosen]
    if len(misses) > 1:
        return
    for index, counter in enumerate(counts):
        if not misses or misses == [index]:
            counter[values[index]] += 1
