"""Administrative units and agencies."""

from django.db import models

from ocop.directory.enums import AreaLevel, UnitList
from ocop.kernel.models import RecordedFact


class Area(models.Model):
    """An administrative unit, identified by its code within a list of units.

    Code 80 is Long An in the list before 01/7/2025 and Tây Ninh in the list since: a code alone names nothing.
    Name, kind and point are those of the newest :class:`AreaVersion`, kept here for lists.
    """

    unit_list = models.CharField(max_length=20, choices=UnitList.choices)
    code = models.CharField(max_length=5)
    level = models.CharField(max_length=10, choices=AreaLevel.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    folded = models.CharField(max_length=160)
    sort_key = models.CharField(max_length=400)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    successors = models.ManyToManyField(
        "self", through="AreaSuccession", symmetrical=False, related_name="predecessors"
    )

    class Meta:
        ordering = ("sort_key", "code")
        constraints = (models.UniqueConstraint(fields=("unit_list", "level", "code"), name="area_code_once_per_list"),)
        indexes = (models.Index(fields=("parent", "sort_key")), models.Index(fields=("folded",)))

    def __str__(self) -> str:
        return self.name


class AreaVersion(RecordedFact):
    """A unit's name and kind from a day on, with the legal base. ``held_until`` is the first day on which it no longer holds."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    legal_base = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("area_id", "held_from", "id")


class AreaSuccession(models.Model):
    """Which unit of the new list took over an old one; a split unit has several, one of them the main one.

    ``is_main``: the new unit is where most of the old one went. ``is_main_origin``: the old unit is the one that the new
    one continues (it kept its code, as nearly all did), so that every new commune lies in exactly one old district.
    """

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins")
    is_main = models.BooleanField()
    is_split = models.BooleanField()
    is_main_origin = models.BooleanField(default=False)

    class Meta:
        ordering = ("old_id", "-is_main", "new_id")
        constraints = (models.UniqueConstraint(fields=("old", "new"), name="area_succession_once"),)


class Agency(models.Model):
    """A public body, by its lasting code; its names carry dates (:class:`AgencyName`)."""

    code = models.SlugField(max_length=60, unique=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="agencies")

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.code


class AgencyName(models.Model):
    """A name of an agency and the days on which it held (``held_until``: first day on which it no longer does)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("agency_id", "held_from", "id")
