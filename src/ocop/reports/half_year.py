"""The half-year report: every figure is counted from records, as of a date and as known at a moment."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ocop.directory.enums import AreaLevel
from ocop.directory.models import Agency, Area
from ocop.directory.queries import AreaScope, agency_name, resolve_area
from ocop.kernel.dates import Precision
from ocop.kernel.operations import Refused, now
from ocop.programme import queries as programme
from ocop.programme.enums import NarrativeCode, ParticipationRole, TargetMeasure
from ocop.programme.models import Booth, Participation, PromotionEvent, Target
from ocop.recognition.models import Recognition
from ocop.reports.counting import counts_illustrative, ocop_products
from ocop.reports.model import (
    BoothLine,
    ClosingRule,
    EventLine,
    Figure,
    HalfYearReport,
    IssuerLine,
    ParticipationLine,
    ProductLine,
    RangeFigure,
    RecordRef,
    ReportArea,
    ReportText,
    SchemeLine,
    TargetLine,
)
from ocop.reports.notes import product_notes, target_notes
from ocop.rules.reporting_law import reporting_law
from ocop.rules.rulebook import law_directory

_ROLE_IDS = {
    ParticipationRole.RECOGNISED: "producers_recognised",
    ParticipationRole.POTENTIAL: "producers_potential",
    ParticipationRole.MOBILISED: "producers",
}
_YEARS = (2018, 2100)  # the programme began in 2018 (Quyết định 490/QĐ-TTg)
_TEXT_ORDER = (NarrativeCode.DIFFICULTIES, NarrativeCode.ORIENTATION)


def half_year(
    year: int, half: int, as_of: date, *, known_at: datetime | None = None, area: str | AreaScope | None = None
) -> HalfYearReport:
    """The report of half ``half`` (1 or 2) of ``year`` as of ``as_of``.

    Promotion events count when they were held within the half-year and by ``as_of``; products when their recognition holds on
    ``as_of``; targets when they were set for the year by ``as_of``. ``area`` as ``--area`` of the command reads it.

    Raises:
        Refused: no such half or year, or the area is not known.
    """
    if half not in (1, 2):
        raise Refused(f"Kỳ báo cáo là {half}. Hãy ghi 1 (6 tháng đầu năm) hoặc 2 (6 tháng cuối năm).")
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise Refused(f"Năm báo cáo là {year}. Hãy ghi một năm từ {_YEARS[0]} đến {_YEARS[1]}.")
    scope = area if isinstance(area, AreaScope) else resolve_area(area, as_of)
    illustrative = counts_illustrative(as_of)
    recognitions = _recognitions(as_of, known_at, scope)
    first, last = half_dates(year, half)
    last = min(last, as_of)
    booths = list(programme.booths_between(first, last, scope=scope, known_at=known_at, illustrative=illustrative))
    participations = list(
        programme.participations_between(first, last, scope=scope, known_at=known_at, illustrative=illustrative)
    )
    targets = programme.targets_of(year, as_of=as_of, scope=scope, known_at=known_at)
    events = _event_lines(booths, participations, as_of)
    return HalfYearReport(
        year=year,
        half=half,
        as_of=as_of,
        known_at=known_at,
        made_at=now(),
        area=ReportArea(scope.code, scope.unit_list.value, scope.name),
        figures=(*_product_figures(recognitions), *_event_figures(events), *_target_figures(targets, year)),
        texts=tuple(_texts(year, half, as_of, scope)),
        products=tuple(_product_line(recognition) for recognition in recognitions),
        events=events,
        targets=tuple(_target_line(target) for target in targets),
        scheme=_scheme(as_of, scope),
        issuer=_issuer(as_of, scope),
        closing=closing_rule(year, half),
        notes=(*product_notes(recognitions, as_of), *target_notes(targets, scope=scope, known_at=known_at)),
    )


def half_dates(year: int, half: int) -> tuple[date, date]:
    """First and last day of a calendar half-year."""
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def closing_rule(year: int, half: int) -> ClosingRule:
    """The days that periodic reports count by law; a free closing date is allowed, papers print both."""
    law = reporting_law(law_directory() / "reporting.yaml")
    period = law.period(f"half_{half}")
    return ClosingRule(
        opens=period.opens.in_report_of(year),
        closes=period.closes.in_report_of(year),
        law=f"{law.short}, {law.place}",
        is_certain=law.certainty == "certain",
    )


def _recognitions(as_of: date, known_at: datetime | None, scope: AreaScope) -> list[Recognition]:
    """Named products first, the higher rank first; those without a public name last."""
    held = ocop_products(as_of, scope=scope, known_at=known_at)
    return sorted(
        held, key=lambda row: (not row.product.has_public_name, -(row.stars or 0), row.product.sort_key, row.pk)
    )


def _product_figures(recognitions: Sequence[Recognition]) -> Iterable[Figure]:
    yield Figure(
        id="products.total",
        label="Sản phẩm OCOP được đánh giá, xếp hạng",
        unit="sản phẩm",
        records=tuple(_recognition_ref(row) for row in recognitions),
    )
    for stars in sorted({row.stars for row in recognitions if row.stars}, reverse=True):
        yield Figure(
            id=f"products.{stars}",
            label=f"Sản phẩm OCOP xếp hạng {stars} sao",
            unit="sản phẩm",
            records=tuple(_recognition_ref(row) for row in recognitions if row.stars == stars),
        )


def _recognition_ref(recognition: Recognition) -> RecordRef:
    product = recognition.product
    return RecordRef("recognition", recognition.pk, product_path(product.slug) if product.has_public_name else None)


def product_path(slug: str) -> str:
    """The address of a product's public page, fixed by contract."""
    return f"/san-pham/{slug}/"


def _product_line(recognition: Recognition) -> ProductLine:
    product = recognition.product
    assert recognition.decided_on is not None  # a recognition without a date holds on no day
    return ProductLine(
        record=_recognition_ref(recognition),
        name=product.name if product.has_public_name else "",
        stars=recognition.stars,
        producer=product.producer.name if product.producer else "",
        place=_place(product.area or recognition.area) if product.has_public_name else "",
        decided=str(recognition.decided),
        decided_on=recognition.decided_on,
        is_exact_day=recognition.decided_precision == Precision.DAY,
        decision_number=recognition.decision_number,
        authority=recognition.authority,
        source=recognition.source,
        is_illustrative=product.is_illustrative,
    )


def _place(area: Area | None) -> str:
    """A commune with its district, a district alone; a province says nothing that the title does not say."""
    if area is None or area.level == AreaLevel.PROVINCE:
        return ""
    parent = area.parent
    if parent is None or parent.level != AreaLevel.DISTRICT:
        return area.name
    return f"{area.name}, {parent.name[:1].lower()}{parent.name[1:]}"


def _event_lines(
    booths: Sequence[Booth], participations: Sequence[Participation], as_of: date
) -> tuple[EventLine, ...]:
    events: dict[int, PromotionEvent] = {row.promotion_event_id: row.promotion_event for row in booths}
    events.update((row.promotion_event_id, row.promotion_event) for row in participations)
    ordered = sorted(events.values(), key=lambda event: (event.held_on or date.max, event.code))
    return tuple(
        EventLine(
            code=event.code,
            name=event.name,
            theme=event.theme,
            held=str(event.held),
            participants_as=event.participants_as,
            note=event.note,
            booths=tuple(_booth_line(row, as_of) for row in booths if row.promotion_event_id == event.pk),
            participations=tuple(
                _participation_line(row)
                for role in ParticipationRole
                for row in participations
                if row.promotion_event_id == event.pk and row.role == role
            ),
        )
        for event in ordered
    )


def _booth_line(booth: Booth, as_of: date) -> BoothLine:
    return BoothLine(
        record=RecordRef("booth", booth.pk),
        number=booth.number,
        sponsor=_agency(booth.sponsor, as_of),
        source=booth.source,
    )


def _participation_line(row: Participation) -> ParticipationLine:
    return ParticipationLine(
        record=RecordRef("participation", row.pk),
        role=row.role,
        role_label=ParticipationRole(row.role).label,
        producer=row.producer.name if row.producer else "",
        source=row.source,
        note=row.note,
    )


def _event_figures(events: Sequence[EventLine]) -> Iterable[Figure]:
    yield Figure(
        id="events.booths",
        label="Gian hàng tại các sự kiện quảng bá",
        unit="gian hàng",
        records=tuple(booth.record for event in events for booth in event.booths),
    )
    for event in events:
        for role, suffix in _ROLE_IDS.items():
            lines = event.with_role(role)
            if lines:
                who = (
                    event.participants_as
                    if role == ParticipationRole.MOBILISED and event.participants_as
                    else "chủ thể"
                )
                yield Figure(
                    id=f"event.{event.code}.{suffix}",
                    label=f"{who[:1].upper()}{who[1:]} {role.label}: {event.name}",
                    unit="chủ thể",
                    records=tuple(line.record for line in lines),
                )


def _target_figures(targets: Sequence[Target], year: int) -> Iterable[RangeFigure]:
    for measure in TargetMeasure:
        rows = [target for target in targets if target.measure == measure]
        if rows:
            highs = [target.high for target in rows]
            yield RangeFigure(
                id=f"target.{measure.value}",
                label=f"Mục tiêu năm {year}: {measure.label}",
                unit="sản phẩm",
                low=sum(target.low for target in rows),
                high=None if None in highs else sum(high for high in highs if high is not None),
                records=tuple(RecordRef("target", target.pk) for target in rows),
            )


def _target_line(target: Target) -> TargetLine:
    return TargetLine(
        record=RecordRef("target", target.pk),
        figure_id=f"target.{target.measure}",
        area=target.area.name,
        year=target.year,
        low=target.low,
        high=target.high,
        set_on=target.set_on,
        source=target.source,
    )


def _texts(year: int, half: int, as_of: date, scope: AreaScope) -> Iterable[ReportText]:
    """Text parts in the order of the report. Where several areas wrote one part, their texts follow each other."""
    narratives = list(programme.narratives_of(year, half, scope=scope))

    def part(code: NarrativeCode) -> Iterable[ReportText]:
        rows = [row for row in narratives if row.code == code]
        if rows:
            sources = dict.fromkeys(row.source for row in rows)
            yield ReportText(code.value, "\n\n".join(row.text for row in rows), "; ".join(sources))

    for code in _TEXT_ORDER:
        yield from part(code)
    for number, task in enumerate(programme.tasks_of(year, as_of=as_of, scope=scope), 1):
        yield ReportText(f"task.{number}", task.text, task.source)
    yield from part(NarrativeCode.FOCUS_COMMUNES)


def _scheme(as_of: date, scope: AreaScope) -> SchemeLine | None:
    scheme = programme.scheme_on(as_of, scope=scope)
    if scheme is None:
        return None
    return SchemeLine(number=scheme.number, issued_on=scheme.issued_on, issued_by=scheme.issued_by, title=scheme.title)


def _issuer(as_of: date, scope: AreaScope) -> IssuerLine | None:
    issuer = programme.report_issuer_on(as_of, scope=scope)
    if issuer is None:
        return None
    return IssuerLine(
        name=_agency(issuer.agency, as_of),
        formal_name=issuer.formal_name or _agency(issuer.agency, as_of),
        superior=_agency(issuer.superior, as_of),
        symbol=issuer.symbol,
        place=issuer.place,
        signer_title=issuer.signer_title,
        recipients=tuple(issuer.recipients),
    )


def _agency(agency: Agency | None, as_of: date) -> str:
    return agency_name(agency.code, as_of) if agency else ""
