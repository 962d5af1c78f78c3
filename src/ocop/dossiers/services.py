"""Writes of products, and of producers where their products must follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ocop.directory import services as directory
from ocop.directory.models import Area, Producer
from ocop.directory.queries import check_commune, present_communes
from ocop.directory.slugs import SlugMaker
from ocop.dossiers import access
from ocop.dossiers.enums import ProductGroup, Standing
from ocop.dossiers.models import Product
from ocop.kernel.access import Actor
from ocop.kernel.checks import clean_texts, values_of
from ocop.kernel.operations import Conflict, Refused, operation, record_event
from ocop.kernel.text import fold, lowered, sort_key

UNNAMED_KEY = "zzz"
"""Order of products without a public name: after every name."""


@dataclass(frozen=True, kw_only=True)
class ProductRow:
    """What a source says about a product. ``area``: the most exact unit it names, old or new; ``commune``: today's.

    Without ``commune`` it follows from ``area`` where that leaves no choice. ``has_public_name=False``: a record that a
    source counts without naming, then ``name`` is empty.
    """

    name: str = ""
    has_public_name: bool = True
    producer: Producer | None = None
    group: str = ProductGroup.UNKNOWN
    set_number: int | None = None
    standing: str = Standing.NONE
    standing_since: date | None = None
    standing_note: str = ""
    area: Area | None = None
    commune: Area | None = None
    source: str = ""
    note: str = ""
    is_illustrative: bool = False


_TEXTS = ("name", "standing_note", "source", "note")
_GROUPS, _STANDINGS = frozenset(ProductGroup.values), frozenset(Standing.values)
_FIELDS = tuple(field.name for field in fields(ProductRow))


@operation(access=access.record_product)
def create_product(*, actor: Actor, **values: Any) -> Product:
    """A new product; the keyword arguments are the fields of :class:`ProductRow`.

    Raises:
        Refused: no name though it is public, a text too long, an unknown group or standing, a set number outside 1–26, or a
            ``commune`` that is none of today's list.
    """
    product = _made([ProductRow(**values)])[0]
    product.save(force_insert=True)
    record_event("product.created", f"product:{product.pk}", {"name": product.name, "source": product.source})
    return product


@operation(access=access.record_product)
def bulk_create_products(*, actor: Actor, rows: Sequence[ProductRow]) -> list[Product]:
    """New products in the order of ``rows``, with one event for the batch. Raises :class:`Refused` like the single one."""
    products = Product.objects.bulk_create(_made(rows), batch_size=500)
    record_event("products.created", "", {"count": len(products), "ids": [product.pk for product in products]})
    return products


@operation(access=access.record_product)
def update_product(*, actor: Actor, product: Product, version: int, **changes: Any) -> Product:
    """Change a product that still has ``version``.

    Raises:
        Conflict: somebody changed it in between.
        Refused: as for :func:`create_product`.
    """
    unknown = set(changes) - set(_FIELDS)
    if unknown:
        raise TypeError(f"a product has no {', '.join(sorted(unknown))}")
    current = Product.objects.select_for_update().get(pk=product.pk)
    if current.version != version:
        raise Conflict(f"Sản phẩm «{current}» vừa được người khác sửa; mở lại trang để xem bản mới rồi sửa tiếp.")
    before = {name: getattr(current, name) for name in _FIELDS}
    values = before | changes
    if "area" in changes and "commune" not in changes:
        values["commune"] = None
    row = _checked(ProductRow(**values), present_communes([values["area"]]))
    for name in _FIELDS:
        setattr(current, name, getattr(row, name))
    _derive(current, _Places([row]))
    current.version += 1
    current.save()
    changed = [name for name in _FIELDS if getattr(row, name) != before[name]]
    record_event("product.changed", f"product:{current.pk}", {"version": current.version, "fields": changed})
    return current


@operation(access=access.record_product)
def update_producer(*, actor: Actor, producer: Producer, version: int, **changes: Any) -> Producer:
    """Change a producer that still has ``version`` (fields of ``directory.services.ProducerRow``); the search text of its
    products follows.

    Raises:
        Conflict: somebody changed it in between.
        Refused: as for ``directory.services.create_producer``.
    """
    changed = directory.update_producer_record(actor=actor, producer=producer, version=version, **changes)
    products = list(Product.objects.filter(producer=changed).select_related("area__parent", "commune").order_by("id"))
    places = _Places(products)
    for product in products:
        product.producer = changed
        _derive(product, places)
    Product.objects.bulk_update(products, ("search_text", "accent_text"), batch_size=500)
    record_event("producer.products_refreshed", f"producer:{changed.pk}", {"products": len(products)})
    return changed


def _made(rows: Sequence[ProductRow]) -> list[Product]:
    present = present_communes([row.area for row in rows if row.area and not row.commune])
    slugs = SlugMaker(Product, (row.name or "chua-cong-bo" for row in rows), otherwise="san-pham")
    checked = [_checked(row, present) for row in rows]
    places = _Places(checked)
    made = []
    for row in checked:
        more = row.producer.name if row.producer else ""
        product = Product(**values_of(row), slug=slugs.give(row.name or "chua-cong-bo", more=more))
        _derive(product, places)
        made.append(product)
    return made


def _checked(row: ProductRow, present: Mapping[int, Area]) -> ProductRow:
    values = values_of(row)
    clean_texts(Product, values, _TEXTS)
    if row.has_public_name and not fold(values["name"]):
        raise Refused("Thiếu tên sản phẩm: ghi tên như trong quyết định, ví dụ «Muối ớt tôm».")
    if not row.has_public_name and values["name"]:
        raise Refused(f"Sản phẩm «{values['name']}» có tên nhưng lại ghi là tên chưa công bố; bỏ một trong hai.")
    if row.group not in _GROUPS:
        raise Refused(f"Nhóm sản phẩm «{row.group}» chưa có; dùng một trong: {', '.join(ProductGroup.values)}.")
    if row.standing not in _STANDINGS:
        raise Refused(
            f"Tình trạng «{row.standing}» chưa có; dùng một trong: {', '.join(filter(None, Standing.values))}."
        )
    if row.set_number is not None and not 1 <= row.set_number <= 26:
        raise Refused(f"Bộ sản phẩm {row.set_number} chưa có; các bộ được đánh số từ 1 đến 26.")
    if values["commune"] is None and row.area is not None:
        values["commune"] = present.get(row.area.pk)
    check_commune(values["commune"])
    return ProductRow(**values)


class _Places:
    """The names of all units that rows lie in, with one query for the parents that are not loaded."""

    def __init__(self, rows: Sequence[ProductRow] | Sequence[Product]) -> None:
        parents = {row.area.parent_id for row in rows if row.area and row.area.parent_id}
        loaded = {
            row.area.parent_id: row.area.parent
            for row in rows
            if row.area and row.area.parent_id and "parent" in row.area._state.fields_cache
        }
        missing = parents - loaded.keys()
        if missing:
            loaded.update({area.pk: area for area in Area.objects.filter(pk__in=missing).order_by("pk")})
        self._parents = loaded

    def names(self, product: Product) -> list[str]:
        """Old commune and district, today's commune."""
        names = []
        if product.area:
            names.append(product.area.name)
            parent = self._parents.get(product.area.parent_id) if product.area.parent_id else None
            if parent is not None and parent.level == "district":
                names.append(parent.name)
        if product.commune and product.commune.name not in names:
            names.append(product.commune.name)
        return names


def _derive(product: Product, places: _Places) -> None:
    """Set what follows from the other fields."""
    parts = [product.name, product.producer.name if product.producer else "", *places.names(product)]
    product.folded = fold(product.name)[:260]
    product.sort_key = sort_key(product.name)[:600] if product.name else UNNAMED_KEY
    product.search_text = f" {fold(' '.join(parts))}"[:1200]
    product.accent_text = f" {lowered(' '.join(parts))}"[:1200]
