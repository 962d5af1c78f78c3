"""The register, the page of a product, the list and the page of producers."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from ocop.recognition.services import correct_recognition
from tests.web import register_data as data
from tests.web.pages import every, one, parsed, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]


@pytest.fixture
def october() -> Any:
    """A fixed day, so that states of certificates do not move."""
    with time_machine.travel("2026-10-14T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def products() -> dict[str, Any]:
    return data.small_register()


def page(url: str, status: int = 200) -> Any:
    response = Client().get(url)
    assert response.status_code == status
    return parsed(response.content.decode())


def names(document: Any) -> list[str]:
    return [text(every(row, "a")[0]) for row in every(document, "th", scope="row") if every(row, "a")]


class TestList:
    def test_every_recognised_product_once_and_the_unnamed_in_one_line(self, products: dict[str, Any]) -> None:
        document = page("/san-pham/")
        assert names(document) == ["Bánh tráng thử", "Mãng cầu thử", "Muối ớt thử"]
        assert text(one(document, "p", class_="count")) == "5 sản phẩm, tính đến 14/10/2026"
        assert "và 2 sản phẩm chưa công bố tên (vì sao?)" in text(one(document, "details", class_="unnamed"))
        note = text(one(document, "p", class_="list-note"))
        assert "1 sản phẩm tiềm năng" in note and "1 chưa rõ ngày công nhận" in note

    def test_a_line_says_star_state_producer_and_both_places(self, products: dict[str, Any]) -> None:
        rows = {text(every(row, "a")[0]): text(row) for row in every(page("/san-pham/"), "tr") if every(row, "a")}
        paper = rows["Bánh tráng thử"]
        assert "4 sao" in paper and "còn hiệu lực đến 10/05/2027" in paper and "Hợp tác xã Minh Họa" in paper
        assert "trước là Phường Gia Lộc, Thị xã Trảng Bàng" in paper and "Số 02/QĐ-UBND, 10/05/2024" in paper
        assert "chưa rõ thời hạn" in rows["Muối ớt thử"] and "hết hạn" not in rows["Muối ớt thử"]
        assert "hết hạn" in rows["Mãng cầu thử"] and "01/06/2025" in rows["Mãng cầu thử"]

    def test_search_and_filters(self, products: dict[str, Any]) -> None:
        for query, found in [
            ("q=banh trang", ["Bánh tráng thử"]),
            ("q=thi du", ["Mãng cầu thử"]),
            ("q=bau don", ["Mãng cầu thử"]),
            ("q=trang bang", ["Bánh tráng thử", "Muối ớt thử"]),
            ("sao=4", ["Bánh tráng thử"]),
            ("sao=4,3&loai=household", ["Mãng cầu thử"]),
            ("tinh-trang=unknown", ["Muối ớt thử"]),
            ("tinh-trang=expired", ["Mãng cầu thử"]),
            ("nhom=food&loai=cooperative", ["Bánh tráng thử", "Muối ớt thử"]),
            ("dia-ban=72@2025-06-30&sao=4", ["Bánh tráng thử"]),
            ("dia-ban=80@2025-06-30", []),
            ("ngay=2021-01-01", ["Bánh tráng thử", "Muối ớt thử"]),
            ("muc=tiem-nang", ["Trà thử"]),
            ("muc=chua-ro-ngay", ["Mật ong thử"]),
        ]:
            assert names(page(f"/san-pham/?{query}")) == found, query

    def test_a_commune_of_today(self, products: dict[str, Any]) -> None:
        here = products["paper"].commune
        document = page(f"/san-pham/?dia-ban={here.code}")
        assert names(document) == ["Bánh tráng thử", "Muối ớt thử"]
        assert text(one(document, "a", class_="chip")) == f"{here.name}×"

    def test_facets_count_what_each_choice_would_leave(self, products: dict[str, Any]) -> None:
        document = page("/san-pham/?sao=3")
        counts = {text(label): None for label in every(document, "label", class_="check")}
        assert {"4 sao 1", "3 sao 4", "Hợp tác xã 1", "Hộ sản xuất, hộ kinh doanh 1", "Chưa rõ loại hình 2"} <= set(
            counts
        )

    def test_a_chosen_filter_can_be_taken_off(self, products: dict[str, Any]) -> None:
        chips = every(page("/san-pham/?q=thu&sao=3&ngay=2026-01-01"), "a", class_="chip")
        assert [text(chip) for chip in chips] == ["«thu»×", "3 sao×", "ngày 01/01/2026×"]
        assert chips[1].get("href") == "?q=thu&ngay=2026-01-01"

    def test_as_of_an_earlier_day_the_earlier_star_stands(self, products: dict[str, Any]) -> None:
        row = next(row for row in every(page("/san-pham/?ngay=2023-01-01"), "tr") if "Bánh tráng" in text(row))
        assert "3 sao" in text(row) and "28/12/2020" in text(row)

    def test_a_wrong_value_is_a_422_that_keeps_the_form(self, products: dict[str, Any]) -> None:
        for query, message in [
            ("sao=9", "Không có hạng sao «9»."),
            ("ngay=24/06/2022", "«24/06/2022» không phải một ngày."),
            ("ngay=2031-01-01", "Ngày 01/01/2031 chưa đến nên chưa có số liệu."),
            ("dia-ban=99999", "Không có mã «99999»"),
            ("trang=x", "«x» không phải số trang."),
            ("nhom=<script>", "Không có nhóm sản phẩm «<script>»."),
            ("q=" + "a" * 200, "Ô tìm dài 200 chữ"),
        ]:
            document = page(f"/san-pham/?{query}&loai=household", 422)
            assert message in text(document), query
            assert "Phần còn lại của danh sách vẫn theo lựa chọn đã gửi." in text(document)
            assert "checked" in one(document, "input", type="checkbox", value="household").attrib

    def test_nothing_found_says_what_to_try(self, products: dict[str, Any]) -> None:
        shown = text(page("/san-pham/?q=xyzxyz"))
        assert "Không tìm thấy «xyzxyz»" in shown and "tên xã cũ" in shown

    def test_an_empty_register_is_a_page(self) -> None:
        assert "Không có sản phẩm nào như vậy" in text(page("/san-pham/"))

    def test_pages_of_fifty_and_the_unnamed_on_the_last(self) -> None:
        data.load_units()
        for number in range(53):
            data.recognised(data.product(f"Sản phẩm thử {number}"), 3, "2022-01-01")
        data.unnamed(3)
        first, second = page("/san-pham/"), page("/san-pham/?trang=2")
        assert len(names(first)) == 50 and not every(first, "details", class_="unnamed")
        assert names(second) == [f"Sản phẩm thử {number}" for number in (50, 51, 52)]
        assert "và 3 sản phẩm" in text(one(second, "details", class_="unnamed"))
        assert names(page("/san-pham/?trang=9")) == names(second)

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_queries_for_one_and_three_rows(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        data.load_units()
        for number in range(count):
            maker = data.producer(f"Cơ sở {number}", area=data.old_commune("Xã Bàu Đồn"))
            data.recognised(data.product(f"Thử {number}", producer=maker, area=maker.area), 3, "2022-01-01")
        client = Client()
        with django_assert_num_queries(10):
            client.get("/san-pham/")
        with django_assert_num_queries(4):
            client.get("/chu-the/")


class TestProduct:
    def test_star_history_with_decisions_and_the_source_of_each(self, products: dict[str, Any]) -> None:
        document = page(f"/san-pham/{products['paper'].slug}/")
        events = every(document, "li", class_="event")
        assert [text(event).split("Nguồn:")[0].strip() for event in events] == [
            "10/05/2024 4 sao Nâng hạng Quyết định số 02/QĐ-UBND, UBND tỉnh Tây Ninh còn hiệu lực đến 10/05/2027",
            "28/12/2020 3 sao Công nhận lần đầu Quyết định số 01/QĐ-UBND, UBND tỉnh Tây Ninh đã nâng hạng",
        ]
        for event in events:
            source = one(event, "p", class_="source")
            assert text(source) == "Nguồn: example.org; Quyết định 12/QĐ-UBND"
            assert one(source, "a").get("href") == "https://example.org/quyet-dinh"

    def test_a_term_that_no_source_states_is_unknown_and_never_over(self, products: dict[str, Any]) -> None:
        shown = text(one(page(f"/san-pham/{products['salt'].slug}/"), "main"))
        assert "chưa rõ thời hạn" in shown and "hết hạn" not in shown
        assert "năm 2020" in shown and "(theo báo chí, cổng thông tin)" in shown

    def test_only_sections_that_have_data(self) -> None:
        bare = data.product("Tên trơ trọi", group="unknown", source="")
        document = page(f"/san-pham/{bare.slug}/")
        for section in every(document, "section"):
            heading = [part for level in ("h2", "h3") for part in every(section, level)]
            assert text(section) != " ".join(text(part) for part in heading)
        shown = text(document)
        assert "Các lần công nhận" not in shown and "Sản phẩm khác" not in shown and "Nguồn:" not in shown

    def test_other_products_of_the_producer_and_the_invitation(self, products: dict[str, Any]) -> None:
        document = page(f"/san-pham/{products['paper'].slug}/")
        assert [text(link) for line in every(document, "li", class_="product-line") for link in every(line, "a")] == [
            "Muối ớt thử"
        ]
        assert "Đây là cơ sở của quý vị?" in text(one(document, "div", class_="claim"))
        assert one(document, "div", class_="placeholder") is not None and not every(document, "img")

    def test_a_correction_shows_and_the_corrected_row_does_not(self, products: dict[str, Any]) -> None:
        row = products["salt"].recognitions.get()
        correct_recognition(actor=data.ACTOR, recognition=row, reason="số liệu nhầm", stars=4)
        events = every(page(f"/san-pham/{products['salt'].slug}/"), "li", class_="event")
        assert len(events) == 1 and "4 sao" in text(events[0])

    def test_an_illustrative_product_says_so_everywhere(self) -> None:
        shown = data.product("Tưởng tượng", is_illustrative=True)
        data.recognised(shown, 3, "2024-01-01", certainty="illustrative")
        assert "không có thật" in text(page(f"/san-pham/{shown.slug}/"))
        for url in ("/san-pham/", "/"):
            assert every(page(url), "span", class_="sample"), url
        assert "Có 1 sản phẩm minh họa, không có thật." in text(page("/"))

    def test_an_unknown_product_and_one_without_a_public_name_are_404(self, products: dict[str, Any]) -> None:
        hidden = data.product("", has_public_name=False)
        for slug in ("khong-co", hidden.slug):
            assert "Không có trang ở địa chỉ này" in text(page(f"/san-pham/{slug}/", 404))

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_costs_the_same_queries_for_one_and_three_recognitions(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        shown = data.product("Thử", producer=data.producer("Cơ sở"))
        for year in range(count):
            data.recognised(shown, 3, f"202{year}-01-01")
        client = Client()
        with django_assert_num_queries(3):
            client.get(f"/san-pham/{shown.slug}/")


class TestProducers:
    def test_the_list_tells_products_and_highest_star(self, products: dict[str, Any]) -> None:
        rows = [text(row) for row in every(page("/chu-the/"), "tr") if every(row, "a")]
        assert len(rows) == 2
        assert any("Hợp tác xã Minh Họa" in row and row.endswith("2 4 sao") for row in rows)
        assert any("Hộ kinh doanh Thí Dụ" in row and row.endswith("chưa có chưa có") for row in rows)

    def test_search_and_filters(self, products: dict[str, Any]) -> None:
        asked = {"q=minh hoa": 1, "q=bau don": 1, "loai=household": 1, "loai=farm": 0, "dia-ban=72@2025-06-30": 2}
        for query, found in asked.items():
            assert len(names(page(f"/chu-the/?{query}"))) == found, query

    def test_the_page_lists_products_and_hides_an_unpublished_phone(self, products: dict[str, Any]) -> None:
        maker = data.producer("Có điện thoại", phone="0276 000 000")
        assert "0276" not in text(page(f"/chu-the/{maker.slug}/"))
        open_maker = data.producer("Công khai", phone="0276 111 111", phone_is_public=True)
        assert "0276 111 111" in text(page(f"/chu-the/{open_maker.slug}/"))
        shown = text(page(f"/chu-the/{products['paper'].producer.slug}/"))
        assert "Bánh tráng thử" in shown and "Muối ớt thử" in shown and "4 sao" in shown

    def test_a_wrong_value_is_a_422_and_an_unknown_producer_a_404(self, products: dict[str, Any]) -> None:
        assert "Không có loại hình chủ thể «x»." in text(page("/chu-the/?loai=x", 422))
        page("/chu-the/khong-co/", 404)


def test_a_day_before_anything_has_an_empty_list(products: dict[str, Any]) -> None:
    document = page("/san-pham/?ngay=2019-06-24")
    assert not names(document) and date(2019, 6, 24).strftime("%d/%m/%Y") in text(document)
