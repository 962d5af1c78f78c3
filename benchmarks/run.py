"""``python -m benchmarks.run [--write]``: every promised speed in one table, medians of five runs."""

import argparse
import os
import platform
from datetime import date

from benchmarks import import_register, scoring
from benchmarks.measure import ROOT, Row, table

MODULES = (scoring, import_register)
"""Each has ``rows()``; a new benchmark is a new module here."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    arguments = parser.parse_args()
    rows: list[Row] = [row for module in MODULES for row in module.rows()]
    text = table(rows)
    print(text)
    if arguments.write:
        (ROOT / "docs" / "benchmarks.md").write_text(_page(text), encoding="utf-8")
    return 0 if all(row.kept for row in rows) else 1


def _page(text: str) -> str:
    return (
        "# Benchmarks\n\n"
        "Printed by `make bench`; `python -m benchmarks.run --write` keeps the last table here. Medians of five runs. The bare loop\n"
        "(`json.loads` + `json.dumps` over the same lines) runs side by side with `ocop score`, because a shared machine is slow at\n"
        "times. Whole processes are measured, their start included.\n\n"
        f"{date.today():%d/%m/%Y}, Python {platform.python_version()}, {os.cpu_count()} cores:\n\n{text}\n\n"
        "What makes scoring fast: a set is compiled once into tables in which every answer is one integer (its points in the field\n"
        "of its part, a bit for each star minimum), so a sheet is one pass of additions (`ocop.rules.tables`); JSON is read and\n"
        "written by orjson; the command imports neither Django nor pydantic nor YAML. The road keeps all reachable sums as the\n"
        "bits of one integer (`ocop.rules.roadmap`).\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
