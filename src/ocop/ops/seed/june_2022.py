"""The story of June 2022 from ``data/june_2022.yaml``: scheme, events, targets, tasks and texts of the half-year account."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.directory.enums import UnitList
from ocop.directory.models import Agency, Area
from ocop.directory.queries import agency, area
from ocop.kernel.access import Actor
from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.operations import Refused
from ocop.programme import services
from ocop.programme.enums import NarrativeCode, ParticipationRole, PromotionKind, TargetMeasure
from ocop.programme.models import Narrative, PromotionEvent, ReportIssuer, Scheme, Target, Task

FILE = Path(__file__).resolve().parent / "data" / "june_2022.yaml"


def load_june_2022(actor: Actor) -> None:
    """Bring the account into the programme. What is there already stays as it is, so a second call changes nothing.

    Raises:
        Refused: the old province of Tây Ninh or its agencies are not there yet (load areas and products first).
    """
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    with transaction.atomic():
        place = _province(data["area"])
        scheme = _scheme(actor, place, data)
        _issuer(actor, place, data)
        for event in data["events"]:
            _event(actor, place, event, data)
        _targets(actor, place, scheme, data)
        _texts(actor, place, scheme, data)


def _province(code: str) -> Area:
    place = area(UnitList.BEFORE, code)
    if place is None:
        raise Refused(f"Chưa có tỉnh mã {code} trong danh mục trước 01/7/2025. Hãy nạp đơn vị hành chính trước.")
    return place


def _agency(code: str) -> Agency:
    found = agency(code)
    if found is None:
        raise Refused(f"Chưa có cơ quan «{code}». Hãy nạp dữ liệu Tây Ninh trước.")
    return found


def _scheme(actor: Actor, place: Area, data: dict[str, Any]) -> Scheme:
    found = Scheme.objects.filter(number=data["scheme"]["number"], area=place).first()
    return found or services.record_scheme(actor=actor, area=place, source=data["source"], **data["scheme"])


def _issuer(actor: Actor, place: Area, data: dict[str, Any]) -> None:
    values = dict(data["issuer"])
    values["agency"], values["superior"] = _agency(values["agency"]), _agency(values["superior"])
    if not ReportIssuer.objects.filter(area=place, agency=values["agency"]).exists():
        services.set_report_issuer(actor=actor, area=place, source=data["source"], **values)


def _event(actor: Actor, place: Area, values: dict[str, Any], data: dict[str, Any]) -> None:
    if PromotionEvent.objects.filter(code=values["code"]).exists():
        return
    event = services.record_promotion_event(
        actor=actor,
        code=values["code"],
        name=values["name"],
        kind=PromotionKind(values["kind"]),
        theme=values.get("theme", ""),
        area=place,
        held=PartialDate(data["told_on"], Precision.BY),
        participants_as=values.get("participants_as", ""),
        note=values["note"],
        source=data["source"],
    )
    if values.get("booths"):
        services.record_booths(
            actor=actor,
            promotion_event=event,
            count=values["booths"],
            sponsor=_agency(values["sponsor"]),
            source=data["source"],
        )
    for part in values["participations"]:
        services.record_participations(
            actor=actor,
            promotion_event=event,
            role=ParticipationRole(part["role"]),
            producers=[None] * part["count"],
            note=part.get("note", ""),
            source=data["source"],
        )


def _targets(actor: Actor, place: Area, scheme: Scheme, data: dict[str, Any]) -> None:
    for values in data["targets"]:
        measure = TargetMeasure(values["measure"])
        if not Target.objects.filter(area=place, year=data["year"], measure=measure).exists():
            services.set_target(
                actor=actor,
                area=place,
                year=data["year"],
                measure=measure,
                low=values["low"],
                high=values["high"],
                set_on=data["told_on"],
                scheme=scheme,
                source=data["source"],
            )


def _texts(actor: Actor, place: Area, scheme: Scheme, data: dict[str, Any]) -> None:
    year, half = data["year"], data["half"]
    for name, text in data["narratives"].items():
        code = NarrativeCode(name)
        if not Narrative.objects.filter(area=place, year=year, half=half, code=code).exists():
            services.write_narrative(
                actor=actor, area=place, year=year, half=half, code=code, text=text, source=data["source"]
            )
    for number, text in enumerate(data["tasks"], 1):
        if not Task.objects.filter(area=place, year=year, number=number).exists():
            services.record_task(
                actor=actor,
                area=place,
                year=year,
                number=number,
                text=text,
                stated_on=data["told_on"],
                scheme=scheme,
                source=data["source"],
            )
