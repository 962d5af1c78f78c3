"""What every benchmark needs: a row of the table, medians, a process with its time and memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OCOP = Path(sys.executable).with_name("ocop")
RUNS = 5


class Row(NamedTuple):
    """One line of the table. ``limit`` is the promise, in the same unit, ``None`` where nothing is promised."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        return self.limit is None or self.value <= self.limit


class Finished(NamedTuple):
    """A process that has ended."""

    seconds: float
    peak_mb: float


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def times(call: Callable[[], float], runs: int = RUNS) -> float:
    """The median of what ``call`` returns over some runs."""
    return median([call() for _ in range(runs)])


def run(arguments: Sequence[str], *, accept: Sequence[int] = (0,)) -> Finished:
    """Run a program to its end, output thrown away; whole process, start included."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        raise SystemExit(f"{' '.join(arguments)}: exit code {process.returncode}")
    return Finished(seconds, usage.ru_maxrss / 1024)


def seconds_in_fresh_python(program: str) -> float:
    """A number that ``program`` prints, measured by itself in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | median | promised | kept |", "|---|---:|---:|---|"]
    for row in rows:
        limit = "" if row.limit is None else f"≤ {row.limit:g} {row.unit}"
        kept = "" if row.limit is None else "yes" if row.kept else "NO"
        lines.append(f"| {row.what} | {row.value:.3g} {row.unit} | {limit} | {kept} |")
    return "\n".join(lines)
