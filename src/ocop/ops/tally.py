"""``ocop tally``: the council's result from its members' sheets."""

import sys

import orjson

from ocop.config import extra_law_dir
from ocop.ops.sheets import BOM, Unusable, line_of, opened, parse
from ocop.rules.answers import SheetError
from ocop.rules.meeting import read_tally
from ocop.rules.rulebook import Rulebook
from ocop.rules.tally import tally


def run_tally(file: str) -> int:
    """Tally ``file`` (``-``: standard input) to standard output; exit code 0, or 2 with one line on standard error."""
    try:
        with opened(file) as stream:
            raw = stream.read().removeprefix(BOM)
        try:
            answer = tally_line(raw, Rulebook.open(extra_dir=extra_law_dir()))
        except SheetError as error:
            raise Unusable(f"{file}:{line_of(raw, error)}: {error}") from error
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()
    return 0


def tally_line(raw: bytes, rules: Rulebook) -> bytes:
    """A tally's JSON in, the result's JSON out; :class:`SheetError` when it cannot be used."""
    data = parse(raw)
    request = read_tally(data, rules)
    common = request.common
    result = tally(
        request.criteria_set,
        request.sheets,
        request.regulation,
        facts=request.facts,
        cases=common.cases,
        disqualified=common.disqualified,
        not_applicable=common.not_applicable,
        requirements_unmet=common.requirements_unmet,
    )
    answer = result.as_json()
    if "id" in data:
        answer = {"id": data["id"], **answer}
    return orjson.dumps(answer)
