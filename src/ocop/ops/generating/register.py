"""Producers, products and recognitions of an invented register, by the bulk services."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from ocop.directory import services as directory
from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Area, AreaSuccession, Producer
from ocop.directory.queries import NEW_LIST_FROM
from ocop.dossiers import services as dossiers
from ocop.dossiers.models import Product
from ocop.kernel.access import Actor, system_only
from ocop.kernel.dates import PartialDate
from ocop.kernel.operations import Refused, operation, record_event
from ocop.kernel.text import fold
from ocop.ops.generating.histories import Histories, Step, seeded
from ocop.ops.generating.words import (
    BRAND_FIRST,
    BRAND_SECOND,
    BRAND_THIRD,
    GOODS,
    GROUP_OF_SET,
    PRODUCERS,
    TOURISM_PRODUCER,
    WEIGHT_OF_SET,
)
from ocop.ops.importing.names import AlikeIndex, core
from ocop.recognition import services as recognition
from ocop.recognition.enums import Certainty
from ocop.rules.rulebook import law_directory

SOURCE: Final = "Minh họa: dữ liệu sinh tự động, không phải hồ sơ thật"
BATCH: Final = 2_000
MOST: Final = 50_000


@dataclass(frozen=True)
class Spot:
    """An old commune with its district, and the commune of today that continues it."""

    old: Area
    new: Area
    district: str
    old_province: str


@dataclass(frozen=True)
class Made:
    """How many records were made."""

    producers: int
    products: int
    recognitions: int


@dataclass(frozen=True)
class _Invented:
    """A producer with its products, before it is written."""

    row: directory.ProducerRow
    spot: Spot
    products: tuple[tuple[dossiers.ProductRow, tuple[Step, ...]], ...]


@operation(access=system_only)
def generate_register(
    *, actor: Actor, products: int, seed: int, until: dt.date, told: Callable[[int], None] | None = None
) -> Made:
    """Write an invented register of ``products`` products with their histories up to ``until``; the same seed, the same register.

    ``told`` hears how many products are written. Raises :class:`Refused` when the lists of units are missing or the number is
    out of range.
    """
    if not 1 <= products <= MOST:
        raise Refused(f"--products {products}: ghi một số từ 1 đến {MOST}.")
    spots = _spots()
    names = _Names(seeded(f"{seed}/names"))
    histories = Histories(law_directory(), seed, until)
    made = Made(0, 0, 0)
    batch: list[_Invented] = []
    waiting = 0
    for invented in _invented(seeded(f"{seed}/register"), products, spots, names, histories):
        batch.append(invented)
        waiting += len(invented.products)
        if waiting >= BATCH or made.products + waiting >= products:
            made = _write(actor, batch, made)
            batch, waiting = [], 0
            if told:
                told(made.products)
    counts = {"producers": made.producers, "products": made.products, "recognitions": made.recognitions}
    record_event("register.generated", "", {"seed": seed, "until": until.isoformat(), **counts})
    return made


def _spots() -> Sequence[Spot]:
    links = AreaSuccession.objects.filter(
        is_main=True,
        new__level=AreaLevel.COMMUNE,
        new__unit_list=UnitList.SINCE,
        new__parent__code=settings.CONFIG.province,
        old__level=AreaLevel.COMMUNE,
    )
    found = [
        Spot(link.old, link.new, link.old.parent.name, link.old.parent.parent.name)
        for link in links.select_related("old__parent__parent", "new__parent").order_by("old__code", "new__code")
        if link.old.parent and link.old.parent.parent
    ]
    if not found:
        raise Refused(
            "Chưa có danh mục xã, phường cũ và mới của tỉnh. Nạp bằng «ocop demo --no-serve» hoặc «ocop import units TỆP.csv»."
        )
    return found


class _Names:
    """Invented brands, each used once, none of which resembles a name of the register."""

    def __init__(self, draw: random.Random) -> None:
        there = list(Producer.objects.order_by("pk").values_list("name", flat=True))
        self._real = AlikeIndex(enumerate(there))
        self._used = {core(name) for name in there}
        self._products = set(Product.objects.order_by("pk").values_list("folded", flat=True))
        real = Product.objects.filter(is_illustrative=False, has_public_name=True).order_by("pk")
        self._real_products = AlikeIndex(enumerate(real.values_list("name", flat=True)))
        brands = [
            " ".join(part for part in (first, second, third) if part)
            for third in BRAND_THIRD
            for second in BRAND_SECOND
            for first in BRAND_FIRST
        ]
        draw.shuffle(brands)
        self._brands = iter(brands)

    def brand(self) -> str:
        """The next brand that nobody has."""
        for brand in self._brands:
            key = core(brand)
            if key not in self._used and not self._real.alike(brand, limit=1):
                self._used.add(key)
                return brand
        raise Refused("Hết tên minh họa chưa dùng trong sổ. Dùng một cơ sở dữ liệu trống, hoặc --products nhỏ hơn.")

    def is_free(self, product: str) -> bool:
        """Has no product of the register this name, and no real one a name alike?"""
        return fold(product) not in self._products and not self._real_products.alike(product, limit=1)


def _invented(
    draw: random.Random, products: int, spots: Sequence[Spot], names: _Names, histories: Histories
) -> Iterator[_Invented]:
    left = products
    while left:
        count = min(left, draw.choices((1, 2, 3, 4, 6), (48, 26, 14, 8, 4))[0])
        spot, brand = draw.choice(spots), names.brand()
        number = draw.choices(list(WEIGHT_OF_SET), list(WEIGHT_OF_SET.values()))[0]
        goods = draw.sample(GOODS[number], min(count, len(GOODS[number])))
        stories = [tuple(histories.history(draw, spot.district)) for _ in goods]
        begin = min((story[0].decided for story in stories if story), default=NEW_LIST_FROM)
        area = spot.old if begin < NEW_LIST_FROM else spot.new
        kind, title, stated, _weight = draw.choices(PRODUCERS, [weight for *_, weight in PRODUCERS])[0]
        if number == 26 and draw.random() < 0.5:
            kind, title, stated = TOURISM_PRODUCER
        row = directory.ProducerRow(
            name=f"{title} {brand}", producer_type=kind, stated_type=stated, address=f"ấp {draw.randint(1, 9)}", area=area, commune=spot.new,
            source=SOURCE, is_illustrative=True,
        )  # fmt: skip
        rows = tuple(
            (_product(f"{name} {brand}", number, area, spot), story)
            for name, story in zip(goods, stories, strict=True)
            if names.is_free(f"{name} {brand}")
        )
        if rows:
            left -= len(rows)
            yield _Invented(row, spot, rows)


def _product(name: str, number: int, area: Area, spot: Spot) -> dossiers.ProductRow:
    return dossiers.ProductRow(
        name=name, group=GROUP_OF_SET[number], set_number=number, area=area, commune=spot.new, source=SOURCE, is_illustrative=True
    )  # fmt: skip


def _write(actor: Actor, batch: Sequence[_Invented], before: Made) -> Made:
    producers = directory.bulk_create_producers(actor=actor, rows=[one.row for one in batch])
    rows = [
        _with_producer(row, producer, bool(story))
        for one, producer in zip(batch, producers, strict=True)
        for row, story in one.products
    ]
    products = dossiers.bulk_create_products(actor=actor, rows=rows)
    pairs = zip(products, ((one.spot, story) for one in batch for _row, story in one.products), strict=True)
    recognitions = [_recognition(product, spot, step) for product, (spot, story) in pairs for step in story]
    if recognitions:
        recognition.bulk_record_recognitions(actor=actor, rows=recognitions)
    return Made(
        before.producers + len(producers), before.products + len(products), before.recognitions + len(recognitions)
    )


def _with_producer(row: dossiers.ProductRow, producer: Producer, is_recognised: bool) -> dossiers.ProductRow:
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return dossiers.ProductRow(**values | {"producer": producer, "standing": "" if is_recognised else "potential"})


def _recognition(product: Product, spot: Spot, step: Step) -> recognition.RecognitionRow:
    is_old = step.decided < NEW_LIST_FROM
    province = spot.old_province if is_old else (spot.new.parent.name if spot.new.parent else "")
    names = {"district": spot.district, "province": province}
    name = names.get(step.level, "")
    authority = f"UBND {name[:1].lower()}{name[1:]}" if name else "Bộ Nông nghiệp và Môi trường"
    return recognition.RecognitionRow(
        product=product, stars=step.stars, decided=PartialDate.day(step.decided), kind=step.kind, decision_number=step.number,
        valid_until=step.last_day, authority=authority, authority_level=step.level, law=step.law, area=spot.old if is_old else spot.new,
        certainty=Certainty.ILLUSTRATIVE, source=SOURCE,
    )  # fmt: skip
