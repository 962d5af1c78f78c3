"""The models of ``law/criteria/**`` and ``law/decisions.yaml``, and what must agree inside them.

Every printed remark of a decision («Ghi chú», «Yêu cầu», «Chú ý», brackets in titles) stands verbatim in ``notes``
with the effect it has; the vocabulary is closed, so a remark without an effect cannot be written.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from ocop.rules.schema import Citation, Code, LawFile, LawModel, LawText, Line, Points

Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Star = Literal[1, 2, 3, 4, 5]
Minimum = Literal[3, 4, 5]
CriterionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9a-zđ]+){0,2}$")]
EvidenceKind = Literal[
    "business_registration",
    "production_licence",
    "material_origin",
    "environment",
    "local_labour",
    "growth",
    "intellectual_property",
    "market_development",
    "promotion",
    "story",
    "quality_declaration",
    "test_report",
    "traceability",
    "management_system",
    "awards",
]
Effect = Literal[
    "reject",  # «Bị loại nếu…»
    "stop",  # «sẽ không đánh giá các bước tiếp theo», declared by the council
    "not_assessed",  # «Không đánh giá những sản phẩm…»
    "zero_stops",  # 0 points in one of `criteria` is the ground by itself
    "requirement",  # «Yêu cầu: …»: unmet, the criterion counts 0
    "counts_while",  # points count only while `criterion` earns points
    "may_not_apply",  # the minimum is lifted for a product to which the criterion need not apply
    "choose_case",  # one of several printed lists
    "evidence",  # a paper that the options need
    "help",  # an explanation
]
GROUND_EFFECTS = {"reject": "reject", "stop": "stop", "not_assessed": "not_assessed", "zero_stops": "stop"}
_NEEDS: dict[str, frozenset[str]] = {
    "reject": frozenset({"code"}),
    "stop": frozenset({"code"}),
    "not_assessed": frozenset({"code"}),
    "zero_stops": frozenset({"code", "criteria"}),
    "requirement": frozenset({"code"}),
    "counts_while": frozenset({"criterion"}),
    "may_not_apply": frozenset(),
    "choose_case": frozenset(),
    "evidence": frozenset({"evidence"}),
    "help": frozenset(),
}


class Note(LawModel):
    """One printed remark and its effect. ``at``: ``title``, ``note`` or ``option x``, where the decision prints it."""

    printed: LawText
    effect: Effect
    at: Annotated[str, StringConstraints(pattern=r"^(title|note|option [a-z])$")] = "note"
    code: Code | None = None
    criterion: CriterionCode | None = None
    criteria: tuple[CriterionCode, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    from_letter: Letter | None = None

    @model_validator(mode="after")
    def _has_what_its_effect_needs(self) -> Self:
        for field in ("code", "criterion", "criteria", "evidence"):
            given, needed = bool(getattr(self, field)), field in _NEEDS[self.effect]
            if given != needed:
                raise ValueError(f"tác dụng «{self.effect}» {'cần' if needed else 'không dùng'} khóa «{field}»")
        return self


class Option(LawModel):
    """One printed option. ``minimum_for``: the star level for which at least this option is needed."""

    letter: Letter
    points: Points
    text: LawText
    minimum_for: Minimum | None = None


class Case(LawModel):
    """One of several printed lists of options («Trường hợp 1: …»)."""

    title: LawText
    options: tuple[Option, ...]


class Warn(LawModel):
    """A choice that deserves a second look: one of ``letters``, and only while ``while_zero`` earns no points."""

    code: Code
    letters: tuple[Letter, ...]
    while_zero: CriterionCode | None = None
    text: Line


class TakesTime(LawModel):
    """An option that cannot be reached at once, with the sentence that a producer reads."""

    letter: Letter
    text: Line


class Item(LawModel):
    """A heading (with ``items``) or a criterion (with ``options`` or ``cases``)."""

    code: CriterionCode
    title: LawText
    points: Points
    minimum_for: Minimum | None = None
    fixed_because: Line | None = None
    notes: tuple[Note, ...] = ()
    takes_time: tuple[TakesTime, ...] = ()
    warns: tuple[Warn, ...] = ()
    options: tuple[Option, ...] = ()
    cases: tuple[Case, ...] = ()
    items: tuple["Item", ...] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(map(bool, (self.options, self.cases, self.items))) != 1:
            raise ValueError(f"mục {self.code} phải có đúng một trong ba: options, cases, items")
        if len(self.cases) == 1:
            raise ValueError(f"tiêu chí {self.code} ghi trường hợp thì phải có từ hai trường hợp")
        return self

    @property
    def lists(self) -> tuple[tuple[Option, ...], ...]:
        """The printed lists of options: one a case, or exactly one."""
        return tuple(case.options for case in self.cases) or (self.options,)


class Part(LawModel):
    """Phần A, B or C."""

    code: Literal["A", "B", "C"]
    title: LawText
    points: Points
    items: tuple[Item, ...]


class HeadGround(LawModel):
    """One alternative of «Hồ sơ bị loại khi: …», worded as printed."""

    code: Code
    text: LawText


class Rejection(LawModel):
    """The notice that a set prints at its head, and its alternatives."""

    printed: LawText
    grounds: tuple[HeadGround, ...]

    @model_validator(mode="after")
    def _grounds_stand_in_the_notice(self) -> Self:
        for ground in self.grounds:
            if ground.text not in self.printed:
                raise ValueError(f"căn cứ «{ground.code}» không có nguyên văn trong «printed»")
        return self


class Misprint(LawModel):
    """A suspected defect of the printed or transcribed text, to be compared with the signed text.

    ``read_as`` is ``None`` where the text stays as printed; ``printed`` is ``None`` where nothing is printed.
    """

    criterion: CriterionCode | None
    where: Line
    printed: Line | None
    read_as: Line | None
    reason: Line
    compare: Literal["bản ký"]


class CriteriaFile(LawFile):
    """One product set under one decision."""

    decision: Line
    number: int
    name: LawText
    sector: LawText
    group: LawText
    subgroup: LawText | None = None
    classification: Line | None = None
    samples: int | None = None
    source: Citation
    complete: bool
    incomplete_because: tuple[Line, ...] = ()
    rejection: Rejection | None = None
    misprints: tuple[Misprint, ...] = ()
    parts: tuple[Part, ...]

    @model_validator(mode="after")
    def _says_why_incomplete(self) -> Self:
        if self.complete == bool(self.incomplete_because):
            raise ValueError("«incomplete_because» phải có khi và chỉ khi «complete: false»")
        return self

    def walk(self) -> Iterator[tuple[Part, tuple[Item, ...], Item, tuple[str | int, ...]]]:
        """Every heading and criterion in printed order: part, its parents, itself, and its path in the file."""
        for index, part in enumerate(self.parts):
            yield from _walk(part, (), part.items, ("parts", index))

    def criteria(self) -> Iterator[Item]:
        """Every criterion in printed order."""
        return (item for _, _, item, _ in self.walk() if not item.items)


def _walk(
    part: Part, parents: tuple[Item, ...], items: tuple[Item, ...], path: tuple[str | int, ...]
) -> Iterator[tuple[Part, tuple[Item, ...], Item, tuple[str | int, ...]]]:
    for index, item in enumerate(items):
        here = (*path, "items", index)
        yield part, parents, item, here
        yield from _walk(part, (*parents, item), item.items, here)


class PartPoints(LawModel):
    """The points of a part, the same for every set of the decision."""

    code: Literal["A", "B", "C"]
    points: Points


class Band(LawModel):
    """A rank: ``from_points`` and more, up to the next band. ``printed`` is the wording of the decision."""

    stars: Star
    from_points: Points
    printed: LawText


class RecognisedBy(LawModel):
    """Who recognises a star level, as the decision stands last; by period: ``law/transition/authorities.yaml``."""

    stars: Minimum
    authority: Literal["province", "ministry"]
    place: Line


class Reading(LawModel):
    """How a silent or doubtful place of the decision is read here. ``convention``: ours («quy ước»), not the law's."""

    code: Code
    about: Line
    text: Line
    convention: bool
    source: Line | None = None


class Decision(LawModel):
    """What holds for all sets of one decision."""

    key: Line
    instrument: Line
    folder: Line
    companion: Line | None = None
    sets: int
    total: Points
    parts: tuple[PartPoints, ...]
    bands: tuple[Band, ...]
    certifiable_from: Minimum
    minimums_printed_as: LawText | None = None
    source: Citation
    recognised_by: tuple[RecognisedBy, ...]
    readings: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum((part.points for part in self.parts), Decimal(0)) != self.total:
            raise ValueError(f"điểm các phần cộng lại phải bằng {self.total}")
        limits = [band.from_points for band in self.bands]
        falling = sorted(set(limits), reverse=True)
        if [band.stars for band in self.bands] != [5, 4, 3, 2, 1] or limits != falling:
            raise ValueError("hạng phải ghi đủ từ 5 sao xuống 1 sao, điểm dưới giảm dần")
        return self


class DecisionsFile(LawFile):
    """``law/decisions.yaml``."""

    decisions: tuple[Decision, ...]
