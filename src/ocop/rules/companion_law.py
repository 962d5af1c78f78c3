"""The model of ``law/companion/*.yaml``: plain words for each criterion. An interpretation («diễn giải»), not law."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from ocop.rules.criteria_law import EvidenceKind, Letter
from ocop.rules.schema import Code, LawFile, LawModel, Line

Short = Annotated[str, StringConstraints(min_length=2, max_length=40, pattern=r"^\S(.*\S)?$")]
Covered = Annotated[str, StringConstraints(pattern=r"^[0-9]+/[0-9]+(\.[0-9a-zđ]+){0,2}$")]


class OptionEvidence(LawModel):
    """Where one option needs other papers than the rest of its criterion."""

    letter: Letter
    evidence: tuple[EvidenceKind, ...]


class Entry(LawModel):
    """Plain words for the criteria in ``covers`` (``set/criterion``), which ask the same with the same options.

    ``evidence`` names kinds of paper that prove an option above 0 points, unless ``by_option`` names others for it; it
    is empty where the council judges the sample or the place itself.
    """

    code: Code
    short: Short
    question: Annotated[str, StringConstraints(min_length=5, max_length=160, pattern=r"^\S(.*\S)?\?$")]
    nature: Literal["fact", "judgement"]
    evidence: tuple[EvidenceKind, ...] = ()
    by_option: tuple[OptionEvidence, ...] = ()
    looks_for: Line
    covers: tuple[Covered, ...]


class CompanionFile(LawFile):
    """The companion of one decision."""

    decision: Line
    status: Literal["diễn giải"]
    entries: tuple[Entry, ...]
