"""Named reads of the programme, each as of a date and as known at a moment."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from ocop.programme.enums import TargetMeasure
from ocop.programme.models import Booth, Narrative, Participation, ReportIssuer, Scheme, Target, Task

if TYPE_CHECKING:
    from ocop.directory.queries import AreaScope


def booths_between(
    first: date, last: date, *, scope: "AreaScope", known_at: datetime | None = None, illustrative: bool = False
) -> QuerySet[Booth]:
    """Booths at events held from ``first`` to ``last``; a date known to the month or year counts on its last day."""
    return (
        Booth.objects.known_at(known_at)
        .filter(scope.q("area"), _real("promotion_event", illustrative), held_on__gte=first, held_on__lte=last)
        .select_related("promotion_event", "sponsor", "area")
        .order_by("promotion_event__held_on", "promotion_event__code", "number", "pk")
    )


def participations_between(
    first: date, last: date, *, scope: "AreaScope", known_at: datetime | None = None, illustrative: bool = False
) -> QuerySet[Participation]:
    """Who took part in events held from ``first`` to ``last``, event by event."""
    return (
        Participation.objects.known_at(known_at)
        .filter(scope.q("area"), _real("promotion_event", illustrative), held_on__gte=first, held_on__lte=last)
        .select_related("promotion_event", "producer", "area")
        .order_by("promotion_event__held_on", "promotion_event__code", "role", "producer__sort_key", "pk")
    )


def targets_of(year: int, *, as_of: date, scope: "AreaScope", known_at: datetime | None = None) -> list[Target]:
    """The targets of a year that stand on ``as_of``: of each area and measure the one that was set last."""
    found = (
        Target.objects.known_at(known_at)
        .filter(scope.q("area"), year=year, set_on__lte=as_of)
        .select_related("area", "scheme")
        .order_by("measure", "area_id", "set_on", "pk")
    )
    newest = {(target.measure, target.area_id): target for target in found}
    return sorted(newest.values(), key=lambda target: list(TargetMeasure).index(TargetMeasure(target.measure)))


def tasks_of(year: int, *, as_of: date, scope: "AreaScope") -> QuerySet[Task]:
    """The tasks of a year that were stated by ``as_of``, in their order."""
    return (
        Task.objects.filter(scope.q("area"), year=year, stated_on__lte=as_of)
        .select_related("area", "agency")
        .order_by("area__sort_key", "number", "pk")
    )


def narratives_of(year: int, half: int, *, scope: "AreaScope") -> QuerySet[Narrative]:
    """The text parts of a half-year report."""
    return (
        Narrative.objects.filter(scope.q("area"), year=year, half=half)
        .select_related("area")
        .order_by("area__sort_key", "code", "pk")
    )


def scheme_on(as_of: date, *, scope: "AreaScope") -> Scheme | None:
    """The newest scheme that runs on ``as_of``; ``None`` where there is none, or where it is not that of the whole scope."""
    running = Scheme.objects.filter(
        scope.q("area"), issued_on__lte=as_of, starts__lte=as_of.year, ends__gte=as_of.year
    ).order_by("-issued_on", "-pk")
    return running.first() if units_in(scope) == 1 else None


def report_issuer_on(as_of: date, *, scope: "AreaScope") -> ReportIssuer | None:
    """Who issues the reports of these areas on ``as_of``; ``None`` when that is not recorded for each or they differ."""
    holding = ReportIssuer.objects.filter(
        scope.q("area"),
        Q(held_from__isnull=True) | Q(held_from__lte=as_of),
        Q(held_until__isnull=True) | Q(held_until__gt=as_of),
    )
    issuers = list(holding.select_related("agency", "superior").order_by("-held_from", "pk"))
    if len({issuer.area_id for issuer in issuers}) < units_in(scope):
        return None
    return issuers[0] if len({issuer.agency_id for issuer in issuers}) == 1 else None


def units_in(scope: "AreaScope") -> int:
    """How many units the question named: two for today's province before it was one."""
    return scope.code.count(",") + 1


def _real(path: str, illustrative: bool) -> Q:
    return Q() if illustrative else Q(**{f"{path}__is_illustrative": False})
