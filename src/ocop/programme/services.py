"""Every write of the programme: schemes, targets, tasks, promotion events with booths and participations, texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from ocop.directory.models import Agency, Area, Producer
from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.operations import Conflict, Refused, now, operation, record_event
from ocop.programme.access import may_keep_programme
from ocop.programme.corrections import correct
from ocop.programme.enums import NarrativeCode, ParticipationRole, PromotionKind, TargetMeasure
from ocop.programme.models import (
    Booth,
    Narrative,
    Participation,
    PromotionEvent,
    ReportIssuer,
    Scheme,
    Target,
    Task,
)

_Text = TypeVar("_Text", Task, Narrative)


@operation(access=may_keep_programme)
def record_scheme(
    *,
    actor: Actor,
    number: str,
    issued_on: date,
    title: str,
    area: Area,
    starts: int,
    ends: int,
    issued_by: str = "",
    vision_year: int | None = None,
    source: str = "",
) -> Scheme:
    """Record a scheme («Đề án») that plans, targets and tasks hang on.

    Raises:
        Refused: when the years run backwards or the area already has a scheme of this number.
    """
    if ends < starts:
        raise Refused(f"Đề án {number}: năm kết thúc {ends} đứng trước năm bắt đầu {starts}. Hãy ghi lại hai năm này.")
    if Scheme.objects.filter(number=number, area=area).exists():
        raise Refused(f"Đề án {number} của {area} đã có trong sổ. Hãy dùng bản đã có.")
    scheme = Scheme.objects.create(
        number=number,
        issued_on=issued_on,
        issued_by=issued_by,
        title=title,
        area=area,
        starts=starts,
        ends=ends,
        vision_year=vision_year,
        source=source,
    )
    record_event("scheme.recorded", f"scheme:{scheme.pk}", {"number": number, "issued_on": issued_on.isoformat()})
    return scheme


@operation(access=may_keep_programme)
def set_target(
    *,
    actor: Actor,
    area: Area,
    year: int,
    measure: TargetMeasure,
    low: int,
    high: int | None,
    set_on: date,
    scheme: Scheme | None = None,
    source: str = "",
) -> Target:
    """State a target of a year as a range; ``high`` is ``None`` for «trở lên». A later ``set_on`` replaces an earlier one.

    Raises:
        Refused: when the range runs backwards.
    """
    _check_range(low, high)
    target = Target.objects.create(
        area=area,
        year=year,
        measure=measure,
        low=low,
        high=high,
        set_on=set_on,
        scheme=scheme,
        source=source,
        recorded_at=now(),
    )
    record_event(
        "target.set", f"target:{target.pk}", {"year": year, "measure": measure.value, "low": low, "high": high}
    )
    return target


@operation(access=may_keep_programme)
def correct_target(*, actor: Actor, target: Target, reason: str, **changes: Any) -> Target:
    """Record a target anew where it was written down wrongly. A target that was changed by a decision is set anew instead.

    ``changes`` are fields of :class:`Target`: ``low``, ``high``, ``year``, ``area``, ``set_on`` …
    """
    _check_range(changes.get("low", target.low), changes.get("high", target.high))
    return correct(target, changes, reason=reason)


@operation(access=may_keep_programme)
def withdraw_target(*, actor: Actor, target: Target, reason: str) -> Target:
    """Say that a target was never set."""
    return correct(target, {}, reason=reason, withdrawn=True)


def _check_range(low: int, high: int | None) -> None:
    if low < 0 or (high is not None and high < low):
        raise Refused(f"Mục tiêu từ {low} đến {high}: số sau nhỏ hơn số trước. Hãy ghi lại khoảng này.")


@operation(access=may_keep_programme)
def record_task(
    *,
    actor: Actor,
    area: Area,
    year: int,
    number: int,
    text: str,
    stated_on: date,
    scheme: Scheme | None = None,
    agency: Agency | None = None,
    source: str = "",
) -> Task:
    """Record a task of a year with the text that reports print.

    Raises:
        Refused: when the year already has a task of this number, or the text is empty.
    """
    if Task.objects.filter(area=area, year=year, number=number).exists():
        raise Refused(f"Năm {year} đã có nhiệm vụ số {number}. Hãy sửa nhiệm vụ đó hoặc dùng số khác.")
    task = Task.objects.create(
        area=area,
        year=year,
        number=number,
        text=_filled(text),
        stated_on=stated_on,
        scheme=scheme,
        agency=agency,
        source=source,
    )
    record_event("task.recorded", f"task:{task.pk}", {"year": year, "number": number})
    return task


@operation(access=may_keep_programme)
def edit_task(*, actor: Actor, task_id: int, version: int, text: str) -> Task:
    """Change the text of a task. ``version`` is the one that the writer saw; the text before is kept in the event.

    Raises:
        Conflict: when somebody changed the task in between.
    """
    return _edited(Task.objects.select_for_update().get(pk=task_id), version, text)


@operation(access=may_keep_programme)
def record_promotion_event(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: PromotionKind,
    area: Area,
    held: PartialDate,
    theme: str = "",
    organiser: Agency | None = None,
    participants_as: str = "",
    source: str = "",
    note: str = "",
    is_illustrative: bool = False,
) -> PromotionEvent:
    """Record a fair, forum or conference. ``code`` stands in the ids of report figures and is never used again.

    Raises:
        Refused: when the code is taken.
    """
    if PromotionEvent.objects.filter(code=code).exists():
        raise Refused(f"Mã sự kiện «{code}» đã dùng. Hãy chọn mã khác.")
    event = PromotionEvent.objects.create(
        code=code,
        name=name,
        theme=theme,
        kind=kind,
        area=area,
        organiser=organiser,
        participants_as=participants_as,
        held_on=held.counts_from,
        held_precision=_precision(held),
        source=source,
        note=note,
        is_illustrative=is_illustrative,
    )
    record_event("promotion_event.recorded", f"promotion_event:{event.pk}", {"code": code, "held": str(held)})
    return event


@operation(access=may_keep_programme)
def record_booths(
    *, actor: Actor, promotion_event: PromotionEvent, count: int, sponsor: Agency | None = None, source: str = ""
) -> list[Booth]:
    """Record ``count`` booths of an event, one row each, numbered on from those there are; they take its date and area.

    Raises:
        Refused: when ``count`` is less than 1.
    """
    if count < 1:
        raise Refused(f"Số gian hàng là {count}. Hãy ghi từ 1 trở lên.")
    taken = Booth.objects.filter(promotion_event=promotion_event).values_list("number", flat=True)
    first = max(taken, default=0) + 1
    moment = now()
    booths = [
        Booth.objects.create(
            promotion_event=promotion_event,
            number=number,
            sponsor=sponsor,
            area=promotion_event.area,
            held_on=promotion_event.held_on,
            held_precision=promotion_event.held_precision,
            source=source,
            recorded_at=moment,
        )
        for number in range(first, first + count)
    ]
    record_event("booths.recorded", f"promotion_event:{promotion_event.pk}", {"booths": [booth.pk for booth in booths]})
    return booths


@operation(access=may_keep_programme)
def correct_booth(*, actor: Actor, booth: Booth, reason: str, **changes: Any) -> Booth:
    """Record a booth anew where it was written down wrongly; ``changes`` are fields of :class:`Booth`."""
    return correct(booth, changes, reason=reason)


@operation(access=may_keep_programme)
def withdraw_booth(*, actor: Actor, booth: Booth, reason: str) -> Booth:
    """Say that a booth never was."""
    return correct(booth, {}, reason=reason, withdrawn=True)


@operation(access=may_keep_programme)
def record_participations(
    *,
    actor: Actor,
    promotion_event: PromotionEvent,
    role: ParticipationRole,
    producers: Sequence[Producer | None],
    source: str = "",
    note: str = "",
) -> list[Participation]:
    """Record who took part in an event, one row each; ``None`` stands for a producer that the source does not name.

    Raises:
        Refused: when the list is empty or names a producer twice.
    """
    named = [producer.pk for producer in producers if producer is not None]
    if not producers or len(named) != len(set(named)):
        raise Refused("Danh sách chủ thể tham gia để trống hoặc có tên lặp lại. Hãy ghi mỗi chủ thể một lần.")
    moment = now()
    rows = [
        Participation.objects.create(
            promotion_event=promotion_event,
            role=role,
            producer=producer,
            area=promotion_event.area,
            held_on=promotion_event.held_on,
            held_precision=promotion_event.held_precision,
            source=source,
            note=note,
            recorded_at=moment,
        )
        for producer in producers
    ]
    record_event(
        "participations.recorded",
        f"promotion_event:{promotion_event.pk}",
        {"role": role.value, "participations": [row.pk for row in rows]},
    )
    return rows


@operation(access=may_keep_programme)
def correct_participation(*, actor: Actor, participation: Participation, reason: str, **changes: Any) -> Participation:
    """Record a participation anew, such as with the producer's name; ``changes`` are fields of :class:`Participation`."""
    return correct(participation, changes, reason=reason)


@operation(access=may_keep_programme)
def withdraw_participation(*, actor: Actor, participation: Participation, reason: str) -> Participation:
    """Say that a producer did not take part."""
    return correct(participation, {}, reason=reason, withdrawn=True)


@operation(access=may_keep_programme)
def write_narrative(
    *, actor: Actor, area: Area, year: int, half: int, code: NarrativeCode, text: str, source: str = ""
) -> Narrative:
    """Write a text part of a half-year report for the first time.

    Raises:
        Refused: when the part is already written, the half is not 1 or 2, or the text is empty.
    """
    if half not in (1, 2):
        raise Refused(f"Kỳ báo cáo là {half}. Hãy ghi 1 (sáu tháng đầu năm) hoặc 2 (sáu tháng cuối năm).")
    if Narrative.objects.filter(area=area, year=year, half=half, code=code).exists():
        raise Refused(f"Phần «{code.label}» của kỳ {half}/{year} đã có. Hãy sửa bản đã có.")
    narrative = Narrative.objects.create(area=area, year=year, half=half, code=code, text=_filled(text), source=source)
    record_event("narrative.written", f"narrative:{narrative.pk}", {"year": year, "half": half, "code": code.value})
    return narrative


@operation(access=may_keep_programme)
def edit_narrative(*, actor: Actor, narrative_id: int, version: int, text: str) -> Narrative:
    """Change a text part. ``version`` is the one that the writer saw; the text before is kept in the event.

    Raises:
        Conflict: when somebody changed the part in between.
    """
    return _edited(Narrative.objects.select_for_update().get(pk=narrative_id), version, text)


@operation(access=may_keep_programme)
def set_report_issuer(
    *,
    actor: Actor,
    area: Area,
    agency: Agency,
    superior: Agency | None,
    symbol: str,
    place: str,
    signer_title: str,
    recipients: Sequence[str],
    formal_name: str = "",
    held_from: date | None = None,
    held_until: date | None = None,
    source: str = "",
) -> ReportIssuer:
    """Say which agency issues the reports of an area, with the abbreviation, place, signer's office and recipients.

    Raises:
        Refused: when the area already has an issuer from that day on.
    """
    if ReportIssuer.objects.filter(area=area, held_from=held_from).exists():
        raise Refused(f"Cơ quan ban hành báo cáo của {area} từ ngày này đã có. Hãy dùng bản đã có.")
    issuer = ReportIssuer.objects.create(
        area=area,
        agency=agency,
        superior=superior,
        formal_name=formal_name,
        symbol=symbol,
        place=place,
        signer_title=signer_title,
        recipients=list(recipients),
        held_from=held_from,
        held_until=held_until,
        source=source,
    )
    record_event("report_issuer.set", f"report_issuer:{issuer.pk}", {"agency": agency.code, "symbol": symbol})
    return issuer


def _edited(record: _Text, version: int, text: str) -> _Text:
    """The locked record with its new text and next version; the event keeps the text before."""
    _check_version(record, version)
    before, record.text, record.version = record.text, _filled(text), version + 1
    record.save(update_fields=("text", "version"))
    kind = record._meta.model_name
    record_event(f"{kind}.edited", f"{kind}:{record.pk}", {"version": record.version, "before": before})
    return record


def _check_version(record: Task | Narrative, seen: int) -> None:
    if record.version != seen:
        raise Conflict(
            f"Phần này đã có người sửa (bản {record.version}, quý cơ quan đang sửa bản {seen}). "
            "Hãy mở bản mới nhất rồi ghi lại thay đổi."
        )


def _filled(text: str) -> str:
    if not text.strip():
        raise Refused("Nội dung để trống. Hãy ghi nội dung rồi lưu.")
    return text.strip()


def _precision(held: PartialDate) -> Precision:
    return Precision.UNKNOWN if held.counts_from is None else held.precision
