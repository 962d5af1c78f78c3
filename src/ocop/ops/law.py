"""``ocop law check``, ``ocop law list`` and ``ocop law lock``."""

import json
import sys
from pathlib import Path
from typing import Any

from ocop.config import extra_law_dir
from ocop.rules.compiled import SCALE, CriteriaSet
from ocop.rules.errors import LawError
from ocop.rules.rulebook import Rulebook, law_directory


def run_check(law_dir: Path | None = None, extra_dir: Path | None = None) -> int:
    """Prove every law file, a province's own in ``extra_dir`` too; one ``FILE:LINE: message`` a fault on standard output. 0 when all is well, else 1."""
    from ocop.rules.check import check_law

    directory = law_dir or law_directory()
    faults = check_law(directory, extra_dir)
    for fault in faults:
        sys.stdout.write(f"{_near(fault.file)}:{fault.line}: {fault.message}\n")
    if faults:
        sys.stderr.write(f"ocop law check: {len(faults)} chỗ cần sửa trong {_near(str(directory))}\n")
        return 1
    sys.stdout.write("Mọi tệp luật đều đúng mẫu, khớp nhau và khớp law/LOCK.\n")
    return 0


def run_list(as_json: bool, rulebook: Rulebook | None = None) -> int:
    """List decisions and sets with completeness and digest."""
    rules = rulebook or Rulebook.open(extra_dir=extra_law_dir())
    sets = [rules.criteria_set(decision, n) for decision in rules.decisions() for n in rules.numbers(decision)]
    if as_json:
        decisions = [
            {"decision": decision, **_shared(found[0]), "sets": [_described(one) for one in found]}
            for decision in rules.decisions()
            for found in ([one for one in sets if one.decision == decision],)
        ]
        sys.stdout.write(json.dumps({"decisions": decisions}, ensure_ascii=False, indent=1) + "\n")
        return 0
    for decision in rules.decisions():
        sys.stdout.write(f"{decision}\n")
        for one in sets:
            if one.decision == decision:
                state = "đủ" if one.complete else "CHƯA ĐỦ, không chấm điểm"
                sys.stdout.write(f"  {one.number:2d}  {one.digest[7:19]}  {state:24s}  {one.name}\n")
    return 0


def run_lock(law_dir: Path | None = None) -> int:
    """Add new files to ``law/LOCK``; refuse (1) while a locked file is changed or gone."""
    from ocop.rules.lock import lock_new

    try:
        new = lock_new(law_dir or law_directory())
    except LawError as error:
        for fault in error.faults:
            sys.stdout.write(f"{_near(fault.file)}:{fault.line}: {fault.message}\n")
        sys.stderr.write("ocop law lock: không ghi gì, vì có tệp đã khóa bị sửa hoặc mất\n")
        return 1
    for name in new:
        sys.stdout.write(f"đã khóa {name}\n")
    sys.stdout.write(f"law/LOCK: thêm {len(new)} tệp.\n")
    return 0


def _shared(one: CriteriaSet) -> dict[str, Any]:
    return {
        "bands": [{"stars": stars, "from": str(limit // SCALE)} for stars, limit in one.bands],
        "certifiable_from": one.certifiable_from,
        "recognised_by": {str(stars): authority for stars, authority in one.authorities},
    }


def _described(one: CriteriaSet) -> dict[str, Any]:
    options = [option for criterion in one.criteria for listed in criterion.lists for option in listed]
    return {
        "set": one.number,
        "code": one.code,
        "name": one.name,
        "sector": one.sector,
        "group": one.group,
        "subgroup": one.subgroup or None,
        "classification": one.classification or None,
        "complete": one.complete,
        "incomplete_because": list(one.defects),
        "digest": one.digest,
        "parts": {part.code: str(part.maximum // SCALE) for part in one.parts},
        "criteria": len(one.criteria),
        "options": len(options),
        "star_minimums": sum(option.gate is not None for option in options),
        "star_minimums_on_criteria": sum(criterion.gate is not None for criterion in one.criteria),
        "grounds": [ground.code for ground in one.grounds],
        "misprints": list(one.misprints),
    }


def _near(file: str) -> str:
    """The path from the working directory where the file lies below it."""
    path = Path(file)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else file
