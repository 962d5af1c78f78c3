"""Writes of recognitions: record, correct, withdraw. Nothing is overwritten; every row keeps when it was recorded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.directory.models import Area
from ocop.dossiers.models import Product
from ocop.kernel.access import Actor
from ocop.kernel.checks import clean_texts, values_of
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.operations import Conflict, Refused, now, operation, record_event
from ocop.kernel.text import clean
from ocop.recognition import access
from ocop.recognition.enums import AuthorityLevel, Certainty, RecognitionKind
from ocop.recognition.models import CodeSeries, Recognition

OWN_SERIES = "SL"
"""Codes that the register gives itself: SL-00001, SL-00002 … (recognitions before 26/2026 carry no code of their own)."""

_CODE = re.compile(r"[0-9A-Z-]{3,40}\Z")
_UNKNOWN_DATE = PartialDate(None, Precision.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class RecognitionRow:
    """One recognition as a source states it. ``stars`` is ``None`` where it tells no rank; an empty ``code`` asks for one of
    the register's own; ``area`` is the unit at the time (the product's when not given); ``valid_until`` only where stated.
    """

    product: Product
    stars: int | None
    decided: PartialDate = _UNKNOWN_DATE
    code: str = ""
    kind: str = RecognitionKind.UNKNOWN
    decision_number: str = ""
    valid_until: date | None = None
    authority: str = ""
    authority_level: str = AuthorityLevel.UNKNOWN
    law: str = ""
    area: Area | None = None
    certainty: str = Certainty.CERTAIN
    source: str = ""
    note: str = ""


_TEXTS = ("decision_number", "authority", "law", "source", "note")
_CHOICES = {
    "kind": tuple(RecognitionKind.values),
    "authority_level": tuple(AuthorityLevel.values),
    "certainty": tuple(Certainty.values),
}
_PLAIN = tuple(field.name for field in fields(RecognitionRow) if field.name != "decided")


@operation(access=access.record_recognition)
def record_recognition(*, actor: Actor, **values: Any) -> Recognition:
    """A product was recognised; the keyword arguments are the fields of :class:`RecognitionRow`.

    Raises:
        Refused: stars outside 1–5, a decision in the future, an end before the decision, a code that is taken or cannot be
            read, a text too long.
    """
    recognition = _made([RecognitionRow(**values)])[0]
    recognition.save(force_insert=True)
    record_event("recognition.recorded", f"recognition:{recognition.pk}", _told(recognition))
    return recognition


@operation(access=access.record_recognition)
def bulk_record_recognitions(*, actor: Actor, rows: Sequence[RecognitionRow]) -> list[Recognition]:
    """Recognitions in the order of ``rows``, with one event for the batch. Raises :class:`Refused` like the single one."""
    recognitions = Recognition.objects.bulk_create(_made(rows), batch_size=500)
    record_event(
        "recognitions.recorded",
        "",
        {"count": len(recognitions), "ids": [recognition.pk for recognition in recognitions]},
    )
    return recognitions


@operation(access=access.record_recognition)
def correct_recognition(*, actor: Actor, recognition: Recognition, reason: str, **changes: Any) -> Recognition:
    """A new row that names the one it corrects; the old row stays as it was recorded. The code does not change.

    ``changes`` are fields of :class:`RecognitionRow` without ``code``.

    Raises:
        Conflict: the row was corrected before.
        Refused: no reason, or values that :func:`record_recognition` refuses.
    """
    unknown = set(changes) - ({*_PLAIN, "decided"} - {"code"})
    if unknown:
        raise TypeError(f"a correction cannot change {', '.join(sorted(unknown))}")
    values = {name: getattr(recognition, name) for name in _PLAIN} | {"decided": recognition.decided} | changes
    row = _checked(RecognitionRow(**values))
    corrected = _follow(recognition, row, reason, withdrawn=False)
    record_event(
        "recognition.corrected",
        f"recognition:{corrected.pk}",
        {
            **_told(corrected),
            "corrects": recognition.pk,
            "reason": corrected.correction_reason,
            "fields": sorted(changes),
        },
    )
    return corrected


@operation(access=access.record_recognition)
def withdraw_recognition(*, actor: Actor, recognition: Recognition, reason: str) -> Recognition:
    """A new row that says that ``recognition`` never held (a wrong entry). This is no revocation by decision.

    Raises:
        Conflict: the row was corrected before.
        Refused: no reason, or it is withdrawn already.
    """
    if recognition.withdrawn:
        raise Refused(f"Bản ghi {recognition.code} đã được rút khỏi sổ từ trước.")
    values: dict[str, Any] = {name: getattr(recognition, name) for name in _PLAIN} | {"decided": recognition.decided}
    withdrawn = _follow(recognition, RecognitionRow(**values), reason, withdrawn=True)
    record_event(
        "recognition.withdrawn",
        f"recognition:{withdrawn.pk}",
        {"code": withdrawn.code, "corrects": recognition.pk, "reason": withdrawn.correction_reason},
    )
    return withdrawn


def _follow(old: Recognition, row: RecognitionRow, reason: str, *, withdrawn: bool) -> Recognition:
    reason = clean(reason)
    if not reason:
        raise Refused("Thiếu lý do: ghi vì sao sửa, ví dụ «quyết định ghi 4 sao, nhập nhầm 3 sao».")
    recognition = _built(row, old.code)
    recognition.corrects, recognition.withdrawn = old, withdrawn
    recognition.correction_reason = reason[:300]
    try:
        with transaction.atomic():
            recognition.save(force_insert=True)
    except IntegrityError:
        raise Conflict(f"Bản ghi {old.code} đã được sửa trước đó; mở lại trang để xem bản mới rồi sửa tiếp.") from None
    return recognition


def _made(rows: Sequence[RecognitionRow]) -> list[Recognition]:
    checked = [_checked(row) for row in rows]
    _refuse_taken([row.code for row in checked if row.code])
    own = iter(_own_codes(sum(not row.code for row in checked)))
    return [_built(row, row.code or next(own)) for row in checked]


def _checked(row: RecognitionRow) -> RecognitionRow:
    values = values_of(row)
    clean_texts(Recognition, values, _TEXTS)
    for name, choices in _CHOICES.items():
        if values[name] not in choices:
            raise Refused(f"{name}: «{values[name]}» chưa có; dùng một trong: {', '.join(choices)}.")
    if row.stars is not None and row.stars not in range(1, 6):
        raise Refused(f"Hạng {row.stars} sao nằm ngoài 1–5 sao; sửa theo quyết định công nhận.")
    if row.code and not _CODE.match(row.code):
        raise Refused(f"Mã «{row.code}» có ký tự lạ; mã công khai gồm chữ số, chữ in hoa không dấu và dấu gạch nối.")
    if row.code.startswith(f"{OWN_SERIES}-") and not Recognition.objects.filter(code=row.code).exists():
        raise Refused(f"Mã «{row.code}» thuộc dãy mã tự cấp của sổ; để trống ô mã để sổ cấp.")
    _check_dates(row)
    if values["area"] is None:
        values["area"] = row.product.area
    return RecognitionRow(**values)


def _check_dates(row: RecognitionRow) -> None:
    decided = row.decided.counts_from
    if (decided is None) != (row.decided.precision == Precision.UNKNOWN):
        raise Refused("Ngày quyết định: chưa rõ ngày thì để trống; có ngày thì ghi rõ đến ngày, tháng hay năm.")
    if decided is not None and row.decided.precision == Precision.DAY and decided > timezone.localdate():
        raise Refused(f"Ngày quyết định {decided:%d/%m/%Y} ở sau hôm nay; sửa lại theo quyết định.")
    if decided and row.valid_until and row.valid_until < decided and row.decided.precision == Precision.DAY:
        raise Refused(
            f"Giấy chứng nhận hết hạn {row.valid_until:%d/%m/%Y}, trước ngày quyết định {decided:%d/%m/%Y}; sửa một trong hai."
        )


def _refuse_taken(codes: Sequence[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise Refused(f"Mã «{code}» được dùng hai lần; mỗi lần công nhận có một mã riêng.")
        seen.add(code)
    taken = (
        Recognition.objects.filter(code__in=seen).order_by("code").values_list("code", flat=True).first()
        if seen
        else None
    )
    if taken:
        raise Refused(f"Mã «{taken}» đã có trong sổ; mã không dùng lại, kể cả khi bản ghi đã được rút.")


def _own_codes(count: int) -> list[str]:
    if not count:
        return []
    CodeSeries.objects.get_or_create(name=OWN_SERIES)
    series = CodeSeries.objects.select_for_update().get(name=OWN_SERIES)
    first = series.last + 1
    series.last += count
    series.save(update_fields=("last",))
    return [f"{OWN_SERIES}-{number:05d}" for number in range(first, first + count)]


def _built(row: RecognitionRow, code: str) -> Recognition:
    values = {name: getattr(row, name) for name in _PLAIN if name != "code"}
    return Recognition(
        **values,
        code=code,
        decided_on=row.decided.counts_from,
        decided_precision=row.decided.precision,
        recorded_at=now(),
    )


def _told(recognition: Recognition) -> dict[str, Any]:
    return {
        "code": recognition.code,
        "product": recognition.product_id,
        "stars": recognition.stars,
        "decided": recognition.decided_on.isoformat() if recognition.decided_on else None,
        "precision": str(recognition.decided_precision),
        "decision": recognition.decision_number,
    }
