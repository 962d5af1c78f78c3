"""``python -m benchmarks.drill``: what takes too long for every run.

Mutation of the modules of ``ocop.rules`` that decide something, and constant memory over a million lines. ``--rules`` runs
the first alone; names of modules after it run only these. The result of the mutation is written into ``docs/drills.md``.
"""

import argparse
import datetime
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import OCOP, ROOT, Row, run, table
from benchmarks.scoring import write_lines

LINES = 1_000_000
LEAST = 90
"""Per cent of the mutants of each module that the tests must kill."""
PAGE = ROOT / "docs" / "drills.md"

MODULES: dict[str, tuple[str, ...]] = {
    "scoring": ("score_edges", "score", "score_cases"),
    "roadmap": ("roadmap_edges", "roadmap"),
    "tally": ("tally_edges", "tally"),
    "tables": ("tables_edges", "score_edges", "score", "score_cases"),
    "answers": ("answers_edges", "score"),
    "meeting": ("meeting_edges", "tally"),
    "clocks": ("clocks_edges", "clocks"),
    "calendar": ("calendar_edges", "clocks"),
    "governing": ("governing_edges", "governing"),
    "lifecycle": ("lifecycle_edges", "lifecycle"),
    "procedures": ("procedures_edges", "procedures"),
    "numbers": ("numbers_edges", "score", "tally"),
}
"""Module → its tests in ``tests/rules``, the quickest to judge first; one that is not there is left out."""


def mutate(module: str) -> dict[str, Any]:
    """One module in a process of its own, which has not met the rules yet."""
    files = [name for one in MODULES[module] if (ROOT / (name := f"tests/rules/test_{one}.py")).exists()]
    command = [sys.executable, "-m", "benchmarks.mutation", module, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{module}: {done.stderr or done.stdout}")
    result: dict[str, Any] = json.loads(done.stdout[("\n" + done.stdout).rindex("\n{") :])
    return result


def score(result: dict[str, Any]) -> float:
    return 100.0 * result["killed"] / result["mutants"]


def rules(names: list[str]) -> bool:
    """The mutation of every module, as a table with its survivors; whether each reaches :data:`LEAST`."""
    results = []
    for name in names:
        result = mutate(name)
        results.append(result)
        print(f"{name:12} {result['mutants']:5} mutants {result['killed']:5} killed {score(result):6.1f} %", flush=True)
    whole = {key: sum(one[key] for one in results) for key in ("mutants", "killed")} | {"module": "**all**"}
    lines = ["| module | mutants | killed | score |", "|---|---:|---:|---:|"]
    lines += [f"| {r['module']} | {r['mutants']} | {r['killed']} | {score(r):.1f} % |" for r in [*results, whole]]
    lines += ["", "What survived:", ""]
    lines += [f"- {r['module']}:{s['line']} {s['fault']}: `{s['code']}`" for r in results for s in r["survivors"]]
    if set(names) == set(MODULES):
        version = ".".join(map(str, sys.version_info[:3]))
        head = f"{datetime.datetime.now(datetime.UTC):%d/%m/%Y}, Python {version}:"
        keep("\n".join([head, "", *lines]))
    return all(score(one) >= LEAST for one in results)


def keep(text: str) -> None:
    """Put the result between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    start, end = "<!-- mutation -->\n", "<!-- end -->"
    page = re.sub(f"{start}.*{end}", lambda _: f"{start}\n{text}\n\n{end}", page, flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")


def memory() -> bool:
    """A million lines take no more memory than a hundredth of them."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.jsonl"), Path(folder, "many.jsonl")
        write_lines(few, LINES // 100)
        many.write_bytes(few.read_bytes() * 100)
        command = [str(OCOP), "score", "--jsonl", "--no-roadmap"]
        small, large = run([*command, str(few)]), run([*command, str(many)])
    rows = [
        Row(f"ocop score, {LINES:,} lines", large.seconds, "s"),
        Row("peak memory", large.peak_mb, "MB"),
        Row("more memory than for a hundredth of the lines", large.peak_mb - small.peak_mb, "MB", 10),
    ]
    print(table(rows))
    return all(row.kept for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", nargs="*", choices=list(MODULES), metavar="MODULE", help="only the mutation")
    wanted = parser.parse_args().rules
    print(f"{datetime.datetime.now(datetime.UTC):%d/%m/%Y}")
    kept = rules(wanted or list(MODULES))
    if wanted is None:
        kept = memory() and kept
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
