"""The compiled form of a criteria set: plain immutable tables that the engine reads.

The law files in ``law/criteria`` are read strictly and turned into these tables once; scoring never touches YAML.
Points are integers scaled by :data:`SCALE`, so that sums and comparisons are exact.
"""

from typing import NamedTuple

SCALE = 100
"""Points are stored times 100: two decimals, exact."""


class Option(NamedTuple):
    """One option of a criterion as printed: letter, wording, points (scaled), the star level it is the minimum for."""

    letter: str
    text: str
    points: int
    gate: int | None


class Ground(NamedTuple):
    """A printed ground on which a dossier gets no rank.

    ``kind`` is ``reject`` («Hồ sơ bị loại khi…», «Bị loại nếu…»), ``stop`` («sẽ không đánh giá các bước tiếp theo»)
    or ``not_assessed`` («Không đánh giá những sản phẩm…»). ``criterion`` is ``None`` for a ground of the whole set.
    """

    code: str
    text: str
    kind: str
    criterion: str | None


class Requirement(NamedTuple):
    """A «Yêu cầu» printed with a criterion: declared unmet, the criterion counts 0 points."""

    code: str
    text: str


class StopRule(NamedTuple):
    """Zero points in one of ``criteria`` is the ground ``ground`` by itself (26/2026, set 16, criterion 6.4)."""

    ground: str
    criteria: tuple[str, ...]


class Warn(NamedTuple):
    """A choice that deserves a second look: one of ``letters``, only while criterion ``while_zero`` earns no points."""

    code: str
    letters: tuple[str, ...]
    while_zero: str | None
    text: str


class EvidenceNote(NamedTuple):
    """A printed remark that asks for a paper: one of ``kinds``, for options from ``from_letter`` up (``None``: all)."""

    text: str
    kinds: tuple[str, ...]
    from_letter: str | None


class Criterion(NamedTuple):
    """A leaf criterion. ``lists`` holds one tuple of options a case, or exactly one where no cases are printed."""

    code: str
    title: str
    part: str
    parents: tuple[str, ...]
    maximum: int
    lists: tuple[tuple[Option, ...], ...]
    case_titles: tuple[str, ...]
    gate: int | None
    counts_while: str | None
    counts_while_text: str | None
    fixed: bool
    fixed_because: str | None
    may_not_apply: str | None
    requirement: Requirement | None
    notes: tuple[str, ...]
    short: str
    question: str
    judgement: bool
    takes_time: tuple[tuple[str, str], ...]
    """(letter, sentence) for options that need time, such as 12 months of contract."""
    printed_title: str = ""
    """The title with its brackets, word for word, for papers."""
    warns: tuple[Warn, ...] = ()
    evidence_notes: tuple[EvidenceNote, ...] = ()
    evidence: tuple[str, ...] = ()
    """Kinds of evidence that prove an option, from the companion (an interpretation, not law)."""
    option_evidence: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(letter, kinds) of each option that papers prove; an option without papers is not named. From the companion."""
    looks_for: str = ""
    """What a reviewer looks for, from the companion (an interpretation, not law)."""


class Heading(NamedTuple):
    """A printed heading above criteria (a part, or a numbered title)."""

    code: str
    title: str
    part: str
    maximum: int


class CriteriaSet(NamedTuple):
    """One product set («Bộ sản phẩm») under one decision, ready to score."""

    decision: str
    number: int
    code: str
    name: str
    sector: str
    group: str
    subgroup: str
    digest: str
    complete: bool
    defects: tuple[str, ...]
    samples: int
    parts: tuple[Heading, ...]
    headings: tuple[Heading, ...]
    bands: tuple[tuple[int, int], ...]
    """(stars, lower limit scaled), highest first."""
    certifiable_from: int
    authorities: tuple[tuple[int, str], ...]
    """(stars, ``province`` or ``ministry``)."""
    grounds: tuple[Ground, ...]
    stop_rules: tuple[StopRule, ...]
    criteria: tuple[Criterion, ...]
    rejection_notice: str | None
    classification: str = ""
    """The line of Phụ lục I, such as I.1.a."""
    misprints: tuple[str, ...] = ()
    """Suspected defects of the text, each in a sentence; to be compared with the signed text."""
