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


class DossierKind(models.TextChoices):
    """Kind of dossier (26/2026, Điều 6.1); also the name of its procedure in ``law/procedures``."""

    FIRST = "first", "Lần đầu"
    UPGRADE = "upgrade", "Nâng hạng"
    RENEWAL = "renewal", "Đánh giá lại"


class SectionState(models.TextChoices):
    """State of a section on the task list; a person decides that it is done."""

    TODO = "todo", "Chưa làm"
    DOING = "doing", "Đang làm"
    DONE = "done", "Xong"
    FIX = "fix", "Cần sửa"


class Handler(models.TextChoices):
    """Which office handles a dossier."""

    COMMUNE = "commune", "UBND cấp xã"
    PROVINCE = "province", "Cơ quan tham mưu OCOP tỉnh"


class SupplementTarget(models.TextChoices):
    """What a supplement reopens."""

    SECTION = "section", "Phần của hồ sơ"
    CRITERION = "criterion", "Tiêu chí tự chấm"
    PAPER = "paper", "Giấy tờ"


class FileState(models.TextChoices):
    """Whether a stored file has been turned into page pictures."""

    WAITING = "waiting", "Đang xử lý"
    READY = "ready", "Xem được"
    DOWNLOAD_ONLY = "download", "Chỉ tải về"
    FAILED = "failed", "Không xem được"


class UploadState(models.TextChoices):
    """State of an upload in pieces."""

    OPEN = "open", "Đang tải"
    DONE = "done", "Đã nhận"
    REFUSED = "refused", "Không nhận"
