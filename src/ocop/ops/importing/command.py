"""``ocop import register``: read, match, compare, show or write, and tell."""

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error as DatabaseError
from django.db import transaction
from django.utils import timezone

from ocop.directory.models import Area
from ocop.kernel.access import Actor
from ocop.kernel.operations import Conflict, now
from ocop.ops.importing.columns import Columns, find_columns, missing_header
from ocop.ops.importing.decisions import Decisions, read_decisions, write_decisions
from ocop.ops.importing.faults import PRINTED, Faults, Unusable
from ocop.ops.importing.matching import FileProducer, match
from ocop.ops.importing.plan import Plan, Planner
from ocop.ops.importing.reading import Sheet, choose, read_workbook
from ocop.ops.importing.rows import ReadRow, RowReader
from ocop.ops.importing.services import import_register
from ocop.ops.importing.showing import differences, summary
from ocop.ops.importing.snapshot import city_provinces, own_places, take_snapshot


@dataclass
class Import:
    """All that one run found out."""

    path: Path
    sheet: Sheet
    columns: Columns
    faults: Faults = field(default_factory=Faults)
    rows: list[ReadRow] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    undecided: list[FileProducer] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)


def run(arguments: argparse.Namespace) -> int:
    """The command; see ``docs/recipes/import-register.md``."""
    path = Path(arguments.file)
    decisions = read_decisions(Path(arguments.decisions) if arguments.decisions else None)
    sheet, columns = open_register(path, arguments.sheet)
    try:
        with transaction.atomic():
            found = prepare(path, sheet, columns, decisions)
            is_written = not found.faults.count and not arguments.dry_run and not found.plan.changes_nothing
            if is_written:
                write(found)
    except Conflict as error:
        raise Unusable(str(error)) from None
    except DatabaseError as error:
        raise Unusable(f"cơ sở dữ liệu chưa dùng được ({error}). Chạy «ocop migrate» rồi «ocop doctor».") from None
    if arguments.decisions_out:
        write_decisions(Path(arguments.decisions_out), found.undecided, decisions.answers)
    return tell(found, as_json=arguments.json, dry_run=arguments.dry_run)


def open_register(path: Path, wanted: str | None) -> tuple[Sheet, Columns]:
    """The sheet that holds the register: the one asked for, or the only one with a header."""
    sheets = read_workbook(path)
    if wanted:
        sheets = [choose(sheets, wanted, path)]
    with_header = [(sheet, columns) for sheet in sheets if (columns := find_columns(sheet))]
    if not with_header:
        raise missing_header(str(path), sheets)
    if len(with_header) > 1:
        names = ", ".join(f"«{sheet.name}»" for sheet, _ in with_header)
        raise Unusable(f"{path}: nhiều trang tính có dòng tiêu đề: {names}. Chọn một bằng --sheet.")
    return with_header[0]


def prepare(path: Path, sheet: Sheet, columns: Columns, decisions: Decisions) -> Import:
    """Read the rows, match producers, and compare with the register. Writes nothing."""
    found = Import(path, sheet, columns)
    places = own_places()
    if not places:
        raise Unusable(
            "Chưa có danh mục xã, phường của tỉnh. Nạp bằng «ocop import units TỆP.csv» hoặc «ocop demo --no-serve»."
        )
    reader = RowReader(sheet, columns, places, timezone.localdate(now()), found.faults)
    found.rows, found.skipped = list(reader.read()), reader.skipped
    if not found.rows and not found.faults.count:
        raise Unusable(f"{path}: trang tính «{sheet.name}» có dòng tiêu đề nhưng không có sản phẩm nào bên dưới.")
    snapshot = take_snapshot()
    _check_rows(found, decisions)
    try:
        groups, found.undecided = match(found.rows, snapshot.known_producers(), decisions.answers)
    except KeyError as error:
        row = int(error.args[0])
        raise Unusable(
            f"{decisions.lines[row]}: câu trả lời «{decisions.answers[row]}» cho dòng {row} không chỉ chủ thể nào."
        ) from None
    _ask(found, groups)
    if not found.faults.count:
        used = {row.place.id for row in found.rows if row.place}
        areas = snapshot.areas | {area.pk: area for area in Area.objects.filter(pk__in=used).order_by("pk")}
        planner = Planner(snapshot, areas, f"Sổ {path.name}, trang {sheet.name}", city_provinces())
        found.plan = planner.plan(groups)
    return found


def _check_rows(found: Import, decisions: Decisions) -> None:
    if found.faults.count:
        return
    there = {row.row for row in found.rows}
    for row, where in decisions.lines.items():
        if row not in there:
            raise Unusable(f"{where}: dòng {row} của trang tính «{found.sheet.name}» không có sản phẩm nào.")


def _ask(found: Import, groups: list[FileProducer]) -> None:
    for group in groups:
        if group.tax_conflict is not None:
            row = group.tax_conflict
            found.faults.add(
                row.producer_cell,
                row.producer,
                f"mã số thuế {row.tax_code} khác {group.tax_code} ở dòng khác của cùng chủ thể",
            )
    for group in found.undecided:
        candidates = "; ".join(str(one) for one in group.candidates)
        message = f"«{group.name}» có thể đã có: {candidates}. Trả lời bằng --decisions (lấy mẫu bằng --decisions-out)"
        found.faults.add(group.rows[0].producer_cell, group.name, message)


def write(found: Import) -> None:
    """Write the plan: all rows or none."""
    told = {
        "file": found.path.name,
        "sheet": found.sheet.name,
        "sha256": hashlib.sha256(found.path.read_bytes()).hexdigest(),
        "rows": len(found.rows),
        **found.plan.counts(),
    }
    import_register(actor=Actor.system("ocop import register"), plan=found.plan, told=told)


def tell(found: Import, *, as_json: bool, dry_run: bool) -> int:
    """Print the result; 0 when the file can be or was imported, 2 when it has faults."""
    if as_json:
        print(json.dumps(as_data(found), ensure_ascii=False))
    elif found.faults.count:
        for fault in found.faults.kept[:PRINTED]:
            print(f"{fault.cell}: {fault.message}")
        if found.faults.count > PRINTED:
            print(f"… và {found.faults.count - PRINTED} chỗ khác")
    else:
        where = f"{found.path.name}, trang tính «{found.sheet.name}»"
        print(summary(where, len(found.rows), found.plan, columns=found.columns, skipped=found.skipped))
        for line in differences(found.plan) if dry_run else ():
            print(line)
        print(_end(found, dry_run=dry_run))
    if not found.faults.count:
        return 0
    sys.stderr.write(f"ocop import register: {found.path}: {found.faults.count} chỗ cần sửa; chưa ghi gì vào sổ.\n")
    return 2


def _end(found: Import, *, dry_run: bool) -> str:
    if found.plan.changes_nothing:
        return "Không có gì thay đổi: mọi dòng đã có trong sổ."
    return "Chạy thử: chưa ghi gì." if dry_run else "Đã ghi vào sổ."


def as_data(found: Import) -> dict[str, Any]:
    """The answer of ``--json``. Beyond a thousand faults the last one tells how many were left out."""
    faults = [{"cell": one.cell, "value": one.value, "message": one.message} for one in found.faults.kept]
    left_out = found.faults.count - len(faults)
    if left_out:
        faults.append({"cell": "", "value": "", "message": f"… và {left_out} chỗ khác"})
    return {
        "rows": len(found.rows),
        **found.plan.counts(),
        "undecided": [
            {
                "row": group.rows[0].row,
                "candidates": [
                    {
                        "answer": one.answer,
                        "producer_id": one.producer_id,
                        "row": one.row,
                        "name": one.name,
                        "place": one.place,
                        "why": one.why,
                    }
                    for one in group.candidates
                ],
            }
            for group in found.undecided
        ],
        "faults": faults,
    }
