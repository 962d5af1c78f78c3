"""A small register for tests of pages: units of Tây Ninh, producers, products, recognitions. All of it is invented."""

from datetime import date
from typing import Any

from ocop.directory.enums import UnitList
from ocop.directory.models import Area, Producer
from ocop.directory.services import create_producer
from ocop.directory.unit_services import record_units
from ocop.dossiers.models import Product
from ocop.dossiers.services import create_product
from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate
from ocop.recognition.models import Recognition
from ocop.recognition.services import record_recognition
from tests.ops.tayninh import lines

ACTOR = Actor.system("test")
SOURCE = "https://example.org/quyet-dinh; Quyết định 12/QĐ-UBND"


def load_units() -> None:
    """The provinces and districts, two old communes and what became of them."""
    old = [line for line in lines() if line.level == "commune" and line.name in ("Phường Gia Lộc", "Xã Bàu Đồn")]
    kept = {line.code for line in old if line.unit_list == UnitList.BEFORE}
    kept |= {code for line in old for code, _ in line.successors}
    chosen = [line for line in lines() if line.level != "commune" or line.code in kept]
    record_units(actor=ACTOR, lines=chosen, source="test")


def old_commune(name: str) -> Area:
    return Area.objects.get(unit_list=UnitList.BEFORE, level="commune", name=name, parent__parent__code="72")


def commune(name: str) -> Area:
    return Area.objects.get(unit_list=UnitList.SINCE, level="commune", name=name)


def producer(name: str, **values: Any) -> Producer:
    return create_producer(actor=ACTOR, name=name, source=SOURCE, **values)


def product(name: str, **values: Any) -> Product:
    values = {"source": SOURCE, "group": "food", **values}
    return create_product(actor=ACTOR, name=name, **values)


def recognised(found: Product, stars: int | None, decided: str | None, **values: Any) -> Recognition:
    values = {"source": SOURCE, "authority": "UBND tỉnh Tây Ninh", **values}
    return record_recognition(
        actor=ACTOR, product=found, stars=stars, decided=PartialDate.parse(decided), area=found.area, **values
    )


def unnamed(count: int, decided: str = "2021-12-31") -> None:
    province = Area.objects.get(unit_list=UnitList.BEFORE, level="province", code="72")
    for _ in range(count):
        hidden = product("", has_public_name=False, area=province, group="unknown")
        recognised(hidden, 3, decided)


def small_register() -> dict[str, Product]:
    """Three named products, two unnamed, one potential, one undated."""
    load_units()
    maker = producer("Hợp tác xã Minh Họa", producer_type="cooperative", area=old_commune("Phường Gia Lộc"))
    house = producer("Hộ kinh doanh Thí Dụ", producer_type="household", area=old_commune("Xã Bàu Đồn"))
    paper = product("Bánh tráng thử", producer=maker, set_number=6, area=old_commune("Phường Gia Lộc"))
    recognised(paper, 3, "2020-12-28", kind="first", decision_number="01/QĐ-UBND")
    recognised(paper, 4, "2024-05-10", kind="upgrade", decision_number="02/QĐ-UBND", valid_until=date(2027, 5, 10))
    salt = product("Muối ớt thử", producer=maker, set_number=10, area=old_commune("Phường Gia Lộc"))
    recognised(salt, 3, "2020", certainty="reported")
    fruit = product("Mãng cầu thử", producer=house, set_number=1, area=old_commune("Xã Bàu Đồn"))
    recognised(fruit, 3, "2022-06-01", valid_until=date(2025, 6, 1))
    unnamed(2)
    hope = product("Trà thử", producer=house, set_number=12, standing="potential", area=old_commune("Xã Bàu Đồn"))
    undated = product("Mật ong thử", producer=house, set_number=4, area=old_commune("Xã Bàu Đồn"))
    recognised(undated, 3, None)
    return {"paper": paper, "salt": salt, "fruit": fruit, "hope": hope, "undated": undated}
