"""From a signed-in person to an :class:`Actor`: the grants and memberships that run on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from ocop.directory.enums import Role
from ocop.directory.models import Grant, ProducerMember
from ocop.directory.queries import areas_within
from ocop.kernel.access import Actor, RoleAt
from ocop.kernel.models import User

READ_ONLY_ROLES = frozenset({Role.LEADER, Role.AUDITOR})
"""Roles that see and never write."""


def running(on: date) -> Q:
    """Grants and memberships that run on a day; ``ends`` is their last day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def grants_of(user: User, on: date | None = None) -> QuerySet[Grant]:
    """The grants of a person that run on a day (today)."""
    return Grant.objects.filter(running(on or timezone.localdate()), user=user).select_related("area").order_by("pk")


def is_official(user: User) -> bool:
    """True for whoever holds a grant: then the second factor is required."""
    return grants_of(user).exists()


def actor_of(user: User, on: date | None = None) -> Actor:
    """The actor that a signed-in person is on a day: a few queries for each grant, none for a producer's person."""
    day = on or timezone.localdate()
    members = ProducerMember.objects.filter(running(day), user=user).values_list("producer_id", flat=True)
    return Actor(
        name=user.full_name or user.username,
        user=user,
        roles=tuple(_role_at(grant) for grant in grants_of(user, day)),
        producer_ids=frozenset(members),
    )


def _role_at(grant: Grant) -> RoleAt:
    return RoleAt(grant.role, grant.pk, grant.area_id, grant.area.name, areas_within(grant.area))


def officers(area_ids: Iterable[int], *roles: str, on: date | None = None) -> QuerySet[User]:
    """The people who hold one of ``roles`` exactly at one of these units, by name of account."""
    day = on or timezone.localdate()
    grants = Grant.objects.filter(running(day), area_id__in=list(area_ids), role__in=roles)
    return User.objects.filter(pk__in=grants.values("user_id"), is_active=True).order_by("username")
