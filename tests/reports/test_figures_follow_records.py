"""For each figure of the report of June 2022: one record behind it is withdrawn, given another date, or moved, and all four
formats follow; as known before the change they still say what they said.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate, Precision
from ocop.programme import services as programme
from ocop.programme.models import Booth, Participation, Target
from ocop.recognition.models import Recognition
from ocop.recognition.services import correct_recognition, withdraw_recognition
from ocop.reports.model import RangeFigure
from tests.places import old
from tests.reports.formats import Printed, json_figures, report_of_june

pytestmark = pytest.mark.usefixtures("story")

ACTOR = Actor.system("test")
Triple = tuple[Any, Any, Any]

# How each figure of the paper reads, from (value, from, to).
SENTENCES: dict[str, Callable[[Triple], str]] = {
    "products.total": lambda f: f"có {f[0]:02d} sản phẩm OCOP được đánh giá, xếp hạng",
    "products.4": lambda f: f"{f[0]:02d} sản phẩm được xếp hạng 4 sao",
    "products.3": lambda f: f"{f[0]:02d} sản phẩm được xếp hạng 3 sao",
    "events.booths": lambda f: f"hỗ trợ thuê {f[0]:02d} gian hàng",
    "event.dong_thap.producers_recognised": lambda f: f"{f[0]:02d} chủ thể có sản phẩm được công nhận là sản phẩm OCOP",
    "event.dong_thap.producers_potential": lambda f: f"{f[0]:02d} chủ thể có sản phẩm tiềm năng",
    "event.hoa_thanh.producers": lambda f: f"ận động {f[0]:02d} chủ thể OCOP, các doanh nghiệp trên địa bàn tỉnh",
    "target.new": lambda f: f"từ {f[1]:02d} - {f[2]:02d} sản phẩm OCOP được công nhận đạt từ 3 sao trở lên",
    "target.total": lambda f: f"(nâng tổng sản phẩm OCOP lên {f[1]:02d} - {f[2]:02d} sản phẩm)",
    "target.new_4": lambda f: f"từ {f[1]:02d} sản phẩm OCOP đạt 4 sao",
    "target.total_4": lambda f: f"(nâng tổng sản phẩm đạt 4 sao lên {f[1]:02d} sản phẩm trở lên)",
}
COUNTS = {
    "products.total": 27,
    "products.4": 5,
    "products.3": 22,
    "events.booths": 6,
    "event.dong_thap.producers_recognised": 5,
    "event.dong_thap.producers_potential": 3,
    "event.hoa_thanh.producers": 12,
}
TARGETS = {"target.new": (15, 20), "target.total": (42, 47), "target.new_4": (2, None), "target.total_4": (7, None)}


def behind(figure_id: str) -> Any:
    """One record behind a figure."""
    figure = report_of_june().figure(figure_id)
    assert figure is not None
    record = figure.records[-1]
    models = {"recognition": Recognition, "booth": Booth, "participation": Participation, "target": Target}
    return models[record.kind].objects.get(pk=record.id)


def withdraw(record: Any) -> None:
    if isinstance(record, Recognition):
        withdraw_recognition(actor=ACTOR, recognition=record, reason="nhập nhầm")
    elif isinstance(record, Booth):
        programme.withdraw_booth(actor=ACTOR, booth=record, reason="nhập nhầm")
    elif isinstance(record, Participation):
        programme.withdraw_participation(actor=ACTOR, participation=record, reason="nhập nhầm")
    else:
        programme.withdraw_target(actor=ACTOR, target=record, reason="nhập nhầm")


def change(record: Any, **changes: Any) -> None:
    if isinstance(record, Recognition):
        correct_recognition(actor=ACTOR, recognition=record, reason="theo văn bản", **changes)
    elif isinstance(record, Booth):
        programme.correct_booth(actor=ACTOR, booth=record, reason="theo văn bản", **changes)
    elif isinstance(record, Participation):
        programme.correct_participation(actor=ACTOR, participation=record, reason="theo văn bản", **changes)
    else:
        programme.correct_target(actor=ACTOR, target=record, reason="theo văn bản", **changes)


def redate(record: Any) -> None:
    """Another date that takes the record out of the report: after its day, before its half-year, another year."""
    if isinstance(record, Recognition):
        change(record, decided=PartialDate.day(date(2022, 6, 25)))
    elif isinstance(record, Target):
        change(record, year=2021)
    else:
        change(record, held_on=date(2021, 12, 31), held_precision=Precision.DAY)


def move(record: Any) -> None:
    """To the other old province of today's Tây Ninh."""
    change(record, area=old("80"))


@pytest.mark.parametrize("act", [withdraw, redate, move], ids=["withdrawn", "redated", "moved"])
@pytest.mark.parametrize("figure_id", COUNTS)
def test_a_count_follows_in_all_formats(figure_id: str, act: Callable[[Any], None]) -> None:
    record = behind(figure_id)
    before = timezone.now()
    act(record)

    printed, expected = Printed(report_of_june()), (COUNTS[figure_id] - 1, None, None)
    sentence = SENTENCES[figure_id](expected)
    assert printed.json[figure_id] == printed.xlsx[figure_id] == expected
    assert sentence in printed.docx
    assert sentence in printed.pdf
    assert json_figures(report_of_june(known_at=before))[figure_id] == (COUNTS[figure_id], None, None)


@pytest.mark.parametrize("act", [withdraw, redate, move], ids=["withdrawn", "redated", "moved"])
@pytest.mark.parametrize("figure_id", TARGETS)
def test_a_target_leaves_all_formats(figure_id: str, act: Callable[[Any], None]) -> None:
    record = behind(figure_id)
    before = timezone.now()
    act(record)

    printed, expected = Printed(report_of_june()), (None, *TARGETS[figure_id])
    sentence = SENTENCES[figure_id](expected)
    assert figure_id not in printed.json
    assert figure_id not in printed.xlsx
    assert sentence not in printed.docx
    assert sentence not in printed.pdf
    assert json_figures(report_of_june(known_at=before))[figure_id] == expected


def test_as_known_before_all_formats_say_what_they_said() -> None:
    before = timezone.now()
    for figure_id in (*COUNTS, *TARGETS):
        withdraw(behind(figure_id))
    printed = Printed(report_of_june(known_at=before))
    expected = {key: (value, None, None) for key, value in COUNTS.items()}
    expected |= {key: (None, *value) for key, value in TARGETS.items()}
    assert printed.json == printed.xlsx == expected
    for figure_id, value in expected.items():
        assert SENTENCES[figure_id](value) in printed.docx
        assert SENTENCES[figure_id](value) in printed.pdf


@pytest.mark.parametrize("figure_id", TARGETS)
def test_a_corrected_target_is_printed_in_all_formats(figure_id: str) -> None:
    change(behind(figure_id), low=9, high=11)
    printed = Printed(report_of_june())
    expected = (None, 9, 11)
    assert printed.json[figure_id] == printed.xlsx[figure_id] == expected
    shown = "09 - 11"
    assert shown in printed.docx
    assert shown in printed.pdf


def test_an_earlier_date_stays_in_the_total_and_moves_to_its_year() -> None:
    record = behind("products.3")
    change(record, decided=PartialDate.day(date(2019, 5, 6)))
    report = report_of_june()
    printed = Printed(report)
    assert printed.json["products.total"] == printed.xlsx["products.total"] == (27, None, None)
    assert "2019 0 1 1" in printed.pdf
    assert "06/05/2019" in printed.pdf
    assert "06/05/2019" in printed.docx


def test_an_upgrade_adds_to_four_stars_and_not_to_the_total() -> None:
    record = behind("products.3")
    from ocop.recognition.enums import RecognitionKind
    from ocop.recognition.services import record_recognition

    record_recognition(
        actor=ACTOR,
        product=record.product,
        stars=4,
        kind=RecognitionKind.UPGRADE,
        decided=PartialDate.day(date(2022, 6, 1)),
        area=record.area,
    )
    report = report_of_june()
    values = {figure.id: figure.value for figure in report.figures if not isinstance(figure, RangeFigure)}
    assert values["products.total"] == 27
    assert values["products.4"] == 6
    assert values["products.3"] == 21
    # 6 + at least 2 is at least 8: the target that says 7 no longer agrees and the report says so; the total still does.
    assert [note.id for note in report.notes] == ["note.target.total_4"]
    assert "từ 8 trở lên" in report.notes[0].text
