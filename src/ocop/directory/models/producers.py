"""Producers: the register's part."""

from django.db import models

from ocop.directory.enums import ProducerType
from ocop.directory.models.places import Area


class Producer(models.Model):
    """An OCOP producer («chủ thể OCOP»). ``area`` is the most exact unit that the source names, old or new."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    producer_type = models.CharField(max_length=20, choices=ProducerType.choices, default=ProducerType.UNKNOWN)
    stated_type = models.CharField(max_length=60, blank=True, help_text="as the source writes it")
    tax_code = models.CharField(max_length=20, blank=True)
    representative = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_is_public = models.BooleanField(default=False)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="producers")
    commune = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="producers_now")
    source = models.CharField(max_length=300, blank=True)
    is_illustrative = models.BooleanField(default=False)
    folded = models.CharField(max_length=260)
    sort_key = models.CharField(max_length=600)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("folded",)),
            models.Index(fields=("sort_key",)),
            models.Index(fields=("tax_code",)),
        )

    def __str__(self) -> str:
        return self.name
