"""Writes of administrative units: a whole list or none of it. A correction adds a row to the unit's versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ocop.directory import access
from ocop.directory.enums import AreaLevel
from ocop.directory.models import Area, AreaSuccession, AreaVersion
from ocop.directory.units import Fault, UnitKey, UnitLine
from ocop.kernel.access import Actor
from ocop.kernel.operations import Refused, now, operation, record_event
from ocop.kernel.text import fold, sort_key

_BATCH = 1000


class UnitFaults(Refused):
    """Lines that do not fit the units that are there; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"dòng {fault.line}: {fault.message}" for fault in faults[:3]))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class UnitChanges:
    """What a list brought: units new, changed and as they were; links old → new that were added or changed."""

    new: int
    changed: int
    same: int
    links: int


@operation(access=access.record_areas)
def record_units(*, actor: Actor, lines: Sequence[UnitLine], source: str) -> UnitChanges:
    """Bring the units of a list into the directory: new ones, new names from a day on, corrections, successions.

    A name that begins later ends the open name before it. Units that the list does not mention stay as they are. Bringing
    the same list again changes nothing. ``source`` names the file in the event.

    Raises:
        UnitFaults: a parent or successor is unknown, in the list and in the directory.
    """
    known = {_key(area): area for area in Area.objects.order_by("pk")}
    faults = _missing(lines, known)
    if faults:
        raise UnitFaults(faults)
    by_key: dict[UnitKey, list[UnitLine]] = {}
    for line in lines:
        by_key.setdefault(line.key, []).append(line)
    new = _create(by_key, known)
    changed = _update(by_key, known, new)
    changed |= _record_versions(by_key, known, now())
    links = _record_links(lines, known)
    changed -= new
    result = UnitChanges(len(new), len(changed), len(by_key) - len(new) - len(changed), links)
    payload = {"source": source, "new": result.new, "changed": result.changed, "same": result.same, "links": links}
    record_event("units.recorded", "", payload)
    return result


def _key(area: Area) -> UnitKey:
    return (area.unit_list, area.level, area.code)


def _missing(lines: Iterable[UnitLine], known: dict[UnitKey, Area]) -> list[Fault]:
    there = known.keys() | {line.key for line in lines}
    faults = []
    for line in lines:
        if line.parent_key is not None and line.parent_key not in there:
            message = f"parent: chưa có đơn vị cấp trên mã {line.parent}; thêm đơn vị ấy vào tệp"
            faults.append(Fault(line.line, message))
        faults += [
            Fault(
                line.line, f"successors: chưa có đơn vị mã {key[2]} trong danh mục từ 01/7/2025; nạp danh mục ấy trước"
            )
            for key, _ in line.successor_keys()
            if key not in there
        ]
    return faults


def _newest(versions: Sequence[UnitLine]) -> UnitLine:
    return max(versions, key=lambda line: line.held_from or date.min)


def _create(by_key: dict[UnitKey, list[UnitLine]], known: dict[UnitKey, Area]) -> set[UnitKey]:
    missing = [_newest(versions) for key, versions in by_key.items() if key not in known]
    for level in (AreaLevel.PROVINCE, AreaLevel.DISTRICT, AreaLevel.COMMUNE):
        areas = []
        for line in missing:
            if line.level == level:
                area = Area(unit_list=line.unit_list, level=level, code=line.code)
                _describe(area, line, known)
                areas.append(area)
        for area in Area.objects.bulk_create(areas, batch_size=_BATCH):
            known[_key(area)] = area
    return {line.key for line in missing}


def _describe(area: Area, line: UnitLine, known: dict[UnitKey, Area]) -> bool:
    """Give the unit what the line says; tells whether that changed anything."""
    parent = known[line.parent_key] if line.parent_key else None
    values: dict[str, Any] = {"name": line.name, "kind": line.kind, "parent_id": parent.pk if parent else None}
    if line.latitude is not None:
        values |= {"latitude": line.latitude, "longitude": line.longitude}
    if all(getattr(area, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(area, name, value)
    area.folded = fold(line.name)[:160]
    area.sort_key = sort_key(line.name, skip_titles=True)[:400]
    return True


def _update(by_key: dict[UnitKey, list[UnitLine]], known: dict[UnitKey, Area], new: set[UnitKey]) -> set[UnitKey]:
    """Bring units that were there up to their newest line, unless the directory knows a newer name."""
    there = {key: known[key] for key in by_key.keys() - new}
    if not there:
        return set()
    newest_known = {
        row["area"]: row["held_from"]
        for row in AreaVersion.objects.known_at().order_by("held_from", "id").values("area", "held_from")
    }
    changed = []
    for key, area in there.items():
        line = _newest(by_key[key])
        last = newest_known.get(area.pk)
        if (last is None or (line.held_from or date.min) >= last) and _describe(area, line, known):
            changed.append(key)
    fields = ("name", "kind", "parent", "latitude", "longitude", "folded", "sort_key")
    Area.objects.bulk_update([known[key] for key in changed], fields, batch_size=200)
    return set(changed)


def _record_versions(
    by_key: dict[UnitKey, list[UnitLine]], known: dict[UnitKey, Area], moment: datetime
) -> set[UnitKey]:
    """Add versions and corrections; tells which units got any."""
    versions: dict[int, list[AreaVersion]] = {}
    for version in AreaVersion.objects.known_at().order_by("id"):
        versions.setdefault(version.area_id, []).append(version)
    rows: list[AreaVersion] = []
    touched = set()
    for key, lines in by_key.items():
        area = known[key]
        made = _versions_of(area, lines, versions.get(area.pk, []), moment)
        if made:
            touched.add(key)
            rows += made
    AreaVersion.objects.bulk_create(rows, batch_size=_BATCH)
    return touched


def _versions_of(
    area: Area, lines: Sequence[UnitLine], there: Sequence[AreaVersion], moment: datetime
) -> list[AreaVersion]:
    by_day = {version.held_from: version for version in there}
    made: dict[date | None, AreaVersion] = {}
    for line in lines:
        old = by_day.get(line.held_from)
        told = (line.name, line.kind, line.held_until, line.legal_base)
        if old is None or told != (old.name, old.kind, old.held_until, old.legal_base):
            made[line.held_from] = _version(area, line.held_from, told, old, moment)
    told_days = {line.held_from for line in lines}
    for begin in sorted(day for day in told_days if day is not None):
        before = [day for day in by_day if (day or date.min) < begin]
        last = max(before, key=lambda day: day or date.min, default=None)
        old = by_day[last] if before else None
        if old is not None and last not in told_days and (old.held_until is None or old.held_until > begin):
            made[last] = _version(area, last, (old.name, old.kind, begin, old.legal_base), old, moment)
    return list(made.values())


def _version(
    area: Area,
    held_from: date | None,
    told: tuple[str, str, date | None, str],
    old: AreaVersion | None,
    moment: datetime,
) -> AreaVersion:
    name, kind, held_until, legal_base = told
    return AreaVersion(
        area=area,
        name=name,
        kind=kind,
        held_from=held_from,
        held_until=held_until,
        legal_base=legal_base,
        recorded_at=moment,
        corrects=old,
        correction_reason="danh mục đơn vị hành chính mới" if old else "",
    )


def _record_links(lines: Sequence[UnitLine], known: dict[UnitKey, Area]) -> int:
    """Make the successions of the units named in the list as it says; a unit without successors in it keeps its own."""
    wanted: dict[tuple[int, int], tuple[bool, bool]] = {}
    for line in lines:
        for key, is_main in line.successor_keys():
            wanted[known[line.key].pk, known[key].pk] = (is_main, len(line.successors) > 1)
    if not wanted:
        return 0
    old_ids = {old for old, _ in wanted}
    there = {(link.old_id, link.new_id): link for link in AreaSuccession.objects.order_by("pk")}
    gone = [link.pk for pair, link in there.items() if pair[0] in old_ids and pair not in wanted]
    for start in range(0, len(gone), _BATCH):
        AreaSuccession.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    changed = []
    for pair, (is_main, is_split) in wanted.items():
        link = there.get(pair)
        if link and (link.is_main, link.is_split) != (is_main, is_split):
            link.is_main, link.is_split = is_main, is_split
            changed.append(link)
    AreaSuccession.objects.bulk_update(changed, ("is_main", "is_split"), batch_size=_BATCH)
    new = [
        AreaSuccession(old_id=old, new_id=new, is_main=is_main, is_split=is_split)
        for (old, new), (is_main, is_split) in wanted.items()
        if (old, new) not in there
    ]
    AreaSuccession.objects.bulk_create(new, batch_size=_BATCH)
    if new or changed or gone:
        _mark_main_origins()
    return len(new) + len(changed) + len(gone)


def _mark_main_origins() -> None:
    """Each new commune continues one old unit: the one whose code it kept, else the first that went mostly into it."""
    origins: dict[int, list[tuple[bool, bool, str, AreaSuccession]]] = {}
    communes = AreaSuccession.objects.filter(new__level=AreaLevel.COMMUNE).select_related("old", "new").order_by("pk")
    for link in communes:
        origins.setdefault(link.new_id, []).append(
            (link.old.code != link.new.code, not link.is_main, link.old.code, link)
        )
    changed = []
    for candidates in origins.values():
        first = min(candidates, key=lambda item: item[:3])[3]
        for *_, link in candidates:
            if link.is_main_origin != (link is first):
                link.is_main_origin = link is first
                changed.append(link)
    AreaSuccession.objects.bulk_update(changed, ("is_main_origin",), batch_size=_BATCH)
