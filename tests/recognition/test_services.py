"""Recognitions: what is refused, codes that are never used again, corrections that keep what was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.models import Event
from ocop.kernel.operations import Conflict, NotAllowed, Refused, broken_event
from ocop.recognition.models import Recognition
from ocop.recognition.services import (
    RecognitionRow,
    bulk_record_recognitions,
    correct_recognition,
    record_recognition,
    withdraw_recognition,
)
from tests.places import SYSTEM, load_places, old
from tests.recognition.builders import product, recognised

pytestmark = pytest.mark.django_db


def test_a_recognition_as_it_is_kept() -> None:
    load_places()
    salt = product(area=old("25642"))
    made = record_recognition(
        actor=SYSTEM,
        product=salt,
        stars=4,
        decided=PartialDate.parse("2024-01-31"),
        code="80-25630-01-2024",
        kind="upgrade",
        decision_number=" 240/QĐ-UBND ",
        valid_until=date(2027, 1, 31),
        authority="UBND tỉnh Tây Ninh",
        authority_level="province",
        law="148/2023",
    )
    kept = Recognition.objects.get()
    assert (kept.code, kept.stars, kept.decided) == ("80-25630-01-2024", 4, PartialDate.day(date(2024, 1, 31)))
    assert kept.decision_number == "240/QĐ-UBND"
    assert kept.area == old("25642"), "the product's place when none is told"
    assert (kept.corrects, kept.withdrawn) == (None, False)
    assert timezone.now() - kept.recorded_at < timedelta(minutes=1)
    event = Event.objects.get(kind="recognition.recorded")
    assert event.subject == f"recognition:{made.pk}"
    assert event.payload["stars"] == 4 and event.payload["decided"] == "2024-01-31"


TOMORROW = PartialDate.day(date(2100, 1, 1))
REFUSED = [
    ({"stars": 0}, "Hạng 0 sao nằm ngoài 1–5"),
    ({"stars": 6}, "Hạng 6 sao"),
    ({"decided": TOMORROW}, "ở sau hôm nay"),
    ({"decided": PartialDate.parse("2024-01-31"), "valid_until": date(2023, 1, 31)}, "trước ngày quyết định"),
    ({"decided": PartialDate(None, Precision.DAY)}, "chưa rõ ngày thì để trống"),
    ({"decided": PartialDate(date(2024, 1, 31), Precision.UNKNOWN)}, "chưa rõ ngày thì để trống"),
    ({"code": "80-25630-01-2024 "}, "ký tự lạ"),
    ({"code": "mã 1"}, "ký tự lạ"),
    ({"code": "A" * 41}, "ký tự lạ"),
    ({"code": "SL-00007"}, "dãy mã tự cấp"),
    ({"kind": "nâng hạng"}, "upgrade"),
    ({"authority_level": "huyện"}, "district"),
    ({"certainty": "sure"}, "certain"),
    ({"decision_number": "1" * 61}, "tối đa 60"),
]


@pytest.mark.parametrize(("values", "told"), REFUSED)
def test_what_is_refused(values: dict[str, object], told: str) -> None:
    salt = product()
    events = Event.objects.count()
    row = {"product": salt, "stars": 3} | values
    with pytest.raises(Refused, match=told):
        record_recognition(actor=SYSTEM, **row)
    with pytest.raises(Refused, match=told):
        good = RecognitionRow(product=salt, stars=3)
        bulk_record_recognitions(actor=SYSTEM, rows=[good, RecognitionRow(**row)])  # type: ignore[arg-type]
    assert not Recognition.objects.exists()
    assert Event.objects.count() == events


def test_a_date_known_to_the_year_may_end_later_than_today() -> None:
    this_year = str(timezone.localdate().year)
    assert recognised("Muối ớt", 3, this_year).decided_precision == Precision.YEAR


def test_a_recognition_may_lack_its_rank_and_its_date() -> None:
    made = recognised("Muối ớt", None)
    assert (made.stars, made.decided_on, str(made.decided)) == (None, None, "chưa rõ ngày")
    assert "chưa rõ hạng sao" in str(made)


def test_people_may_not_write_yet() -> None:
    salt = product()
    with pytest.raises(NotAllowed):
        record_recognition(actor=Actor(name="ai đó"), product=salt, stars=3)


def test_own_codes_go_up_and_are_never_given_twice() -> None:
    salt = product()
    first = recognised(salt, 3, "2020")
    withdraw_recognition(actor=SYSTEM, recognition=first, reason="nhập nhầm")
    rows = [RecognitionRow(product=salt, stars=3), RecognitionRow(product=salt, stars=3, code="X-1")]
    made = bulk_record_recognitions(actor=SYSTEM, rows=[*rows, RecognitionRow(product=salt, stars=4)])
    assert [row.code for row in (first, *made)] == ["SL-00001", "SL-00002", "X-1", "SL-00003"]
    with pytest.raises(Refused, match="đã có trong sổ"):
        recognised(salt, 3, code="X-1")
    withdraw_recognition(actor=SYSTEM, recognition=made[1], reason="nhập nhầm")
    with pytest.raises(Refused, match="kể cả khi bản ghi đã được rút"):
        recognised(salt, 3, code="X-1")
    with pytest.raises(Refused, match="được dùng hai lần"):
        twice = RecognitionRow(product=salt, stars=3, code="Y-1")
        bulk_record_recognitions(actor=SYSTEM, rows=[twice, twice])
    with pytest.raises(Refused, match="đã có trong sổ"):
        recognised(salt, 3, code="SL-00002")
    assert recognised(salt, 3).code == "SL-00004"


def test_a_failed_write_gives_its_code_back_with_the_rest() -> None:
    salt = product()
    with pytest.raises(Refused):
        bulk_record_recognitions(
            actor=SYSTEM, rows=[RecognitionRow(product=salt, stars=3), RecognitionRow(product=salt, stars=9)]
        )
    assert recognised(salt, 3).code == "SL-00001"


def test_a_correction_is_a_new_row_with_the_same_code() -> None:
    wrong = recognised("Muối ớt", 3, "2022")
    right = correct_recognition(
        actor=SYSTEM,
        recognition=wrong,
        reason="  quyết định ghi 4 sao ",
        stars=4,
        decided=PartialDate.parse("2022-05-10"),
    )
    assert (right.code, right.corrects, right.correction_reason) == (wrong.code, wrong, "quyết định ghi 4 sao")
    wrong.refresh_from_db()
    assert (wrong.stars, wrong.decided_precision) == (3, "year"), "nothing is overwritten"
    assert right.recorded_at > wrong.recorded_at
    event = Event.objects.get(kind="recognition.corrected")
    assert event.payload["corrects"] == wrong.pk
    assert event.payload["fields"] == ["decided", "stars"]
    assert event.payload["reason"] == "quyết định ghi 4 sao"


def test_two_people_correct_the_same_row() -> None:
    wrong = recognised("Muối ớt", 3, "2022")
    right = correct_recognition(actor=SYSTEM, recognition=wrong, reason="a", stars=4)
    with pytest.raises(Conflict, match=wrong.code):
        correct_recognition(actor=SYSTEM, recognition=wrong, reason="b", stars=5)
    with pytest.raises(Conflict, match=wrong.code):
        withdraw_recognition(actor=SYSTEM, recognition=wrong, reason="b")
    again = correct_recognition(actor=SYSTEM, recognition=right, reason="c", stars=5)
    assert list(Recognition.objects.known_at()) == [again]


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"stars": 6}, "Hạng 6 sao"), ({"reason": " "}, "Thiếu lý do"), ({"decided": TOMORROW}, "sau hôm nay")],
)
def test_a_correction_is_checked_like_a_new_row(changes: dict[str, object], told: str) -> None:
    wrong = recognised("Muối ớt", 3, "2022")
    values: dict[str, object] = {"reason": "x", **changes}
    with pytest.raises(Refused, match=told):
        correct_recognition(actor=SYSTEM, recognition=wrong, **values)  # type: ignore[arg-type]
    assert Recognition.objects.count() == 1


def test_a_code_is_for_ever() -> None:
    wrong = recognised("Muối ớt", 3, "2022")
    with pytest.raises(TypeError, match="code"):
        correct_recognition(actor=SYSTEM, recognition=wrong, reason="x", code="Y-1")


def test_a_withdrawal_needs_a_reason_and_happens_once() -> None:
    wrong = recognised("Muối ớt", 3, "2022")
    with pytest.raises(Refused, match="Thiếu lý do"):
        withdraw_recognition(actor=SYSTEM, recognition=wrong, reason="")
    gone = withdraw_recognition(actor=SYSTEM, recognition=wrong, reason="nhập hai lần")
    with pytest.raises(Refused, match="đã được rút"):
        withdraw_recognition(actor=SYSTEM, recognition=gone, reason="x")
    assert not Recognition.objects.known_at().exists()
    back = correct_recognition(actor=SYSTEM, recognition=gone, reason="rút nhầm")
    assert list(Recognition.objects.known_at()) == [back]
    assert broken_event() is None


def test_a_batch_costs_the_same_queries_for_one_row_and_for_three(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    salt = product()
    recognised(salt, 3)

    def rows(count: int) -> list[RecognitionRow]:
        return [RecognitionRow(product=salt, stars=3, code="") for _ in range(count)]

    # savepoint, series (2 reads, 1 write), insert, head, event, head, release
    with django_assert_num_queries(9):
        bulk_record_recognitions(actor=SYSTEM, rows=rows(1))
    with django_assert_num_queries(9):
        bulk_record_recognitions(actor=SYSTEM, rows=rows(3))
