"""When a fact holds and when it was recorded: corrections change today's figure and never an older one."""

from datetime import date, timedelta

import pytest
import time_machine

from ocop.directory.queries import resolve_area
from ocop.kernel.dates import PartialDate
from ocop.recognition.figures import figures
from ocop.recognition.models import Recognition
from ocop.recognition.queries import held_on, history, unknown_dates
from ocop.recognition.register import register
from ocop.recognition.services import correct_recognition, withdraw_recognition
from tests.places import JUNE_2022, SYSTEM, load_places, new, old
from tests.recognition.builders import product, recognised

pytestmark = pytest.mark.django_db


def stars(**question: object) -> list[int | None]:
    return sorted(row.stars or 0 for row in held_on(JUNE_2022, **question))  # type: ignore[arg-type]


def test_a_correction_changes_the_figure_and_keeps_the_old_one() -> None:
    with time_machine.travel("2022-07-01T08:00:00+07:00", tick=False):
        wrong = recognised("Muối ớt", 3, "2021-12")
        recognised("Muối tôm", 3, "2021-12")
    with time_machine.travel("2022-09-01T08:00:00+07:00", tick=False):
        right = correct_recognition(actor=SYSTEM, recognition=wrong, reason="quyết định ghi 4 sao", stars=4)
    assert stars() == [3, 4]
    assert stars(known_at=right.recorded_at) == [3, 4], "known from the moment on"
    assert stars(known_at=right.recorded_at - timedelta(microseconds=1)) == [3, 3]
    assert stars(known_at=wrong.recorded_at) == [3, 3]
    assert stars(known_at=wrong.recorded_at - timedelta(microseconds=1)) == []
    assert figures(JUNE_2022, known_at=wrong.recorded_at).by_star == {3: 2}
    assert figures(JUNE_2022).by_star == {4: 1, 3: 1}
    assert [entry.recognition.stars for entry in register(JUNE_2022, known_at=wrong.recorded_at)] == [3, 3]  # type: ignore[union-attr]


def test_a_correction_of_a_correction() -> None:
    first = recognised("Muối ớt", 3, "2021-12")
    second = correct_recognition(actor=SYSTEM, recognition=first, reason="a", stars=4)
    third = correct_recognition(actor=SYSTEM, recognition=second, reason="b", stars=3)
    known = [stars(known_at=row.recorded_at) for row in (first, second, third)]
    assert known == [[3], [4], [3]]
    assert stars() == [3]


def test_a_withdrawn_row_counts_no_longer_but_did() -> None:
    wrong = recognised("Muối ớt", 4, "2021-12")
    gone = withdraw_recognition(actor=SYSTEM, recognition=wrong, reason="nhập hai lần")
    assert stars() == stars(known_at=gone.recorded_at) == []
    assert stars(known_at=wrong.recorded_at) == [4]


def test_withdrawing_an_upgrade_brings_the_older_rank_back() -> None:
    salt = product()
    recognised(salt, 3, "2020")
    upgrade = recognised(salt, 4, "2022-01-15")
    assert stars() == [4]
    withdraw_recognition(actor=SYSTEM, recognition=upgrade, reason="nhầm sản phẩm")
    assert stars() == [3]
    assert stars(known_at=upgrade.recorded_at) == [4]


def test_back_dating_brings_a_record_into_an_older_figure() -> None:
    late = recognised("Muối ớt", 3, "2022-08-01")
    assert stars() == []
    earlier = correct_recognition(
        actor=SYSTEM, recognition=late, reason="ngày trên quyết định", decided=PartialDate.parse("2022-06-01")
    )
    assert stars() == [3]
    assert stars(known_at=earlier.recorded_at - timedelta(microseconds=1)) == []
    correct_recognition(actor=SYSTEM, recognition=earlier, reason="lại sai", decided=PartialDate.parse("2022"))
    assert stars() == [], "a year alone counts from 31/12"


def test_a_date_that_becomes_known_and_one_that_no_longer_is() -> None:
    open_date = recognised("Muối ớt", 3)
    assert stars() == [] and list(unknown_dates()) == [open_date]
    dated = correct_recognition(
        actor=SYSTEM, recognition=open_date, reason="tìm được quyết định", decided=PartialDate.parse("2021")
    )
    assert stars() == [3] and not unknown_dates().exists()
    correct_recognition(actor=SYSTEM, recognition=dated, reason="không chắc", decided=PartialDate.parse(""))
    assert stars() == [] and unknown_dates().count() == 1
    assert list(unknown_dates(known_at=open_date.recorded_at)) == [open_date]


def test_moving_a_recognition_moves_the_figures_of_both_places() -> None:
    load_places()
    tay_ninh, long_an = resolve_area("72", JUNE_2022), resolve_area("80", JUNE_2022)
    salt = product(area=old("25642"))
    row = recognised(salt, 3, "2021-12")
    assert (stars(scope=tay_ninh), stars(scope=long_an)) == ([3], [])
    moved = correct_recognition(actor=SYSTEM, recognition=row, reason="sai địa bàn", area=old("28030"))
    assert (stars(scope=tay_ninh), stars(scope=long_an)) == ([], [3])
    assert stars(scope=tay_ninh, known_at=row.recorded_at) == [3]
    correct_recognition(actor=SYSTEM, recognition=moved, reason="ghi theo xã mới", area=new("25630"))
    assert (stars(scope=tay_ninh), stars(scope=long_an)) == ([3], []), "a unit of today's list lies where it came from"


def test_moving_a_recognition_to_the_right_product() -> None:
    salt, shrimp = product("Muối ớt"), product("Muối tôm")
    row = recognised(salt, 4, "2021")
    correct_recognition(actor=SYSTEM, recognition=row, reason="nhầm sản phẩm", product=shrimp)
    assert [held.product for held in held_on(JUNE_2022)] == [shrimp]
    assert history(salt, JUNE_2022) == ()
    assert [item.recognition.code for item in history(shrimp, JUNE_2022)] == [row.code]


def test_a_figure_asked_again_with_the_same_two_times_never_changes() -> None:
    """Whatever is recorded later, (as_of, known_at) gives what it gave."""
    salt = product()
    row = recognised(salt, 3, "2021")
    moment = row.recorded_at
    before = (stars(known_at=moment), figures(JUNE_2022, known_at=moment))
    upgrade = recognised(salt, 4, "2022-01-15")
    correct_recognition(actor=SYSTEM, recognition=row, reason="x", stars=5, decided=PartialDate.parse("2022-03-01"))
    withdraw_recognition(actor=SYSTEM, recognition=upgrade, reason="y")
    recognised("Muối tôm", 4, "2020")
    assert (stars(known_at=moment), figures(JUNE_2022, known_at=moment)) == before
    assert Recognition.objects.count() == 5


def test_a_term_that_ends_is_asked_on_the_day() -> None:
    row = recognised("Muối ớt", 3, "2019-06-24", valid_until=date(2022, 6, 24))
    assert stars() == [3], "the last day counts"
    assert not held_on(date(2022, 6, 25)).exists()
    correct_recognition(actor=SYSTEM, recognition=row, reason="không rõ thời hạn", valid_until=None)
    assert held_on(date(2030, 1, 1)).count() == 1, "an unknown term is never called ended"
