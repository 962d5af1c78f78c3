"""The register: each product once, search, filters, order, counts, pages and the number of queries."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ocop.directory.services import create_producer
from ocop.kernel.operations import Refused
from ocop.recognition.register import Register, RegisterFilter, register
from ocop.recognition.services import withdraw_recognition
from ocop.recognition.states import RecognitionState, state_by_term, state_when_followed
from tests.places import JUNE_2022, SYSTEM, TODAY, load_places, new, old
from tests.recognition.builders import product, recognised

pytestmark = pytest.mark.django_db


def asked(as_of: date = TODAY, **question: object) -> Register:
    return register(as_of, filter=RegisterFilter(**question))  # type: ignore[arg-type]


def names(found: Register) -> list[str]:
    return [entry.product.name for entry in found]


def test_each_product_once_with_its_newest_recognition() -> None:
    salt = product("Muối ớt")
    recognised(salt, 3, "2020")
    recognised(salt, 4, "2024-01-31", valid_until=date(2027, 1, 31))
    recognised(salt, 4)
    recognised("Muối tôm", 3, "2021")
    told = [(entry.product.name, entry.recognition.stars, entry.state) for entry in asked() if entry.recognition]
    assert told == [("Muối ớt", 4, RecognitionState.VALID), ("Muối tôm", 3, RecognitionState.UNKNOWN)]
    assert [entry.recognition.stars for entry in asked(JUNE_2022) if entry.recognition] == [3, 3]
    assert names(asked(date(2020, 12, 30))) == []


def test_of_two_recognitions_of_one_day_the_higher_counts() -> None:
    salt = product("Muối ớt")
    for stars in (3, 4, None):
        recognised(salt, stars, "2022-01-15")
    assert [entry.recognition.stars for entry in asked() if entry.recognition] == [4]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 8, 3), RecognitionState.VALID),
        (date(2026, 8, 4), RecognitionState.RENEWAL_WINDOW),  # 180 days before the last day
        (date(2026, 10, 3), RecognitionState.RENEWAL_WINDOW),  # 120 days before it
        (date(2026, 10, 4), RecognitionState.VALID),
        (date(2027, 1, 31), RecognitionState.VALID),
        (date(2027, 2, 1), RecognitionState.EXPIRED),
    ],
)
def test_states_of_a_term(day: date, state: RecognitionState) -> None:
    assert state_by_term(date(2027, 1, 31), day) == state
    assert state_by_term(None, day) == RecognitionState.UNKNOWN
    recognised("Muối ớt", 4, "2024-01-31", valid_until=date(2027, 1, 31))
    recognised("Muối tôm", 3, "2020")
    assert {entry.product.name: entry.state for entry in asked(day)}["Muối ớt"] == state
    for status in RecognitionState:
        expected = {state: ["Muối ớt"], RecognitionState.UNKNOWN: ["Muối tôm"]}.get(status, [])
        assert names(asked(day, statuses=(status.value,))) == expected
    assert len(asked(day, statuses=("unknown", state.value))) == 2


def test_states_of_what_a_newer_recognition_followed() -> None:
    followed = state_when_followed
    assert followed(3, None, 4, date(2024, 1, 31)) == RecognitionState.UPGRADED
    assert followed(4, None, 4, date(2024, 1, 31)) == RecognitionState.RENEWED
    assert followed(4, None, 3, date(2024, 1, 31)) == RecognitionState.RENEWED
    assert followed(None, None, 3, date(2024, 1, 31)) == RecognitionState.RENEWED
    assert followed(3, date(2024, 1, 31), 4, date(2024, 1, 31)) == RecognitionState.UPGRADED
    assert followed(3, date(2024, 1, 30), 4, date(2024, 1, 31)) == RecognitionState.EXPIRED


@pytest.fixture
def shop(db: None) -> None:
    load_places()
    tan_nhien = create_producer(actor=SYSTEM, name="Công ty TNHH Tân Nhiên", producer_type="company")
    thuy = create_producer(actor=SYSTEM, name="Hộ kinh doanh Lê Thị Thanh Thúy", producer_type="household")
    rows = [
        ("Bánh tráng phô mai", tan_nhien, "food", 6, old("25642"), 4, "2024-01-31"),
        ("Bánh tráng ớt bay muối nhuyễn", tan_nhien, "food", 6, old("25642"), 4, "2024-01-31"),
        ("Muối ớt", thuy, "food", 10, old("25675"), 3, "2020"),
        ("Muoi ot kiểu mới", thuy, "food", 10, old("25675"), 3, "2020"),
        ("Đường thốt nốt", thuy, "food", 10, old("28030"), 3, "2021"),
        ("Rượu vang thanh long", None, "drink", 15, new("28243"), None, "2023"),
    ]
    for name, producer, group, number, area, stars, decided in rows:
        known = product(name, producer=producer, group=group, set_number=number, area=area)
        recognised(known, stars, decided)
    recognised(product("", has_public_name=False, area=old("72")), 3, "2021-12")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("muoi ot", ["Muoi ot kiểu mới", "Muối ớt", "Bánh tráng ớt bay muối nhuyễn"]),
        ("Muối ớt", ["Muối ớt", "Muoi ot kiểu mới", "Bánh tráng ớt bay muối nhuyễn"]),
        ("duong", ["Đường thốt nốt"]),
        ("đường", ["Đường thốt nốt"]),
        ("tan nhien", ["Bánh tráng ớt bay muối nhuyễn", "Bánh tráng phô mai"]),
        ("truong dong", ["Bánh tráng ớt bay muối nhuyễn", "Bánh tráng phô mai"]),
        ("long hoa", ["Bánh tráng ớt bay muối nhuyễn", "Bánh tráng phô mai"]),
        ("hòa thành", ["Bánh tráng ớt bay muối nhuyễn", "Bánh tráng phô mai"]),
        ("banh pho", ["Bánh tráng phô mai"]),
        ("oi ot", []),
        ("xyz", []),
    ],
)
def test_search_without_accents_best_first(text: str, found: list[str]) -> None:
    assert names(asked(q=text)) == found
    assert len(asked(q=text)) == len(found)


@pytest.mark.usefixtures("shop")
def test_vietnamese_order_and_unnamed_last() -> None:
    assert names(asked()) == [
        "Bánh tráng ớt bay muối nhuyễn",
        "Bánh tráng phô mai",
        "Đường thốt nốt",
        "Muoi ot kiểu mới",
        "Muối ớt",
        "Rượu vang thanh long",
        "",
    ]
    assert asked().unnamed() == 1


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({"stars": (4,)}, 2),
        ({"stars": (3, 4)}, 6),
        ({"stars": (5,)}, 0),
        ({"groups": ("drink",)}, 1),
        ({"groups": ("food", "drink")}, 6),
        ({"producer_types": ("company",)}, 2),
        ({"producer_types": ("unknown",)}, 2),
        ({"producer_types": ("household", "unknown")}, 5),
        ({"set_number": 6}, 2),
        ({"area": "72@2025-06-30"}, 5),
        ({"area": "80@2025-06-30"}, 2),
        ({"area": "80"}, 7),
        ({"area": "25630"}, 2),
        ({"statuses": ("unknown",)}, 7),
        ({"statuses": ("valid",)}, 0),
        ({"stars": (4,), "q": "pho mai"}, 1),
        ({"stars": (3,), "producer_types": ("household",), "area": "72@2025-06-30"}, 2),
    ],
)
def test_filters(question: dict[str, object], count: int) -> None:
    assert len(asked(**question)) == len(list(asked(**question))) == count  # type: ignore[arg-type]


@pytest.mark.usefixtures("shop")
def test_facets_count_what_each_further_choice_would_leave() -> None:
    facets = asked().facets()
    assert facets.stars == {4: 2, 3: 4, None: 1}
    assert facets.groups == {"food": 5, "drink": 1, "unknown": 1}
    assert facets.producer_types == {"company": 2, "household": 3, "unknown": 2}
    assert facets.statuses == {"unknown": 7}
    assert facets.set_numbers == {6: 2, 10: 3, 15: 1}
    chosen = asked(stars=(4,)).facets()
    assert chosen.stars == facets.stars, "a facet ignores the choice made in itself"
    assert chosen.groups == {"food": 2}
    assert chosen.producer_types == {"company": 2}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("question", [{}, {"stars": (3,)}, {"q": "muoi"}, {"groups": ("food",), "stars": (3,)}])
def test_a_facet_tells_what_the_filter_then_finds(question: dict[str, object]) -> None:
    facets = asked(**question).facets()  # type: ignore[arg-type]
    for field, counts in (
        ("stars", facets.stars),
        ("groups", facets.groups),
        ("producer_types", facets.producer_types),
        ("statuses", facets.statuses),
    ):
        for value, count in counts.items():
            if value is not None:
                narrower = question | {field: (value,)}
                assert len(asked(**narrower)) == count, (field, value)  # type: ignore[arg-type]


def test_products_without_a_rank_and_without_a_date_stand_in_lists_of_their_own() -> None:
    recognised("Muối ớt", 3, "2020")
    undated = product("Đế Gò Đen 31%")
    recognised(undated, 4)
    recognised(undated, 3)
    product("Mãng cầu", standing="potential", standing_since=date(2022, 9, 14))
    product("Dế sấy", standing="named")
    later = product("Mít", standing="potential", standing_since=date(2022, 1, 1))
    recognised(later, 3, "2024")
    assert names(asked()) == ["Mít", "Muối ớt"]
    assert names(asked(standings=("potential",))) == ["Mãng cầu"]
    assert names(asked(JUNE_2022, standings=("potential",))) == ["Mít"], "recognised only later"
    assert names(asked(standings=("potential", "named"))) == ["Dế sấy", "Mãng cầu"]
    entry = asked(standings=("named",))[0]
    assert (entry.recognition, entry.state) == (None, None)
    found = list(asked(undated=True))
    assert [(row.product.name, row.recognition.stars, row.state) for row in found if row.recognition] == [
        ("Đế Gò Đen 31%", 4, RecognitionState.UNKNOWN)
    ]
    assert asked().besides() == {"potential": 1, "named": 1, "undated": 1}
    assert asked(q="de").besides() == {"potential": 0, "named": 1, "undated": 1}
    recognised(undated, 4, "2023")
    assert names(asked(undated=True)) == []


def test_a_withdrawn_recognition_leaves_the_register() -> None:
    row = recognised("Muối ớt", 3, "2020")
    withdraw_recognition(actor=SYSTEM, recognition=row, reason="nhập nhầm")
    assert names(asked()) == []
    assert names(register(TODAY, known_at=row.recorded_at)) == ["Muối ớt"]


def test_an_unknown_area_is_told() -> None:
    load_places()
    with pytest.raises(Refused, match="72@2025-06-30"):
        asked(area="72")


def test_pages_are_slices_and_a_page_past_the_end_is_empty() -> None:
    for number in range(1, 8):
        recognised(f"Sản phẩm {number}", 3, "2020")
    found = asked()
    pages = [[entry.product.name for entry in found[start : start + 3]] for start in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [name for page in pages for name in page] == [f"Sản phẩm {number}" for number in range(1, 8)]
    assert found[6].product.name == "Sản phẩm 7"
    with pytest.raises(IndexError):
        found[7]


def test_products_of_one_name_stand_by_code() -> None:
    for code in ("B-2", "A-1", "C-3"):
        recognised("Muối ớt", 3, "2020", code=code)
    assert [entry.recognition.code for entry in asked() if entry.recognition] == ["A-1", "B-2", "C-3"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_queries_for_one_row_and_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_places()
    producer = create_producer(actor=SYSTEM, name="x", area=old("25642"))
    for number in range(count):
        recognised(product(f"Muối {number}", producer=producer, area=old("25642")), 3, "2020")
    found = asked(q="muoi", stars=(3,))

    def read(register: Register) -> None:
        for entry in register[0:50]:
            assert entry.recognition is not None and entry.product.producer is not None
            area, commune = entry.product.area, entry.product.commune
            assert area is not None and area.parent is not None and area.parent.parent is not None
            assert commune is not None and commune.parent is not None
            assert entry.recognition.area is not None

    def counted(queries: int, what: Callable[[], object]) -> None:
        with django_assert_num_queries(queries):
            what()

    counted(2, lambda: read(found))
    counted(1, lambda: len(found))
    counted(0, lambda: len(found))
    counted(1, found.facets)
    counted(3, found.besides)
    counted(4, lambda: asked(area="25630", q="muoi"))
