"""Producers: what is refused, what follows from what is given, and two people at once."""

import pytest

from ocop.directory import services
from ocop.directory.enums import ProducerType
from ocop.directory.models import Producer
from ocop.directory.queries import agency_name, producers
from ocop.directory.services import AgencyNameRow, ProducerRow, bulk_create_producers, create_producer, record_agency
from ocop.directory.slugs import slug_of
from ocop.dossiers.services import update_producer
from ocop.kernel.access import Actor
from ocop.kernel.models import Event
from ocop.kernel.operations import Conflict, NotAllowed, Refused
from tests.places import JUNE_2022, SYSTEM, TODAY, load_places, new, old

pytestmark = pytest.mark.django_db


def test_a_producer_with_what_follows() -> None:
    load_places()
    made = create_producer(
        actor=SYSTEM,
        name="  Công ty TNHH  Tân Nhiên ",
        producer_type=ProducerType.COMPANY,
        area=old("25642"),
        tax_code="3900000000",
        source="https://example.org/",
    )
    kept = Producer.objects.get()
    assert (kept.name, kept.slug, kept.folded) == (
        "Công ty TNHH Tân Nhiên",
        "cong-ty-tnhh-tan-nhien",
        "cong ty tnhh tan nhien",
    )
    assert kept.commune == new("25630"), "xã Trường Đông went as a whole into phường Long Hoa"
    assert (kept.version, kept.is_illustrative, kept.phone_is_public) == (1, False, False)
    event = Event.objects.filter(kind="producer.created").get()
    assert event.subject == f"producer:{made.pk}"
    assert "3900000000" not in str(event.payload), "an event carries no more than the register shows"


def test_no_guess_where_the_old_commune_was_split() -> None:
    load_places()
    made = create_producer(actor=SYSTEM, name="Trại dế Oanh Vĩnh", area=old("25534"))
    assert made.commune is None
    told = create_producer(actor=SYSTEM, name="Trại dế khác", area=old("25534"), commune=new("25516"))
    assert told.commune == new("25516")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": ""}, "Thiếu tên chủ thể"),
        ({"name": " \u200b "}, "Thiếu tên chủ thể"),
        ({"name": "…"}, "Thiếu tên chủ thể"),
        ({"name": "x" * 201}, "dài 201 ký tự, tối đa 200"),
        ({"name": "x", "producer_type": "hợp tác xã"}, "cooperative"),
        ({"name": "x", "tax_code": "1" * 21}, "tax_code"),
    ],
)
def test_what_is_refused(values: dict[str, str], told: str) -> None:
    with pytest.raises(Refused, match=told):
        create_producer(actor=SYSTEM, **values)
    with pytest.raises(Refused, match=told):
        bulk_create_producers(actor=SYSTEM, rows=[ProducerRow(name="Tốt"), ProducerRow(**values)])  # type: ignore[arg-type]
    assert not Producer.objects.exists() and not Event.objects.exists()


def test_an_old_unit_is_no_commune_of_today() -> None:
    load_places()
    with pytest.raises(Refused, match="danh mục từ 01/7/2025"):
        create_producer(actor=SYSTEM, name="x", commune=old("25642"))
    with pytest.raises(Refused, match="danh mục từ 01/7/2025"):
        create_producer(actor=SYSTEM, name="x", commune=new("80"))


def test_people_may_not_write_yet() -> None:
    with pytest.raises(NotAllowed):
        create_producer(actor=Actor(name="ai đó"), name="x")


def test_addresses_of_pages_are_ascii_and_unique() -> None:
    names = ["Tuấn Tú", "Tuấn Tú", "Tuan Tu", "漢字", "漢字", "Đế Gò Đen 31%"]
    made = bulk_create_producers(actor=SYSTEM, rows=[ProducerRow(name=name) for name in names])
    assert [producer.slug for producer in made] == [
        "tuan-tu",
        "tuan-tu-2",
        "tuan-tu-3",
        "chu-the",
        "chu-the-2",
        "de-go-den-31",
    ]
    assert create_producer(actor=SYSTEM, name="TUẤN TÚ").slug == "tuan-tu-4"
    assert [producer.pk for producer in made] == sorted(producer.pk for producer in made)
    assert Event.objects.filter(kind="producers.created").get().payload["count"] == 6


def test_a_long_name_gives_a_short_address() -> None:
    assert len(slug_of("Bánh tráng " * 30)) <= 90
    assert not slug_of("Bánh tráng " * 30).endswith("-")


def test_two_people_at_once() -> None:
    made = create_producer(actor=SYSTEM, name="Cơ sở Cô Châu")
    changed = update_producer(actor=SYSTEM, producer=made, version=1, name="Cơ sở Cô Châu 2", phone="0276")
    assert (changed.version, changed.name, changed.folded) == (2, "Cơ sở Cô Châu 2", "co so co chau 2")
    assert changed.slug == made.slug, "an address that was given stays"
    with pytest.raises(Conflict, match="Cơ sở Cô Châu 2"):
        update_producer(actor=SYSTEM, producer=made, version=1, name="Tên khác")
    assert Producer.objects.get().name == "Cơ sở Cô Châu 2"
    event = Event.objects.filter(kind="producer.changed").get()
    assert event.payload == {"version": 2, "fields": ["name", "phone"]}


def test_a_change_is_checked_like_a_new_one() -> None:
    made = create_producer(actor=SYSTEM, name="x")
    with pytest.raises(Refused, match="Thiếu tên"):
        update_producer(actor=SYSTEM, producer=made, version=1, name="")
    with pytest.raises(TypeError, match="slug"):
        services.update_producer_record(actor=SYSTEM, producer=made, version=1, slug="y")


def test_moving_a_producer_moves_its_commune() -> None:
    load_places()
    made = create_producer(actor=SYSTEM, name="x", area=old("25642"))
    moved = update_producer(actor=SYSTEM, producer=made, version=1, area=old("25732"))
    assert moved.commune == new("25732")


def test_producers_stand_in_vietnamese_order_without_titles() -> None:
    names = ["Hộ kinh doanh Tuấn Tú", "Công ty TNHH Tân Nhiên", "Cơ sở Cô Châu", "HTX Đại Nông", "HTX Dân An"]
    bulk_create_producers(actor=SYSTEM, rows=[ProducerRow(name=name) for name in names])
    ordered = [producer.name for producer in producers()]
    assert ordered == [
        "Cơ sở Cô Châu",
        "HTX Dân An",
        "HTX Đại Nông",
        "Công ty TNHH Tân Nhiên",
        "Hộ kinh doanh Tuấn Tú",
    ]


def test_an_agency_bears_the_name_of_the_day() -> None:
    from datetime import date

    change = date(2025, 3, 1)
    names = [
        AgencyNameRow(name="Sở Nông nghiệp và PTNT", held_until=change),
        AgencyNameRow(name="Sở Nông nghiệp và Môi trường", held_from=change),
    ]
    for _ in range(2):
        record_agency(actor=SYSTEM, code="so-nn", area=None, names=names)
    assert agency_name("so-nn", JUNE_2022) == agency_name("so-nn", date(2025, 2, 28)) == "Sở Nông nghiệp và PTNT"
    assert agency_name("so-nn", change) == agency_name("so-nn", TODAY) == "Sở Nông nghiệp và Môi trường"
    assert agency_name("so-khac", TODAY) == ""
    with pytest.raises(Refused, match="hết dùng trước khi"):
        record_agency(
            actor=SYSTEM, code="so-nn", area=None, names=[AgencyNameRow(name="x", held_from=TODAY, held_until=change)]
        )
