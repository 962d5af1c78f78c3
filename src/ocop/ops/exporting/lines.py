"""A line of the exported register: the facts of the API's item, and nothing personal beyond it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.directory.enums import ProducerType, UnitList
from ocop.dossiers.enums import ProductGroup
from ocop.kernel.dates import PartialDate, Precision
from ocop.recognition.register import RegisterEntry

UNNAMED = "(tên chưa công bố)"


@dataclass(frozen=True)
class RegisterLine:
    """One product with its newest recognition. ``decided`` is the day, month or year as far as it is known."""

    code: str
    name: str
    slug: str
    url: str
    stars: int | None
    status: str
    status_label: str
    valid_until: date | None
    decision_number: str
    decided: PartialDate
    authority: str
    set_number: int | None
    group: str
    producer_slug: str
    producer_name: str
    producer_type: str
    commune_code: str
    commune_name: str
    commune_former: str
    latitude: float | None
    longitude: float | None
    is_illustrative: bool

    @property
    def decision_date(self) -> str:
        """ISO, as far as it is known: ``2024-01-31``, ``2024-01``, ``2024`` or nothing."""
        day = self.decided.counts_from
        if day is None:
            return ""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.decided.precision, 10)
        return day.isoformat()[:length]

    @property
    def group_label(self) -> str:
        """As pages print it."""
        return str(ProductGroup(self.group).label)

    @property
    def producer_type_label(self) -> str:
        """As pages print it."""
        return str(ProducerType(self.producer_type).label)

    def item(self) -> dict[str, Any]:
        """The line as the API's item."""
        producer = None
        if self.producer_name:
            producer = {"slug": self.producer_slug, "name": self.producer_name, "type": self.producer_type}
        commune = None
        if self.commune_name:
            commune = {"code": self.commune_code, "name": self.commune_name, "former": self.commune_former or None}
        return {
            "code": self.code,
            "name": self.name,
            "slug": self.slug or None,
            "url": self.url or None,
            "stars": self.stars,
            "status": self.status,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "decision": {
                "number": self.decision_number,
                "date": self.decision_date or None,
                "precision": str(self.decided.precision),
                "authority": self.authority,
            },
            "set": self.set_number,
            "group": self.group,
            "producer": producer,
            "commune": commune,
            "is_illustrative": self.is_illustrative,
        }


def lines(entries: Iterable[RegisterEntry], base_url: str) -> Iterator[RegisterLine]:
    """The recognised products among ``entries``, one after the other."""
    for entry in entries:
        if entry.recognition is not None and entry.state is not None:
            yield _line(entry, base_url)


def _line(entry: RegisterEntry, base_url: str) -> RegisterLine:
    product, recognition = entry.product, entry.recognition
    assert recognition is not None
    assert entry.state is not None
    producer, commune, area = product.producer, product.commune, product.area
    slug = product.slug if product.has_public_name else ""
    is_old = area is not None and area.unit_list == UnitList.BEFORE
    former = ""
    if area is not None and is_old:
        parent = area.parent if area.level == "commune" else None
        former = f"{area.name}, {parent.name}" if parent else area.name
    return RegisterLine(
        code=recognition.code,
        name=product.name if product.has_public_name else UNNAMED,
        slug=slug,
        url=f"{base_url}/san-pham/{slug}/" if slug else "",
        stars=recognition.stars,
        status=entry.state.value,
        status_label=entry.state.label,
        valid_until=recognition.valid_until,
        decision_number=recognition.decision_number,
        decided=recognition.decided,
        authority=recognition.authority,
        set_number=product.set_number,
        group=product.group,
        producer_slug=producer.slug if producer else "",
        producer_name=producer.name if producer else "",
        producer_type=producer.producer_type if producer else ProducerType.UNKNOWN.value,
        commune_code=commune.code if commune else "",
        commune_name=commune.name if commune else "",
        commune_former=former,
        latitude=commune.latitude if commune else None,
        longitude=commune.longitude if commune else None,
        is_illustrative=product.is_illustrative,
    )
