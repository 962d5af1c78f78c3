"""Who may write about people: administrators everywhere in their area, commune officers for producers of their commune."""

from typing import Any

from ocop.directory.enums import Role
from ocop.directory.models import Area, Grant, Invitation, Producer
from ocop.kernel.access import ALLOWED, Actor, Verdict
from ocop.kernel.models import User

_DESK = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICE, Role.ADMIN)


def _when(condition: bool, reason: str) -> Verdict:
    return ALLOWED if condition else Verdict(allowed=False, reason=reason)


def make_account(*, actor: Actor, **_facts: Any) -> Verdict:
    """Anybody may sign up for himself (an actor without a user), officials at a desk for others."""
    return _when(
        actor.is_system or actor.user is None or actor.has(*_DESK),
        "Chỉ cán bộ tại bàn tiếp nhận lập tài khoản hộ được.",
    )


def _administers(actor: Actor, area: Area | None) -> bool:
    return actor.is_system or (area is not None and area.pk in actor.areas_as(Role.ADMIN))


def give_grant(*, actor: Actor, area: Area, delegated_from: Grant | None = None, **_facts: Any) -> Verdict:
    """Administrators of the area; and whoever hands on a grant of his own."""
    own = delegated_from is not None and actor.user is not None and delegated_from.user_id == actor.user.pk
    return _when(own or _administers(actor, area), "Chỉ quản trị của địa bàn trao quyền được.")


def end_grant(*, actor: Actor, grant: Grant, **_facts: Any) -> Verdict:
    """Administrators of the area, the person, and whoever delegated it."""
    own = actor.user is not None and (
        grant.user_id == actor.user.pk
        or (grant.delegated_from is not None and grant.delegated_from.user_id == actor.user.pk)
    )
    return _when(own or _administers(actor, grant.area), "Chỉ quản trị của địa bàn kết thúc quyền này được.")


def _serves(actor: Actor, producer: Producer) -> bool:
    """An officer of the producer's commune or province."""
    places = actor.areas_as(*_DESK)
    return actor.is_system or producer.commune_id in places or producer.area_id in places


def join_producer(*, actor: Actor, producer: Producer, **_facts: Any) -> Verdict:
    """A person of the producer, or an officer of its commune."""
    return _when(producer.pk in actor.producer_ids or _serves(actor, producer), "Cơ sở này thuộc địa bàn khác.")


def invite(*, actor: Actor, producer: Producer | None = None, area: Area | None = None, **_facts: Any) -> Verdict:
    """Officers invite producers of their commune; administrators invite officials of their area."""
    if producer is not None:
        return join_producer(actor=actor, producer=producer)
    return _when(_administers(actor, area), "Chỉ quản trị của địa bàn mời cán bộ được.")


def accept_invitation(*, actor: Actor, invitation: Invitation, user: User, **_facts: Any) -> Verdict:
    """Only the person who signs in takes the invitation; the contact is compared in the service."""
    return _when(
        actor.is_system or (actor.user is not None and actor.user.pk == user.pk),
        "Hãy đăng nhập bằng tài khoản được mời.",
    )


def help_at_desk(*, actor: Actor, user: User, **_facts: Any) -> Verdict:
    """A commune officer for a person of a producer of his commune; the administrator for officials of his area."""
    if actor.is_system:
        return ALLOWED
    places = actor.areas_as(*_DESK)
    producers = Producer.objects.filter(members__user=user)
    of_producer = any(one.commune_id in places for one in producers)
    areas = set(Grant.objects.filter(user=user).values_list("area_id", flat=True))
    of_area = bool(areas) and areas <= actor.areas_as(Role.ADMIN)
    is_official = bool(areas)
    return _when(of_area if is_official else of_producer, "Người này không thuộc địa bàn đang phụ trách.")


def record_consent(*, actor: Actor, producer: Producer, officer: User, **_facts: Any) -> Verdict:
    """The officer who will file, for a producer of his commune."""
    own = actor.user is not None and officer.pk == actor.user.pk
    return _when(
        actor.is_system or (own and _serves(actor, producer)), "Chỉ cán bộ của xã nơi cơ sở hoạt động nộp hộ được."
    )
