"""Products: goods and tourism services."""

from django.db import models

from ocop.directory.models import Area, Producer
from ocop.dossiers.enums import ProductGroup, Standing


class Product(models.Model):
    """A product, whatever its rank. An upgrade is a new recognition of the same product, never a second product.

    ``has_public_name`` is false for records that a source counts without naming («tên chưa công bố»): they count, they have
    no page. ``search_text`` is folded: names of product, producer, old and new commune and district, each word after a space;
    ``accent_text`` holds the same in lower case with its accents, to rank what was typed exactly. ``folded``: the name alone.
    """

    name = models.CharField(max_length=200, blank=True)
    has_public_name = models.BooleanField(default=True)
    slug = models.SlugField(max_length=140, unique=True)
    producer = models.ForeignKey(Producer, null=True, blank=True, on_delete=models.PROTECT, related_name="products")
    group = models.CharField(max_length=12, choices=ProductGroup.choices, default=ProductGroup.UNKNOWN)
    set_number = models.PositiveSmallIntegerField(null=True, blank=True)
    standing = models.CharField(max_length=12, choices=Standing.choices, blank=True, default=Standing.NONE)
    standing_since = models.DateField(null=True, blank=True)
    standing_note = models.CharField(max_length=300, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="products")
    commune = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="products_now")
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    is_illustrative = models.BooleanField(default=False)
    folded = models.CharField(max_length=260, blank=True)
    search_text = models.CharField(max_length=1200)
    accent_text = models.CharField(max_length=1200, blank=True)
    sort_key = models.CharField(max_length=600)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("sort_key",)),
            models.Index(fields=("group", "sort_key")),
            models.Index(fields=("folded",)),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(has_public_name=False) | ~models.Q(name=""), name="product_named_or_unnamed"
            ),
        )

    def __str__(self) -> str:
        return self.name or "(tên chưa công bố)"
