"""Stable codes of recognitions."""

from django.db import models


class RecognitionKind(models.TextChoices):
    """Kind of dossier that led to a recognition (26/2026, Điều 6.1)."""

    FIRST = "first", "Lần đầu"
    UPGRADE = "upgrade", "Nâng hạng"
    RENEWAL = "renewal", "Phân hạng lại"
    UNKNOWN = "unknown", "Chưa rõ"


class AuthorityLevel(models.TextChoices):
    """Who recognised: districts until 30/6/2025 (148/2023), provinces, the Ministry."""

    DISTRICT = "district", "Ủy ban nhân dân cấp huyện"
    PROVINCE = "province", "Ủy ban nhân dân cấp tỉnh"
    MINISTRY = "ministry", "Bộ Nông nghiệp và Môi trường"
    UNKNOWN = "unknown", "Chưa rõ cơ quan"


class Certainty(models.TextChoices):
    """How sure a record is, by its source."""

    CERTAIN = "certain", "Theo quyết định"
    REPORTED = "reported", "Theo báo chí, cổng thông tin"
    ILLUSTRATIVE = "illustrative", "Minh họa"
