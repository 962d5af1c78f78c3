"""Who may act: grants of a role at an area, members of a producer, invitations, codes handed over at a desk."""

from django.conf import settings
from django.db import models

from ocop.directory.enums import MemberRole, Role
from ocop.directory.models.places import Area
from ocop.directory.models.producers import Producer


class Grant(models.Model):
    """A role at an area from a day on. ``ends`` is the last day; empty while it runs on. Never removed, only ended.

    A grant made by ``delegated_from`` says in ``capacity`` what may be signed («ký thay», «thừa lệnh») and for whom.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="grants")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    capacity = models.CharField(max_length=200, blank=True)
    delegated_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="grants_given"
    )
    reason = models.CharField(max_length=300, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("user_id", "starts", "id")
        indexes = (models.Index(fields=("user", "starts")), models.Index(fields=("area", "role")))


class ProducerMember(models.Model):
    """A person who acts for a producer: the owner, or somebody the owner let in. ``ends`` is the last day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.OWNER)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("producer_id", "starts", "id")


class Invitation(models.Model):
    """An invitation by an officer: to manage a producer, or to take a role at an area. The token is kept as a digest only."""

    token_digest = models.CharField(max_length=64, unique=True)
    contact = models.CharField(max_length=150, help_text="phone number or e-mail address")
    full_name = models.CharField(max_length=120, blank=True)
    producer = models.ForeignKey(Producer, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_given")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations_used"
    )

    class Meta:
        ordering = ("-created_at", "id")


class DeskCode(models.Model):
    """A one-time code handed over on paper at a desk to somebody who lost the password or the second factor (24 hours)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="desk_codes")
    code_digest = models.CharField(max_length=64, unique=True)
    checked_how = models.CharField(max_length=300)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="desk_codes_given")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-issued_at", "id")


class FilingConsent(models.Model):
    """A household let an officer file for it: who agreed, when, and the photographed slip. The producer answers for content."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="consents")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    given_by = models.CharField(max_length=120)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    slip = models.CharField(max_length=200, help_text="storage path of the photographed slip")
    slip_digest = models.CharField(max_length=64)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-recorded_at", "id")
