"""Corrections of recorded facts: a new row that names the row it corrects. The old row stays as it was recorded."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from ocop.kernel.operations import Conflict, Refused, now, record_event
from ocop.programme.models import Booth, Participation, Target

Fact = TypeVar("Fact", Target, Booth, Participation)

_OWN_FIELDS = ("id", "recorded_at", "corrects", "withdrawn", "correction_reason")


def correct(fact: Fact, changes: Mapping[str, Any], *, reason: str, withdrawn: bool = False) -> Fact:
    """Record ``fact`` anew with ``changes``; the old row is named and no longer counts from now on.

    To be called inside an operation. ``withdrawn`` says that the fact never held.

    Raises:
        Refused: without a reason, without a change, or when the fact was withdrawn.
        Conflict: when the row was corrected already.
    """
    if not reason.strip():
        raise Refused("Chưa ghi lý do sửa. Hãy ghi lý do để người sau biết vì sao con số thay đổi.")
    if fact.withdrawn:
        raise Refused("Bản ghi này đã rút. Hãy ghi một bản ghi mới thay vì sửa bản đã rút.")
    model = type(fact)
    newer = model.objects.filter(corrects=fact).first()
    if newer is not None:
        raise Conflict(f"Bản ghi này đã được sửa lúc {newer.recorded_at:%H:%M %d/%m/%Y}. Hãy mở bản mới nhất rồi sửa.")
    values = {
        field.name: getattr(fact, field.name) for field in model._meta.concrete_fields if field.name not in _OWN_FIELDS
    }
    unknown = changes.keys() - values.keys()
    if unknown:
        raise TypeError(f"{model.__name__} has no field {', '.join(sorted(unknown))}")
    changed = {name: value for name, value in changes.items() if values[name] != value}
    if not changed and not withdrawn:
        raise Refused("Không có gì thay đổi so với bản đang có. Hãy sửa ít nhất một mục.")
    corrected = model(
        **{**values, **changed}, recorded_at=now(), corrects=fact, withdrawn=withdrawn, correction_reason=reason.strip()
    )
    try:
        with transaction.atomic():
            corrected.save(force_insert=True)
    except IntegrityError:
        raise Conflict("Bản ghi này vừa được người khác sửa. Hãy mở bản mới nhất rồi sửa.") from None
    kind = model.__name__.lower()
    record_event(
        f"{kind}.{'withdrawn' if withdrawn else 'corrected'}",
        f"{kind}:{corrected.pk}",
        {
            "corrects": fact.pk,
            "reason": reason.strip(),
            "changes": {name: [_plain(values[name]), _plain(value)] for name, value in changed.items()},
        },
    )
    return corrected


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "pk", value)
