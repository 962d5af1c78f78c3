"""Law files that are read as they stand: instruments, classification, entities, forms, evidence, readings."""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from ocop.rules.criteria_law import EvidenceKind
from ocop.rules.errors import Fault
from ocop.rules.kinds import Documents, Kind
from ocop.rules.reader import Document, read
from ocop.rules.schema import Code, LawFile, LawModel, Line

Certainty = Literal["certain", "reported", "unknown"]


class Relation(LawModel):
    """What one instrument does to another; ``since`` is the first day of the effect."""

    kind: Literal["amends", "repeals", "replaces", "based_on", "refers_to"]
    target: Code
    place: Line | None
    since: datetime.date | None = Field(default=None, alias="from")


class Verbatim(LawModel):
    """Words quoted exactly, with what must be said about them."""

    place: Line
    text: Line
    note: Line | None = None


class InstrumentCertainty(LawModel):
    """How sure each fact about an instrument is. ``unknown`` goes with an empty field, or with an end not found out."""

    title: Certainty
    issued: Certainty
    effective: Certainty
    end: Certainty


class Instrument(LawFile):
    """A legal document. What is not known is empty; ``last_day_in_force`` is empty while none is known."""

    id: Code
    kind: Literal["code", "law", "decree", "decision", "resolution", "circular", "party_resolution"]
    number: Line
    short: Line
    title: Line | None
    issuer: Line | None
    signer: Line | None
    issued: datetime.date | None
    effective: datetime.date | None
    effective_place: Line | None
    last_day_in_force: datetime.date | None
    certainty: InstrumentCertainty
    relations: tuple[Relation, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()
    sources: tuple[Line, ...] = Field(min_length=1)
    notes: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _empty_means_unknown(self) -> Self:
        for field in ("title", "issued", "effective"):
            if (getattr(self, field) is None) != (getattr(self.certainty, field) == "unknown"):
                raise ValueError(f"«{field}» để trống khi và chỉ khi certainty ghi unknown")
        return self

    def in_force(self, day: datetime.date) -> bool | None:
        """Whether it is in force on ``day``; ``None`` when its start is not known."""
        if self.effective is None:
            return None
        return self.effective <= day and (self.last_day_in_force is None or day <= self.last_day_in_force)


class ProductSet(LawModel):
    """One line of Phụ lục I. ``subgroup`` is empty where the group itself is the set."""

    set: int
    path: Line
    subgroup: Line | None


class ProductGroup(LawModel):
    """A group («Nhóm»)."""

    number: Line
    name: Line
    sets: tuple[ProductSet, ...]


class Sector(LawModel):
    """One of the six sectors of Điều 2 khoản 2."""

    number: Line
    code: Code
    name: Line
    groups: tuple[ProductGroup, ...]


class ClassificationFile(LawFile):
    """Phụ lục I: sectors, groups, product sets."""

    id: Code
    instrument: Code
    place: Line
    title: Line
    valid_from: datetime.date
    valid_to: datetime.date | None
    sectors: tuple[Sector, ...]

    def sets(self) -> Iterator[tuple[Sector, ProductGroup, ProductSet]]:
        """Every set with its group and sector, in the printed order."""
        for sector in self.sectors:
            for group in sector.groups:
                for one in group.sets:
                    yield sector, group, one


class Ministry(LawModel):
    """A ministry that leads the management of products."""

    code: Code
    name: Line


class Lead(LawModel):
    """Who leads a set, first named first."""

    set: int
    ministries: tuple[Code, ...] = Field(min_length=1)


class LeadPeriod(LawModel):
    """Lead ministries in a span of days."""

    valid_from: datetime.date
    valid_to: datetime.date | None
    basis: tuple[Code, ...]
    leads: tuple[Lead, ...]


class LeadMinistriesFile(LawFile):
    """«Cơ quan chủ trì quản lý»: dated data of its own, since footnote 1 lets it change without the decision."""

    id: Code
    instrument: Code
    place: Line
    rule: Line
    ministries: tuple[Ministry, ...]
    periods: tuple[LeadPeriod, ...]

    def leads(self, product_set: int, on: datetime.date) -> tuple[str, ...]:
        """Names of the lead ministries of a set on a day; empty where the data has none."""
        names = {one.code: one.name for one in self.ministries}
        for period in self.periods:
            if period.valid_from <= on and (period.valid_to is None or on <= period.valid_to):
                return tuple(
                    names[code] for lead in period.leads if lead.set == product_set for code in lead.ministries
                )
        return ()


class EntityKind(LawModel):
    """A kind of producer that may take part. ``registration``: only with a business registration."""

    code: Literal["cooperative", "cooperative_group", "company", "farm", "household", "association"]
    name: Line
    sets: Literal["all", "tourism"]
    registration: bool
    size: Literal["small_or_medium"] | None
    place: Line


class EntitiesFile(LawFile):
    """Điều 2 khoản 3: who may take part."""

    id: Code
    instrument: Code
    place: Line
    valid_from: datetime.date
    valid_to: datetime.date | None
    kinds: tuple[EntityKind, ...]
    notes: tuple[Line, ...] = ()


FieldKind = Literal[
    "text",
    "long_text",
    "text_with_tick",
    "tick",
    "date",
    "count",
    "phone",
    "email",
    "choice",
    "signature",
    "points",
    "product_set",
    "product_code",
    "producer_type",
    "criteria_answers",
    "evidence_list",
    "change",
    "changes_list",
    "grounds",
]


class Choice(LawModel):
    """A box to choose."""

    code: Code
    label: Line


class FormField(LawModel):
    """A field of a printed form. ``sensitive``: personal data of the sensitive kind."""

    id: Code
    label: Line
    kind: FieldKind
    required: bool
    choices: tuple[Choice, ...] = ()
    evidence: EvidenceKind | None = None
    sensitive: bool = False
    note: Line | None = None


class FormSection(LawModel):
    """A section of a form; ``only_for`` limits it to kinds of application."""

    id: Code
    title: Line
    printed: Line | None = None
    only_for: tuple[Literal["first", "upgrade", "renewal"], ...] = ()
    place: Line | None = None
    fields: tuple[FormField, ...]


class ReceiptBlock(LawModel):
    """A block that the receiving office fills («Phiếu số», day, receiver, signature)."""

    id: Code
    title: Line
    filled_by: Code
    number_printed: Line
    number_pattern: Line
    fields: tuple[FormField, ...]


class FormFile(LawFile):
    """A printed form of the decision."""

    id: Code
    instrument: Code
    number: Line
    title: Line
    heading: Line
    subheading: Line
    place: Line
    filled_by: Code
    sections: tuple[FormSection, ...]
    receipts: tuple[ReceiptBlock, ...] = ()
    notes: tuple[Line, ...] = ()

    def fields(self, kind: str | None = None) -> Iterator[FormField]:
        """Every field that a person fills, for one kind of application or all."""
        for section in self.sections:
            if kind is None or not section.only_for or kind in section.only_for:
                yield from section.fields


class Evidence(LawModel):
    """A kind of evidence of Mẫu số 02. ``must_show`` is our reading of what an examiner looks for."""

    code: EvidenceKind
    number: int
    name: Line
    printed: Line
    must_show: tuple[Line, ...] = Field(min_length=1)
    has_term: bool
    when: Literal["registered", "product_requires", "advised"]


class EvidenceFile(LawFile):
    """The fifteen kinds of evidence."""

    id: Code
    instrument: Code
    place: Line
    standing: Line
    kinds: tuple[Evidence, ...]


class ReadingOption(LawModel):
    """One way to read what the decision leaves open."""

    id: Code
    text: Line


class Reading(LawModel):
    """A place where the decision is silent, the readings offered and the one taken; ``setting`` lets a province choose."""

    id: Code
    number: int
    question: Line
    instrument: Code
    place: Line
    options: tuple[ReadingOption, ...] = Field(min_length=1)
    default: Code
    setting: Code | None

    @model_validator(mode="after")
    def _default_is_an_option(self) -> Self:
        ids = [option.id for option in self.options]
        if self.default not in ids or len(set(ids)) != len(ids):
            raise ValueError("«default» phải là một trong các phương án, mỗi phương án một tên")
        if self.setting is not None and len(ids) < 2:
            raise ValueError("có «setting» thì phải có ít nhất hai phương án")
        return self

    def text(self, option: str | None = None) -> str:
        """The words of an option, of the default when none is named. Raises ``KeyError``."""
        return {one.id: one.text for one in self.options}[option or self.default]


class ReadingsFile(LawFile):
    """All readings («quy ước»)."""

    id: Code
    title: Line
    mark: Line
    readings: tuple[Reading, ...]


class LawCatalogue(NamedTuple):
    """The files of this module, read."""

    instruments: dict[str, Instrument]
    classification: ClassificationFile
    lead_ministries: LeadMinistriesFile
    entities: EntitiesFile
    forms: dict[str, FormFile]
    evidence: EvidenceFile
    readings: dict[str, Reading]


@lru_cache(maxsize=4)
def catalogue_of(law_dir: Path) -> LawCatalogue:
    """Everything of this module in ``law_dir``, read once in a process. Raises :class:`~ocop.rules.errors.LawError`."""
    forms = [read(path, FormFile) for path in sorted((law_dir / "forms").glob("*.yaml"))]
    instruments = [read(path, Instrument) for path in sorted((law_dir / "instruments").glob("*.yaml"))]
    classes = law_dir / "classification"
    return LawCatalogue(
        instruments={one.id: one for one in instruments},
        classification=read(classes / "products_26_2026.yaml", ClassificationFile),
        lead_ministries=read(classes / "lead_ministries.yaml", LeadMinistriesFile),
        entities=read(classes / "entities_26_2026.yaml", EntitiesFile),
        forms={one.id: one for one in forms},
        evidence=read(law_dir / "evidence.yaml", EvidenceFile),
        readings={one.id: one for one in read(law_dir / "readings.yaml", ReadingsFile).readings},
    )


def _instruments(documents: Documents) -> set[str]:
    return {one.model.id for one in documents.values() if isinstance(one.model, Instrument)}


def _check_instrument(name: str, document: Document[Instrument], documents: Documents) -> Iterator[Fault]:
    known, file = _instruments(documents), document.model
    if name != f"instruments/{file.id}.yaml":
        yield document.fault(f"văn bản «{file.id}» phải ở tệp instruments/{file.id}.yaml", "id")
    for index, relation in enumerate(file.relations):
        if relation.target not in known:
            yield document.fault(f"chưa có văn bản «{relation.target}»", "relations", index, "target")


def _check_cited(name: str, document: Document[Any], documents: Documents) -> Iterator[Fault]:
    """Every ``instrument`` named anywhere in the file exists."""
    known = _instruments(documents)
    for path, code in _cited(document.model, ()):
        if code not in known:
            yield document.fault(f"chưa có văn bản «{code}» trong law/instruments", *path)


def _cited(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, LawModel):
        for field in type(value).model_fields:
            inner = getattr(value, field)
            if field == "instrument":
                yield (*path, field), inner
            else:
                yield from _cited(inner, (*path, field))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _cited(item, (*path, index))


def _check_classification(name: str, document: Document[ClassificationFile], documents: Documents) -> Iterator[Fault]:
    yield from _check_cited(name, document, documents)
    numbers = [one.set for _, _, one in document.model.sets()]
    if numbers != list(range(1, len(numbers) + 1)):
        yield document.fault("các bộ phải đánh số liền từ 1, theo thứ tự in", "sectors")


def _check_leads(name: str, document: Document[LeadMinistriesFile], documents: Documents) -> Iterator[Fault]:
    yield from _check_cited(name, document, documents)
    known = {one.code for one in document.model.ministries}
    classified = documents.get("classification/products_26_2026.yaml")
    sets = [one.set for _, _, one in classified.model.sets()] if classified else []
    for index, period in enumerate(document.model.periods):
        if [lead.set for lead in period.leads] != sets:
            yield document.fault("phải có đủ các bộ của Phụ lục I, theo thứ tự", "periods", index, "leads")
        for number, lead in enumerate(period.leads):
            if not set(lead.ministries) <= known:
                yield document.fault("bộ chủ trì chưa có trong «ministries»", "periods", index, "leads", number)


def _check_form(name: str, document: Document[FormFile], documents: Documents) -> Iterator[Fault]:
    yield from _check_cited(name, document, documents)
    seen: set[str] = set()
    for index, section in enumerate(document.model.sections):
        for number, field in enumerate(section.fields):
            if field.id in seen:
                yield document.fault(f"ô «{field.id}» lặp lại", "sections", index, "fields", number)
            if (field.kind == "choice") != bool(field.choices):
                yield document.fault("ô chọn phải có «choices», ô khác thì không", "sections", index, "fields", number)
            seen.add(field.id)


def _check_numbered(name: str, document: Document[Any], documents: Documents) -> Iterator[Fault]:
    yield from _check_cited(name, document, documents)
    key = "kinds" if isinstance(document.model, EvidenceFile) else "readings"
    numbers = [one.number for one in getattr(document.model, key)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield document.fault("phải đánh số liền từ 1", key)


KINDS = (
    Kind("ocop-law/instrument/1", Instrument, _check_instrument),
    Kind("ocop-law/classification/1", ClassificationFile, _check_classification),
    Kind("ocop-law/lead-ministries/1", LeadMinistriesFile, _check_leads),
    Kind("ocop-law/entities/1", EntitiesFile, _check_cited),
    Kind("ocop-law/form/1", FormFile, _check_form),
    Kind("ocop-law/evidence/1", EvidenceFile, _check_numbered),
    Kind("ocop-law/readings/1", ReadingsFile, _check_numbered),
)
