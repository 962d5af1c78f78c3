"""The models of ``law/cases/**``: worked sheets with sums by hand, proven against the engine by ``ocop law check``."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ocop.rules.answers import SheetError
from ocop.rules.compiled import CriteriaSet
from ocop.rules.criteria_law import CriteriaFile, CriterionCode, DecisionsFile, Letter, Star
from ocop.rules.errors import Fault
from ocop.rules.kinds import Documents, Kind
from ocop.rules.loading import DECISIONS, compiled_set, scaled
from ocop.rules.numbers import plain
from ocop.rules.reader import Document
from ocop.rules.schema import Code, LawFile, LawModel, Line, Points
from ocop.rules.scoring import ScoreResult, score


class Expected(LawModel):
    """What the sheet must give. ``missed``: by star level, «criterion letter» of every minimum that is missed."""

    total: Points
    parts: dict[Literal["A", "B", "C"], Points]
    stars_by_points: Star
    stars: Star | None
    missed: dict[Literal["3", "4", "5"], tuple[Line, ...]]
    conditions: tuple[CriterionCode, ...] = ()
    grounds: tuple[Code, ...] = ()


class WorkedCase(LawModel):
    """One sheet: everything at its highest option or nothing answered, then ``answers``; ``sum`` is the sum by hand."""

    name: Line
    start: Literal["highest", "none"]
    answers: dict[CriterionCode, Letter | None] = Field(default_factory=dict)
    cases: dict[CriterionCode, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    disqualified: bool | tuple[Code, ...] = False
    not_applicable: tuple[CriterionCode, ...] = ()
    requirements_unmet: tuple[CriterionCode, ...] = ()
    sum: Line
    expected: Expected

    def answered(self, criteria_set: CriteriaSet) -> dict[str, str | None]:
        """The whole sheet's answers."""
        answers: dict[str, str | None] = {}
        if self.start == "highest":
            for one in criteria_set.criteria:
                options = one.lists[self.cases.get(one.code, 1) - 1 if len(one.lists) > 1 else 0]
                answers[one.code] = max(options, key=lambda option: option.points).letter
        answers.update(self.answers)
        return answers


class CaseFile(LawFile):
    """The worked cases of one product set."""

    decision: Line
    set: int
    cases: tuple[WorkedCase, ...]

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [case.name for case in self.cases]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"hai ví dụ cùng tên «{twice}»")
        return self


def check_cases(name: str, document: Document[CaseFile], documents: Documents) -> Iterator[Fault]:
    """Every case gives what it says; the file stands where its set's criteria file does."""
    file = document.model
    law = _criteria(file, documents)
    if law is None:
        yield document.fault(f"không có bộ sản phẩm {file.set} của quyết định {file.decision} trong criteria", "set")
        return
    expected = f"cases/{file.decision.replace('/', '-')}/{file.set:02d}.yaml"
    if name != expected:
        yield document.fault(f"ví dụ của bộ {file.set}, quyết định {file.decision} phải ở tệp {expected}", "set")
    for index, case in enumerate(file.cases):
        try:
            result = score(
                law,
                case.answered(law),
                cases=case.cases,
                disqualified=case.disqualified,
                not_applicable=case.not_applicable,
                requirements_unmet=case.requirements_unmet,
            )
        except (SheetError, IndexError) as error:
            yield document.fault(f"ví dụ «{case.name}» không chấm được: {error}", "cases", index)
            continue
        for key, stands, gives in _differences(case.expected, result):
            yield document.fault(f"ví dụ «{case.name}»: ghi {stands}, tính ra {gives}", "cases", index, "expected", key)


def _criteria(file: CaseFile, documents: Documents) -> CriteriaSet | None:
    """The set's table, without companion: names do not change points."""
    decisions = documents.get(DECISIONS)
    path = f"criteria/{file.decision.replace('/', '-')}/{file.set:02d}.yaml"
    criteria = documents.get(path)
    if decisions is None or criteria is None or not isinstance(decisions.model, DecisionsFile):
        return None
    decision = next((one for one in decisions.model.decisions if one.key == file.decision), None)
    if decision is None or not isinstance(criteria.model, CriteriaFile):
        return None
    return compiled_set(criteria.model, decision, {}, "sha256:")


def _differences(expected: Expected, result: ScoreResult) -> Iterator[tuple[str, str, str]]:
    """(key, what stands there, what the engine gives) for everything that differs."""
    missed: dict[str, tuple[str, ...]] = {}
    for gate in result.gates_missed:
        missed[str(gate.stars)] = (*missed.get(str(gate.stars), ()), f"{gate.criterion} {gate.needs}")
    parts = dict(zip((part.code for part in result.criteria_set.parts), map(plain, result.parts), strict=True))
    pairs = {
        "total": (plain(scaled(expected.total)), plain(result.total)),
        "parts": ({str(code): plain(scaled(points)) for code, points in expected.parts.items()}, parts),
        "stars_by_points": (expected.stars_by_points, result.stars_by_points),
        "stars": (expected.stars, result.stars),
        "missed": ({str(stars): codes for stars, codes in expected.missed.items()}, missed),
        "conditions": (expected.conditions, tuple(one.criterion for one in result.conditions)),
        "grounds": (expected.grounds, tuple(one.code for one in result.grounds)),
    }
    for key, (stands, gives) in pairs.items():
        if stands != gives:
            yield key, str(stands), str(gives)


KINDS = (Kind("ocop-law/case/1", CaseFile, check_cases),)
