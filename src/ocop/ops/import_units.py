"""``ocop import units FILE.csv``: a list of administrative units, all of it or nothing."""

import argparse
import sys
from pathlib import Path

from ocop.ops.django_calls import set_up

FAULTY = 2


def units_command(arguments: argparse.Namespace) -> int:
    """Bring the list in ``arguments.file`` into the directory; exit 2 with every fault on standard output."""
    return run(Path(arguments.file))


def run(path: Path) -> int:
    """Read, check and record one file. Faults go to standard output as ``FILE:LINE: message``, a summary to standard error."""
    set_up()
    from ocop.directory.unit_services import UnitFaults, record_units
    from ocop.directory.units import read_units
    from ocop.kernel.access import Actor

    lines, faults = read_units(path)
    if not faults:
        try:
            changes = record_units(actor=Actor.system("ocop import units"), lines=lines, source=path.name)
        except UnitFaults as error:
            faults = list(error.faults)
        else:
            print(
                f"{path.name}: {changes.new} đơn vị mới, {changes.changed} đơn vị thay đổi, {changes.same} giữ nguyên; "
                f"{changes.links} liên kết cũ → mới được ghi."
            )
            return 0
    for fault in sorted(faults, key=lambda fault: fault.line):
        print(_told(path, fault.line, fault.message))
    sys.stderr.write(f"{path.name}: {len(faults)} chỗ cần sửa, chưa ghi gì vào sổ.\n")
    return FAULTY


def _told(path: Path, line: int, message: str) -> str:
    return f"{path}:{line}: {message}" if line else f"{path}: {message}"
