"""The import of a register: what is written, what is asked, what stays."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop.directory import services as directory
from ocop.directory.models import Area, Producer
from ocop.dossiers import services as dossiers
from ocop.dossiers.models import Product
from ocop.kernel.dates import PartialDate
from ocop.kernel.models import Event
from ocop.ops.main import main
from ocop.recognition import services as recognition
from ocop.recognition.models import Recognition
from tests.ops.tayninh import ACTOR, load_units, product, write_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def units(db: None) -> None:
    load_units()


class Register:
    """Writes a register and imports it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.folder, self._capsys = folder / "so.xlsx", folder, capsys
        self.out = self.err = ""

    def write(self, *rows: dict[str, Any]) -> "Register":
        write_register(self.path, rows)
        return self

    def run(self, *arguments: object) -> int:
        code = main(["import", "register", str(self.path), *map(str, arguments)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def data(self, *arguments: object) -> dict[str, Any]:
        self.run("--json", *arguments)
        found: dict[str, Any] = json.loads(self.out)
        return found

    def decisions(self, text: str) -> Path:
        path = self.folder / "tra-loi.csv"
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Register:
    return Register(tmp_path, capsys)


def everything() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in (Producer, Product, Recognition, Event)]  # type: ignore[attr-defined]


UPGRADED = {
    "Tên SP": "Bánh tráng phô mai thử", "Hạng hiện tại": "****", "2 Sao": "4*", "2 Ngày": "31/1/2024", "2 Số QĐ": "215/QĐ-UBND",
    "2 Cơ quan": "UBND tỉnh Tây Ninh", "Ngày hết hạn": date(2027, 1, 31), "Ghi chú": "đã đổi bao bì",
}  # fmt: skip


def test_a_register_becomes_producers_products_and_recognitions(register: Register) -> None:
    register.write(product(**{"Người đại diện": "Nguyễn Thị Gạo", "SĐT": 912345678}), product(**UPGRADED))
    assert register.run() == 0
    assert register.err == ""
    producer = Producer.objects.get()
    assert (producer.name, producer.producer_type, producer.phone) == (
        "Hợp tác xã Hoa Gạo",
        "cooperative",
        "0912345678",
    )
    assert producer.area == Area.objects.get(name="Xã Trường Đông")
    assert producer.commune is not None
    assert producer.commune.name == "Phường Long Hoa"
    assert not producer.phone_is_public
    upgraded = Product.objects.get(name="Bánh tráng phô mai thử")
    assert upgraded.note == "đã đổi bao bì"
    first, second = upgraded.recognitions.order_by("decided_on")
    assert (first.stars, first.kind, first.decided_on, first.valid_until) == (3, "first", date(2021, 12, 15), None)
    assert (second.stars, second.kind, second.decided_on) == (4, "upgrade", date(2024, 1, 31))
    assert (second.decision_number, second.authority_level, second.valid_until) == (
        "215/QĐ-UBND",
        "province",
        date(2027, 1, 31),
    )
    assert second.source == "Sổ so.xlsx, trang Sổ OCOP, dòng 8"
    event = Event.objects.order_by("-pk")[0]
    assert event.kind == "register.imported"
    assert event.payload["rows"] == 2


def test_a_second_import_changes_nothing(register: Register) -> None:
    register.write(
        product(), product(**UPGRADED), product(**{"Chủ thể": "Cơ sở Bà Tám", "1 Sao": "", "1 Ngày": "", "1 Số QĐ": ""})
    )
    assert register.run() == 0
    before = everything()
    assert register.run() == 0
    assert "Không có gì thay đổi" in register.out
    assert everything() == before
    counts = register.data()
    assert {key: counts[key] for key in ("producers", "products", "recognitions")} == {
        "producers": {"new": 0, "changed": 0, "same": 2},
        "products": {"new": 0, "changed": 0, "same": 3},
        "recognitions": {"new": 0, "changed": 0, "same": 4},
    }


def test_dry_run_writes_nothing_and_shows_the_difference(register: Register) -> None:
    register.write(product()).run()
    before = everything()
    register.write(
        product(**{"SĐT": "0900000000", "1 Số QĐ": "3002/QĐ-UBND"} | {"1 Ngày": date(2021, 12, 16)}),
        product(**UPGRADED),
    )
    assert register.run("--dry-run") == 0
    assert everything() == before
    assert "~ chủ thể «Hợp tác xã Hoa Gạo» (dòng 7): số điện thoại (trống) → «0900000000»" in register.out
    assert "+ sản phẩm «Bánh tráng phô mai thử» (dòng 8)" in register.out
    assert "chưa ghi gì" in register.out


def test_json_has_the_shape_of_the_contract(register: Register) -> None:
    register.write(product(), product(**{"Chủ thể": "HTX Hoa Gao"}), product(**{"1 Sao": 6}))
    data = register.data("--dry-run")
    assert list(data) == ["rows", "producers", "products", "recognitions", "undecided", "faults"]
    assert data["undecided"][0]["row"] == 8
    assert data["undecided"][0]["candidates"][0]["row"] == 7
    assert data["faults"][0] == {"cell": "Sổ OCOP!L9", "value": "6", "message": "số sao phải từ 1 đến 5"}


def test_one_fault_stops_every_row(register: Register) -> None:
    register.write(
        product(),
        product(**{"Tên SP": "Muối thử", "1 Sao": "9 sao", "1 Ngày": "31/2/2021", "Xã/phường": "Xã Không Có Thật"}),
    )
    assert register.run() == 2
    assert register.out.splitlines() == [
        "Sổ OCOP!F8: không có xã, phường tên «Xã Không Có Thật»; kiểm tra lại tên trong danh mục cũ và mới của tỉnh",
        "Sổ OCOP!L8: số sao phải từ 1 đến 5",
        "Sổ OCOP!M8: không có ngày 31/02/2021 trong lịch",
    ]
    assert register.err.count("\n") == 1
    assert "3 chỗ cần sửa; chưa ghi gì vào sổ" in register.err
    assert not Producer.objects.exists()


@pytest.mark.parametrize(
    ("cells", "cell", "told"),
    [
        ({"Chủ thể": ""}, "E7", "thiếu tên chủ thể"),
        ({"Tên SP": ""}, "B7", "thiếu tên sản phẩm"),
        ({"Nhóm SP": "Ô tô"}, "C7", "chưa rõ nhóm nào"),
        ({"1 Năm": 2020}, "N7", "năm 2020 khác ngày quyết định 15/12/2021"),
        ({"Hạng hiện tại": 5}, "J7", "khác hạng 3 sao của lần công nhận mới nhất (ô L7)"),
        ({"2 Sao": 4, "2 Ngày": "1/1/2020"}, "R7", "lần 2 (01/01/2020) trước lần 1 (15/12/2021)"),
        ({"1 Ngày": "1/1/2099", "1 Năm": ""}, "M7", "ở tương lai"),
        ({"Ngày hết hạn": "1/1/2020"}, "K7", "hết hạn 01/01/2020 trước ngày quyết định 15/12/2021"),
        ({"Tên SP": "x" * 201}, "B7", "dài 201 chữ, tối đa 200"),
        ({"Xã/phường": "Xã Tân Lập"}, "F7", "có thể là: Xã Tân Lập (mới); Xã Tân Lập, Huyện Tân Biên (cũ"),
        (
            {"Xã/phường": "Xã Trường Đôngg"},
            "F7",
            "gần giống: Xã Trường Đông, Thị xã Hòa Thành (cũ, nay Phường Long Hoa)",
        ),
    ],
)
def test_faults_name_the_cell_and_the_way_out(cells: dict[str, Any], cell: str, told: str, register: Register) -> None:
    assert register.write(product(**cells)).run() == 2
    line = next(line for line in register.out.splitlines() if line.startswith(f"Sổ OCOP!{cell}: "))
    assert told in line


@pytest.mark.parametrize(
    ("place", "address", "area", "now"),
    [
        ("Trường Đông", "", "Xã Trường Đông", "Phường Long Hoa"),
        ("truong dong", "", "Xã Trường Đông", "Phường Long Hoa"),
        ("P. Long Hoa", "", "Phường Long Hoa", "Phường Long Hoa"),
        ("xã Hoà Thạnh", "", "Xã Hòa Thạnh", None),
        ("Xã Tân Lập (mới)", "", "Xã Tân Lập", "Xã Tân Lập"),
        ("Xã Tân Lập", "ấp 2, huyện Mộc Hóa", "Xã Tân Lập", "Xã Mộc Hóa"),
        ("Xã Tân Lập, Tân Thạnh", "", "Xã Tân Lập", "Xã Nhơn Hòa Lập"),
        ("Phường 3", "TP Tây Ninh, tỉnh Tây Ninh", "Phường 3", "Phường Tân Ninh"),
        ("TT. Vĩnh Hưng", "", "Thị trấn Vĩnh Hưng", "Xã Vĩnh Hưng"),
    ],
)
def test_places_old_and_new(place: str, address: str, area: str, now: str | None, register: Register) -> None:
    assert register.write(product(**{"Xã/phường": place, "Địa chỉ": address, "1 Cơ quan": ""})).run() == 0, register.out
    producer = Producer.objects.get()
    assert producer.area is not None
    assert producer.area.name == area
    if now:
        assert producer.commune is not None
        assert producer.commune.name == now


def test_the_district_that_decided_tells_the_old_commune(register: Register) -> None:
    assert register.write(product(**{"Xã/phường": "Xã Tân Lập", "1 Cơ quan": "UBND huyện Tân Biên"})).run() == 0
    recognition = Recognition.objects.get()
    assert recognition.authority_level == "district"
    assert recognition.product.commune is not None
    assert recognition.product.commune.parent is not None


def test_half_dates_and_empty_stars_are_no_faults(register: Register) -> None:
    register.write(
        product(**{"Tên SP": "Chỉ có năm", "1 Ngày": "", "1 Năm": 2021}),
        product(**{"Tên SP": "Chỉ có tháng", "1 Ngày": "12/2021"}),
        product(**{"Tên SP": "Chưa rõ sao", "1 Sao": ""}),
        product(
            **{
                "Tên SP": "Chưa rõ ngày",
                "1 Ngày": "",
                "1 Năm": "",
                "1 Sao": "",
                "1 Số QĐ": "",
                "1 Cơ quan": "",
                "Hạng hiện tại": 4,
            }
        ),
        product(**{"Tên SP": "Không có gì", "1 Ngày": "", "1 Năm": "", "1 Sao": "", "1 Số QĐ": "", "1 Cơ quan": ""}),
        product(**{"Tên SP": "Hết hạn theo năm", "Ngày hết hạn": 2024}),
        product(**{"Tên SP": "Đã hết hạn", "Hạng hiện tại": "Hết hạn"}),
    )
    assert register.run() == 0, register.out
    rows = {one.product.name: one for one in Recognition.objects.select_related("product")}
    assert rows["Chỉ có năm"].decided == PartialDate.parse("2021")
    assert rows["Chỉ có tháng"].decided == PartialDate.parse("2021-12")
    assert rows["Chưa rõ sao"].stars is None
    assert (rows["Chưa rõ ngày"].stars, rows["Chưa rõ ngày"].decided_on) == (4, None)
    assert Product.objects.get(name="Không có gì").standing == "named"
    assert "Không có gì" not in rows
    assert (rows["Hết hạn theo năm"].valid_until, rows["Hết hạn theo năm"].note) == (None, "Hết hạn: năm 2024")
    assert Product.objects.get(name="Đã hết hạn").note == "Hạng hiện tại trong sổ: Hết hạn"
    before = everything()
    assert register.run() == 0
    assert everything() == before


def test_an_upgrade_that_comes_later_is_a_second_recognition(register: Register) -> None:
    register.write(product()).run()
    register.write(product(**{"2 Sao": 4, "2 Ngày": date(2024, 1, 31), "2 Số QĐ": "215/QĐ-UBND"}))
    data = register.data()
    assert data["products"] == {"new": 0, "changed": 0, "same": 1}
    assert data["recognitions"] == {"new": 1, "changed": 0, "same": 1}
    assert Product.objects.count() == 1
    assert Recognition.objects.count() == 2


def test_a_better_known_fact_becomes_a_correction(register: Register) -> None:
    """What the press told by the year, the register tells by the day: a new row that names the old one."""
    producer = directory.create_producer(actor=ACTOR, name="HTX Hoa Gạo", area=Area.objects.get(name="Xã Trường Đông"))
    known = dossiers.create_product(actor=ACTOR, name="Bánh tráng thử nghiệm", producer=producer)
    old = recognition.record_recognition(actor=ACTOR, product=known, stars=3, decided=PartialDate.parse("2021"))
    data = register.write(product()).data()
    assert data["recognitions"] == {"new": 0, "changed": 1, "same": 0}
    assert data["products"] == {"new": 0, "changed": 1, "same": 0}
    now = Recognition.objects.known_at().get()
    assert (now.corrects_id, now.code, now.decided_on) == (old.pk, old.code, date(2021, 12, 15))
    assert now.decision_number == "3001/QĐ-UBND"
    assert "Theo sổ của sở" in now.correction_reason


def test_empty_cells_erase_nothing(register: Register) -> None:
    register.write(product(**{"SĐT": "0911111111", "Người đại diện": "Ông Gạo"})).run()
    before = everything()
    empty = {
        "SĐT": "",
        "Người đại diện": "",
        "Địa chỉ": "",
        "1 Số QĐ": "",
        "1 Cơ quan": "",
        "Nhóm SP": "",
        "1 Ngày": "",
        "Xã/phường": "",
    }
    assert register.write(product(**empty)).run() == 0
    assert everything() == before


def test_rows_of_one_product_complete_each_other(register: Register) -> None:
    second = {"1 Sao": 4, "1 Ngày": date(2024, 1, 31), "1 Năm": 2024, "1 Số QĐ": "215/QĐ-UBND"}
    register.write(product(**{"1 Ngày": "", "1 Số QĐ": ""}), product(), product(**second))
    assert register.run() == 0
    assert Product.objects.count() == 1
    assert list(Recognition.objects.order_by("decided_on").values_list("stars", "decided_on")) == [
        (3, date(2021, 12, 15)),
        (4, date(2024, 1, 31)),
    ]


def test_sections_sums_and_signatures_are_no_rows(register: Register) -> None:
    register.write(
        {"TT": "I", "Tên SP": "Thị xã Hòa Thành"},
        product(TT=1),
        {"TT": "", "Tên SP": "Tổng cộng", "1 Sao": 12},
        {"TT": "", "Tên SP": "NGƯỜI LẬP BIỂU", "Địa chỉ": "GIÁM ĐỐC"},
    )
    assert register.run() == 0, register.out
    assert [one.name for one in Product.objects.all()] == ["Bánh tráng thử nghiệm"]
    assert "Không phải dòng sản phẩm (tiêu đề mục, cộng, chữ ký): 7, 9, 10." in register.out


class TestDuplicates:
    """Producers that may be the same are shown; nothing is written until a person decides."""

    def test_the_same_name_in_other_spellings_is_one(self, register: Register) -> None:
        names = ("Hợp tác xã Hoa Gạo", "HTX HOA GẠO", "hợp tác xã  Hoa-Gạo")
        assert (
            register.write(*(product(**{"Chủ thể": name, "Tên SP": f"sp {n}"}) for n, name in enumerate(names))).run()
            == 0
        )
        assert Producer.objects.get().products.count() == 3

    def test_a_name_alike_is_asked_and_the_answer_file_is_offered(self, register: Register) -> None:
        there = directory.create_producer(
            actor=ACTOR, name="Hợp tác xã Hoa Gạo", area=Area.objects.get(name="Xã Trường Đông")
        )
        register.write(product(**{"Chủ thể": "HTX Hoa Gaọ"}))
        out = register.folder / "hoi.csv"
        assert register.run("--decisions-out", out) == 2
        assert (
            f"Sổ OCOP!E7: «HTX Hoa Gaọ» có thể đã có: {there.pk} «Hợp tác xã Hoa Gạo», Phường Long Hoa" in register.out
        )
        lines = out.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith("row,producer_id|new")
        assert lines[1].startswith("7,,HTX Hoa Gaọ")
        assert register.run("--decisions", out) == 2
        assert not Product.objects.exists()

    def test_the_answer_is_an_existing_producer(self, register: Register) -> None:
        there = directory.create_producer(
            actor=ACTOR, name="Hợp tác xã Hoa Gạo", area=Area.objects.get(name="Xã Trường Đông")
        )
        register.write(product(**{"Chủ thể": "HTX Hoa Gaọ"}))
        assert register.run("--decisions", register.decisions(f"row;producer_id|new\n7;{there.pk}\n")) == 0
        assert Product.objects.get().producer == there
        before = everything()
        assert register.run() == 0, "what was decided once and recorded is not asked again"
        assert everything() == before

    def test_the_answer_is_new(self, register: Register) -> None:
        directory.create_producer(actor=ACTOR, name="Hợp tác xã Hoa Gạo", area=Area.objects.get(name="Xã Trường Đông"))
        register.write(product(**{"Chủ thể": "HTX Hoa Gaọ"}))
        assert register.run("--decisions", register.decisions("7,new\n")) == 0
        assert Producer.objects.count() == 2
        before = everything()
        assert register.run() == 0
        assert everything() == before

    def test_the_answer_is_an_earlier_row(self, register: Register) -> None:
        register.write(product(), product(**{"Chủ thể": "HTX Hoa Gaọ", "Tên SP": "Muối thử"}))
        assert register.run() == 2
        assert register.run("--decisions", register.decisions("8,row:7\n")) == 0
        assert Producer.objects.get().products.count() == 2
        before = everything()
        assert register.run() == 0
        assert everything() == before

    def test_one_name_in_two_communes_is_asked(self, register: Register) -> None:
        rows = [
            product(**{"Chủ thể": "Hộ kinh doanh Lê Văn Lúa", "Xã/phường": xa, "1 Cơ quan": ""})
            for xa in ("Trường Đông", "P. Long Hoa", "Cẩm Giang")
        ]
        assert register.write(*rows).run() == 2
        assert "Sổ OCOP!E9" in register.out
        assert "row:7" in register.out
        assert "cùng tên, khác xã" in register.out
        assert "E8" not in register.out, "Trường Đông lies in today's Long Hoa"

    def test_other_accents_are_asked(self, register: Register) -> None:
        register.write(product(**{"Chủ thể": "HKD Lê Thị Hoa"}), product(**{"Chủ thể": "HKD Lê Thị Hòa"}))
        assert register.run() == 2
        assert "cùng tên" in register.out

    def test_strangers_are_not_asked(self, register: Register) -> None:
        register.write(product(**{"Chủ thể": "HKD Lê Thị Hoa"}), product(**{"Chủ thể": "HKD Trần Văn Minh"}))
        assert register.run() == 0
        assert Producer.objects.count() == 2

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("7,99999\n", "tra-loi.csv:1: câu trả lời «99999»"),
            ("row,answer\n7,có thể\n", "tra-loi.csv:2: «có thể»"),
            ("row,answer\n70,new\n", "tra-loi.csv:2: dòng 70"),
            ("7,new\n7,1\n", "tra-loi.csv:2: dòng 7 có hai câu trả lời"),
            ("row,answer\nx,new\n", "tra-loi.csv:2: «x» không phải số dòng"),
            ("7,row:99\n", "tra-loi.csv:1: câu trả lời «row:99»"),
        ],
    )
    def test_answers_that_cannot_be_used(self, text: str, told: str, register: Register) -> None:
        assert register.write(product()).run("--decisions", register.decisions(text)) == 2
        assert told in register.err
        assert register.err.count("\n") == 1
        assert not Producer.objects.exists()


def with_tax(path: Path, rows: list[dict[str, Any]]) -> None:
    order = ("TT", "Tên SP", "Chủ thể", "Mã số thuế", "Xã/phường", "1 Sao", "1 Năm")
    write_register(path, [{name: value for name, value in row.items() if name in order} for row in rows], order=order)


def test_the_tax_code_finds_a_producer_under_another_spelling(register: Register) -> None:
    there = directory.create_producer(actor=ACTOR, name="Công ty TNHH Sao Mai", tax_code="3901234567")
    with_tax(register.path, [product(**{"Chủ thể": "Công ty TNHH Sao Mai Tây Ninh", "Mã số thuế": 3901234567})])
    assert register.run() == 0, register.out
    assert Product.objects.get().producer == there


def test_one_tax_code_under_two_names_is_asked(register: Register) -> None:
    directory.create_producer(actor=ACTOR, name="Công ty TNHH Sao Mai", tax_code="3901234567")
    with_tax(register.path, [product(**{"Chủ thể": "HTX Ruộng Xanh", "Mã số thuế": "3901234567"})])
    assert register.run() == 2
    assert "cùng mã số thuế" in register.out


def test_other_tax_codes_are_other_producers(register: Register) -> None:
    directory.create_producer(
        actor=ACTOR, name="Công ty TNHH Sao Mai", tax_code="3901234567", area=Area.objects.get(name="Xã Trường Đông")
    )
    with_tax(register.path, [product(**{"Chủ thể": "Công ty TNHH Sao Mai", "Mã số thuế": "3907654321"})])
    assert register.run() == 0, register.out
    assert Producer.objects.count() == 2
