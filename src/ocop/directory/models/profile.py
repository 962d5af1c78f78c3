"""What Mẫu 01, Mẫu 02 and the indicators need to know about a producer, beyond the register."""

from django.db import models

from ocop.directory.enums import Sex
from ocop.directory.models.producers import Producer


class ProducerProfile(models.Model):
    """The producer's own account of itself. Ethnicity and disability are sensitive: only the producer and case officers see them."""

    producer = models.OneToOneField(Producer, on_delete=models.PROTECT, related_name="profile")
    representative_position = models.CharField(max_length=120, blank=True)
    representative_sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    representative_ethnicity = models.CharField(max_length=60, blank=True)
    representative_disability = models.BooleanField(null=True, blank=True)
    representative_residence = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    founded_on = models.DateField(null=True, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    registration_issuer = models.CharField(max_length=160, blank=True)
    is_small_or_medium = models.BooleanField(null=True, blank=True)
    sales_channels = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)


class ProducerYear(models.Model):
    """Revenue and jobs of a year. Money in đồng; ``jobs_local`` are people who live in the commune."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    revenue = models.PositiveBigIntegerField(null=True, blank=True)
    profit = models.BigIntegerField(null=True, blank=True)
    jobs = models.PositiveIntegerField(null=True, blank=True)
    jobs_local = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("producer_id", "-year")
        constraints = (models.UniqueConstraint(fields=("producer", "year"), name="producer_year_once"),)
