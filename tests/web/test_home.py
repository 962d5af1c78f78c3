"""The home page: the figures of a day, each opening the list behind it, and sentences made from the data."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from ocop.recognition.figures import YearFigure
from ocop.web.public.home import finding
from tests.web import register_data as data
from tests.web.pages import every, one, parsed, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october() -> Any:
    with time_machine.travel("2026-10-14T09:00:00+07:00", tick=False):
        yield


def page(url: str, status: int = 200) -> Any:
    response = Client().get(url)
    assert response.status_code == status
    return parsed(response.content.decode())


def stats(document: Any) -> dict[str, str]:
    return {text(one(stat, "p", class_="stat-label")): text(one(stat, "p", class_="stat-value"))
            for stat in every(document, "div", class_="stat")}  # fmt: skip


def test_figures_of_today_open_the_lists_behind_them() -> None:
    data.small_register()
    document = page("/")
    shown = stats(document)
    # The product whose term has ended is not held any more: 3 of the 5 of the register that are not it, and two unnamed.
    assert shown == {
        "sản phẩm được công nhận": "4",
        "sản phẩm 4 sao": "1",
        "sản phẩm 3 sao": "3",
        "chủ thể có sản phẩm được công nhận": "1",
    }
    links = [one(stat, "a").get("href") for stat in every(document, "div", class_="stat")]
    assert links == ["/san-pham/", "/san-pham/?sao=4", "/san-pham/?sao=3", "/chu-the/"]
    note = text(one(document, "p", class_="list-note"))
    assert note == "Trong đó 2 sản phẩm chưa công bố tên. Không tính 1 sản phẩm chưa rõ ngày công nhận."


def test_an_earlier_day_has_the_figures_of_that_day() -> None:
    data.small_register()
    document = page("/?ngay=2022-06-24")
    assert "Tính đến 24/06/2022" in text(document)
    assert stats(document)["sản phẩm được công nhận"] == "5"
    assert one(document, "a", href="/san-pham/?sao=3&ngay=2022-06-24") is not None


def test_one_search_box_and_what_a_star_means() -> None:
    document = page("/")
    assert len(every(document, "input", type="search")) == 1
    assert "cơ quan nhà nước công nhận" in text(document) and "5 sao do Bộ công nhận" in text(document)


def test_the_map_counts_by_commune_and_says_what_it_cannot_place() -> None:
    found = data.small_register()
    document = page("/")
    here = found["paper"].commune
    assert "1 trên 2 xã, phường có sản phẩm được công nhận." in text(document)
    assert "2 sản phẩm chưa rõ xã hiện nay" in text(document)
    link = one(one(document, "ul", class_="map-list"), "a")
    assert text(link) == f"{here.name}2" and link.get("href") == f"/san-pham/?dia-ban={here.code}"


def test_fewer_than_ten_are_a_sentence_and_more_are_a_chart_with_its_table() -> None:
    data.small_register()
    assert not every(page("/?ngay=2020-12-31"), "div", class_="chart-wide")
    data.unnamed(9)
    document = page("/")
    assert every(document, "div", class_="chart-wide")
    table = one(document, "table")
    assert [text(row) for row in every(table, "tr")] == [
        "Năm Tất cả 4 sao 3 sao", "2020 2 0 2", "2021 13 0 13", "2022 14 0 14", "2023 14 0 14", "2024 14 1 13",
        "2025 13 1 12", "đến 14/10/2026 13 1 12",
    ]  # fmt: skip


def test_the_newest_recognitions_are_shown_with_their_day_of_today() -> None:
    data.small_register()
    cards = [text(one(card, "h3")) for card in every(page("/"), "article", class_="product")]
    assert cards[0] == "Bánh tráng thử" and "" not in cards


@pytest.mark.parametrize("day", ["hôm qua", "2031-01-01"])
def test_a_wrong_day_is_a_422_with_the_figures_of_today(day: str) -> None:
    document = page(f"/?ngay={day}", 422)
    assert "Các con số dưới đây là của hôm nay." in text(document) and "Tính đến 14/10/2026" in text(document)


def test_an_empty_installation_has_a_home_page() -> None:
    document = page("/")
    assert "Đến ngày này chưa có sản phẩm nào được công nhận." in text(document)


def year(number: int, **stars: int) -> YearFigure:
    counts = {int(name[1:]): count for name, count in stars.items()}
    return YearFigure(number, date(number, 12, 31), sum(counts.values()), counts)


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ([], "Đến ngày này chưa có sản phẩm nào được công nhận."),
        ([year(2020, s3=9)], "Năm 2020 có 9 sản phẩm được công nhận."),
        ([year(2020, s3=9), year(2021, s3=27)], "Từ 9 sản phẩm năm 2020, đến 31/12/2021 có 27 sản phẩm."),
        (
            [year(2020, s3=7, s4=2), year(2021, s3=22, s4=5)],
            "Từ 9 sản phẩm năm 2020, đến 31/12/2021 có 27 sản phẩm; 4 sao tăng từ 2 lên 5.",
        ),
        ([year(2019), year(2020, s4=5), year(2021, s4=3)], "Từ 5 sản phẩm năm 2020, đến 31/12/2021 có 3 sản phẩm."),
    ],
)
def test_the_finding_is_made_from_the_data(years: list[YearFigure], sentence: str) -> None:
    assert finding(years) == sentence


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_one_and_three_products(count: int, django_assert_num_queries: Any) -> None:
    data.load_units()
    for number in range(count):
        maker = data.producer(f"Cơ sở {number}", area=data.old_commune("Xã Bàu Đồn"))
        data.recognised(data.product(f"Thử {number}", producer=maker, area=maker.area), 3, "2022-01-01")
    client = Client()
    with django_assert_num_queries(8):
        client.get("/")
