"""``ocop score``: one answer sheet, or one a line. Imports the engine and orjson only, so that it starts at once."""

import gc
import sys
from io import BufferedReader

import orjson

from ocop.config import extra_law_dir
from ocop.ops.sheets import BOM, Unusable, blocks_of_lines, line_of, opened, parse
from ocop.rules.answers import SheetError, SheetReader
from ocop.rules.roadmap import roadmap
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import score_sheet


def run_score(file: str, jsonl: bool, roadmap: bool) -> int:
    """Score ``file`` (``-``: standard input) to standard output; exit code 0, or 2 with one line on standard error."""
    try:
        reader = SheetReader(Rulebook.open(extra_dir=extra_law_dir()))
        with opened(file) as stream:
            if jsonl:
                # Results refer to nothing that refers back, so counting references frees them; looking for cycles only costs.
                gc.disable()
                _score_lines(file, stream, reader, roadmap)
            else:
                _score_one(file, stream.read(), reader, roadmap)
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        gc.enable()
    return 0


def _score_one(file: str, raw: bytes, reader: SheetReader, with_roadmap: bool) -> None:
    raw = raw.removeprefix(BOM)
    try:
        answer = score_line(raw, reader, with_roadmap)
    except SheetError as error:
        raise Unusable(f"{file}:{line_of(raw, error)}: {error}") from error
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()


def _score_lines(file: str, stream: BufferedReader, reader: SheetReader, with_roadmap: bool) -> None:
    out, number = sys.stdout.buffer, 0
    for lines in blocks_of_lines(file, stream):
        answers: list[bytes] = []
        if number == 0:
            lines[0] = lines[0].removeprefix(BOM)
        try:
            for line in lines:
                number += 1
                if line and not line.isspace():
                    answers.append(score_line(line, reader, with_roadmap))
        except SheetError as error:
            raise Unusable(f"{file}:{number}: {error}") from error
        finally:
            # Also before an error: what was scored is given out.
            if answers:
                answers.append(b"")
                out.write(b"\n".join(answers))
                out.flush()


def score_line(raw: bytes, reader: SheetReader, with_roadmap: bool) -> bytes:
    """One sheet's JSON in, the result's JSON out; :class:`SheetError` when it cannot be scored."""
    data = parse(raw)
    criteria_set, sheet = reader.read(data)
    result = score_sheet(criteria_set, sheet)
    answer = result.as_json(written=True)
    if "id" in data:
        answer = {"id": data["id"], **answer}
    if with_roadmap:
        road = roadmap(criteria_set, result)
        answer["roadmap"] = road.as_json() if road else None
    return orjson.dumps(answer)
