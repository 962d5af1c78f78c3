"""Units in two lists: codes, names on a day, what lies in what."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Area, AreaSuccession
from ocop.directory.queries import (
    areas_of,
    find_areas,
    name_on,
    own_communes,
    present_communes,
    resolve_area,
    unit_list_on,
)
from ocop.kernel.operations import Refused
from tests.places import JUNE_2022, TODAY, load_places, new, old

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    load_places()


def names(areas: Iterable[Area]) -> list[str]:
    return [area.name for area in areas]


def test_the_same_code_means_another_unit_in_the_other_list() -> None:
    assert resolve_area("80", JUNE_2022).name == "Tỉnh Long An"
    assert resolve_area("80", TODAY).name == "Tỉnh Tây Ninh"
    assert resolve_area("80@2025-06-30", TODAY).name == "Tỉnh Long An"
    assert resolve_area("80@2025-07-01", JUNE_2022).name == "Tỉnh Tây Ninh"
    assert resolve_area("72", date(2025, 6, 30)).unit_list == UnitList.BEFORE
    assert unit_list_on(date(2025, 7, 1)) == UnitList.SINCE


def test_without_a_code_the_province_and_before_the_merger_all_it_came_from() -> None:
    today, then = resolve_area(None, TODAY), resolve_area("", JUNE_2022)
    assert (today.code, today.name) == ("80", "Tỉnh Tây Ninh")
    assert (then.code, then.unit_list, then.name) == ("72,80", UnitList.BEFORE, "Tỉnh Tây Ninh và Tỉnh Long An")
    assert then.label == "Tỉnh Tây Ninh và Tỉnh Long An (danh mục trước 01/7/2025)"
    assert then.ids == today.ids


@pytest.mark.parametrize(
    ("code", "as_of", "told"),
    [
        ("72", TODAY, "72@2025-06-30"),
        ("8", TODAY, "Mã tỉnh có 2 chữ số"),
        ("99", JUNE_2022, "72 \\(tỉnh Tây Ninh cũ\\)"),
        ("tây ninh", TODAY, "Mã tỉnh có 2 chữ số"),
        ("80@24/06/2022", TODAY, "80@2025-06-30"),
        ("@2022-06-24", TODAY, "Không có mã «»"),
    ],
)
def test_an_unknown_code_is_told_with_the_way_out(code: str, as_of: date, told: str) -> None:
    with pytest.raises(Refused, match=told):
        resolve_area(code, as_of)


def test_old_units_lie_in_new_ones_by_their_main_successor() -> None:
    scope = resolve_area("25630", TODAY)  # phường Long Hoa
    assert scope.holds(new("25630"))
    assert scope.holds(old("25642"))  # xã Trường Đông
    assert not scope.holds(old("72")) and not scope.holds(old("709")) and not scope.holds(new("80"))
    assert not scope.holds(None)
    split = old("25534")  # xã Suối Dây: most went to xã Tân Thành, the rest to xã Tân Châu
    assert resolve_area("25534", TODAY).holds(split)
    assert not resolve_area("25516", TODAY).holds(split)


def test_every_old_unit_of_both_provinces_lies_in_the_new_province_and_back() -> None:
    merged = resolve_area("80", TODAY)
    assert merged.ids == frozenset(Area.objects.values_list("pk", flat=True))
    tay_ninh, long_an = resolve_area("72", JUNE_2022), resolve_area("80", JUNE_2022)
    communes = set(own_communes().values_list("pk", flat=True))
    assert len(communes) == 96
    assert communes & tay_ninh.ids | communes & long_an.ids == communes
    assert not tay_ninh.ids & long_an.ids
    assert not tay_ninh.holds(new("80")), "the merged province is no part of one of its origins"


def test_a_new_commune_lies_in_exactly_one_old_district() -> None:
    districts = areas_of(UnitList.BEFORE, AreaLevel.DISTRICT)
    inside = [resolve_area(district.code, JUNE_2022).ids for district in districts]
    for commune in own_communes():
        assert sum(commune.pk in ids for ids in inside) == 1, commune.name


def test_a_commune_continues_the_old_one_whose_code_it_kept() -> None:
    link = AreaSuccession.objects.get(new=new("25732"), is_main_origin=True)
    assert link.old == old("25732")
    for commune in own_communes():
        assert commune.origins.filter(is_main_origin=True).count() == 1


def test_the_condition_of_a_scope_needs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):
        scope = resolve_area("72", JUNE_2022)
    with django_assert_num_queries(0):
        condition = scope.q("parent")
    assert condition == Q(parent_id__in=scope.ids)
    with django_assert_num_queries(1):
        assert Area.objects.filter(condition, level=AreaLevel.COMMUNE, unit_list=UnitList.BEFORE).count() == 94


def test_the_name_is_that_of_the_day() -> None:
    commune = new("25630")
    version = commune.versions.get()
    assert version.legal_base == "Nghị quyết 1682/NQ-UBTVQH15"
    assert name_on(commune, TODAY) == "Phường Long Hoa"
    assert name_on(commune, JUNE_2022) == "Phường Long Hoa", "no name is known for a day before it was set up"


def test_today_s_commune_follows_only_where_there_is_no_choice() -> None:
    kept, split, district = old("25642"), old("25534"), old("709")
    found = present_communes([kept, split, district, new("25732"), None])
    assert found == {kept.pk: new("25630"), new("25732").pk: new("25732")}


def test_units_are_found_with_and_without_accents_and_titles() -> None:
    assert old("25642") in find_areas("truong dong")
    assert old("25642") in find_areas("Xã Trường Đông", unit_list=UnitList.BEFORE, level=AreaLevel.COMMUNE)
    assert names(find_areas("Long Hoa", unit_list=UnitList.SINCE)) == ["Phường Long Hoa"]
    assert not find_areas("dong")


def test_lists_stand_in_vietnamese_order() -> None:
    communes = names(own_communes())
    assert communes.index("Xã An Lục Long") < communes.index("Xã Bến Cầu") < communes.index("Xã Đức Hòa")
    assert len(areas_of(UnitList.BEFORE, AreaLevel.DISTRICT, old("72"))) == 9
