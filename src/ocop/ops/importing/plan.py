"""The difference between the file and the register: what is new, what changes, what is the same."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ocop.directory.models import Area, Producer
from ocop.dossiers.models import Product
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.text import fold
from ocop.ops.importing.matching import FileProducer
from ocop.ops.importing.names import accent_key
from ocop.ops.importing.rows import ReadRound, ReadRow
from ocop.ops.importing.snapshot import Snapshot
from ocop.ops.importing.values import authority_level_of
from ocop.recognition.enums import AuthorityLevel, RecognitionKind
from ocop.recognition.models import Recognition

Outcome = Literal["new", "changed", "same"]
_FINENESS = {Precision.UNKNOWN: 0, Precision.BY: 1, Precision.YEAR: 2, Precision.MONTH: 3, Precision.DAY: 4}


@dataclass
class Planned:
    """One record of the file. ``values`` are what the file says; ``changes`` what of it differs from the record there."""

    rows: list[ReadRow]
    values: dict[str, Any]
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    is_new: bool = True

    @property
    def outcome(self) -> Outcome:
        """New, changed or same."""
        return "new" if self.is_new else "changed" if self.changes else "same"


@dataclass
class ProducerPlan(Planned):
    """A producer of the file."""

    record: Producer | None = None


@dataclass
class ProductPlan(Planned):
    """A product of the file."""

    producer: ProducerPlan | None = None
    record: Product | None = None


@dataclass
class RecognitionPlan(Planned):
    """A recognition of the file."""

    product: ProductPlan | None = None
    record: Recognition | None = None


@dataclass
class Plan:
    """Everything that the import would do."""

    producers: list[ProducerPlan] = field(default_factory=list)
    products: list[ProductPlan] = field(default_factory=list)
    recognitions: list[RecognitionPlan] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """``{"producers": {"new": …, "changed": …, "same": …}, …}``"""
        parts: Mapping[str, list[Any]] = {
            "producers": self.producers,
            "products": self.products,
            "recognitions": self.recognitions,
        }
        return {
            name: {outcome: sum(one.outcome == outcome for one in planned) for outcome in ("new", "changed", "same")}
            for name, planned in parts.items()
        }

    @property
    def changes_nothing(self) -> bool:
        """True when everything of the file is there already."""
        return all(one.outcome == "same" for one in (*self.producers, *self.products, *self.recognitions))


class Planner:
    """Compares producers of a file with a snapshot. ``areas`` gives the unit of a place; ``source`` tells where rows come from."""

    def __init__(self, snapshot: Snapshot, areas: Mapping[int, Area], source: str, cities: frozenset[str]) -> None:
        self._snapshot, self._areas, self._source, self._cities = snapshot, areas, source, cities
        self._plan = Plan()

    def plan(self, groups: list[FileProducer]) -> Plan:
        """The plan for all producers of the file."""
        for group in groups:
            self._producer(group)
        return self._plan

    def _told(self, rows: list[ReadRow]) -> str:
        return f"{self._source}, dòng {rows[0].row}"[:300]

    def _producer(self, group: FileProducer) -> None:
        rows = group.rows
        values: dict[str, Any] = {
            "name": group.name,
            "producer_type": next((row.producer_type for row in rows if row.producer_type != "unknown"), "unknown"),
        }
        for name in ("stated_type", "tax_code", "representative", "address", "phone"):
            values[name] = next((getattr(row, name) for row in rows if getattr(row, name)), "")
        place = next((row.place for row in rows if row.place), None)
        values["area"] = self._areas.get(place.id) if place else None
        values["source"] = self._told(rows)
        record = self._snapshot.producers[group.known.id] if group.known else None
        planned = ProducerPlan(rows, values, is_new=record is None, record=record)
        if record is not None:
            names = ("producer_type", "stated_type", "tax_code", "representative", "address", "phone")
            planned.changes = _text_changes(record, values, names)
            self._area_change(planned, record)
        self._plan.producers.append(planned)
        products: dict[str, list[ReadRow]] = {}
        for row in rows:
            products.setdefault(accent_key(row.product), []).append(row)
        for key, of_product in products.items():
            self._product(planned, key, of_product)

    def _area_change(self, planned: Planned, record: Producer | Product) -> None:
        area = planned.values["area"]
        if area is None or area.pk == record.area_id:
            return
        before = self._snapshot.now(record.area_id, record.commune_id)
        if before is None or before != self._snapshot.now_of.get(area.pk, area.pk):
            planned.changes["area"] = (self._areas.get(record.area_id or 0), area)

    def _product(self, producer: ProducerPlan, key: str, rows: list[ReadRow]) -> None:
        place = next((row.place for row in rows if row.place), None)
        notes = list(dict.fromkeys(row.note for row in rows if row.note))
        values: dict[str, Any] = {
            "name": rows[0].product,
            "group": next((row.group for row in rows if row.group != "unknown"), "unknown"),
            "area": self._areas.get(place.id) if place else None,
            "note": "; ".join(notes)[:500],
            "source": self._told(rows),
        }
        has_rounds = any(row.rounds for row in rows)
        values["standing"] = "" if has_rounds else "named"
        record = self._snapshot.products.get((producer.record.pk, key)) if producer.record else None
        planned = ProductPlan(rows, values, is_new=record is None, producer=producer, record=record)
        if record is not None:
            planned.changes = _text_changes(record, values, ("group",))
            note = "; ".join(part for part in (record.note, *(one for one in notes if one not in record.note)) if part)
            if note != record.note and len(note) <= 500:
                planned.changes["note"] = (record.note, note)
            if has_rounds and record.standing:
                planned.changes["standing"] = (record.standing, "")
            self._area_change(planned, record)
        self._plan.products.append(planned)
        self._recognitions(planned, rows)

    def _recognitions(self, product: ProductPlan, rows: list[ReadRow]) -> None:
        told = self._told_rounds(rows)
        there = list(self._snapshot.recognitions.get(product.record.pk, ())) if product.record else []
        for row, values in told:
            same = [old for old in there if _is_same(values, old)]
            number = fold(values["decision_number"])
            same.sort(key=lambda old: not number or fold(old.decision_number) != number)
            record = same[0] if same else None
            planned = RecognitionPlan([row], values, is_new=record is None, product=product, record=record)
            if record is not None:
                there.remove(record)
                planned.changes = _recognition_changes(record, values)
            self._plan.recognitions.append(planned)

    def _told_rounds(self, rows: list[ReadRow]) -> list[tuple[ReadRow, dict[str, Any]]]:
        """The different recognitions of one product; two rows that tell of the same one complete each other."""
        told: list[tuple[ReadRow, dict[str, Any]]] = []
        for row in rows:
            before: ReadRound | None = None
            for one in row.rounds:
                values = self._recognition_values(one, before, row)
                before = one
                other = next((kept for at, kept in told if at is not row and _tell_of_one(values, kept)), None)
                if other is not None:
                    _complete(other, values)
                elif not any(at is row and _repeats(values, kept) for at, kept in told):
                    told.append((row, values))
        return told

    def _recognition_values(self, one: ReadRound, before: ReadRound | None, row: ReadRow) -> dict[str, Any]:
        exact_end = one.expires.counts_from if one.expires.precision == Precision.DAY else None
        rough_end = f"Hết hạn: {one.expires}" if one.expires.counts_from and exact_end is None else ""
        return {
            "stars": one.stars,
            "decided": one.decided,
            "kind": _kind(one, before),
            "decision_number": one.decision,
            "authority": one.authority,
            "authority_level": authority_level_of(one.authority, self._cities),
            "valid_until": exact_end,
            "note": rough_end,
            "source": self._told([row]),
        }


def _kind(one: ReadRound, before: ReadRound | None) -> RecognitionKind:
    if before is None:
        return RecognitionKind.FIRST if one.number == 1 and one.decided.counts_from else RecognitionKind.UNKNOWN
    if one.stars is None or before.stars is None:
        return RecognitionKind.UNKNOWN
    return RecognitionKind.UPGRADE if one.stars > before.stars else RecognitionKind.RENEWAL


def _text_changes(record: Any, values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    """Fields that the file states and the record has otherwise; what the file leaves empty stays."""
    changes = {}
    for name in names:
        old, new = getattr(record, name), values[name]
        if new and new != "unknown" and accent_key(str(old)) != accent_key(str(new)):
            changes[name] = (old, new)
    return changes


def _is_same(values: Mapping[str, Any], record: Recognition) -> bool:
    """Is the recognition of the file the one that is there? By number (of the same year), else by date and stars."""
    return _alike(
        (values["stars"], values["decided"], values["decision_number"]),
        (record.stars, record.decided, record.decision_number),
    )


def _tell_of_one(values: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _alike(
        (values["stars"], values["decided"], values["decision_number"]),
        (other["stars"], other["decided"], other["decision_number"]),
    )


_Mark = tuple[int | None, PartialDate, str]


def _alike(one: _Mark, other: _Mark) -> bool:
    number, other_number = fold(one[2]), fold(other[2])
    day, other_day = one[1].counts_from, other[1].counts_from
    if number and other_number:
        same_year = day is not None and other_day is not None and day.year == other_day.year
        return number == other_number and (same_year or _overlap(one[1], other[1]))
    return _overlap(one[1], other[1]) and (one[0] is None or other[0] is None or one[0] == other[0])


def _complete(kept: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "decided":
            if _FINENESS[value.precision] > _FINENESS[kept["decided"].precision]:
                kept["decided"] = value
        elif not kept[name] or kept[name] == "unknown":
            kept[name] = value


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _span(when: PartialDate) -> tuple[dt.date, dt.date] | None:
    day = when.counts_from
    if day is None:
        return None
    if when.precision == Precision.YEAR:
        return day.replace(month=1, day=1), day
    if when.precision == Precision.MONTH:
        return day.replace(day=1), day
    return (dt.date.min, day) if when.precision == Precision.BY else (day, day)


def _repeats(values: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """The second recognition of a row that only repeats the first."""
    names = ("stars", "decision_number", "authority", "valid_until", "decided")
    return all(values[name] == other[name] for name in names)


def _recognition_changes(record: Recognition, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = _text_changes(record, values, ("decision_number", "authority"))
    if values["stars"] is not None and values["stars"] != record.stars:
        changes["stars"] = (record.stars, values["stars"])
    decided: PartialDate = values["decided"]
    if decided != record.decided and _FINENESS[decided.precision] >= _FINENESS[record.decided.precision]:
        changes["decided"] = (record.decided, decided)
    if values["valid_until"] and values["valid_until"] != record.valid_until:
        changes["valid_until"] = (record.valid_until, values["valid_until"])
    if values["authority_level"] != AuthorityLevel.UNKNOWN and values["authority_level"] != record.authority_level:
        changes["authority_level"] = (record.authority_level, values["authority_level"])
    if values["kind"] != RecognitionKind.UNKNOWN and record.kind == RecognitionKind.UNKNOWN:
        changes["kind"] = (record.kind, values["kind"])
    note = "; ".join(part for part in (record.note, values["note"]) if part)
    if values["note"] and values["note"] not in record.note and len(note) <= 500:
        changes["note"] = (record.note, note)
    return changes
