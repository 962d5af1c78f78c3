"""Stable codes of notices."""

from django.db import models


class Channel(models.TextChoices):
    """How a notice goes out."""

    INBOX = "inbox", "Hộp thư trong hệ thống"
    EMAIL = "email", "Thư điện tử"
    SMS = "sms", "Tin nhắn SMS"
    ZALO = "zalo", "Zalo"


class DeliveryState(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Chưa gửi được"
