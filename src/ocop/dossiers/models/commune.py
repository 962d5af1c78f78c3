"""What the commune writes: Mẫu 03, opinion meeting, covering letter, field visits."""

import uuid

from django.conf import settings
from django.db import models

from ocop.directory.models import Area
from ocop.dossiers.models.dossiers import Dossier


class CommuneAssessment(models.Model):
    """Mẫu 03 for one dossier: per content the producer's description and the commune's judgement (two boxes), then the proposal."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="assessment")
    contents = models.JSONField(default=dict, help_text="content code → {description, judgement}")
    proposal = models.TextField(blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    meeting_note = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_position = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class CommuneLetter(models.Model):
    """The commune's văn bản đề nghị; one letter may carry several dossiers, one Mẫu 03 each."""

    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    signer = models.CharField(max_length=120)
    signer_position = models.CharField(max_length=120)
    dossiers = models.ManyToManyField(Dossier, related_name="letters")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-issued_on", "id")
        constraints = (models.UniqueConstraint(fields=("commune", "number", "issued_on"), name="commune_letter_once"),)


class FieldVisit(models.Model):
    """A visit with notes, photos and position, written without network: ``client_id`` is made on the device, so that a
    visit sent twice is stored once; ``base_version`` tells what the device had seen."""

    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="visits")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    visited_at = models.DateTimeField()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy = models.FloatField(null=True, blank=True, help_text="metres")
    note = models.TextField()
    received_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("dossier_id", "visited_at", "id")


class VisitPhoto(models.Model):
    """A photo of a visit, re-encoded."""

    visit = models.ForeignKey(FieldVisit, on_delete=models.CASCADE, related_name="photos")
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("visit_id", "id")
