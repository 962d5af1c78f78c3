"""Stable codes of the programme."""

from django.db import models


class TargetMeasure(models.TextChoices):
    """What a target counts."""

    NEW = "new", "sản phẩm OCOP mới được công nhận từ 3 sao"
    TOTAL = "total", "tổng sản phẩm OCOP"
    NEW_4 = "new_4", "sản phẩm OCOP mới đạt 4 sao"
    TOTAL_4 = "total_4", "tổng sản phẩm OCOP đạt 4 sao"


class PromotionKind(models.TextChoices):
    """Kind of promotion event (S4, S12)."""

    FAIR = "fair", "Hội chợ"
    FORUM = "forum", "Diễn đàn"
    CONFERENCE = "conference", "Hội nghị"


class ParticipationRole(models.TextChoices):
    """With what a producer took part."""

    RECOGNISED = "recognised", "có sản phẩm được công nhận"
    POTENTIAL = "potential", "có sản phẩm tiềm năng"
    MOBILISED = "mobilised", "được vận động tham gia"


class NarrativeCode(models.TextChoices):
    """Text parts of a half-year report."""

    DIFFICULTIES = "difficulties", "Khó khăn, hạn chế"
    ORIENTATION = "orientation", "Định hướng"
    FOCUS_COMMUNES = "focus_communes", "Địa bàn trọng tâm"
