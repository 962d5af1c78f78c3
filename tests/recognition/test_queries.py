"""Pages of products and producers, lists, and the figures of the home page."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ocop.directory.queries import resolve_area
from ocop.directory.services import create_producer
from ocop.dossiers.models import Product
from ocop.recognition.figures import figures
from ocop.recognition.queries import held_on, producer_list, producer_page, product_page
from ocop.recognition.states import RecognitionState
from tests.places import JUNE_2022, SYSTEM, TODAY, load_places, new, old
from tests.recognition.builders import product, recognised

pytestmark = pytest.mark.django_db


def test_the_page_of_a_product_tells_its_star_history() -> None:
    salt = product("Muối ớt")
    recognised(salt, 3, "2018-01-10", valid_until=date(2021, 1, 10))
    recognised(salt, 3, "2021-12")
    recognised(salt, 4, "2024-01-31", valid_until=date(2027, 1, 31))
    recognised(salt, 4)
    page = product_page("muoi-ot", TODAY)
    assert page is not None and page.current is not None
    assert (page.product, page.current.recognition.stars) == (salt, 4)
    told = [(str(item.recognition.decided), item.recognition.stars, item.state.value) for item in page.history]
    assert told == [
        ("31/01/2024", 4, "valid"),
        ("12/2021", 3, "upgraded"),
        ("10/01/2018", 3, "expired"),
        ("chưa rõ ngày", 4, "unknown"),
    ]
    earlier = product_page("muoi-ot", date(2023, 1, 1))
    assert earlier is not None and earlier.current is not None
    assert (earlier.current.recognition.stars, earlier.current.state) == (3, RecognitionState.UNKNOWN)


def test_a_page_without_recognition_and_no_page_at_all() -> None:
    product("Mãng cầu", standing="potential")
    product("", has_public_name=False)
    page = product_page("mang-cau")
    assert page is not None and page.current is None and page.history == ()
    assert product_page("chua-cong-bo") is None, "a record without a public name has no page"
    assert Product.objects.filter(slug="chua-cong-bo").exists()
    assert product_page("khong-co") is None
    assert producer_page("khong-co") is None


def test_the_page_of_a_producer_and_of_its_products() -> None:
    producer = create_producer(actor=SYSTEM, name="Công ty TNHH Tân Nhiên")
    cheese, garlic = (product(f"Bánh tráng {name}", producer=producer) for name in ("phô mai", "sa tế"))
    product("Bánh tráng mè", producer=producer, standing="potential")
    product("", has_public_name=False, producer=producer)
    recognised(cheese, 3, "2021")
    recognised(cheese, 4, "2024-01-31")
    recognised(garlic, 3)
    page = producer_page("cong-ty-tnhh-tan-nhien", TODAY)
    assert page is not None
    told = [(known.name, item.recognition.stars if item else None) for known, item in page.products]
    assert told == [("Bánh tráng mè", None), ("Bánh tráng phô mai", 4), ("Bánh tráng sa tế", 3)]
    one = product_page("banh-trang-pho-mai", TODAY)
    assert one is not None
    assert [other.name for other in one.others] == ["Bánh tráng mè", "Bánh tráng sa tế"]


def test_the_list_of_producers() -> None:
    load_places()
    nhien = create_producer(actor=SYSTEM, name="Công ty TNHH Tân Nhiên", producer_type="company", area=old("25642"))
    create_producer(actor=SYSTEM, name="HTX Phước Thịnh", producer_type="cooperative", area=old("807"))
    for name, stars in (("a", 3), ("b", 4), ("c", None)):
        recognised(product(f"Bánh {name}", producer=nhien), stars, "2021")
    recognised(product("Bánh cũ", producer=nhien), 5, "2019-01-01", valid_until=date(2022, 1, 1))

    def told(**question: object) -> list[tuple[str, int, int | None]]:
        found = producer_list(JUNE_2022, **question)  # type: ignore[arg-type]
        return [(entry.producer.name, entry.products, entry.best_stars) for entry in found]

    thinh, tan = ("HTX Phước Thịnh", 0, None), ("Công ty TNHH Tân Nhiên", 3, 4)
    assert told() == [thinh, tan]
    assert told(q="tan nh") == told(q="TRƯỜNG ĐÔNG") == told(q="long hoa") == told(q="hoa thanh") == [tan]
    assert told(q="nhien phuoc") == []
    assert told(producer_types=("cooperative",)) == [thinh]
    assert told(scope=resolve_area("72", JUNE_2022)) == [tan]
    assert told(scope=resolve_area("25630", TODAY)) == [tan]


def test_the_figures_of_a_day_add_up() -> None:
    load_places()
    producer = create_producer(actor=SYSTEM, name="x", producer_type="household")
    place = old("25642")
    recognised(product("a", producer=producer, group="food", area=place), 4, "2020")
    recognised(product("b", producer=producer, group="drink", area=place), 3, "2021", valid_until=date(2024, 1, 1))
    recognised(product("", has_public_name=False, area=old("72")), 3, "2021-12")
    recognised(product("c", group="food", area=old("28030")), None, "2021")
    recognised(product("d", group="food", area=place), 4)
    product("e", standing="potential", standing_since=date(2022, 6, 1), area=place)
    known = figures(JUNE_2022)
    assert (known.total, known.producers, known.unnamed, known.undated, known.potential) == (4, 1, 1, 1, 1)
    assert known.by_star == {4: 1, 3: 2, 0: 1}, "0: recognised without a known rank"
    assert known.by_group == {"food": 2, "drink": 1, "unknown": 1}
    assert known.by_producer_type == {"household": 2, "unknown": 2}
    assert known.term_unknown == 3
    for part in (known.by_star, known.by_group, known.by_producer_type):
        assert sum(part.values()) == known.total
    told = [(year.year, year.total) for year in known.by_year]
    assert told == [(2020, 1), (2021, 4), (2022, 4)]
    assert known.by_year[-1].day == JUNE_2022
    assert figures(JUNE_2022, resolve_area("72", JUNE_2022)).total == 3
    assert figures(JUNE_2022, resolve_area("80", JUNE_2022)).by_star == {0: 1}
    assert figures(TODAY).total == 3, "the term of one has ended"


def test_a_year_of_the_figures_is_the_figure_of_its_last_day() -> None:
    load_places()
    places = [old("25642"), old("28030"), new("25630"), None]
    for number in range(24):
        known = product(f"Sản phẩm {number}", area=places[number % 4])
        for turn in range(number % 3 + 1):
            day = date(2018 + (number + 2 * turn) % 7, 1 + number % 12, 1 + number)
            ends = day.replace(year=day.year + 3) if (number + turn) % 2 else None
            recognised(known, 3 + (number + turn) % 2, day.isoformat(), valid_until=ends)
    for scope in (None, resolve_area("72", JUNE_2022)):
        for year in figures(TODAY, scope).by_year:
            held = [row.stars for row in held_on(year.day, scope=scope)]
            assert (year.total, year.by_star.get(3, 0), year.by_star.get(4, 0)) == (
                len(held),
                held.count(3),
                held.count(4),
            )


def test_nothing_is_a_figure_too() -> None:
    nothing = figures(JUNE_2022)
    assert (nothing.total, nothing.by_star, nothing.by_year) == (0, {}, ())


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_each_page(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load_places()
    producer = create_producer(actor=SYSTEM, name="Công ty TNHH Tân Nhiên", area=old("25642"))
    for number in range(count):
        known = product(f"Muối {number}", producer=producer, area=old("25642"))
        for turn in range(count):
            recognised(known, 3, str(2020 + turn))
    scope = resolve_area("72", JUNE_2022)
    with django_assert_num_queries(1):
        for row in held_on(TODAY, scope=scope):
            assert row.product.producer and row.area and row.area.parent and row.product.commune
    with django_assert_num_queries(3):
        page = product_page("muoi-0", TODAY)
        assert page and page.product.area and page.product.area.parent and page.history[0].recognition.area
    with django_assert_num_queries(3):
        of_producer = producer_page("cong-ty-tnhh-tan-nhien", TODAY)
        assert of_producer and all(known.area and item for known, item in of_producer.products)
    with django_assert_num_queries(2):
        for entry in producer_list(TODAY, scope=scope):
            assert entry.producer.area and entry.producer.commune
    with django_assert_num_queries(4):
        figures(TODAY, scope)
