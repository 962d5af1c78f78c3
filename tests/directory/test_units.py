"""Lists of units: what the reader refuses, line by line, and what a second and a later list change."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ocop.directory.models import Area, AreaSuccession, AreaVersion
from ocop.directory.queries import name_on, resolve_area
from ocop.directory.unit_services import UnitChanges, UnitFaults, record_units
from ocop.directory.units import COLUMNS, UnitLine, read_units
from ocop.kernel.access import Actor
from ocop.kernel.models import Event
from ocop.kernel.operations import NotAllowed, Refused
from tests.places import SYSTEM, TODAY

HEADER = ",".join(COLUMNS)
PROVINCE = "since-2025-07-01,province,80,,Tỉnh Tây Ninh,Tỉnh,10.69,106.12,2025-07-01,,Nghị quyết 202/2025/QH15,"
COMMUNE = "since-2025-07-01,commune,25630,80,Phường Long Hoa,Phường,11.28,106.12,2025-07-01,,,"
OTHER = "since-2025-07-01,commune,25567,80,Phường Ninh Thạnh,Phường,,,2025-07-01,,,"
OLD_PROVINCE = "before-2025-07-01,province,72,,Tỉnh Tây Ninh,Tỉnh,,,,2025-07-01,,80"
OLD_DISTRICT = "before-2025-07-01,district,709,72,Thị xã Hòa Thành,Thị xã,,,,2025-07-01,,"
OLD_COMMUNE = "before-2025-07-01,commune,25642,709,Xã Trường Đông,Xã,,,,2025-07-01,,25630"
WHOLE = (PROVINCE, COMMUNE, OTHER, OLD_PROVINCE, OLD_DISTRICT, OLD_COMMUNE)

Writer = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    def writing(*lines: str, header: str = HEADER, name: str = "units.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return path

    return writing


def faults(path: Path) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in read_units(path)[1]]


def test_the_own_lists_are_without_fault() -> None:
    folder = Path(__file__).resolve().parents[2] / "law" / "areas"
    counts = {}
    for path in sorted(folder.glob("units_*.csv")):
        lines, wrong = read_units(path)
        assert not wrong
        for line in lines:
            counts.setdefault((line.unit_list, line.level), set()).add(line.code)
    assert {key: len(codes) for key, codes in counts.items()} == {
        ("before-2025-07-01", "province"): 63,
        ("before-2025-07-01", "district"): 696,
        ("before-2025-07-01", "commune"): 10035,
        ("since-2025-07-01", "province"): 34,
        ("since-2025-07-01", "commune"): 3321,
    }


def test_a_line_as_it_is_read(write: Writer) -> None:
    lines, wrong = read_units(write(COMMUNE, "", "  "))
    assert not wrong
    assert lines == [
        UnitLine(
            line=2,
            unit_list=lines[0].unit_list,
            level=lines[0].level,
            code="25630",
            parent="80",
            name="Phường Long Hoa",
            kind="Phường",
            latitude=11.28,
            longitude=106.12,
            held_from=date(2025, 7, 1),
            held_until=None,
            legal_base="",
            successors=(),
        )
    ]


def test_columns_in_any_order_and_only_those_needed(write: Writer) -> None:
    path = write("Tỉnh,Tỉnh Tây Ninh,80,province,since-2025-07-01", header="KIND, name ,code,level,list")
    assert not faults(path)
    assert read_units(path)[0][0].held_from is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (COMMUNE.replace("since-2025-07-01", "2025", 1), "list: «2025» chưa có"),
        (COMMUNE.replace("commune", "xã"), "level: «xã» chưa có"),
        (COMMUNE.replace("commune", "district"), "không có cấp huyện"),
        (COMMUNE.replace("25630", "2563"), "code: «2563» phải là mã 5 chữ số; Excel hay bỏ số 0"),
        (COMMUNE.replace("25630", "2563a"), "code: «2563a» phải là mã 5 chữ số"),
        (COMMUNE.replace(",80,", ",,"), "parent: «» phải là mã 2 chữ số"),
        (COMMUNE.replace(",80,", ",709,"), "parent: «709» phải là mã 2 chữ số"),
        (OLD_COMMUNE.replace(",709,", ",72,"), "parent: «72» phải là mã 3 chữ số"),
        (PROVINCE.replace(",80,,", ",80,79,"), "không có đơn vị cấp trên"),
        (COMMUNE.replace(",Phường,", ",Quận,"), "kind: «Quận» không thuộc cấp xã"),
        (COMMUNE.replace("Phường Long Hoa", "Long Hoa"), "ví dụ «Phường Long Hoa»"),
        (COMMUNE.replace("Phường Long Hoa", ""), "phải bắt đầu bằng loại đơn vị"),
        (COMMUNE.replace("Long Hoa", "L" * 120), "tối đa 120"),
        (COMMUNE.replace("11.28,106.12", "106.12,11.28"), "đã đổi chỗ hai cột"),
        (COMMUNE.replace("11.28,106.12", "11.28,"), "hoặc cùng để trống"),
        (COMMUNE.replace("11.28", "11°28"), "số thập phân có dấu chấm"),
        (COMMUNE.replace("11.28", "nan"), "nằm ngoài Việt Nam"),
        (COMMUNE.replace("2025-07-01,,,", "01/07/2025,,,"), "held_from: «01/07/2025»"),
        (COMMUNE.replace("2025-07-01,,,", "2025-07-01,2025-07-01,,"), "held_until: phải sau held_from"),
        (COMMUNE + "25567", "chỉ đơn vị của danh mục trước"),
        (OLD_COMMUNE.replace(",25630", ",25630 25567"), "đúng một mã phải có dấu *"),
        (OLD_COMMUNE.replace(",25630", ",25630* 25567*"), "đúng một mã phải có dấu *"),
        (OLD_COMMUNE.replace(",25630", ",25630* 25630"), "một mã có hai lần"),
        (OLD_COMMUNE.replace(",25630", ",Long Hoa"), "successors: «Long» phải là mã"),
        (COMMUNE + ",", "có 13 ô, dòng tiêu đề có 12"),
        ("chỉ một ô", "có 1 ô"),
    ],
)
def test_each_fault_names_its_line(write: Writer, line: str, told: str) -> None:
    found = faults(write(PROVINCE, line))
    assert [number for number, _ in found] == [3]
    assert told in found[0][1]


def test_all_faults_of_a_file_are_told_at_once(write: Writer) -> None:
    path = write(COMMUNE.replace("25630", "1"), PROVINCE, COMMUNE.replace(",80,", ",1,"), COMMUNE.replace("11.28", "x"))
    assert [line for line, _ in faults(path)] == [2, 4, 5]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("code,name", "thiếu cột list, level, kind"),
        (HEADER + ",ghi chú", "cột lạ: ghi chú"),
        (HEADER + ",code", "cột code có hai lần"),
        ("", "thiếu cột"),
    ],
)
def test_a_wrong_header_is_told_with_the_right_one(write: Writer, header: str, told: str) -> None:
    found = faults(write(COMMUNE, header=header))
    assert found[0][0] == 1
    assert any(told in message for _, message in found)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "thi\u1ebfu c\u1ed9t"),
        (HEADER.encode(), "không có đơn vị nào"),
        (b"<html><table>", "HTML"),
        (b"PK\x03\x04\x00\x00\xff\xfe", "CSV UTF-8"),
        ((HEADER + "\n" + COMMUNE).encode("utf-16"), "CSV UTF-8"),
        ("đơn vị".encode("cp1258", "replace"), "CSV UTF-8"),
        (b"a\x00b", "nhị phân"),
    ],
)
def test_what_is_no_list_at_all(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(content)
    assert told in faults(path)[0][1]
    assert not read_units(path)[0]


def test_a_missing_file_and_a_byte_order_mark(tmp_path: Path) -> None:
    assert "không đọc được tệp" in faults(tmp_path / "none.csv")[0][1]
    path = tmp_path / "units.csv"
    path.write_bytes(("\ufeff" + HEADER + "\r\n" + COMMUNE + "\r\n").encode())
    assert not faults(path)


def test_two_lines_of_a_unit_may_not_tell_of_one_day(write: Writer) -> None:
    ended = COMMUNE.replace("2025-07-01,,,", "2025-07-01,2026-04-30,,")
    later = COMMUNE.replace("2025-07-01,,,", "2026-04-30,,,")
    assert not faults(write(ended, later))
    assert not faults(write(later, ended))
    for pair in ((COMMUNE, later), (COMMUNE, COMMUNE), (ended, COMMUNE)):
        found = faults(write(*pair))
        assert [line for line, _ in found] == [3] and "trùng thời gian với dòng 2" in found[0][1]


def record(path: Path) -> UnitChanges:
    lines, wrong = read_units(path)
    assert not wrong
    return record_units(actor=SYSTEM, lines=lines, source=path.name)


@pytest.mark.django_db
def test_a_second_run_changes_nothing(write: Writer) -> None:
    path = write(*WHOLE)
    assert record(path) == UnitChanges(new=6, changed=0, same=0, links=2)
    before = (list(Area.objects.values()), list(AreaVersion.objects.values()), list(AreaSuccession.objects.values()))
    assert record(path) == UnitChanges(new=0, changed=0, same=6, links=0)
    after = (list(Area.objects.values()), list(AreaVersion.objects.values()), list(AreaSuccession.objects.values()))
    assert before == after
    assert Event.objects.filter(kind="units.recorded").count() == 2


@pytest.mark.django_db
def test_order_of_lines_does_not_matter(write: Writer) -> None:
    assert record(write(*reversed(WHOLE))).new == 6
    assert Area.objects.get(code="25642").parent.parent.code == "72"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_an_unknown_parent_or_successor_stops_everything(write: Writer) -> None:
    lines, _ = read_units(write(COMMUNE, OLD_PROVINCE, OLD_DISTRICT, OLD_COMMUNE.replace(",25630", ",25567")))
    with pytest.raises(UnitFaults) as raised:
        record_units(actor=SYSTEM, lines=lines, source="x")
    assert [fault.line for fault in raised.value.faults] == [2, 3, 5]
    assert not Area.objects.exists() and not Event.objects.exists()


@pytest.mark.django_db
def test_a_new_name_from_a_day_on_ends_the_old_one(write: Writer) -> None:
    record(write(*WHOLE))
    renamed = "since-2025-07-01,commune,25630,80,Xã Long Hoa Mới,Xã,,,2026-04-30,,Nghị quyết X,"
    assert record(write(renamed)) == UnitChanges(new=0, changed=1, same=0, links=0)
    commune = Area.objects.get(code="25630")
    assert (commune.name, commune.kind, commune.folded) == ("Xã Long Hoa Mới", "Xã", "xa long hoa moi")
    assert commune.latitude == 11.28, "a point that the new line does not give stays"
    assert name_on(commune, date(2026, 4, 29)) == "Phường Long Hoa"
    assert name_on(commune, date(2026, 4, 30)) == "Xã Long Hoa Mới"
    assert resolve_area("25630", date(2026, 1, 1)).name == "Phường Long Hoa"
    known = AreaVersion.objects.known_at().filter(area=commune).order_by("held_from")
    assert [(row.name, row.held_until) for row in known] == [
        ("Phường Long Hoa", date(2026, 4, 30)),
        ("Xã Long Hoa Mới", None),
    ]
    closed = known[0]
    assert closed.corrects is not None and closed.corrects.held_until is None
    assert record(write(renamed)) == UnitChanges(new=0, changed=0, same=1, links=0)


@pytest.mark.django_db
def test_an_older_name_brought_later_leaves_the_present_one(write: Writer) -> None:
    record(write(PROVINCE, COMMUNE.replace("2025-07-01,,,", "2026-04-30,,,")))
    record(write(COMMUNE.replace("Long Hoa", "Xưa").replace("2025-07-01,,,", "2025-07-01,2026-04-30,,")))
    commune = Area.objects.get(code="25630")
    assert commune.name == "Phường Long Hoa"
    assert name_on(commune, date(2025, 8, 1)) == "Phường Xưa"
    assert AreaVersion.objects.known_at().filter(area=commune).count() == 2


@pytest.mark.django_db
def test_a_correction_keeps_the_wrong_row_and_names_it(write: Writer) -> None:
    record(write(*WHOLE))
    moment = AreaVersion.objects.latest("recorded_at").recorded_at
    assert record(write(COMMUNE.replace("Long Hoa", "Long Hòa"))).changed == 1
    commune = Area.objects.get(code="25630")
    assert commune.name == "Phường Long Hòa"
    rows = AreaVersion.objects.filter(area=commune)
    assert [row.name for row in rows.known_at()] == ["Phường Long Hòa"]
    assert [row.name for row in rows.known_at(moment)] == ["Phường Long Hoa"]


@pytest.mark.django_db
def test_a_split_that_is_told_later(write: Writer) -> None:
    record(write(*WHOLE))
    split = OLD_COMMUNE.replace(",25630", ",25567* 25630")
    assert record(write(split)).links == 2
    links = AreaSuccession.objects.filter(old__code="25642").order_by("new__code")
    told = [(link.new.code, link.is_main, link.is_split) for link in links]
    assert told == [("25567", True, True), ("25630", False, True)]
    assert record(write(OLD_COMMUNE)).links == 2
    assert [link.new.code for link in AreaSuccession.objects.filter(old__code="25642")] == ["25630"]


@pytest.mark.django_db
def test_only_the_operator_brings_lists(write: Writer) -> None:
    lines, _ = read_units(write(*WHOLE))
    with pytest.raises(NotAllowed):
        record_units(actor=Actor(name="ai đó"), lines=lines, source="x")


@pytest.mark.django_db
def test_without_any_units_the_message_says_how_to_load_them() -> None:
    with pytest.raises(Refused, match="ocop import units"):
        resolve_area(None, TODAY)
