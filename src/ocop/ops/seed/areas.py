"""The administrative units of the country, before and since 01/7/2025, from ``law/areas``."""

from ocop.directory.unit_services import UnitChanges, UnitFaults, record_units
from ocop.directory.units import Fault, UnitLine, read_units
from ocop.kernel.access import Actor
from ocop.rules.rulebook import law_directory


def load_areas(actor: Actor) -> UnitChanges:
    """Bring both lists into the directory. A second call changes nothing.

    Raises:
        UnitFaults: a file of ``law/areas`` is damaged.
    """
    lines: list[UnitLine] = []
    faults: list[Fault] = []
    for path in sorted((law_directory() / "areas").glob("units_*.csv")):
        of_file, wrong = read_units(path)
        lines += of_file
        faults += [Fault(fault.line, f"{path.name}: {fault.message}") for fault in wrong]
    if faults:
        raise UnitFaults(faults)
    return record_units(actor=actor, lines=lines, source="law/areas")
