"""The register: 20,000 rows of Excel in, the same file again, out in four formats, and an invented register of that size."""

import csv
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from benchmarks.measure import OCOP, Row, median, run

PRODUCTS = 20_000
RUNS = 3


def rows() -> list[Row]:
    before = dict(os.environ)
    try:
        with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
            return _measured(Path(folder))
    finally:
        os.environ.clear()
        os.environ.update(before)


def _measured(folder: Path) -> list[Row]:
    os.environ.pop("DATABASE_URL", None)
    empty, invented = folder / "empty", folder / "invented"
    _in(empty)
    run([str(OCOP), "migrate"])
    run([sys.executable, "-c", _LOAD_AREAS])
    shutil.copytree(empty, invented)
    _in(invented)
    made = run([str(OCOP), "manage", "generate", "--products", str(PRODUCTS), "--seed", "1"])
    register, answers = folder / "so.xlsx", folder / "answers.csv"
    run([sys.executable, "-m", "benchmarks.import_register", str(register)])
    exports = [_export(folder, kind) for kind in ("csv", "xlsx", "json", "geojson")]
    _in(empty)
    arguments = [str(OCOP), "import", "register", str(register)]
    run([*arguments, "--dry-run", "--decisions-out", str(answers)], accept=(0, 2))
    _answer_new(answers)
    arguments += ["--decisions", str(answers)]
    first, peak = [], 0.0
    for number in range(RUNS):
        shutil.copytree(empty, folder / f"run{number}")
        _in(folder / f"run{number}")
        done = run(arguments)
        first.append(done.seconds)
        peak = max(peak, done.peak_mb)
    again = median([run(arguments).seconds for _ in range(RUNS)])
    return [
        Row(f"import register, {PRODUCTS:,} new products", median(first), "s", 30),
        Row("its memory at most", peak, "MB"),
        Row("the same file again, nothing changes", again, "s", 30),
        *exports,
        Row(f"manage generate, {PRODUCTS:,} products", made.seconds, "s", 60),
    ]


def _in(data_dir: Path) -> None:
    os.environ["OCOP_DATA_DIR"] = str(data_dir)


_LOAD_AREAS = """
from ocop.ops.django_calls import set_up
set_up()
from ocop.kernel.access import Actor
from ocop.ops.seed.areas import load_areas
load_areas(Actor.system("benchmark"))
"""


def _export(folder: Path, kind: str) -> Row:
    arguments = [str(OCOP), "export", "register", "--format", kind, "-o", str(folder / f"out.{kind}")]
    return Row(f"export register, {kind}", median([run(arguments).seconds for _ in range(RUNS)]), "s")


def _answer_new(path: Path) -> None:
    """Names that look alike are different producers here."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([line[0], "new" if number else line[1]] for number, line in enumerate(lines))


HEADER = (
    "TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình KD", "Chủ thể", "Xã/phường", "Địa chỉ", "Người đại diện", "SĐT", "Hạng hiện tại",
    "Ngày hết hạn", *(f"{name} lần {number}" for number in (1, 2) for name in ("Sao", "Ngày", "Năm", "Số QĐ", "Cơ quan")), "Ghi chú",
)  # fmt: skip


def write_excel(path: Path) -> None:
    """The register of the present data directory in the 22 columns of a department, in the forms that people type."""
    from ocop.ops.django_calls import set_up

    set_up()
    from ocop.dossiers.models import Product

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sổ OCOP")
    sheet.write_row(0, 0, HEADER)
    products = (
        Product.objects.select_related("producer", "area__parent").prefetch_related("recognitions").order_by("pk")
    )
    for number, product in enumerate(products.iterator(chunk_size=2000), 1):
        for column, value in enumerate(_cells(number, product)):
            if value not in (None, ""):
                sheet.write(number, column, value)
    book.close()


def _cells(number: int, product: Any) -> Sequence[str | int | date | None]:
    producer, area = product.producer, product.area
    history = sorted(product.recognitions.all(), key=lambda one: one.decided_on)[-2:]
    stars = ("{}", "{} sao", "{}*", "★★★★★")[number % 4]
    told: list[str | int | date | None] = []
    for one in history:
        day = one.decided_on if number % 3 else f"{one.decided_on.day}/{one.decided_on.month}/{one.decided_on.year}"
        told += [
            stars.format(one.stars)[: one.stars if number % 4 == 3 else None],
            day,
            one.decided_on.year,
            one.decision_number,
            one.authority,
        ]
    told += [""] * (10 - len(told))
    newest = history[-1] if history else None
    place = (
        f"{area.name}, {area.parent.name}"
        if area.level == "commune" and area.unit_list.startswith("before")
        else f"{area.name} (mới)"
    )
    return (
        number, product.name, product.get_group_display(), producer.stated_type, producer.name, place, producer.address, "", "",
        newest.stars if newest else "", newest.valid_until if newest else "", *told, "minh họa",
    )  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write_excel(Path(sys.argv[1]))
    else:
        started = time.perf_counter()
        for row in rows():
            print(f"{row.what:50s} {row.value:8.1f} {row.unit} {row.limit or ''}")
        print(f"{time.perf_counter() - started:.0f} s")
