"""Tây Ninh's known products, from public sources (``data/README.md``): producers, products, recognitions, agencies."""

import hashlib
from dataclasses import dataclass
from datetime import date

from ocop.directory.models import Area, Producer
from ocop.directory.services import AgencyNameRow, ProducerRow, bulk_create_producers, record_agency
from ocop.dossiers.models import Product
from ocop.dossiers.services import ProductRow, bulk_create_products
from ocop.kernel.access import Actor, system_only
from ocop.kernel.dates import PartialDate
from ocop.kernel.models import Event
from ocop.kernel.operations import operation, record_event
from ocop.ops.seed.tables import DATA, Places, table
from ocop.recognition.enums import Certainty
from ocop.recognition.models import Recognition
from ocop.recognition.services import RecognitionRow, bulk_record_recognitions

_LOADED = "seed.tay_ninh_loaded"
_FILES = (
    "agencies.csv",
    "tay_ninh_producers.csv",
    "tay_ninh_products.csv",
    "tay_ninh_recognitions.csv",
    "tay_ninh_unnamed.csv",
)


@dataclass(frozen=True)
class Loaded:
    """How many records were added; all 0 when the same data was loaded before."""

    producers: int = 0
    products: int = 0
    recognitions: int = 0


def load_tay_ninh(actor: Actor) -> Loaded:
    """Load the data once. A second call with the same files changes nothing, whatever people changed in between; with newer
    files it adds what is missing. The units must be there (``load_areas``).
    """
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in _FILES)).hexdigest()
    if Event.objects.filter(kind=_LOADED, payload__digest=digest).exists():
        return Loaded()
    return _load(actor=actor, digest=digest)


@operation(access=system_only)
def _load(*, actor: Actor, digest: str) -> Loaded:
    tables = {name: table(name) for name in _FILES}
    places = Places({row["area"] for rows in tables.values() for row in rows if row.get("area")})
    _load_agencies(actor, tables["agencies.csv"], places)
    producers, new_producers = _load_producers(actor, tables["tay_ninh_producers.csv"], places)
    products, new_products = _load_products(actor, tables["tay_ninh_products.csv"], producers, places)
    recognitions = _load_recognitions(actor, tables["tay_ninh_recognitions.csv"], products)
    unnamed = _load_unnamed(actor, tables["tay_ninh_unnamed.csv"], places)
    loaded = Loaded(new_producers, new_products + unnamed, recognitions + unnamed)
    record_event(_LOADED, "", {"digest": digest, "products": loaded.products, "recognitions": loaded.recognitions})
    return loaded


def _load_agencies(actor: Actor, rows: list[dict[str, str]], places: Places) -> None:
    names: dict[tuple[str, str], list[AgencyNameRow]] = {}
    for row in rows:
        names.setdefault((row["code"], row["area"]), []).append(
            AgencyNameRow(
                name=row["name"],
                held_from=_day(row["held_from"]),
                held_until=_day(row["held_until"]),
                source=row["source"],
            )
        )
    for (code, area), of_agency in names.items():
        record_agency(actor=actor, code=code, area=places[area], names=of_agency)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _load_producers(actor: Actor, rows: list[dict[str, str]], places: Places) -> tuple[dict[str, Producer], int]:
    by_name = {row["name"]: row for row in rows}
    there = {producer.name: producer for producer in Producer.objects.filter(name__in=by_name).order_by("-pk")}
    missing = [row for name, row in by_name.items() if name not in there]
    made = bulk_create_producers(
        actor=actor,
        rows=[
            ProducerRow(
                name=row["name"],
                producer_type=row["type"],
                stated_type=row["stated_type"],
                area=places[row["area"]],
                source=row["source"],
            )
            for row in missing
        ],
    )
    return there | {producer.name: producer for producer in made}, len(made)


def _load_products(
    actor: Actor, rows: list[dict[str, str]], producers: dict[str, Producer], places: Places
) -> tuple[dict[str, Product], int]:
    def natural(name: str, producer: Producer | None, area: Area | None) -> tuple[str, int | None, int | None]:
        return name, producer.pk if producer else None, area.pk if area else None

    names = [row["name"] for row in rows]
    known = Product.objects.filter(name__in=names).select_related("producer", "area").order_by("-pk")
    there = {natural(product.name, product.producer, product.area): product for product in known}
    products: dict[str, Product] = {}
    missing: list[tuple[str, ProductRow]] = []
    for row in rows:
        producer, area = producers.get(row["producer"]), places[row["area"]]
        found = there.get(natural(row["name"], producer, area))
        if found:
            products[row["key"]] = found
        else:
            missing.append((row["key"], _product_row(row, producer, area)))
    made = bulk_create_products(actor=actor, rows=[row for _, row in missing])
    products |= {key: product for (key, _), product in zip(missing, made, strict=True)}
    return products, len(made)


def _product_row(row: dict[str, str], producer: Producer | None, area: Area | None) -> ProductRow:
    return ProductRow(
        name=row["name"],
        producer=producer,
        group=row["group"],
        set_number=int(row["set"]) if row["set"] else None,
        standing=row["standing"],
        standing_since=_day(row["standing_since"]),
        standing_note=row["standing_note"],
        area=area,
        source=row["source"],
        note=row["note"],
    )


def _load_recognitions(actor: Actor, rows: list[dict[str, str]], products: dict[str, Product]) -> int:
    known = Recognition.objects.filter(product__in=products.values(), corrects=None)
    there = set(known.order_by().values_list("product_id", "source"))
    missing = [row for row in rows if (products[row["product"]].pk, row["source"]) not in there]
    made = bulk_record_recognitions(
        actor=actor,
        rows=[_recognition_row(row, products[row["product"]], kind=row["kind"]) for row in missing],
    )
    return len(made)


def _recognition_row(row: dict[str, str], product: Product, *, kind: str) -> RecognitionRow:
    return RecognitionRow(
        product=product,
        stars=int(row["stars"]) if row["stars"] else None,
        decided=PartialDate.parse(row["decided"]),
        kind=kind,
        valid_until=_day(row.get("valid_until", "")),
        authority=row["authority"],
        authority_level=row["authority_level"],
        law=row["law"],
        certainty=Certainty.REPORTED,
        source=row["source"],
        note=row["note"],
    )


def _load_unnamed(actor: Actor, rows: list[dict[str, str]], places: Places) -> int:
    """Records that a source counts without naming: as many as are missing, each a product of its own."""
    added = 0
    for row in rows:
        known = Recognition.objects.filter(
            product__has_public_name=False, source=row["source"], stars=row["stars"], corrects=None
        )
        count = int(row["count"]) - known.count()
        product = ProductRow(has_public_name=False, area=places[row["area"]], source=row["source"], note=row["note"])
        made = bulk_create_products(actor=actor, rows=[product] * max(count, 0))
        bulk_record_recognitions(actor=actor, rows=[_recognition_row(row, one, kind="unknown") for one in made])
        added += len(made)
    return added
