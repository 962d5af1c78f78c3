"""Tây Ninh's known products: the 27 of June 2022, nothing invented, and a second loading that changes nothing."""

from collections import Counter
from datetime import date

import pytest

from ocop.directory.enums import UnitList
from ocop.directory.models import Producer
from ocop.directory.queries import agency_name, resolve_area
from ocop.dossiers.models import Product
from ocop.dossiers.services import update_product
from ocop.kernel.dates import Precision
from ocop.kernel.models import Event
from ocop.kernel.operations import broken_event
from ocop.ops.seed.tables import table
from ocop.ops.seed.tay_ninh import Loaded, load_tay_ninh
from ocop.recognition.figures import figures
from ocop.recognition.models import Recognition
from ocop.recognition.queries import held_on, product_page, unknown_dates
from ocop.recognition.register import RegisterFilter, register
from ocop.recognition.services import correct_recognition, withdraw_recognition
from ocop.recognition.states import RecognitionState
from tests.places import JUNE_2022, SYSTEM, TODAY, load_places

pytestmark = pytest.mark.django_db

NAMED_IN_2022 = {
    "Bánh tráng siêu mỏng": 4,
    "Dưa lưới": 4,
    "Bánh tráng phơi sương": 3,
    "Rau rừng tổng hợp": 3,
    "Muối ớt": 3,
    "Muối ớt tôm": 3,
    "Muối chay": 3,
    "Muối tôm": 3,
    "Dế sấy bơ tỏi": 3,
    "Bánh tráng sa tế tôm hành": 3,
    "Bánh tráng sa tế tỏi": 3,
    "Bánh tráng phô mai": 3,
}


@pytest.fixture(autouse=True)
def _loaded(db: None) -> None:
    load_places()
    assert load_tay_ninh(SYSTEM) == Loaded(producers=38, products=96, recognitions=69)


def test_the_27_of_june_2022() -> None:
    held = list(held_on(JUNE_2022, scope=resolve_area("72", JUNE_2022)))
    assert Counter(row.stars for row in held) == {4: 5, 3: 22}
    named = {row.product.name: row.stars for row in held if row.product.has_public_name}
    assert named == NAMED_IN_2022
    unnamed = [row for row in held if not row.product.has_public_name]
    assert Counter(row.stars for row in unnamed) == {4: 3, 3: 12}
    for row in unnamed:
        assert (row.decided_on, row.decided_precision) == (date(2021, 12, 31), Precision.MONTH)
        assert (row.authority, row.law) == ("UBND tỉnh Tây Ninh", "1048/2019")
        assert row.area is not None and (row.area.unit_list, row.area.code) == (UnitList.BEFORE, "72")
        assert (row.product.producer, row.product.commune, row.product.group) == (None, None, "unknown")


def test_no_product_of_long_an_counts_in_june_2022() -> None:
    assert not held_on(JUNE_2022, scope=resolve_area("80", JUNE_2022)).exists()
    assert held_on(JUNE_2022).count() == 27


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (date(2020, 12, 30), 0),
        (date(2020, 12, 31), 9),
        (date(2021, 12, 30), 9),
        (date(2021, 12, 31), 27),
        (date(2023, 12, 31), 37),
        (date(2024, 1, 30), 37),
        (date(2024, 1, 31), 38),
        (date(2024, 12, 31), 41),
        (date(2025, 12, 30), 41),
        (date(2025, 12, 31), 47),
        (date(2027, 1, 31), 47),
        (date(2027, 2, 1), 43),
    ],
)
def test_a_year_counts_from_its_last_day_and_a_known_term_ends(day: date, total: int) -> None:
    assert held_on(day).count() == total
    assert figures(day).total == total


def test_an_upgrade_is_the_same_product_with_two_recognitions() -> None:
    for name in ("Bánh tráng phô mai", "Bánh tráng sa tế tỏi", "Bánh tráng sa tế tôm hành"):
        product = Product.objects.get(name=name)
        page = product_page(product.slug, date(2024, 6, 1))
        assert page is not None
        told = [(str(item.recognition.decided), item.recognition.stars, item.state) for item in page.history]
        assert told == [
            ("31/01/2024", 4, RecognitionState.VALID),
            ("12/2021", 3, RecognitionState.UPGRADED),
        ]
        assert page.history[0].recognition.valid_until == date(2027, 1, 31)


def test_an_upgrade_adds_to_4_stars_and_not_to_the_total() -> None:
    before, after = (figures(day, resolve_area("72", day)) for day in (date(2024, 1, 30), date(2024, 1, 31)))
    assert (before.by_star, before.total) == ({4: 5, 3: 22}, 27)
    assert (after.by_star, after.total) == ({4: 9, 3: 19}, 28), "three upgrades and one new product"


def test_no_term_is_made_up_and_nothing_is_called_expired() -> None:
    stated = Recognition.objects.exclude(valid_until=None)
    assert {row.product.name for row in stated} == {
        "Bánh tráng phô mai",
        "Bánh tráng sa tế tỏi",
        "Bánh tráng sa tế tôm hành",
        "Bánh tráng ớt bay muối nhuyễn siêu cay",
    }
    states = Counter(entry.state for entry in register(TODAY))
    assert states == {RecognitionState.UNKNOWN: 43, RecognitionState.VALID: 4}


def test_what_a_source_leaves_open_stays_open() -> None:
    undated = list(unknown_dates())
    assert len(undated) == 19
    assert sorted(row.product.name for row in undated if row.stars is None) == [
        "Cải xanh",
        "Lạp xưởng tươi",
        "Nước mát",
        "Ống hút cỏ bàng",
    ]
    assert not Recognition.objects.exclude(decision_number="").exists(), "no source gives a decision number"
    assert len(register(TODAY, filter=RegisterFilter(undated=True))) == 19
    split = Product.objects.get(name="Dế sấy bơ tỏi")
    assert split.commune is None and "chưa rõ" in split.note


def test_certainty_decides_what_a_row_becomes() -> None:
    potential = register(TODAY, filter=RegisterFilter(standings=("potential",)))
    assert len(potential) == 24
    assert len(register(TODAY, filter=RegisterFilter(standings=("named",)))) == 6
    assert not Recognition.objects.filter(product__standing__in=("potential", "named")).exists()
    assert set(Recognition.objects.values_list("certainty", flat=True)) == {"reported"}
    assert len(register(JUNE_2022, filter=RegisterFilter(standings=("potential",)))) == 0, "evaluated in 9/2022"


def test_a_type_only_where_the_word_is_clear() -> None:
    words = {"HTX": "cooperative", "Doanh nghiệp": "company", "Hộ kinh doanh": "household"}
    for producer in Producer.objects.all():
        assert producer.producer_type == words.get(producer.stated_type, "unknown"), producer.name
        assert (producer.tax_code, producer.phone, producer.address, producer.representative) == ("", "", "", "")
    assert Producer.objects.filter(stated_type="Cơ sở sản xuất", producer_type="unknown").count() == 6


def test_every_record_names_its_source_and_place() -> None:
    assert not Product.objects.filter(source="").exists()
    assert not Recognition.objects.filter(source="").exists()
    assert not Producer.objects.filter(source="").exists()
    assert not Product.objects.filter(area=None).exists()
    assert not Product.objects.filter(is_illustrative=True).exists()


def test_communes_follow_from_old_ones() -> None:
    product = Product.objects.get(name="Bánh tráng siêu mỏng")
    assert product.area is not None and product.commune is not None
    assert (product.area.name, product.commune.name) == ("Xã Trường Đông", "Phường Long Hoa")
    assert Product.objects.get(name="Cà na sấy dẻo").area == Product.objects.get(name="Cà na sấy dẻo").commune


def test_a_second_loading_changes_nothing_whatever_people_did() -> None:
    row = Recognition.objects.get(product__name="Muối ớt")
    withdraw_recognition(actor=SYSTEM, recognition=row, reason="thử")
    product = Product.objects.get(name="Muối chay")
    update_product(actor=SYSTEM, product=product, version=1, name="Muối chay Tây Ninh")
    events = Event.objects.count()
    assert load_tay_ninh(SYSTEM) == Loaded()
    assert Event.objects.count() == events


def test_newer_files_add_only_what_is_missing() -> None:
    Event.objects.filter(kind="seed.tay_ninh_loaded").update(payload={"digest": "older"})
    row = Recognition.objects.get(product__name="Muối ớt")
    correct_recognition(actor=SYSTEM, recognition=row, reason="thử", note="đã đối chiếu")
    assert load_tay_ninh(SYSTEM) == Loaded()
    assert Product.objects.count() == 96
    assert Recognition.objects.filter(corrects=None).count() == 69


def test_codes_are_the_registers_own_and_each_once() -> None:
    codes = list(Recognition.objects.order_by("pk").values_list("code", flat=True))
    assert codes == [f"SL-{number:05d}" for number in range(1, 70)]


def test_agencies_bear_the_name_of_the_day() -> None:
    assert agency_name("so-nong-nghiep-tay-ninh", JUNE_2022) == "Sở Nông nghiệp và PTNT"
    assert agency_name("so-nong-nghiep-tay-ninh", TODAY) == "Sở Nông nghiệp và Môi trường"
    assert agency_name("ubnd-tinh-tay-ninh", JUNE_2022) == "Ủy ban nhân dân tỉnh Tây Ninh"


def test_the_chain_is_whole_after_loading() -> None:
    assert broken_event() is None


def test_tables_have_no_key_twice_and_no_dangling_one() -> None:
    products = [row["key"] for row in table("tay_ninh_products.csv")]
    assert len(products) == len(set(products)) == 81
    assert {row["product"] for row in table("tay_ninh_recognitions.csv")} <= set(products)
    producers = {row["name"] for row in table("tay_ninh_producers.csv")}
    assert {row["producer"] for row in table("tay_ninh_products.csv")} - {""} == producers
