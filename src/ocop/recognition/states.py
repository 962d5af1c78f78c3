"""The state of a recognition on a day: worked out, never stored."""

from datetime import date, timedelta
from enum import StrEnum

_OPENS = timedelta(days=180)
_CLOSES = timedelta(days=120)
# 26/2026, Điều 7 khoản 6 điểm a (law/procedures/clocks.yaml: renewal_opens, renewal_closes).


class RecognitionState(StrEnum):
    """Names of states in data and addresses."""

    VALID = "valid"
    RENEWAL_WINDOW = "renewal_window"
    FILED = "filed"
    EXTENDED = "extended"
    RENEWED = "renewed"
    UPGRADED = "upgraded"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CEASED = "ceased"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """As pages print it."""
        return _LABELS[self]


_LABELS = {
    RecognitionState.VALID: "Còn hiệu lực",
    RecognitionState.RENEWAL_WINDOW: "Trong thời gian nộp hồ sơ phân hạng lại",
    RecognitionState.FILED: "Đã nộp hồ sơ phân hạng lại",
    RecognitionState.EXTENDED: "Đang gia hạn theo Điều 12.3 (quy ước)",
    RecognitionState.RENEWED: "Đã được phân hạng lại",
    RecognitionState.UPGRADED: "Đã được nâng hạng",
    RecognitionState.EXPIRED: "Hết hạn",
    RecognitionState.REVOKED: "Đã thu hồi",
    RecognitionState.CEASED: "Ngừng sản xuất",
    RecognitionState.UNKNOWN: "Chưa rõ thời hạn",
}


def state_by_term(valid_until: date | None, as_of: date) -> RecognitionState:
    """The state of a product's newest recognition by its last day alone; without a last day it is not known, never ended."""
    if valid_until is None:
        return RecognitionState.UNKNOWN
    if as_of > valid_until:
        return RecognitionState.EXPIRED
    if valid_until - _OPENS <= as_of <= valid_until - _CLOSES:
        return RecognitionState.RENEWAL_WINDOW
    return RecognitionState.VALID


def state_when_followed(stars: int | None, next_stars: int | None) -> RecognitionState:
    """The state of a recognition that a newer one of the same product has replaced."""
    if stars is not None and next_stars is not None and next_stars > stars:
        return RecognitionState.UPGRADED
    return RecognitionState.RENEWED
