"""The one write of an import: everything of a plan or nothing."""

from collections.abc import Mapping
from typing import Any

from ocop.directory import services as directory
from ocop.directory.models import Producer
from ocop.dossiers import services as dossiers
from ocop.dossiers.models import Product
from ocop.kernel.access import Actor, system_only
from ocop.kernel.operations import operation, record_event
from ocop.ops.importing.plan import Plan
from ocop.recognition import services as recognition

_REASON = "Theo sổ của sở: {source}"


@operation(access=system_only)
def import_register(*, actor: Actor, plan: Plan, told: Mapping[str, Any]) -> None:
    """Write a plan in one transaction. ``told`` goes into the event: file, digest, rows, counts."""
    _write_producers(actor, plan)
    _write_products(actor, plan)
    _write_recognitions(actor, plan)
    record_event("register.imported", "", dict(told))


def _write_producers(actor: Actor, plan: Plan) -> None:
    new = [one for one in plan.producers if one.is_new]
    if new:
        rows = [directory.ProducerRow(**one.values) for one in new]
        for planned, record in zip(new, directory.bulk_create_producers(actor=actor, rows=rows), strict=True):
            planned.record = record
    for planned in plan.producers:
        if planned.changes and planned.record:
            changes = {name: change[1] for name, change in planned.changes.items()}
            planned.record = dossiers.update_producer(
                actor=actor, producer=planned.record, version=planned.record.version, **changes
            )


def _write_products(actor: Actor, plan: Plan) -> None:
    new = [one for one in plan.products if one.is_new]
    if new:
        rows = [dossiers.ProductRow(**one.values, producer=_producer(one.producer)) for one in new]
        for planned, record in zip(new, dossiers.bulk_create_products(actor=actor, rows=rows), strict=True):
            planned.record = record
    for planned in plan.products:
        if planned.changes and planned.record:
            changes = {name: change[1] for name, change in planned.changes.items()}
            planned.record = dossiers.update_product(
                actor=actor, product=planned.record, version=planned.record.version, **changes
            )


def _write_recognitions(actor: Actor, plan: Plan) -> None:
    new = [one for one in plan.recognitions if one.is_new]
    if new:
        rows = [recognition.RecognitionRow(**one.values, product=_product(one.product)) for one in new]
        recognition.bulk_record_recognitions(actor=actor, rows=rows)
    for planned in plan.recognitions:
        if planned.changes and planned.record:
            changes = {name: change[1] for name, change in planned.changes.items()}
            source = planned.values["source"]
            recognition.correct_recognition(
                actor=actor,
                recognition=planned.record,
                reason=_REASON.format(source=source),
                **changes,
                source=source,
            )


def _producer(planned: Any) -> Producer:
    record = planned.record
    assert isinstance(record, Producer)
    return record


def _product(planned: Any) -> Product:
    record = planned.record
    assert isinstance(record, Product)
    return record
