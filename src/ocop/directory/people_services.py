"""Writes about people: accounts, grants, members of producers, invitations, desk codes, consents."""

import secrets
from datetime import date, timedelta
from typing import NamedTuple

from ocop.directory import people_access as access
from ocop.directory.enums import MemberRole, Role
from ocop.directory.identifiers import digest_of, login_name
from ocop.directory.models import Area, DeskCode, FilingConsent, Grant, Invitation, Producer, ProducerMember
from ocop.kernel.access import Actor
from ocop.kernel.models import User
from ocop.kernel.operations import Refused, now, operation, record_event
from ocop.kernel.text import clean

INVITATION_DAYS = 14
DESK_CODE_HOURS = 24


class Invited(NamedTuple):
    """An invitation and its token; the token is told once and kept nowhere."""

    invitation: Invitation
    token: str


class DeskCodeGiven(NamedTuple):
    """A desk code and its text, printed on paper once and kept nowhere."""

    record: DeskCode
    code: str


@operation(access=access.make_account)
def create_account(*, actor: Actor, contact: str, full_name: str, password: str | None = None) -> User:
    """An account by phone number or e-mail address; without a password it can be entered by a desk code only.

    Raises:
        Refused: the contact is neither a phone number nor an e-mail address, or an account has it already.
    """
    username = login_name(contact)
    if User.objects.filter(username=username).exists():
        raise Refused(f"Đã có tài khoản dùng «{contact}». Hãy đăng nhập, hoặc lấy lại mật khẩu tại UBND xã.")
    is_email = "@" in username
    user = User(
        username=username,
        full_name=clean(full_name),
        email=username if is_email else "",
        phone="" if is_email else username,
        is_illustrative=actor.is_system and actor.name == "ocop demo",
    )
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save(force_insert=True)
    record_event("account.created", f"user:{user.pk}")
    return user


@operation(access=access.give_grant)
def give_grant(
    *,
    actor: Actor,
    user: User,
    role: str,
    area: Area,
    starts: date,
    ends: date | None = None,
    capacity: str = "",
    reason: str = "",
    delegated_from: Grant | None = None,
) -> Grant:
    """Grant a role at a unit from a day on. A delegation may not reach further than the grant it comes from.

    Raises:
        Refused: the last day lies before the first, or a delegation reaches beyond its grant.
    """
    if ends is not None and ends < starts:
        raise Refused("Ngày cuối của quyền sớm hơn ngày đầu. Hãy sửa một trong hai ngày.")
    if delegated_from is not None:
        _check_delegation(delegated_from, role, area, starts, ends)
    grant = Grant(
        user=user, role=Role(role), area=area, starts=starts, ends=ends, capacity=clean(capacity), reason=clean(reason),
        delegated_from=delegated_from, granted_by=actor.user,
    )  # fmt: skip
    grant.save(force_insert=True)
    record_event("grant.given", f"user:{user.pk}", {"grant": grant.pk, "role": role, "area": area.pk})
    return grant


def _check_delegation(source: Grant, role: str, area: Area, starts: date, ends: date | None) -> None:
    beyond = source.ends is not None and (ends is None or ends > source.ends)
    if role != source.role or area.pk != source.area_id or starts < source.starts or beyond:
        raise Refused("Quyền được ủy quyền không được rộng hơn hoặc dài hơn quyền của người ủy quyền.")


@operation(access=access.end_grant)
def end_grant(*, actor: Actor, grant: Grant, last_day: date, reason: str) -> Grant:
    """End a grant on ``last_day`` (included), and every delegation made from it."""
    grant.ends = last_day
    grant.ended_reason = clean(reason)
    grant.save(update_fields=("ends", "ended_reason"))
    for delegation in grant.delegations.all():
        if delegation.ends is None or delegation.ends > last_day:
            delegation.ends, delegation.ended_reason = last_day, f"Quyền gốc đã hết: {grant.ended_reason}"
            delegation.save(update_fields=("ends", "ended_reason"))
    record_event("grant.ended", f"user:{grant.user_id}", {"grant": grant.pk, "last_day": last_day.isoformat()})
    return grant


@operation(access=access.join_producer)
def add_member(
    *,
    actor: Actor,
    producer: Producer,
    user: User,
    role: str = MemberRole.OWNER,
    starts: date,
    ends: date | None = None,
) -> ProducerMember:
    """Let a person act for a producer from a day on."""
    member = ProducerMember(producer=producer, user=user, role=MemberRole(role), starts=starts, ends=ends)
    member.save(force_insert=True)
    record_event("member.added", f"producer:{producer.pk}", {"user": user.pk, "role": role})
    return member


@operation(access=access.invite)
def invite(
    *,
    actor: Actor,
    contact: str,
    full_name: str = "",
    producer: Producer | None = None,
    role: str = "",
    area: Area | None = None,
) -> Invited:
    """Invite somebody to manage a producer, or to take a role at a unit. The token works once, for 14 days.

    Raises:
        Refused: the contact cannot be read, or it is not said what the invitation is to.
    """
    if (producer is None) == (not role) or (role and area is None):
        raise Refused("Hãy chọn mời quản lý một cơ sở, hoặc mời giữ một vai trò tại một địa bàn.")
    if actor.user is None:
        raise Refused("Lời mời phải do một cán bộ có tài khoản gửi.")
    token = secrets.token_urlsafe(24)
    made = now()
    invitation = Invitation(
        token_digest=digest_of(token), contact=login_name(contact), full_name=clean(full_name), producer=producer, role=role,
        area=area, created_by=actor.user, created_at=made, expires_at=made + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    invitation.save(force_insert=True)
    record_event("invitation.sent", f"invitation:{invitation.pk}", {"role": role, "producer": producer and producer.pk})
    return Invited(invitation, token)


@operation(access=access.accept_invitation)
def accept_invitation(*, actor: Actor, invitation: Invitation, user: User, on: date) -> None:
    """Take what the invitation offers. The second use is refused.

    Raises:
        Refused: it was used, it has expired, or it was made for another phone number or address.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.used_at is not None:
        raise Refused("Lời mời này đã được dùng. Nếu cần, hãy xin cán bộ gửi lời mời mới.")
    if locked.expires_at < now():
        raise Refused(f"Lời mời đã hết hạn ngày {locked.expires_at:%d/%m/%Y}. Hãy xin cán bộ gửi lời mời mới.")
    if locked.contact != user.username:
        raise Refused("Lời mời gửi cho số điện thoại hoặc e-mail khác. Hãy đăng nhập bằng đúng tài khoản được mời.")
    if locked.producer is not None:
        ProducerMember(producer=locked.producer, user=user, starts=on).save(force_insert=True)
    elif locked.area is not None:
        grant = Grant(user=user, role=locked.role, area=locked.area, starts=on, granted_by=locked.created_by)
        grant.save(force_insert=True)
    locked.used_at, locked.used_by = now(), user
    locked.save(update_fields=("used_at", "used_by"))
    record_event("invitation.accepted", f"invitation:{locked.pk}", {"user": user.pk})


@operation(access=access.help_at_desk)
def give_desk_code(*, actor: Actor, user: User, checked_how: str) -> DeskCodeGiven:
    """A one-time code on paper for somebody who lost the password or the second factor; it works once, for 24 hours.

    Raises:
        Refused: it is not said how the person was checked, or nobody stands at the desk.
    """
    if not clean(checked_how):
        raise Refused("Hãy ghi đã kiểm tra người nhận bằng giấy tờ gì, để người có tài khoản xem lại được.")
    if actor.user is None:
        raise Refused("Mã phải do một cán bộ có tài khoản trao.")
    code = "-".join(secrets.token_hex(2).upper() for _ in range(3))
    made = now()
    record = DeskCode(
        user=user, code_digest=digest_of(code), checked_how=clean(checked_how), issued_by=actor.user, issued_at=made,
        expires_at=made + timedelta(hours=DESK_CODE_HOURS),
    )  # fmt: skip
    record.save(force_insert=True)
    record_event("desk_code.given", f"user:{user.pk}", {"by": actor.user.pk})
    return DeskCodeGiven(record, code)


@operation(access=access.record_consent)
def record_consent(
    *, actor: Actor, producer: Producer, officer: User, given_by: str, given_on: date, slip: str, slip_digest: str
) -> FilingConsent:
    """A household lets an officer file for it; ``slip`` is the stored photo of the signed slip.

    Raises:
        Refused: it is not said who agreed.
    """
    if not clean(given_by):
        raise Refused("Hãy ghi họ tên người đại diện cơ sở đã đồng ý.")
    consent = FilingConsent(
        producer=producer, officer=officer, given_by=clean(given_by), given_on=given_on, recorded_at=now(), slip=slip,
        slip_digest=slip_digest,
    )  # fmt: skip
    consent.save(force_insert=True)
    record_event("consent.recorded", f"producer:{producer.pk}", {"consent": consent.pk, "officer": officer.pk})
    return consent
