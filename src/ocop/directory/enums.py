"""Stable codes of the directory."""

from django.db import models


class UnitList(models.TextChoices):
    """The list of administrative units that a code belongs to: the same code means different units in two lists."""

    BEFORE = "before-2025-07-01", "trước 01/7/2025 (63 tỉnh, có cấp huyện)"
    SINCE = "since-2025-07-01", "từ 01/7/2025 (34 tỉnh, hai cấp)"


class AreaLevel(models.TextChoices):
    """Level of an administrative unit."""

    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class ProducerType(models.TextChoices):
    """Who may take part (26/2026, Điều 2.3). ``UNKNOWN`` where a source does not say."""

    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    COMPANY = "company", "Doanh nghiệp"
    FARM = "farm", "Trang trại"
    HOUSEHOLD = "household", "Hộ sản xuất, hộ kinh doanh"
    ASSOCIATION = "association", "Hội, hiệp hội, trung tâm điều hành"
    UNKNOWN = "unknown", "Chưa rõ loại hình"
