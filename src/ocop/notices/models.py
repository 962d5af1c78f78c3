"""Notices to people and their deliveries by channel."""

from django.conf import settings
from django.db import models

from ocop.notices.enums import Channel, DeliveryState


class Notice(models.Model):
    """One message to one person about one record. ``event`` is the kernel event it tells of; sent once for it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey("kernel.Event", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    button = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (models.UniqueConstraint(fields=("user", "event"), name="notice_once_per_event"),)


class Delivery(models.Model):
    """A notice on one channel: the outbox shows what was sent and what failed, and why."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    address = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once_per_channel"),)
