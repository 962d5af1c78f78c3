"""Scoring: the command against a bare JSON loop over the same lines, the road, the rulebook, the proof of the law."""

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import OCOP, RUNS, Row, median, run, seconds_in_fresh_python, times
from ocop.rules.answers import SheetReader
from ocop.rules.compiled import CriteriaSet
from ocop.rules.roadmap import roadmap
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import score_sheet

LINES = 100_000
_BARE = "import json, sys\nfor line in open(sys.argv[1]): sys.stdout.write(json.dumps(json.loads(line)) + '\\n')"
_OPEN = (
    "import time; started = time.perf_counter()\n"
    "from ocop.rules.rulebook import Rulebook\n"
    "rules = Rulebook.open()\n"
    "for key in rules.keys(): rules.criteria_set(*key)\n"
    "print(time.perf_counter() - started)"
)


def sheets(count: int, seed: int = 2026) -> Iterator[dict[str, Any]]:
    """Answer sheets of all sets of 26/2026, good and poor, the same for the same seed."""
    chance = random.Random(seed)
    rules = Rulebook.open()
    sets = [rules.criteria_set("26/2026", number) for number in rules.numbers("26/2026")]
    for _ in range(count):
        yield _sheet(chance, chance.choice(sets))


def _sheet(chance: random.Random, law: CriteriaSet) -> dict[str, Any]:
    lean = chance.random()
    cases = {one.code: chance.randint(1, len(one.lists)) for one in law.criteria if len(one.lists) > 1}
    answers: dict[str, str | None] = {}
    for one in law.criteria:
        options = one.lists[cases.get(one.code, 1) - 1]
        pick = options[-1] if chance.random() < lean else chance.choice(options)
        answers[one.code] = None if chance.random() < 0.03 else pick.letter
    sheet: dict[str, Any] = {"decision": law.decision, "set": law.number, "answers": answers, "disqualified": False}
    return {**sheet, "cases": cases} if cases else sheet


def write_lines(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(sheet, ensure_ascii=False) + "\n" for sheet in sheets(count))


def rows() -> list[Row]:
    return [*_command(), _road(), *_rulebook()]


def _command() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder, "many.jsonl"), Path(folder, "few.jsonl")
        write_lines(many, LINES)
        write_lines(few, LINES // 10)
        score = [str(OCOP), "score", "--jsonl", "--no-roadmap"]
        run([*score, str(few)])  # the compiled copies are there from now on
        ratios, seconds = [], []
        for _ in range(RUNS):  # side by side: a busy machine slows both
            bare = run([sys.executable, "-c", _BARE, str(many)]).seconds
            ours = run([*score, str(many)]).seconds
            ratios.append(ours / bare)
            seconds.append(ours)
        growth = run([*score, str(many)]).peak_mb - run([*score, str(few)]).peak_mb
    return [
        Row(
            f"ocop score --jsonl --no-roadmap, {LINES:,} lines, against json.loads + json.dumps", median(ratios), "×", 4
        ),
        Row("the same, a line", median(seconds) / LINES * 1e6, "µs"),
        Row("more memory for ten times the lines", growth, "MB", 10),
    ]


def _road() -> Row:
    reader = SheetReader(Rulebook.open())
    results = [score_sheet(*reader.read(sheet)) for sheet in sheets(2000)]

    def once() -> float:
        spent = []
        for result in results:
            started = time.perf_counter()
            roadmap(result.criteria_set, result)
            spent.append(time.perf_counter() - started)
        return median(spent) * 1000

    return Row("roadmap, a sheet (median of 2,000)", times(once), "ms", 2)


def _rulebook() -> list[Row]:
    seconds_in_fresh_python(_OPEN)
    check = times(lambda: run([str(OCOP), "law", "check"], accept=(0, 1)).seconds)
    return [
        Row(
            "rulebook opened, all 78 sets read from compiled copies",
            times(lambda: seconds_in_fresh_python(_OPEN)),
            "s",
            0.3,
        ),
        Row("ocop law check", check, "s", 15),
    ]
