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


class Role(models.TextChoices):
    """What a grant lets a person do at an area; times are those of the grant."""

    COMMUNE_OFFICER = "commune_officer", "Cán bộ OCOP cấp xã"
    COMMUNE_CHAIR = "commune_chair", "Lãnh đạo UBND cấp xã"
    PROVINCE_OFFICE = "province_office", "Chuyên viên cơ quan tham mưu OCOP tỉnh"
    ADVISORY = "advisory", "Thành viên Tổ tư vấn"
    COUNCIL_MEMBER = "council_member", "Thành viên Hội đồng"
    SECRETARY = "secretary", "Thư ký Hội đồng"
    CHAIR = "chair", "Chủ tịch Hội đồng"
    FINANCE = "finance", "Cán bộ tài chính, hỗ trợ"
    TRADE = "trade", "Cán bộ xúc tiến thương mại"
    LEADER = "leader", "Lãnh đạo (chỉ xem)"
    AUDITOR = "auditor", "Thanh tra, kiểm toán (chỉ xem)"
    ADMIN = "admin", "Quản trị hệ thống"


class MemberRole(models.TextChoices):
    """A person's place in a producer."""

    OWNER = "owner", "Đại diện cơ sở"
    CLERK = "clerk", "Người giúp việc hồ sơ"


class Sex(models.TextChoices):
    """Sex of a representative, as Mẫu 02 and Mẫu 03 ask."""

    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"
