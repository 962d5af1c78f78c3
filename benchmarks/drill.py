"""``python -m benchmarks.drill``: what takes too long for every run: constant memory over a million lines."""

import tempfile
from pathlib import Path

from benchmarks.measure import OCOP, Row, run, table
from benchmarks.scoring import write_lines

LINES = 1_000_000


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.jsonl"), Path(folder, "many.jsonl")
        write_lines(few, LINES // 100)
        many.write_bytes(few.read_bytes() * 100)
        score = [str(OCOP), "score", "--jsonl", "--no-roadmap"]
        small, large = run([*score, str(few)]), run([*score, str(many)])
    rows = [
        Row(f"ocop score, {LINES:,} lines", large.seconds, "s"),
        Row("peak memory", large.peak_mb, "MB"),
        Row("more memory than for a hundredth of the lines", large.peak_mb - small.peak_mb, "MB", 10),
    ]
    print(table(rows))
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
