"""The state of a recognition on a day: worked out, never stored."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from ocop.rules.clocks import clocks_of
from ocop.rules.lifecycle import CertificateFacts, certificate_state
from ocop.rules.rulebook import law_directory


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
    WITHDRAWN = "withdrawn"
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
    RecognitionState.WITHDRAWN: "Đã thu hồi quyết định công nhận",
    RecognitionState.UNKNOWN: "Chưa rõ thời hạn",
}


@lru_cache(maxsize=4096)
def state_by_term(valid_until: date | None, as_of: date) -> RecognitionState:
    """The state of a product's newest recognition by its last day alone; without a last day it is not known, never ended.

    Renewal dossiers and revocations are not on record yet; the rules are those of ``ocop.rules.lifecycle``.
    """
    found = certificate_state(clocks_of(law_directory()), as_of, CertificateFacts(last_day=valid_until))
    return RecognitionState(found.state)


def state_when_followed(
    stars: int | None, valid_until: date | None, next_stars: int | None, next_decided: date
) -> RecognitionState:
    """The state of a recognition after a newer one of the same product: upgraded, renewed, or expired where it had ended
    before the newer one was decided (the product then came back as a first recognition).
    """
    if valid_until is not None and valid_until < next_decided:
        return RecognitionState.EXPIRED
    is_higher = stars is not None and next_stars is not None and next_stars > stars
    return RecognitionState.UPGRADED if is_higher else RecognitionState.RENEWED
