"""What a half-year report says, as frozen values: figures with the records behind them, texts, lists. No database here."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class RecordRef:
    """A record behind a figure. ``url`` is the path of its public page, ``None`` where it has none."""

    kind: str
    id: int
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of records. There is no other way to make one than from the records it counts."""

    id: str
    label: str
    unit: str
    records: tuple[RecordRef, ...]

    @property
    def value(self) -> int:
        """The number of records."""
        return len(self.records)

    def as_json(self) -> dict[str, Any]:
        """As the contract of the command lays it down."""
        return {
            "id": self.id,
            "label": self.label,
            "value": self.value,
            "unit": self.unit,
            "records": _records(self.records),
        }


@dataclass(frozen=True, kw_only=True)
class RangeFigure:
    """A target as a range; ``high`` is ``None`` for «trở lên»."""

    id: str
    label: str
    unit: str
    low: int
    high: int | None
    records: tuple[RecordRef, ...]

    def as_json(self) -> dict[str, Any]:
        """As :meth:`Figure.as_json`, with ``from`` and ``to`` for ``value``."""
        return {
            "id": self.id,
            "label": self.label,
            "from": self.low,
            "to": self.high,
            "unit": self.unit,
            "records": _records(self.records),
        }


def _records(records: tuple[RecordRef, ...]) -> list[dict[str, Any]]:
    return [{"kind": record.kind, "id": record.id, "url": record.url} for record in records]


@dataclass(frozen=True)
class ReportText:
    """A text part that an official wrote, with where it comes from."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ProductLine:
    """A recognised product as the annex lists it. ``name`` is empty where the source does not publish it."""

    record: RecordRef
    name: str
    stars: int | None
    producer: str
    place: str
    decided: str
    decided_on: date
    is_exact_day: bool
    decision_number: str
    authority: str
    source: str
    is_illustrative: bool


@dataclass(frozen=True, kw_only=True)
class BoothLine:
    """A booth behind the figures."""

    record: RecordRef
    number: int
    sponsor: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ParticipationLine:
    """A participation behind the figures; ``producer`` is empty where the source counts without naming."""

    record: RecordRef
    role: str
    role_label: str
    producer: str
    source: str
    note: str


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """A promotion event of the half-year with everything counted in it."""

    code: str
    name: str
    theme: str
    held: str
    participants_as: str
    note: str
    booths: tuple[BoothLine, ...]
    participations: tuple[ParticipationLine, ...]

    def with_role(self, role: str) -> tuple[ParticipationLine, ...]:
        """Those who took part in one way."""
        return tuple(line for line in self.participations if line.role == role)


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """A target as it was set."""

    record: RecordRef
    figure_id: str
    area: str
    year: int
    low: int
    high: int | None
    set_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class SchemeLine:
    """The scheme that the report answers to."""

    number: str
    issued_on: date
    issued_by: str
    title: str


@dataclass(frozen=True, kw_only=True)
class IssuerLine:
    """Who issues the report on its date. ``formal_name`` stands at the head of the paper, ``name`` in its text."""

    name: str
    formal_name: str
    superior: str
    symbol: str
    place: str
    signer_title: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class ClosingRule:
    """The days that the law of periodic reports counts for this half-year, and how sure that is."""

    opens: date
    closes: date
    law: str
    is_certain: bool


@dataclass(frozen=True)
class ReportArea:
    """The unit, the list it is read in, and its name on the date."""

    code: str
    unit_list: str
    name: str


@dataclass(frozen=True, kw_only=True)
class HalfYearReport:
    """The report of a half-year as of a date, as known at a moment (``None``: at ``made_at``)."""

    year: int
    half: int
    as_of: date
    known_at: datetime | None
    made_at: datetime
    area: ReportArea
    figures: tuple[Figure | RangeFigure, ...]
    texts: tuple[ReportText, ...]
    products: tuple[ProductLine, ...]
    events: tuple[EventLine, ...]
    targets: tuple[TargetLine, ...]
    scheme: SchemeLine | None
    issuer: IssuerLine | None
    closing: ClosingRule
    notes: tuple[ReportText, ...] = field(default=())

    def figure(self, figure_id: str) -> Figure | RangeFigure | None:
        """The figure with an id."""
        return next((figure for figure in self.figures if figure.id == figure_id), None)

    def text(self, text_id: str) -> str:
        """The text with an id; empty when it is not written."""
        return next((text.text for text in self.texts if text.id == text_id), "")

    def as_json(self) -> dict[str, Any]:
        """The report as data, in the form that the command's contract lays down."""
        return {
            "report": "half-year",
            "year": self.year,
            "half": self.half,
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat() if self.known_at else None,
            "area": {"code": self.area.code, "list": self.area.unit_list, "name": self.area.name},
            "figures": [figure.as_json() for figure in self.figures],
            "texts": [{"id": text.id, "text": text.text, "source": text.source} for text in (*self.texts, *self.notes)],
        }
