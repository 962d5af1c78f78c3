"""Stable codes of products."""

from django.db import models


class Standing(models.TextChoices):
    """What a source says about a product besides a recognition."""

    NONE = "", "—"
    POTENTIAL = "potential", "Sản phẩm tiềm năng"
    NAMED = "named", "Được nêu tên, chưa có thứ hạng"


class ProductGroup(models.TextChoices):
    """The six groups (26/2026, Điều 2.2)."""

    FOOD = "food", "Thực phẩm"
    DRINK = "drink", "Đồ uống"
    HERB = "herb", "Dược liệu và sản phẩm từ dược liệu"
    CRAFT = "craft", "Hàng thủ công mỹ nghệ"
    ORNAMENTAL = "ornamental", "Sinh vật cảnh"
    TOURISM = "tourism", "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch"
    UNKNOWN = "unknown", "Chưa rõ nhóm"
