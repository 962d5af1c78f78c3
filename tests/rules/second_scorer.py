"""A second scorer, written apart from the engine: it reads the YAML law files itself and follows the decision word by word.

Naive on purpose: fractions, nested loops, one question at a time. It shares no code with ``ocop.rules``.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LAW = Path(__file__).resolve().parents[2] / "law"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(path: str) -> Any:
    return yaml.load((LAW / path).read_text(encoding="utf-8"), Loader=_LOADER)


def decision_of(key: str) -> dict[str, Any]:
    return next(one for one in load("decisions.yaml")["decisions"] if one["key"] == key)


def law_set(decision: str, number: int) -> Any:
    return load(f"criteria/{decision.replace('/', '-')}/{number:02d}.yaml")


def complete_sets() -> list[tuple[str, int]]:
    found = []
    for decision in load("decisions.yaml")["decisions"]:
        for number in range(1, decision["sets"] + 1):
            if law_set(decision["key"], number)["complete"]:
                found.append((decision["key"], number))
    return found


def criteria_of(law: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """(part, criterion) in printed order."""
    found: list[tuple[str, dict[str, Any]]] = []

    def walk(part: str, item: dict[str, Any]) -> None:
        for below in item.get("items", []):
            walk(part, below)
        if "items" not in item:
            found.append((part, item))

    for part in law["parts"]:
        for item in part["items"]:
            walk(part["code"], item)
    return found


def options_of(criterion: dict[str, Any], cases: dict[str, int]) -> Any:
    if "cases" in criterion:
        return criterion["cases"][cases.get(criterion["code"], 1) - 1]["options"]
    return criterion["options"]


def points_of(criterion: dict[str, Any], letter: str | None, cases: dict[str, int]) -> Fraction:
    if letter is None:
        return Fraction(0)
    return Fraction(next(one for one in options_of(criterion, cases) if one["letter"] == letter)["points"])


def notes(criterion: dict[str, Any], effect: str) -> list[dict[str, Any]]:
    return [note for note in criterion.get("notes", []) if note["effect"] == effect]


def earned(law: dict[str, Any], sheet: dict[str, Any]) -> dict[str, Fraction]:
    """What every criterion counts for, conditions applied."""
    cases, unmet = sheet.get("cases", {}), sheet.get("requirements_unmet", [])
    raw = {one["code"]: points_of(one, sheet["answers"].get(one["code"]), cases) for _, one in criteria_of(law)}
    for code in unmet:
        raw[code] = Fraction(0)
    counted = dict(raw)
    for _, criterion in criteria_of(law):
        for note in notes(criterion, "counts_while"):
            if raw[note["criterion"]] == 0:
                counted[criterion["code"]] = Fraction(0)
    return counted


def minimums(criterion: dict[str, Any], cases: dict[str, int]) -> list[tuple[int, str, Fraction]]:
    """(stars, letter, points) asked for by a criterion, lowest star first."""
    options = options_of(criterion, cases)
    found = [(one["minimum_for"], one["letter"], Fraction(one["points"])) for one in options if "minimum_for" in one]
    if "minimum_for" in criterion:
        first = next(one for one in options if Fraction(one["points"]) > 0)
        found.append((criterion["minimum_for"], first["letter"], Fraction(first["points"])))
    return sorted(found)


def gates_missed(law: dict[str, Any], sheet: dict[str, Any]) -> list[tuple[str, int, str, Fraction, Fraction]]:
    counted, cases, missed = earned(law, sheet), sheet.get("cases", {}), []
    for _, criterion in criteria_of(law):
        code = criterion["code"]
        if code in sheet.get("not_applicable", []):
            continue
        for stars, letter, points in minimums(criterion, cases):
            if counted[code] < points:
                missed.append((code, stars, letter, points, counted[code]))
    return missed


def conditions(law: dict[str, Any], sheet: dict[str, Any]) -> list[str]:
    counted, cases = earned(law, sheet), sheet.get("cases", {})
    found = []
    for _, criterion in criteria_of(law):
        code = criterion["code"]
        answered = points_of(criterion, sheet["answers"].get(code), cases)
        declared = code in sheet.get("requirements_unmet", []) or code in sheet.get("not_applicable", [])
        if declared or (notes(criterion, "counts_while") and answered != counted[code]):
            found.append(code)
    return found


def grounds(law: dict[str, Any], sheet: dict[str, Any]) -> list[str]:
    declared = sheet.get("disqualified", False)
    found = list(declared) if isinstance(declared, list) else []
    counted = earned(law, sheet)
    for _, criterion in criteria_of(law):
        for note in notes(criterion, "zero_stops"):
            if any(counted[code] == 0 for code in note["criteria"]) and note["code"] not in found:
                found.append(note["code"])
    return found


def band(decision: str, total: Fraction) -> Any:
    for one in sorted(decision_of(decision)["bands"], key=lambda one: -one["stars"]):
        if total >= Fraction(one["from_points"]):
            return one["stars"]
    raise AssertionError(total)


def score(sheet: dict[str, Any]) -> dict[str, Any]:
    """The facts of a result: numbers as fractions, gates as tuples."""
    law = law_set(sheet["decision"], sheet["set"])
    counted = earned(law, sheet)
    parts = {part["code"]: Fraction(0) for part in law["parts"]}
    for part, criterion in criteria_of(law):
        parts[part] += counted[criterion["code"]]
    total = sum(parts.values(), Fraction(0))
    missed = gates_missed(law, sheet)
    stars: int | None = 0
    for one in decision_of(sheet["decision"])["bands"]:
        level = one["stars"]
        if total >= Fraction(one["from_points"]) and not [gate for gate in missed if gate[1] <= level]:
            stars = max(stars or 0, level)
    found = grounds(law, sheet)
    out = bool(sheet.get("disqualified")) or bool(found)
    if out:
        stars = None
    return {
        "total": total,
        "parts": parts,
        "stars_by_points": band(sheet["decision"], total),
        "stars": stars,
        "certifiable": stars is not None and stars >= decision_of(sheet["decision"])["certifiable_from"],
        "disqualified": out,
        "grounds": found,
        "gates_missed": missed,
        "conditions": conditions(law, sheet),
    }


def tally(data: dict[str, Any]) -> dict[str, Any]:
    """The facts of a council's result, for the settings that leave no room: no facts on criteria that hang on others."""
    law = law_set(data["decision"], data["set"])
    common = {key: data[key] for key in ("decision", "set", "cases", "disqualified") if key in data}
    sheets = [{**common, "answers": one["answers"]} for one in data["sheets"]]
    counted = [earned(law, sheet) for sheet in sheets]
    totals = [sum(one.values(), Fraction(0)) for one in counted]
    mean = sum(totals, Fraction(0)) / len(totals)
    cases, how, missed = data.get("cases", {}), data["regulation"]["gates"], []
    for _, criterion in criteria_of(law):
        code = criterion["code"]
        for stars, letter, points in minimums(criterion, cases):
            votes = sum(1 for one in counted if one[code] >= points)
            average = sum((one[code] for one in counted), Fraction(0)) / len(counted)
            if how == "facts" and code in data.get("facts", {}):
                met = points_of(criterion, data["facts"][code], cases) >= points
                by = "fact"
            elif how == "mean":
                by = "mean"
                met = average > 0 if criterion.get("minimum_for") == stars else average >= points
            else:
                by, met = "majority", votes * 2 > len(counted)
            if not met:
                missed.append((code, stars, letter, by, votes))
    stars = band(data["decision"], mean)
    for gate in missed:
        stars = min(stars, gate[1] - 1)
    return {
        "mean": mean,
        "spread": max(totals) - min(totals),
        "stars_by_points": band(data["decision"], mean),
        "stars": None if data.get("disqualified") else stars,
        "gates_missed": missed,
    }
