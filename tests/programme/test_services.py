"""Writes of the programme: what is refused and why, corrections that keep the old row, and the optimistic lock."""

from datetime import date

import pytest

from ocop.directory.models import Area
from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.models import Event, User
from ocop.kernel.operations import Conflict, NotAllowed, Refused, now
from ocop.programme import services
from ocop.programme.enums import NarrativeCode, ParticipationRole, PromotionKind, TargetMeasure
from ocop.programme.models import Booth, Participation, PromotionEvent, Target, Task

ACTOR = Actor.system("test")
JUNE = date(2022, 6, 24)


def an_event(province: Area, **changes: object) -> PromotionEvent:
    values: dict[str, object] = {
        "code": "hoi_cho", "name": "Hội chợ", "kind": PromotionKind.FAIR, "area": province,
        "held": PartialDate(JUNE, Precision.BY),
    }  # fmt: skip
    return services.record_promotion_event(actor=ACTOR, **{**values, **changes})  # type: ignore[arg-type]


def a_target(province: Area, low: int = 15, high: int | None = 20) -> Target:
    return services.set_target(
        actor=ACTOR, area=province, year=2022, measure=TargetMeasure.NEW, low=low, high=high, set_on=JUNE
    )


def a_task(province: Area) -> Task:
    return services.record_task(
        actor=ACTOR, area=province, year=2022, number=1, text="Tham mưu kế hoạch.", stated_on=JUNE
    )


def test_only_the_operator_writes(province: Area) -> None:
    person = Actor(name="Lê Văn Bình", user=User(username="binh"))
    with pytest.raises(NotAllowed, match="người vận hành"):
        services.record_task(actor=person, area=province, year=2022, number=1, text="…", stated_on=JUNE)
    assert not Task.objects.exists()


def test_booths_are_rows_numbered_on_with_the_date_of_their_event(province: Area) -> None:
    event = an_event(province)
    services.record_booths(actor=ACTOR, promotion_event=event, count=2)
    services.record_booths(actor=ACTOR, promotion_event=event, count=3)
    booths = Booth.objects.order_by("number")
    assert [booth.number for booth in booths] == [1, 2, 3, 4, 5]
    assert {(booth.held_on, booth.held_precision) for booth in booths} == {(JUNE, "by")}
    assert Event.objects.filter(kind="booths.recorded").count() == 2
    with pytest.raises(Refused, match="từ 1 trở lên"):
        services.record_booths(actor=ACTOR, promotion_event=event, count=0)


def test_a_correction_names_the_row_it_corrects_and_keeps_it(province: Area) -> None:
    target = a_target(province)
    before = now()
    corrected = services.correct_target(actor=ACTOR, target=target, reason="gõ nhầm", high=25)
    assert corrected.corrects == target
    assert Target.objects.get(pk=target.pk).high == 20
    assert [row.high for row in Target.objects.known_at()] == [25]
    assert [row.high for row in Target.objects.known_at(before)] == [20]
    told = Event.objects.get(kind="target.corrected").payload
    assert told == {"corrects": target.pk, "reason": "gõ nhầm", "changes": {"high": [20, 25]}}


def test_a_row_is_corrected_once(province: Area) -> None:
    target = a_target(province)
    services.correct_target(actor=ACTOR, target=target, reason="gõ nhầm", low=10)
    with pytest.raises(Conflict, match="đã được sửa lúc"):
        services.correct_target(actor=ACTOR, target=target, reason="gõ nhầm", low=11)


def test_what_was_withdrawn_counts_no_more_and_is_not_corrected(province: Area) -> None:
    target = a_target(province)
    gone = services.withdraw_target(actor=ACTOR, target=target, reason="không có mục tiêu này")
    assert list(Target.objects.known_at()) == []
    with pytest.raises(Refused, match="đã rút"):
        services.correct_target(actor=ACTOR, target=gone, reason="sửa", low=1)


@pytest.mark.parametrize(("changes", "reason", "message"), [
    ({"low": 16}, "  ", "lý do"),
    ({"low": 15}, "xem lại", "Không có gì thay đổi"),
    ({"low": 30}, "xem lại", "số sau nhỏ hơn số trước"),
])  # fmt: skip
def test_a_correction_needs_a_reason_and_a_change(
    province: Area, changes: dict[str, int], reason: str, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        services.correct_target(actor=ACTOR, target=a_target(province), reason=reason, **changes)
    assert Target.objects.count() == 1


def test_a_correction_of_an_unknown_field_is_a_fault_of_the_program(province: Area) -> None:
    with pytest.raises(TypeError, match="lowest"):
        services.correct_target(actor=ACTOR, target=a_target(province), reason="x", lowest=1)


def test_participations_without_names_are_rows_too(province: Area) -> None:
    event = an_event(province)
    rows = services.record_participations(
        actor=ACTOR, promotion_event=event, role=ParticipationRole.POTENTIAL, producers=[None, None, None]
    )
    assert Participation.objects.known_at().count() == 3
    services.withdraw_participation(actor=ACTOR, participation=rows[0], reason="không tham gia")
    services.correct_participation(
        actor=ACTOR, participation=rows[1], reason="có sản phẩm được công nhận", role=ParticipationRole.RECOGNISED
    )
    known = Participation.objects.known_at().order_by("pk")
    assert [row.role for row in known] == ["potential", "recognised"]
    with pytest.raises(Refused, match="để trống"):
        services.record_participations(
            actor=ACTOR, promotion_event=event, role=ParticipationRole.POTENTIAL, producers=[]
        )


def test_booth_corrections(province: Area) -> None:
    booths = services.record_booths(actor=ACTOR, promotion_event=an_event(province), count=2)
    services.withdraw_booth(actor=ACTOR, booth=booths[0], reason="không thuê")
    services.correct_booth(
        actor=ACTOR, booth=booths[1], reason="rõ ngày", held_on=date(2022, 4, 1), held_precision="day"
    )
    assert [booth.held_on for booth in Booth.objects.known_at()] == [date(2022, 4, 1)]


def test_codes_of_events_are_used_once(province: Area) -> None:
    an_event(province)
    with pytest.raises(Refused, match="đã dùng"):
        an_event(province, name="Hội chợ khác")


def test_two_people_edit_one_task(province: Area) -> None:
    task = a_task(province)
    services.edit_task(actor=ACTOR, task_id=task.pk, version=1, text="Tham mưu và ban hành kế hoạch.")
    with pytest.raises(Conflict, match="bản 2"):
        services.edit_task(actor=ACTOR, task_id=task.pk, version=1, text="Bản cũ viết đè.")
    task.refresh_from_db()
    assert (task.text, task.version) == ("Tham mưu và ban hành kế hoạch.", 2)
    assert Event.objects.get(kind="task.edited").payload["before"] == "Tham mưu kế hoạch."


def test_a_task_has_one_number_and_a_text(province: Area) -> None:
    a_task(province)
    with pytest.raises(Refused, match="đã có nhiệm vụ số 1"):
        a_task(province)
    with pytest.raises(Refused, match="để trống"):
        services.record_task(actor=ACTOR, area=province, year=2022, number=2, text=" ", stated_on=JUNE)


def test_texts_are_written_once_and_edited_under_a_lock(province: Area) -> None:
    written = services.write_narrative(
        actor=ACTOR, area=province, year=2022, half=1, code=NarrativeCode.DIFFICULTIES, text="Còn lúng túng."
    )
    with pytest.raises(Refused, match="Hãy sửa bản đã có"):
        services.write_narrative(
            actor=ACTOR, area=province, year=2022, half=1, code=NarrativeCode.DIFFICULTIES, text="Khác."
        )
    with pytest.raises(Refused, match="Kỳ báo cáo là 3"):
        services.write_narrative(
            actor=ACTOR, area=province, year=2022, half=3, code=NarrativeCode.DIFFICULTIES, text="Khác."
        )
    edited = services.edit_narrative(actor=ACTOR, narrative_id=written.pk, version=1, text="Đã rõ cách làm.")
    assert edited.version == 2
    with pytest.raises(Conflict):
        services.edit_narrative(actor=ACTOR, narrative_id=written.pk, version=1, text="Đè.")


def test_a_scheme_has_its_number_once_and_years_in_order(province: Area) -> None:
    def record(starts: int, ends: int) -> None:
        services.record_scheme(
            actor=ACTOR, number="1391/QĐ-UBND", issued_on=date(2020, 7, 6), title="Đề án", area=province,
            starts=starts, ends=ends,
        )  # fmt: skip

    with pytest.raises(Refused, match="đứng trước"):
        record(2025, 2020)
    record(2020, 2025)
    with pytest.raises(Refused, match="đã có trong sổ"):
        record(2020, 2025)
