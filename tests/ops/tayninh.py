"""The units of Tây Ninh, old and new, for tests; and registers in Excel."""

from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db.models import Model

from ocop.directory.models import Area, AreaSuccession, AreaVersion
from ocop.directory.unit_services import record_units
from ocop.directory.units import UnitLine, read_units
from ocop.kernel.access import Actor
from ocop.rules.rulebook import law_directory

ACTOR = Actor.system("test")
PLAIN = (
    "TT", "Tên SP", "Nhóm SP", "Loại hình KD", "Chủ thể", "Xã/phường", "Địa chỉ", "Người đại diện", "SĐT", "Hạng hiện tại", "Ngày hết hạn",
)  # fmt: skip
ROUND = ("Sao", "Ngày", "Năm", "Số QĐ", "Cơ quan")
COLUMNS = (*PLAIN, *(f"1 {name}" for name in ROUND), *(f"2 {name}" for name in ROUND), "Ghi chú")
"""Names of the 22 columns in the tests: «1 Sao» is «Sao» under «Lần 1»."""


@cache
def lines() -> tuple[UnitLine, ...]:
    """The lines of the old provinces Tây Ninh and Long An and of today's Tây Ninh."""
    found: list[UnitLine] = []
    keep: set[tuple[str, str]] = {("before-2025-07-01", "72"), ("before-2025-07-01", "80"), ("since-2025-07-01", "80")}
    for path in sorted((law_directory() / "areas").glob("units_*.csv"), reverse=True):
        of_file, faults = read_units(path)
        assert not faults
        for line in of_file:
            if (line.unit_list, line.code) in keep or (line.unit_list, line.parent) in keep:
                found.append(line)
                if line.level != "commune":
                    keep.add((line.unit_list, line.code))
    return tuple(found)


_KEPT: list[tuple[type[Model], list[Model]]] = []


def load_units() -> None:
    """Bring them into the test database: the first time by the service, then the same rows at once."""
    if not _KEPT:
        record_units(actor=ACTOR, lines=lines(), source="test")
        for model in (Area, AreaVersion, AreaSuccession):
            _KEPT.append((model, list(model.objects.order_by("pk"))))
        return
    for model, rows in _KEPT:
        model._default_manager.bulk_create([copy(row) for row in rows])


def product(**cells: Any) -> dict[str, Any]:
    """A believable row; ``cells`` by column name, with spaces as in :data:`COLUMNS`."""
    row: dict[str, Any] = {
        "Tên SP": "Bánh tráng thử nghiệm", "Nhóm SP": "Thực phẩm", "Loại hình KD": "HTX", "Chủ thể": "Hợp tác xã Hoa Gạo",
        "Xã/phường": "Xã Trường Đông", "Địa chỉ": "ấp Trường Đức", "1 Sao": "3 sao", "1 Ngày": date(2021, 12, 15), "1 Năm": 2021,
        "1 Số QĐ": "3001/QĐ-UBND", "1 Cơ quan": "UBND tỉnh Tây Ninh",
    }  # fmt: skip
    return row | cells


def write_register(path: Path, rows: Sequence[dict[str, Any]], *, top: int = 4, order: Sequence[str] = COLUMNS) -> Path:
    """The department's register: a title, a header of two rows with merged groups, the rows."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sổ OCOP")
    sheet.merge_range(0, 0, 0, len(order) - 1, "SỔ THEO DÕI SẢN PHẨM OCOP TỈNH TÂY NINH")
    column = 0
    while column < len(order):
        name = order[column]
        if name[:2] in ("1 ", "2 "):
            last = column
            while last + 1 < len(order) and order[last + 1][:2] == name[:2]:
                last += 1
            title = "Lần 1" if name[0] == "1" else "Lần 2/nâng hạng"
            if last > column:
                sheet.merge_range(top, column, top, last, title)
            else:
                sheet.write(top, column, title)
            for position in range(column, last + 1):
                sheet.write(top + 1, position, order[position][2:])
            column = last
        else:
            sheet.merge_range(top, column, top + 1, column, name)
        column += 1
    for number, row in enumerate(rows):
        for name, value in ({"TT": number + 1} | row).items():
            sheet.write(top + 2 + number, order.index(name), value)
    book.close()
    return path
