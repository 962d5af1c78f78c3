"""The account of June 2022 as records: only what it tells, once."""

import pytest

from ocop.kernel.models import Event
from ocop.kernel.operations import Refused
from ocop.ops.seed.june_2022 import load_june_2022
from ocop.ops.seed.tay_ninh import load_tay_ninh
from ocop.programme.models import Booth, Narrative, Participation, PromotionEvent, ReportIssuer, Scheme, Target, Task
from tests.places import SYSTEM, load_places

pytestmark = pytest.mark.django_db

MODELS = (Scheme, ReportIssuer, PromotionEvent, Booth, Participation, Target, Task, Narrative)


def test_it_is_loaded_once() -> None:
    load_places()
    load_tay_ninh(SYSTEM)
    load_june_2022(SYSTEM)
    assert [model.objects.count() for model in MODELS] == [1, 1, 2, 6, 20, 4, 4, 3]
    events = Event.objects.count()
    load_june_2022(SYSTEM)
    assert [model.objects.count() for model in MODELS] == [1, 1, 2, 6, 20, 4, 4, 3]
    assert Event.objects.count() == events


def test_nothing_is_invented() -> None:
    load_places()
    load_tay_ninh(SYSTEM)
    load_june_2022(SYSTEM)
    assert not Participation.objects.filter(producer__isnull=False).exists()
    assert {event.held_precision for event in PromotionEvent.objects.all()} == {"by"}
    assert {str(event.held) for event in PromotionEvent.objects.all()} == {"không muộn hơn 24/06/2022"}
    scheme = Scheme.objects.get()
    assert (scheme.number, f"{scheme.issued_on:%d/%m/%Y}", scheme.starts, scheme.ends, scheme.vision_year) == (
        "1391/QĐ-UBND", "06/07/2020", 2020, 2025, 2030,
    )  # fmt: skip
    fair = PromotionEvent.objects.get(code="hoa_thanh")
    assert "chưa rõ doanh nghiệp nằm trong hay ngoài số 12" in fair.note
    for model in MODELS:
        assert all("24/6/2022" in record.source for record in model.objects.all())


def test_areas_and_agencies_come_first() -> None:
    with pytest.raises(Refused, match="nạp đơn vị hành chính trước"):
        load_june_2022(SYSTEM)
    load_places()
    with pytest.raises(Refused, match="Chưa có cơ quan"):
        load_june_2022(SYSTEM)
    assert not Scheme.objects.exists()
