"""Reads of products."""

from django.db.models import Q, QuerySet

from ocop.directory.enums import UnitList
from ocop.directory.queries import AreaScope
from ocop.dossiers.models import Product
from ocop.kernel.text import fold


def products() -> QuerySet[Product]:
    """All products with producer and places, in Vietnamese order."""
    return Product.objects.select_related("producer", "area__parent__parent", "commune__parent").order_by(
        "sort_key", "id"
    )


def lies_in(scope: AreaScope, prefix: str = "") -> Q:
    """The condition «the product lies in the scope»; ``prefix`` is the way to the product, such as ``product__``.

    A unit of the old list asks for the place that the source names; one of today's list for today's commune where that is
    known, so that a product of a split commune is found where it lies.
    """
    if scope.unit_list == UnitList.BEFORE:
        return scope.q(f"{prefix}area")
    return scope.q(f"{prefix}commune") | (Q(**{f"{prefix}commune__isnull": True}) & scope.q(f"{prefix}area"))


def matches(text: str, prefix: str = "") -> Q:
    """The condition «every word of ``text`` begins a word of the product's names», without accents."""
    found = Q()
    for token in fold(text).split():
        found &= Q(**{f"{prefix}search_text__contains": f" {token}"})
    return found
