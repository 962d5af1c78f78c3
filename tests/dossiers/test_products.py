"""Products: names that are public or not, search text that follows, and two people at once."""

import pytest

from ocop.directory.services import create_producer
from ocop.dossiers.models import Product
from ocop.dossiers.queries import lies_in, matches, products
from ocop.dossiers.services import ProductRow, bulk_create_products, create_product, update_producer, update_product
from ocop.kernel.models import Event
from ocop.kernel.operations import Conflict, Refused
from tests.places import JUNE_2022, SYSTEM, TODAY, load_places, new, old

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [product.name for product in products().filter(matches(text))]


def test_search_text_holds_product_producer_and_places_old_and_new() -> None:
    load_places()
    producer = create_producer(actor=SYSTEM, name="Công ty TNHH Tân Nhiên")
    made = create_product(
        actor=SYSTEM, name="Bánh tráng phô mai", producer=producer, group="food", set_number=6, area=old("25642")
    )
    assert made.search_text == (
        " banh trang pho mai cong ty tnhh tan nhien xa truong dong thi xa hoa thanh phuong long hoa"
    )
    assert made.accent_text.startswith(" bánh tráng phô mai công ty tnhh tân nhiên xã trường đông")
    assert made.commune == new("25630")
    for text in ("pho mai", "PHÔ MAI", "tan nhien", "truong dong", "Hòa Thành", "hoà thành", "long hoa", "ban tra", ""):
        assert found(text) == ["Bánh tráng phô mai"], text
    for text in ("anh trang", "phở", "long an", "mai vang"):
        assert found(text) == ([] if text != "phở" else ["Bánh tráng phô mai"]), text


def test_d_with_and_without_stroke_find_each_other() -> None:
    bulk_create_products(actor=SYSTEM, rows=[ProductRow(name="Đường thốt nốt"), ProductRow(name="Dưa lưới")])
    assert found("duong") == found("đường") == found("ÐƯỜNG") == ["Đường thốt nốt"]
    assert found("d") == ["Dưa lưới", "Đường thốt nốt"]


def test_a_like_pattern_is_plain_text() -> None:
    create_product(actor=SYSTEM, name="Đế Gò Đen 31%")
    assert found("31%") == ["Đế Gò Đen 31%"]
    assert found("%") == ["Đế Gò Đen 31%"], "no word asked for"
    assert found("3_%") == found("de_den") == ["Đế Gò Đen 31%"]
    assert found("_e") == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "Thiếu tên sản phẩm"),
        ({"name": "–"}, "Thiếu tên sản phẩm"),
        ({"name": "x", "has_public_name": False}, "tên chưa công bố"),
        ({"name": "x", "group": "thực phẩm"}, "food"),
        ({"name": "x", "standing": "tiềm năng"}, "potential, named"),
        ({"name": "x", "set_number": 0}, "từ 1 đến 26"),
        ({"name": "x", "set_number": 27}, "từ 1 đến 26"),
        ({"name": "x" * 201}, "tối đa 200"),
        ({"name": "x", "note": "y" * 501}, "note"),
    ],
)
def test_what_is_refused(values: dict[str, object], told: str) -> None:
    with pytest.raises(Refused, match=told):
        create_product(actor=SYSTEM, **values)
    with pytest.raises(Refused, match=told):
        bulk_create_products(actor=SYSTEM, rows=[ProductRow(name="tốt"), ProductRow(**values)])  # type: ignore[arg-type]
    assert not Product.objects.exists() and not Event.objects.exists()


def test_same_names_get_addresses_that_tell_them_apart() -> None:
    tu, hop = (create_producer(actor=SYSTEM, name=f"Hộ kinh doanh {name}") for name in ("Tuấn Tú", "Lê Hòa Hợp"))
    rows = [ProductRow(name="Chả lụa", producer=tu), ProductRow(name="Chả lụa", producer=hop)]
    made = bulk_create_products(actor=SYSTEM, rows=[*rows, ProductRow(name="Chả lụa", producer=hop)])
    assert [product.slug for product in made] == ["cha-lua", "cha-lua-ho-kinh-doanh-le-hoa-hop", "cha-lua-2"]


def test_unnamed_records_stand_last_and_say_so() -> None:
    rows = [ProductRow(has_public_name=False), ProductRow(name="Ớt"), ProductRow(has_public_name=False)]
    bulk_create_products(actor=SYSTEM, rows=[*rows, ProductRow(name="Ýt nhân")])
    assert [str(product) for product in products()] == ["Ớt", "Ýt nhân", "(tên chưa công bố)", "(tên chưa công bố)"]


def test_the_search_text_follows_product_and_producer() -> None:
    producer = create_producer(actor=SYSTEM, name="Cơ sở Cũ")
    made = create_product(actor=SYSTEM, name="Muối chay", producer=producer)
    changed = update_product(actor=SYSTEM, product=made, version=1, name="Muối tôm")
    assert (found("chay"), found("tom"), changed.version, changed.slug) == ([], ["Muối tôm"], 2, "muoi-chay")
    update_producer(actor=SYSTEM, producer=producer, version=1, name="Cơ sở Mới")
    assert (found("cu"), found("moi")) == ([], ["Muối tôm"])
    with pytest.raises(Conflict, match="Muối tôm"):
        update_product(actor=SYSTEM, product=made, version=1, note="x")
    with pytest.raises(TypeError, match="sort_key"):
        update_product(actor=SYSTEM, product=made, version=2, sort_key="x")


def test_a_place_is_asked_for_in_its_list() -> None:
    load_places()
    from ocop.directory.queries import resolve_area

    split = create_product(actor=SYSTEM, name="Dế sấy", area=old("25534"), commune=new("25516"))
    plain = create_product(actor=SYSTEM, name="Muối tôm", area=old("25642"))
    district = create_product(actor=SYSTEM, name="Mít", area=old("706"))

    def there(code: str, as_of: object) -> set[Product]:
        return set(Product.objects.filter(lies_in(resolve_area(code, as_of))))  # type: ignore[arg-type]

    assert there("72", JUNE_2022) == there("80", TODAY) == {split, plain, district}
    assert there("706", JUNE_2022) == {split, district}
    assert there("25516", TODAY) == {split}, "where the product lies today outweighs the main successor"
    assert there("25534", TODAY) == set()
    assert there("25630", TODAY) == {plain}


def test_many_products_cost_a_few_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    load_places()
    producer = create_producer(actor=SYSTEM, name="x")
    place = old("25642")

    def rows(count: int) -> list[ProductRow]:
        return [ProductRow(name=f"Sản phẩm {number}", producer=producer, area=place) for number in range(count)]

    bulk_create_products(actor=SYSTEM, rows=rows(1))
    # savepoints 2, successors, slugs, parents, insert, head of the chain, event, head
    with django_assert_num_queries(9):
        bulk_create_products(actor=SYSTEM, rows=rows(1))
    with django_assert_num_queries(9):
        bulk_create_products(actor=SYSTEM, rows=rows(3))
