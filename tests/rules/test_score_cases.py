"""The worked cases of ``law/cases``: hand-checkable sums and results, against the engine and the second scorer."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocop.rules.check import check_law
from ocop.rules.compiled import SCALE, CriteriaSet
from ocop.rules.rulebook import Rulebook, law_directory
from ocop.rules.scoring import ScoreResult, score
from tests.rules import second_scorer

RULES = Rulebook.open()
FILES = sorted((law_directory() / "cases").glob("*/*.yaml"))
DECLARED = ("cases", "disqualified", "not_applicable", "requirements_unmet")
BORDERS = {29, 30, 49, 50, 69, 70, 89, 90}


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(
        path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return data


def answers_of(law: CriteriaSet, case: dict[str, Any]) -> dict[str, str | None]:
    answers: dict[str, str | None] = {}
    if case["start"] == "highest":
        for one in law.criteria:
            options = one.lists[case.get("cases", {}).get(one.code, 1) - 1]
            answers[one.code] = max(options, key=lambda option: option.points).letter
    answers.update(case.get("answers", {}))
    return answers


def facts(result: ScoreResult) -> dict[str, Any]:
    missed: dict[str, list[str]] = {}
    for gate in result.gates_missed:
        missed.setdefault(str(gate.stars), []).append(f"{gate.criterion} {gate.needs}")
    parts = zip(result.criteria_set.parts, result.parts, strict=True)
    found: dict[str, Any] = {
        "total": Fraction(result.total, SCALE),
        "parts": {part.code: Fraction(points, SCALE) for part, points in parts},
        "stars_by_points": result.stars_by_points,
        "stars": result.stars,
        "missed": missed,
        "conditions": [condition.criterion for condition in result.conditions],
        "grounds": [ground.code for ground in result.grounds],
    }
    return found


def expected_of(case: dict[str, Any]) -> dict[str, Any]:
    data = {"conditions": [], "grounds": [], **case["expected"]}
    data["total"] = Fraction(data["total"])
    data["parts"] = {code: Fraction(points) for code, points in data["parts"].items()}
    return data


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_worked_cases(path: Path) -> None:
    data = read(path)
    assert set(data) == {"schema", "decision", "set", "cases"}
    assert data["schema"] == "ocop-law/case/1"
    assert (data["decision"].replace("/", "-"), f"{data['set']:02d}") == (path.parent.name, path.stem)
    law = RULES.criteria_set(data["decision"], data["set"])
    names = [case["name"] for case in data["cases"]]
    assert len(set(names)) == len(names)
    for case in data["cases"]:
        assert set(case) <= {"name", "start", "answers", "sum", "expected", *DECLARED}, case["name"]
        declared = {key: case[key] for key in DECLARED if key in case}
        answers = answers_of(law, case)
        expected = expected_of(case)
        assert facts(score(law, answers, **declared)) == expected, case["name"]
        second = second_scorer.score({"decision": data["decision"], "set": data["set"], "answers": answers, **declared})
        assert (second["total"], second["stars"]) == (expected["total"], expected["stars"]), case["name"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_sums_are_right(path: Path) -> None:
    for case in read(path)["cases"]:
        left, right = case["sum"].split(" = ")
        signed = re.findall(r"(?:^|([+−]) )([0-9]+)(?: \(([^)]+)\))?(?= |$)", left)
        total = sum(-int(points) if sign == "−" else int(points) for sign, points, _ in signed)
        assert str(total) == right == case["expected"]["total"], case["name"]
        assert sum(map(int, case["expected"]["parts"].values())) == total, case["name"]
        named = {code for _, _, code in signed if code}
        changed = set(case.get("answers", {}))
        assert changed <= named, case["name"]


@pytest.mark.parametrize("number", range(1, 27))
def test_every_set_in_force_has_its_borders_and_minimums(number: int) -> None:
    law = RULES.criteria_set("26/2026", number)
    cases = read(law_directory() / "cases" / "26-2026" / f"{number:02d}.yaml")["cases"]
    assert len(cases) >= 3
    assert {int(case["expected"]["total"]) for case in cases} >= BORDERS
    for border, stars in ((90, 5), (70, 4), (50, 3), (30, 2)):
        reached = [case["expected"]["stars"] for case in cases if case["expected"]["total"] == str(border)]
        assert stars in reached
    levels = {option.gate for one in law.criteria for options in one.lists for option in options if option.gate}
    capped = {
        case["expected"]["stars"] + 1
        for case in cases
        if case["expected"]["stars"] and case["expected"]["stars"] < case["expected"]["stars_by_points"]
    }
    assert capped >= levels
    for ground in law.grounds:
        assert any(ground.code in case["expected"].get("grounds", []) for case in cases), ground.code
    for one in law.criteria:
        if one.requirement or one.may_not_apply or one.counts_while:
            assert any(one.code in case["expected"].get("conditions", []) for case in cases), one.code


@pytest.fixture(scope="module")
def small_law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A law directory with one set and its cases."""
    root = tmp_path_factory.mktemp("law")
    for name in ("decisions.yaml", "criteria/26-2026/26.yaml", "cases/26-2026/26.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((law_directory() / name).read_bytes())
    return root


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("total: '100'", "total: '99'", "«Mọi tiêu chí ở mức cao nhất»: ghi 99, tính ra 100"),
        ("parts: {A: '40'", "parts: {A: '39'", "tính ra {'A': '40', 'B': '25', 'C': '35'}"),
        ("stars: 5", "stars: 4", "ghi 4, tính ra 5"),
        ("missed: {}", "missed: {'3': ['3.5 a']}", "ghi {'3': ('3.5 a',)}, tính ra {}"),
        (
            "  start: highest",
            "  start: highest\n  answers: {'1.1': z}",
            "không chấm được: tiêu chí 1.1 không có mức «z»",
        ),
        ("cases: {'8': 1", "cases: {'8': 3", "không chấm được"),
        ("set: 26", "set: 25", "không có bộ sản phẩm 25"),
        ("name: 'Đúng 90", "name: 'Mọi tiêu chí ở mức cao nhất'\n  x: 'Đúng 90", "«x»"),
    ],
)
def test_the_law_check_proves_every_case(small_law: Path, old: str, new: str, words: str) -> None:
    file = small_law / "cases" / "26-2026" / "26.yaml"
    good = file.read_text(encoding="utf-8")
    about = [fault for fault in check_law(small_law, locked=False) if "cases" in fault.file]
    assert about == []
    try:
        file.write_text(good.replace(old, new, 1), encoding="utf-8")
        faults = [fault for fault in check_law(small_law, locked=False) if "cases" in fault.file]
    finally:
        file.write_text(good, encoding="utf-8")
    assert any(words in fault.message and fault.line >= 1 for fault in faults), faults
