"""User, event chain and the base of recorded facts."""

from datetime import datetime
from typing import Self, TypeVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef, Q


class User(AbstractUser):
    """A person who signs in. Roles are grants at an area (``directory``), never flags here.

    ``username`` is the normalised phone number, or the e-mail address in lower case.
    """

    full_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        db_table = "kernel_user"


class Event(models.Model):
    """Something that happened, in the past tense, written in the same transaction as the change. Never changed, never removed.

    ``digest`` covers the event and the digest before it, so that a missing or altered event breaks the chain.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=150)
    subject = models.CharField(max_length=120, blank=True)
    payload = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("subject", "id")), models.Index(fields=("kind", "id")))

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.subject}"


class ChainHead(models.Model):
    """The one row that writers lock to append to the chain in order."""

    digest = models.CharField(max_length=64, blank=True)


_Fact = TypeVar("_Fact", bound=models.Model, covariant=True)


class RecordedFactQuerySet(models.QuerySet[_Fact]):
    """Facts with two times: when they hold (fields of each model) and when they were recorded."""

    def known_at(self, moment: datetime | None = None) -> Self:
        """What was known at ``moment`` (now when ``None``): not yet corrected and not withdrawn then."""
        corrections = self.model._base_manager.filter(corrects=OuterRef("pk"))
        recorded = Q()
        if moment is not None:
            corrections = corrections.filter(recorded_at__lte=moment)
            recorded = Q(recorded_at__lte=moment)
        return self.filter(recorded, ~Exists(corrections), withdrawn=False)


class RecordedFact(models.Model):
    """A fact that a figure may count. A correction is a new row that names the row it corrects; nothing is overwritten.

    A row with ``withdrawn`` says that the fact it corrects never held.
    """

    recorded_at = models.DateTimeField(db_index=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    correction_reason = models.CharField(max_length=300, blank=True)

    objects = RecordedFactQuerySet.as_manager()

    class Meta:
        abstract = True
