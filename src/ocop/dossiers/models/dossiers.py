"""A dossier on its way through a procedure: sections, answers, supplements, frozen submissions, slips, clocks."""

import uuid

from django.conf import settings
from django.db import models

from ocop.directory.models import Area, FilingConsent, Producer
from ocop.dossiers.enums import DossierKind, Handler, SectionState, SupplementTarget
from ocop.dossiers.models.evidence import Paper, PaperFile
from ocop.dossiers.models.products import Product


class Dossier(models.Model):
    """A product's dossier of one kind, pinned to the decision, set and digest it is scored by.

    ``step`` is a step of ``law/procedures/<kind>.yaml``; ``end`` is empty while it runs. ``version`` is the optimistic lock of
    the dossier's own fields; sections and answers carry their own.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="dossiers")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="dossiers")
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=10, choices=DossierKind.choices)
    decision = models.CharField(max_length=12)
    set_number = models.PositiveSmallIntegerField()
    set_digest = models.CharField(max_length=80)
    cases = models.JSONField(default=dict, blank=True)
    not_applicable = models.JSONField(default=list, blank=True)
    step = models.CharField(max_length=40)
    step_since = models.DateTimeField()
    end = models.CharField(max_length=40, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    proposed_on = models.DateField(null=True, blank=True, help_text="date of the commune's văn bản đề nghị (Điều 5.1)")
    round_cutoff = models.DateField(null=True, blank=True)
    product_code = models.CharField(max_length=40, blank=True)
    samples_received = models.PositiveSmallIntegerField(default=0)
    consent = models.ForeignKey(FilingConsent, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    is_illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (models.Index(fields=("commune", "step")), models.Index(fields=("producer", "step")))
        constraints = (
            models.UniqueConstraint(
                fields=("product",), condition=models.Q(end=""), name="dossier_one_open_per_product"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.product}"


class DossierSection(models.Model):
    """One section of the task list (a section id of ``law/forms``): what was typed, and what the person decided about it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=40)
    data = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=SectionState.choices, default=SectionState.TODO)
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("dossier_id", "id")
        constraints = (models.UniqueConstraint(fields=("dossier", "code"), name="dossier_section_once"),)


class DossierAnswer(models.Model):
    """The producer's own mark of a criterion. ``letter`` empty and ``is_none`` false: not answered yet (never the same as 0)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=10)
    letter = models.CharField(max_length=2, blank=True)
    is_none = models.BooleanField(default=False)
    description = models.TextField(blank=True)
    papers = models.ManyToManyField(Paper, blank=True, related_name="answers")
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("dossier_id", "id")
        constraints = (models.UniqueConstraint(fields=("dossier", "criterion"), name="dossier_answer_once"),)


class Supplement(models.Model):
    """One thing sent back to be mended. Only what it names reopens. ``stops_clock`` for a missing component («quy ước»)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplements")
    asked_by_level = models.CharField(max_length=10, choices=Handler.choices)
    target = models.CharField(max_length=10, choices=SupplementTarget.choices)
    code = models.CharField(max_length=40, help_text="section, criterion, or kind of paper")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="supplements")
    message = models.CharField(max_length=1000)
    photo = models.ForeignKey(PaperFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stops_clock = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("dossier_id", "asked_at", "id")


class Submission(models.Model):
    """The frozen copy made at each submission: everything that was filed, its papers by digest. Never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("dossier_id", "number")
        constraints = (models.UniqueConstraint(fields=("dossier", "number"), name="submission_number_once"),)


class Slip(models.Model):
    """A receipt «Phiếu số …/PĐK-(mã tỉnh)-(mã xã)-(năm)», given at receipt, once by the commune and once by the province."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="slips")
    level = models.CharField(max_length=10, choices=Handler.choices)
    office = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="slips")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=60)
    received_on = models.DateField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("office_id", "year", "number")
        constraints = (
            models.UniqueConstraint(fields=("office", "level", "year", "number"), name="slip_number_once"),
            models.UniqueConstraint(fields=("dossier", "level"), name="slip_once_per_level"),
        )


class Clock(models.Model):
    """A running term. Gross days count from ``started_on``; pauses are rows of :class:`ClockPause`, both are shown."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=30)
    started_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("dossier_id", "started_on", "id")


class ClockPause(models.Model):
    """Days on which the net clock stands («quy ước»): from the return of missing components to their coming back."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("clock_id", "starts", "id")


class Variant(models.Model):
    """A size or flavour of the product covered by the dossier and named on the certificate."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=120)
    pack = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("dossier_id", "id")
