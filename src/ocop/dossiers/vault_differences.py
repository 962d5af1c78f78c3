"""Where a paper does not fit the producer or the calendar: sentences for the list of what is missing."""

import re
from datetime import date

from ocop.directory.models import Producer
from ocop.dossiers.models import Paper
from ocop.kernel.text import date_vi, fold

OLDEST = date(1986, 1, 1)
"""A paper issued earlier is almost certainly a slip of the finger (our own bound, no rule of law)."""

_LEGAL_FORMS = (
    (r"\b(cong ty trach nhiem huu han|cty tnhh|cong ty tnhh)\b", "tnhh"),
    (r"\b(cong ty co phan|cty cp|ctcp)\b", "cp"),
    (r"\b(hop tac xa|htx)\b", "htx"),
    (r"\b(to hop tac|tht)\b", "tht"),
    (r"\b(ho kinh doanh|hkd)\b", "hkd"),
    (r"\b(doanh nghiep tu nhan|dntn)\b", "dntn"),
    (r"\b(mot thanh vien|1 thanh vien|mtv|1 tv)\b", "mtv"),
)


def same_name(one: str, other: str) -> bool:
    """True when two names are the same but for accents, case, signs and the short or long form of the kind of firm."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    text = re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()
    for pattern, short in _LEGAL_FORMS:
        text = re.sub(pattern, short, text)
    return text


def name_difference(paper: Paper, producer: Producer) -> str:
    """What is said when the paper prints another producer's name; empty when it fits or nothing was noted."""
    if not paper.holder_name or same_name(paper.holder_name, producer.name):
        return ""
    return (
        f"Giấy «{paper.title}» ghi tên «{paper.holder_name}», hồ sơ ghi «{producer.name}». "
        "Nếu cơ sở đã đổi tên, hãy kèm giấy đổi tên; nếu là giấy của cơ sở khác, hãy thay giấy đúng."
    )


def date_difference(paper: Paper, on: date) -> str:
    """What is said when the paper's term is over on ``on``, or its dates cannot be; empty when they are in order."""
    if paper.issued_on is not None and paper.issued_on < OLDEST:
        return (
            f"Giấy «{paper.title}» ghi ngày cấp {date_vi(paper.issued_on)}, có thể gõ nhầm năm. Hãy xem lại trên giấy."
        )
    if paper.issued_on is not None and paper.issued_on > on:
        return f"Giấy «{paper.title}» ghi ngày cấp {date_vi(paper.issued_on)}, sau ngày {date_vi(on)}. Hãy xem lại."
    if paper.valid_until is not None and paper.valid_until < on:
        return (
            f"Giấy «{paper.title}» hết hạn ngày {date_vi(paper.valid_until)}, trước ngày {date_vi(on)}. "
            "Hãy thay bằng bản còn hạn."
        )
    return ""


def number_difference(paper: Paper) -> str:
    """What is said when the number can be no number of a paper; empty when it may be one or none was noted."""
    if not paper.number or re.search(r"\d", paper.number):
        return ""
    return f"Giấy «{paper.title}» ghi số «{paper.number}» không có chữ số nào. Hãy chép đúng số in trên giấy."


def differences(paper: Paper, producer: Producer, on: date) -> list[str]:
    """Everything about a paper that does not fit on ``on`` (such as the round's cut-off)."""
    said = (name_difference(paper, producer), date_difference(paper, on), number_difference(paper))
    return [one for one in said if one]
