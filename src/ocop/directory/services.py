"""Writes of the directory: producers. Administrative units are written by :mod:`ocop.directory.units`."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ocop.directory import access
from ocop.directory.enums import ProducerType
from ocop.directory.models import Agency, AgencyName, Area, Producer
from ocop.directory.queries import check_commune, present_communes
from ocop.directory.slugs import SlugMaker
from ocop.kernel.access import Actor
from ocop.kernel.checks import clean_texts, values_of
from ocop.kernel.operations import Conflict, Refused, operation, record_event
from ocop.kernel.text import fold, sort_key


@dataclass(frozen=True, kw_only=True)
class ProducerRow:
    """What a source says about a producer. ``area``: the most exact unit it names, old or new; ``commune``: today's.

    Without ``commune`` it follows from ``area`` where that leaves no choice (an old commune that was not split).
    """

    name: str
    producer_type: str = ProducerType.UNKNOWN
    stated_type: str = ""
    tax_code: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""
    phone_is_public: bool = False
    area: Area | None = None
    commune: Area | None = None
    source: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class AgencyNameRow:
    """A name of an agency from a day on; ``held_until`` is the first day on which it no longer holds."""

    name: str
    held_from: date | None = None
    held_until: date | None = None
    source: str = ""


_TEXTS = ("name", "stated_type", "tax_code", "representative", "address", "phone", "source")
_TYPES = frozenset(ProducerType.values)
_FIELDS = tuple(field.name for field in fields(ProducerRow))


@operation(access=access.record_producer)
def create_producer(*, actor: Actor, **values: Any) -> Producer:
    """A new producer; the keyword arguments are the fields of :class:`ProducerRow` (``name`` at least).

    Raises:
        Refused: a name is missing, a text is too long, a type is unknown, or ``commune`` is no commune of today's list.
    """
    producer = _made([ProducerRow(**values)])[0]
    producer.save(force_insert=True)
    record_event("producer.created", f"producer:{producer.pk}", {"name": producer.name, "source": producer.source})
    return producer


@operation(access=access.record_producer)
def bulk_create_producers(*, actor: Actor, rows: Sequence[ProducerRow]) -> list[Producer]:
    """New producers in the order of ``rows``, with one event for the batch. Raises :class:`Refused` like the single one."""
    producers = Producer.objects.bulk_create(_made(rows), batch_size=500)
    record_event("producers.created", "", {"count": len(producers), "ids": [producer.pk for producer in producers]})
    return producers


@operation(access=access.record_producer)
def update_producer_record(*, actor: Actor, producer: Producer, version: int, **changes: Any) -> Producer:
    """Change a producer that still has ``version``. Callers use ``dossiers.services.update_producer``, which also keeps the
    search text of its products true.

    Raises:
        Conflict: somebody changed it in between.
        Refused: as for :func:`create_producer`.
    """
    unknown = set(changes) - set(_FIELDS)
    if unknown:
        raise TypeError(f"a producer has no {', '.join(sorted(unknown))}")
    current = Producer.objects.select_for_update().get(pk=producer.pk)
    if current.version != version:
        raise Conflict(f"Chủ thể «{current.name}» vừa được người khác sửa; mở lại trang để xem bản mới rồi sửa tiếp.")
    values = {name: getattr(current, name) for name in _FIELDS} | changes
    if "area" in changes and "commune" not in changes:
        values["commune"] = None
    row = _checked(ProducerRow(**values), present_communes([values["area"]] if values["area"] else []))
    before = {name: getattr(current, name) for name in _FIELDS}
    for name in _FIELDS:
        setattr(current, name, getattr(row, name))
    current.folded, current.sort_key = fold(row.name)[:260], sort_key(row.name, skip_titles=True)[:600]
    current.version += 1
    current.save()
    changed = [name for name in _FIELDS if getattr(row, name) != before[name]]
    record_event("producer.changed", f"producer:{current.pk}", {"version": current.version, "fields": changed})
    return current


@operation(access=access.record_agency)
def record_agency(*, actor: Actor, code: str, area: Area | None, names: Sequence[AgencyNameRow]) -> Agency:
    """An agency and the names it bore. Names that are there with the same first day are brought up to what is said now.

    Raises:
        Refused: a name is missing, or a name ends before it begins.
    """
    agency, _ = Agency.objects.get_or_create(code=code, defaults={"area": area})
    for row in names:
        values = values_of(row)
        clean_texts(AgencyName, values, ("name", "source"))
        if not values["name"]:
            raise Refused(f"Cơ quan {code}: thiếu tên; ghi tên như trong quyết định thành lập.")
        if row.held_from and row.held_until and row.held_until <= row.held_from:
            raise Refused(f"Cơ quan {code}: tên «{row.name}» hết dùng trước khi bắt đầu dùng; sửa một trong hai ngày.")
        AgencyName.objects.update_or_create(agency=agency, held_from=row.held_from, defaults=values)
    record_event("agency.recorded", f"agency:{agency.pk}", {"code": code, "names": [row.name for row in names]})
    return agency


def _made(rows: Sequence[ProducerRow]) -> list[Producer]:
    present = present_communes([row.area for row in rows if row.area and not row.commune])
    slugs = SlugMaker(Producer, (row.name for row in rows), otherwise="chu-the")
    made = []
    for row in rows:
        checked = _checked(row, present)
        values = {name: getattr(checked, name) for name in _FIELDS}
        made.append(
            Producer(
                **values,
                slug=slugs.give(checked.name),
                folded=fold(checked.name)[:260],
                sort_key=sort_key(checked.name, skip_titles=True)[:600],
            )
        )
    return made


def _checked(row: ProducerRow, present: dict[int, Area]) -> ProducerRow:
    values = values_of(row)
    clean_texts(Producer, values, _TEXTS)
    if not fold(values["name"]):
        raise Refused("Thiếu tên chủ thể: ghi tên cơ sở như trong giấy đăng ký, ví dụ «Công ty TNHH Tân Nhiên».")
    if values["producer_type"] not in _TYPES:
        raise Refused(
            f"Loại hình «{values['producer_type']}» chưa có; dùng một trong: {', '.join(ProducerType.values)}."
        )
    if values["commune"] is None and row.area is not None:
        values["commune"] = present.get(row.area.pk)
    check_commune(values["commune"])
    return ProducerRow(**values)
