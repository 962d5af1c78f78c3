"""What pages ask about people."""

from django.db.models import QuerySet

from ocop.directory.models import Producer
from ocop.kernel.access import Actor


def producers_of(actor: Actor) -> QuerySet[Producer]:
    """The producers that the person acts for, by name."""
    return Producer.objects.filter(pk__in=actor.producer_ids).order_by("name")
