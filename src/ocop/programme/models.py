"""Schemes, targets, tasks, promotion events with booths and participations, narratives.

Only what the half-year account of June 2022 tells; plans, money and screens come later.
"""

from django.db import models

from ocop.directory.models import Agency, Area, Producer
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.models import RecordedFact
from ocop.programme.enums import NarrativeCode, ParticipationRole, PromotionKind, TargetMeasure


class Scheme(models.Model):
    """A scheme («Đề án») that plans, targets and tasks hang on."""

    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=400)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="schemes")
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    vision_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("issued_on", "id")
        constraints = (models.UniqueConstraint(fields=("number", "area"), name="scheme_number_once"),)

    def __str__(self) -> str:
        return self.number


class Target(RecordedFact):
    """A target of a year as a range. ``high`` is empty where only a minimum is set. ``set_on``: the day it was stated."""

    scheme = models.ForeignKey(Scheme, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=10, choices=TargetMeasure.choices)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True, blank=True)
    set_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("year", "measure", "id")


class Task(models.Model):
    """A task of the office for a year, with the text that reports print; edited under an optimistic lock."""

    scheme = models.ForeignKey(Scheme, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="tasks")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    stated_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("year", "number")
        constraints = (models.UniqueConstraint(fields=("area", "year", "number"), name="task_number_once_a_year"),)


class PromotionEvent(models.Model):
    """A fair, forum or conference to which the programme brought producers."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    theme = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=PromotionKind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="promotion_events")
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    organiser = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="promotion_events"
    )
    participants_as = models.CharField(
        max_length=200, blank=True, help_text="who was mobilised, as the source words it; printed after the number"
    )
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("held_on", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def held(self) -> PartialDate:
        """When it was held, with the precision of the source."""
        return PartialDate(self.held_on, Precision(self.held_precision))


class Booth(RecordedFact):
    """A booth at an event, used by one or several producers; ``sponsor`` paid for it."""

    promotion_event = models.ForeignKey(PromotionEvent, on_delete=models.PROTECT, related_name="booths")
    number = models.PositiveSmallIntegerField()
    sponsor = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="booths")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="booths")
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("promotion_event_id", "number", "id")


class Participation(RecordedFact):
    """A producer took part in an event. ``producer`` is empty where the source counts without naming."""

    promotion_event = models.ForeignKey(PromotionEvent, on_delete=models.PROTECT, related_name="participations")
    producer = models.ForeignKey(
        Producer, null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(max_length=12, choices=ParticipationRole.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="participations")
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("promotion_event_id", "role", "id")


class Narrative(models.Model):
    """A text part of a half-year report, edited under an optimistic lock (``version``)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="narratives")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, choices=NarrativeCode.choices)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("year", "half", "code")
        constraints = (models.UniqueConstraint(fields=("area", "year", "half", "code"), name="narrative_once"),)


class ReportIssuer(models.Model):
    """Who issues the programme's reports of an area, and what stands at the head and foot of the paper.

    ``held_until`` is the first day on which it no longer does. ``symbol`` is the agency's abbreviation in «Số: …/BC-SNN».
    No name of a person is kept: who signs is written when it is signed.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="report_issuers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="report_issuers")
    superior = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    formal_name = models.CharField(
        max_length=200, blank=True, help_text="for the head of papers, where the usual name is short"
    )
    symbol = models.CharField(max_length=30)
    place = models.CharField(max_length=60)
    signer_title = models.CharField(max_length=80)
    recipients = models.JSONField(default=list, help_text="lines of «Nơi nhận», without the dash")
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("area_id", "held_from", "id")
        constraints = (models.UniqueConstraint(fields=("area", "held_from"), name="report_issuer_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.agency} {self.symbol}"
