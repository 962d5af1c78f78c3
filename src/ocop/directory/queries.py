"""Reads of the directory: administrative units in either list, agencies, producers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Agency, AgencyName, Area, AreaSuccession, AreaVersion, Producer
from ocop.directory.units import KINDS
from ocop.kernel.operations import Refused
from ocop.kernel.text import fold

NEW_LIST_FROM = date(2025, 7, 1)
"""The day on which the list of 34 provinces replaced that of 63 (Nghị quyết 202/2025/QH15)."""

LIST_WORDS = {UnitList.BEFORE: "trước 01/7/2025", UnitList.SINCE: "từ 01/7/2025"}
"""The two lists in as few words as a title bears."""


@dataclass(frozen=True)
class AreaScope:
    """An administrative unit as a question meant it: a code within a list, and everything that lies in it, in both lists."""

    code: str
    unit_list: UnitList
    name: str
    label: str
    areas: tuple[Area, ...] = field(repr=False)
    ids: frozenset[int] = field(repr=False)

    def q(self, prefix: str = "area") -> Q:
        """The condition «the unit in ``prefix`` lies in this scope»; it needs no further query."""
        return Q(**{f"{prefix}_id__in": self.ids})

    def holds(self, area: Area | None) -> bool:
        """Does this unit lie in the scope? No unit lies nowhere."""
        return area is not None and area.pk in self.ids


def unit_list_on(day: date) -> UnitList:
    """The list of units in force on a day."""
    return UnitList.BEFORE if day < NEW_LIST_FROM else UnitList.SINCE


def resolve_area(code: str | None, as_of: date) -> AreaScope:
    """The unit that ``--area`` names.

    ``CODE`` is read in the list in force on ``as_of``, ``CODE@YYYY-MM-DD`` in that of the date given. ``None``: the
    installation's province; before 1/7/2025 all old provinces that it came from.

    Raises:
        Refused: the code or the date cannot be read, or no unit of that list has the code.
    """
    if not code:
        return _own_scope(as_of)
    number, _, day_text = code.strip().partition("@")
    day = as_of
    if "@" in code:
        try:
            day = date.fromisoformat(day_text)
        except ValueError:
            raise Refused(
                f"Địa bàn «{code}»: phần sau @ phải là ngày dạng năm-tháng-ngày, ví dụ {number or '80'}@2025-06-30."
            ) from None
    unit_list = unit_list_on(day)
    area = _find(number, unit_list)
    if area is None:
        raise Refused(_unknown(number, unit_list))
    return _scope((area,), number, unit_list, day)


def _find(number: str, unit_list: UnitList) -> Area | None:
    levels = {2: AreaLevel.PROVINCE, 3: AreaLevel.DISTRICT, 5: AreaLevel.COMMUNE}
    level = levels.get(len(number))
    return Area.objects.filter(unit_list=unit_list, level=level, code=number).first() if level else None


def _unknown(number: str, unit_list: UnitList) -> str:
    other_list = UnitList.SINCE if unit_list == UnitList.BEFORE else UnitList.BEFORE
    text = f"Không có mã «{number}» trong danh mục đơn vị hành chính {LIST_WORDS[unit_list]}."
    other = _find(number, other_list)
    if other is not None:
        day = "2025-06-30" if other_list == UnitList.BEFORE else "2025-07-01"
        return f"{text} Trong danh mục {LIST_WORDS[other_list]}, mã này là {other.name}: ghi {number}@{day}."
    if not Area.objects.exists():
        return f"{text} Chưa có danh mục đơn vị hành chính nào: nạp bằng «ocop import units TỆP.csv» hoặc «ocop demo»."
    example = "72 (tỉnh Tây Ninh cũ)" if unit_list == UnitList.BEFORE else "80 (tỉnh Tây Ninh)"
    return f"{text} Mã tỉnh có 2 chữ số, huyện 3, xã 5; ví dụ {example}. Danh mục của ngày khác: MÃ@NĂM-THÁNG-NGÀY."


def _own_scope(as_of: date) -> AreaScope:
    province = _find(settings.CONFIG.province, UnitList.SINCE)
    if province is None:
        raise Refused(_unknown(settings.CONFIG.province, UnitList.SINCE))
    if as_of >= NEW_LIST_FROM:
        return _scope((province,), province.code, UnitList.SINCE, as_of)
    old = tuple(Area.objects.filter(successions__new=province).order_by("code"))
    return _scope(old, ",".join(area.code for area in old), UnitList.BEFORE, as_of)


def _scope(roots: tuple[Area, ...], code: str, unit_list: UnitList, day: date) -> AreaScope:
    areas = _inside(roots, unit_list)
    name = _joined([name_on(area, day) for area in roots])
    return AreaScope(
        code, unit_list, name, f"{name} (danh mục {LIST_WORDS[unit_list]})", areas, _in_both(areas, unit_list)
    )


def areas_within(unit: Area) -> frozenset[int]:
    """Ids of a unit and of everything that lies in it, in both lists."""
    unit_list = UnitList(unit.unit_list)
    return _in_both(_inside((unit,), unit_list), unit_list)


def _inside(roots: tuple[Area, ...], unit_list: UnitList) -> tuple[Area, ...]:
    pks = [area.pk for area in roots]
    lies_in = Q(pk__in=pks) | Q(parent__in=pks) | Q(parent__parent__in=pks)
    return tuple(Area.objects.filter(lies_in, unit_list=unit_list).order_by("sort_key", "code"))


def _in_both(areas: tuple[Area, ...], unit_list: UnitList) -> frozenset[int]:
    ids = {area.pk for area in areas}
    return frozenset(ids | (_old_inside(ids) if unit_list == UnitList.SINCE else _new_inside(ids)))


def _old_inside(new_ids: set[int]) -> set[int]:
    """Old units that lie in these new ones: those whose main successor they are, and the districts of old provinces."""
    old = Area.objects.filter(successions__new__in=new_ids, successions__is_main=True)
    districts = Area.objects.filter(level=AreaLevel.DISTRICT, parent__successions__new__in=new_ids)
    return set(old.order_by().values_list("pk", flat=True).union(districts.order_by().values_list("pk", flat=True)))


def _new_inside(old_ids: set[int]) -> set[int]:
    """New units that lie in these old ones: communes that continue one of them, provinces made of nothing else."""
    links = AreaSuccession.objects.filter(Q(old__in=old_ids, is_main_origin=True) | Q(new__level=AreaLevel.PROVINCE))
    communes: set[int] = set()
    provinces: dict[int, set[int]] = {}
    for old_id, new_id, level in links.order_by().values_list("old_id", "new_id", "new__level"):
        if level == AreaLevel.PROVINCE:
            provinces.setdefault(new_id, set()).add(old_id)
        else:
            communes.add(new_id)
    return communes | {new_id for new_id, origins in provinces.items() if origins <= old_ids}


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}" if names else ""


def name_on(area: Area, day: date) -> str:
    """The name that the unit bore on a day, by its versions; its newest name where none covers the day."""
    held = (Q(held_from__isnull=True) | Q(held_from__lte=day)) & (Q(held_until__isnull=True) | Q(held_until__gt=day))
    version = AreaVersion.objects.known_at().filter(held, area=area).order_by("-held_from", "-id").first()
    return version.name if version else area.name


def present_communes(areas: Iterable[Area | None]) -> dict[int, Area]:
    """Today's commune by the id of a unit, where it leaves no choice: a commune of today, or the only successor of an old one."""
    given = {area.pk: area for area in areas if area is not None and area.level == AreaLevel.COMMUNE}
    found = {pk: area for pk, area in given.items() if area.unit_list == UnitList.SINCE}
    old_ids = given.keys() - found.keys()
    if old_ids:
        links = AreaSuccession.objects.filter(is_main=True, is_split=False)
        links = links.filter(old__in=old_ids) if len(old_ids) < 1000 else links
        for link in links.select_related("new").order_by("old_id"):
            if link.old_id in old_ids:
                found[link.old_id] = link.new
    return found


def areas_of(unit_list: UnitList, level: AreaLevel, parent: Area | None = None) -> QuerySet[Area]:
    """Units of a list and level, in Vietnamese order; with ``parent`` only those directly in it."""
    areas = Area.objects.filter(unit_list=unit_list, level=level).select_related("parent")
    return (areas.filter(parent=parent) if parent else areas).order_by("sort_key", "code")


def own_communes() -> QuerySet[Area]:
    """Today's communes of the installation's province, in Vietnamese order."""
    return Area.objects.filter(
        unit_list=UnitList.SINCE, level=AreaLevel.COMMUNE, parent__code=settings.CONFIG.province
    ).order_by("sort_key", "code")


def area(unit_list: UnitList, code: str) -> Area | None:
    """The unit with a code in a list, or ``None``; two digits name a province, three a district, five a commune."""
    return _find(code, unit_list)


def find_areas(text: str, *, unit_list: UnitList | None = None, level: AreaLevel | None = None) -> QuerySet[Area]:
    """Units whose name is ``text``, written with or without accents and with or without «xã», «phường» …."""
    folded = fold(text)
    written = [folded, *(f"{fold(kind)} {folded}" for kinds in KINDS.values() for kind in kinds)]
    areas = Area.objects.filter(folded__in=written).select_related("parent__parent")
    if unit_list:
        areas = areas.filter(unit_list=unit_list)
    return (areas.filter(level=level) if level else areas).order_by("sort_key", "code")


def agency_name(code: str, day: date) -> str:
    """What an agency was called on a day; empty when no name of it is known for that day."""
    held = (Q(held_from__isnull=True) | Q(held_from__lte=day)) & (Q(held_until__isnull=True) | Q(held_until__gt=day))
    name = AgencyName.objects.filter(held, agency__code=code).order_by("-held_from", "-id").first()
    return name.name if name else ""


def agency(code: str) -> Agency | None:
    """The agency with a code."""
    return Agency.objects.filter(code=code).first()


def producers() -> QuerySet[Producer]:
    """All producers with their places, in Vietnamese order."""
    return Producer.objects.select_related("area__parent__parent", "commune__parent").order_by("sort_key", "id")


def check_commune(commune: Area | None) -> None:
    """Refuse a «commune of today» that is none."""
    if commune is not None and (commune.unit_list != UnitList.SINCE or commune.level != AreaLevel.COMMUNE):
        raise Refused(
            f"«{commune.name}» không phải xã, phường, đặc khu trong danh mục từ 01/7/2025; chọn đơn vị của danh mục ấy."
        )
