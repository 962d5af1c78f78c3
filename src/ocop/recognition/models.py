"""Recognitions: each a fact with two times."""

from django.db import models

from ocop.directory.models import Area
from ocop.dossiers.models import Product
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.models import RecordedFact
from ocop.recognition.enums import AuthorityLevel, Certainty, RecognitionKind


class CodeSeries(models.Model):
    """The counter of codes that the register gives itself: it only goes up, so that no code is given twice."""

    name = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "code series"

    def __str__(self) -> str:
        return f"{self.name}-{self.last}"


class Recognition(RecordedFact):
    """A product was given stars by a decision.

    ``decided_on`` is the last day that the stated date can be (a year alone: 31/12); empty when unknown, then the record
    counts in no as-of figure. ``area`` is the unit at the time, in the list of that time. ``valid_until`` is the last day of
    the certificate, only where a source states it: never worked out from an assumption. ``stars`` is empty where a source tells
    of a recognition without its rank. ``code`` is the public code, kept through corrections, never used again.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="recognitions")
    code = models.CharField(max_length=40)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=RecognitionKind.choices, default=RecognitionKind.UNKNOWN)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    valid_until = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=160, blank=True)
    authority_level = models.CharField(max_length=10, choices=AuthorityLevel.choices, default=AuthorityLevel.UNKNOWN)
    law = models.CharField(max_length=12, blank=True, help_text="decision key of the criteria, such as 1048/2019")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions")
    certainty = models.CharField(max_length=14, choices=Certainty.choices, default=Certainty.CERTAIN)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("product_id", "decided_on", "id")
        indexes = (models.Index(fields=("product", "decided_on")), models.Index(fields=("decided_on", "stars")))
        constraints = (
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="recognition_stars_1_to_5"),
            models.UniqueConstraint(
                fields=("code",), condition=models.Q(corrects__isnull=True), name="recognition_code_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.stars} sao" if self.stars else f"{self.code} (chưa rõ hạng sao)"

    @property
    def decided(self) -> PartialDate:
        """The date of the decision with its precision."""
        return PartialDate(self.decided_on, Precision(self.decided_precision))
