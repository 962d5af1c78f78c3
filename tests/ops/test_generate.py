"""The invented register: repeatable, openly «minh họa», within the law of its day, unlike any real name."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ocop.directory import services as directory
from ocop.directory.models import Producer
from ocop.dossiers.models import Product
from ocop.kernel.models import Event
from ocop.kernel.operations import broken_event
from ocop.ops.generating.words import BRAND_FIRST, BRAND_SECOND, GOODS, GROUP_OF_SET, WEIGHT_OF_SET
from ocop.ops.importing.names import ALIKE, core, likeness
from ocop.ops.seed.tables import table
from ocop.recognition.models import Recognition
from tests.ops.tayninh import ACTOR, load_units

pytestmark = pytest.mark.django_db


def generate(products: int = 300, seed: int = 7, **options: Any) -> None:
    call_command("generate", products=products, seed=seed, until="2026-06-30", verbosity=0, **options)


@pytest.fixture(autouse=True)
def units(db: None) -> None:
    load_units()


def told() -> list[tuple[Any, ...]]:
    rows = Recognition.objects.order_by("product__sort_key", "product__slug", "decided_on", "stars")
    return list(
        rows.values_list(
            "product__name", "product__producer__name", "area__name", "stars", "decided_on", "decision_number"
        )
    )


def test_the_same_seed_gives_the_same_register() -> None:
    generate()
    first = told()
    for model in (Recognition, Product, Producer):
        model.objects.all().delete()
    generate()
    assert told() == first
    for model in (Recognition, Product, Producer):
        model.objects.all().delete()
    generate(seed=8)
    assert told() != first


def test_everything_is_marked_and_the_number_is_right() -> None:
    generate(products=123)
    assert Product.objects.count() == 123
    assert not Product.objects.filter(is_illustrative=False).exists()
    assert not Producer.objects.filter(is_illustrative=False).exists()
    assert not Producer.objects.exclude(phone="", representative="").exists()
    assert not Recognition.objects.exclude(certainty="illustrative").exists()
    assert not Recognition.objects.exclude(source__startswith="Minh họa").exists()
    assert Event.objects.order_by("-pk")[0].kind == "register.generated"
    assert broken_event() is None


def test_histories_follow_the_law_of_their_day() -> None:
    generate(products=1500)
    kinds = set()
    for one in Recognition.objects.select_related("area", "product").order_by("pk"):
        assert one.decided_on is not None
        assert one.decided_on <= date(2026, 6, 30)
        assert one.valid_until is not None
        assert one.valid_until.year == one.decided_on.year + 3
        assert one.area is not None
        assert one.area.unit_list == ("before-2025-07-01" if one.decided_on < date(2025, 7, 1) else "since-2025-07-01")
        by_district = one.stars == 3 and date(2023, 2, 24) <= one.decided_on <= date(2025, 6, 30)
        assert one.authority_level == ("district" if by_district else "ministry" if one.stars == 5 else "province")
        assert one.law in ("1048/2019", "148/2023", "26/2026")
        kinds.add(one.kind)
    assert kinds == {"first", "upgrade", "renewal"}
    lapsed = [
        product
        for product in Product.objects.prefetch_related("recognitions")
        if (last := max((one.valid_until for one in product.recognitions.all() if one.valid_until), default=None))
        and last < date(2026, 6, 30)
    ]
    assert lapsed, "some products were not renewed in time"
    assert set(Producer.objects.values_list("producer_type", flat=True)) >= {"cooperative", "company", "household"}


def test_no_name_is_alike_a_real_one() -> None:
    real = [row["name"] for row in table("tay_ninh_producers.csv")]
    directory.bulk_create_producers(
        actor=ACTOR, rows=[directory.ProducerRow(name=name) for name in [*real, "HTX Mây Lam"]]
    )
    generate(products=400, beside_real=True)
    cores = {core(name) for name in [*real, "HTX Mây Lam"]}
    for name in Producer.objects.filter(is_illustrative=True).values_list("name", flat=True):
        assert max(likeness(core(name), other) for other in cores) < ALIKE, name
    products = {row["name"] for row in table("tay_ninh_products.csv")}
    assert not products & set(Product.objects.values_list("name", flat=True))


def test_a_real_register_is_left_alone() -> None:
    directory.create_producer(actor=ACTOR, name="Hợp tác xã Có Thật")
    with pytest.raises(CommandError, match="đã có chủ thể thật"):
        generate()
    assert Producer.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"products": 0}, "từ 1 đến"),
        ({"products": 5, "until": "30/6/2026"}, "năm-tháng-ngày"),
        ({"products": 5, "until": "2099-01-01"}, "chưa tới"),
    ],
)
def test_arguments_that_cannot_be_used(options: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("generate", **options)
    assert not Product.objects.exists()


def test_the_words_cover_every_set() -> None:
    assert set(GOODS) == set(GROUP_OF_SET) == set(WEIGHT_OF_SET) == set(range(1, 27))
    assert len(set(BRAND_FIRST)) == len(BRAND_FIRST)
    assert len(set(BRAND_SECOND)) == len(BRAND_SECOND)
