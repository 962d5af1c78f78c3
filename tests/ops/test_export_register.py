"""The exported register: as of a date, in four formats that say the same."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ocop.directory import services as directory
from ocop.directory.models import Area
from ocop.dossiers import services as dossiers
from ocop.dossiers.models import Product
from ocop.kernel.dates import PartialDate
from ocop.kernel.operations import now
from ocop.ops.main import main
from ocop.recognition import services as recognition
from ocop.recognition.models import Recognition
from tests.ops.tayninh import ACTOR, load_units

pytestmark = pytest.mark.django_db


def recognise(product: Product, stars: int, day: str, **more: Any) -> Recognition:
    return recognition.record_recognition(
        actor=ACTOR, product=product, stars=stars, decided=PartialDate.parse(day), **more
    )


@pytest.fixture
def upgraded(db: None) -> Product:
    """A product of an old commune, 3 stars in 2021 and 4 in 2024; and one that is counted without a name."""
    load_units()
    area = Area.objects.get(name="Xã Trường Đông")
    producer = directory.create_producer(
        actor=ACTOR, name="=Cơ sở +1", producer_type="household", phone="0900000001", representative="Bà Gạo", area=area
    )
    product = dossiers.create_product(
        actor=ACTOR, name="@Bánh tráng thử", producer=producer, group="food", set_number=6, area=area
    )
    recognise(product, 3, "2021", decision_number="1/QĐ-UBND", authority="UBND tỉnh Tây Ninh")
    recognise(product, 4, "2024-01-31", decision_number="-215/QĐ-UBND", valid_until=date(2027, 1, 31))
    unnamed = dossiers.create_product(actor=ACTOR, has_public_name=False, area=area)
    recognise(unnamed, 3, "2021-12")
    return product


def exported(tmp_path: Path, kind: str, *arguments: str) -> bytes:
    path = tmp_path / f"so.{kind}"
    assert main(["export", "register", "--format", kind, "-o", str(path), *arguments]) == 0
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "no half-written file stays"
    return path.read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_csv_holds_each_product_once_with_its_newest_recognition(upgraded: Product, tmp_path: Path) -> None:
    content = exported(tmp_path, "csv", "--as-of", "2024-06-30")
    assert not content.startswith(b"\xef\xbb\xbf")
    first, second = rows(content)
    assert (first["stars"], first["decision_date"], first["valid_until"], first["status"]) == (
        "4",
        "2024-01-31",
        "2027-01-31",
        "valid",
    )
    assert first["url"] == f"http://testserver/san-pham/{upgraded.slug}/"
    assert (first["commune_name"], first["commune_former"]) == ("Phường Long Hoa", "Xã Trường Đông, Thị xã Hòa Thành")
    assert (first["set"], first["group"], first["producer_type"]) == ("6", "food", "household")
    assert (second["name"], second["slug"], second["url"]) == ("(tên chưa công bố)", "", "")
    assert (second["decision_date"], second["decision_precision"], second["status"]) == ("2021-12", "month", "unknown")


def test_as_of_and_known_at_give_the_older_register(upgraded: Product, tmp_path: Path) -> None:
    assert [row["stars"] for row in rows(exported(tmp_path, "csv", "--as-of", "2022-06-24"))] == ["3", "3"]
    assert rows(exported(tmp_path, "csv", "--as-of", "2021-06-24")) == []
    before = now().isoformat()
    newest = Recognition.objects.get(stars=4)
    recognition.correct_recognition(actor=ACTOR, recognition=newest, reason="ghi nhầm", stars=5)
    day = ("--as-of", "2024-06-30")
    assert [row["stars"] for row in rows(exported(tmp_path, "csv", *day))] == ["5", "3"]
    assert [row["stars"] for row in rows(exported(tmp_path, "csv", *day, "--known-at", before))] == ["4", "3"]


def test_area_is_read_in_the_list_of_the_day(upgraded: Product, tmp_path: Path) -> None:
    assert len(rows(exported(tmp_path, "csv", "--as-of", "2024-06-30", "--area", "72"))) == 2
    assert rows(exported(tmp_path, "csv", "--as-of", "2024-06-30", "--area", "80")) == []
    assert len(rows(exported(tmp_path, "csv", "--as-of", "2026-01-01", "--area", "80"))) == 2


def test_nothing_that_a_spreadsheet_would_run(upgraded: Product, tmp_path: Path) -> None:
    first = rows(exported(tmp_path, "csv", "--as-of", "2024-06-30"))[0]
    assert (first["name"], first["producer_name"], first["decision_number"]) == (
        "'@Bánh tráng thử",
        "'=Cơ sở +1",
        "'-215/QĐ-UBND",
    )


def test_xlsx_has_real_dates_and_only_texts(upgraded: Product, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(tmp_path, "xlsx", "--as-of", "2024-06-30")))
    sheet = book.active
    assert sheet is not None
    table = list(sheet.iter_rows(values_only=True))
    assert table[0][0] == "Sổ sản phẩm OCOP đã công nhận"
    assert table[1][0] == "Tính đến 30/06/2024: 2 sản phẩm"
    head = list(table[3])
    line = dict(zip(head, table[4], strict=True))
    assert line["Tên sản phẩm"] == "@Bánh tráng thử"
    assert line["Chủ thể"] == "=Cơ sở +1"
    assert (line["Ngày quyết định"], line["Ngày hết hạn"]) == (datetime(2024, 1, 31), datetime(2027, 1, 31))
    assert line["Hạng sao"] == 4
    assert line["Tình trạng"] == "Còn hiệu lực"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n", "d"}
    assert dict(zip(head, table[5], strict=True))["Ngày quyết định"] == "12/2021"


def test_json_items_are_those_of_the_contract(upgraded: Product, tmp_path: Path) -> None:
    data = json.loads(exported(tmp_path, "json", "--as-of", "2024-06-30", "--area", "72"))
    assert (data["as_of"], data["known_at"], data["count"]) == ("2024-06-30", None, 2)
    assert data["area"] == {"code": "72", "list": "before-2025-07-01", "name": "Tỉnh Tây Ninh"}
    item = data["items"][0]
    wanted = {
        "code",
        "name",
        "slug",
        "url",
        "stars",
        "status",
        "valid_until",
        "decision",
        "set",
        "group",
        "producer",
        "commune",
    }
    assert wanted <= item.keys()
    assert item["producer"] == {
        "slug": Product.objects.get(pk=upgraded.pk).producer.slug,
        "name": "=Cơ sở +1",
        "type": "household",
    }  # type: ignore[union-attr]
    assert item["commune"]["former"] == "Xã Trường Đông, Thị xã Hòa Thành"


def test_geojson_stands_at_the_commune(upgraded: Product, tmp_path: Path) -> None:
    data = json.loads(exported(tmp_path, "geojson", "--as-of", "2024-06-30"))
    assert data["type"] == "FeatureCollection"
    commune = Area.objects.get(name="Phường Long Hoa", unit_list="since-2025-07-01")
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [commune.longitude, commune.latitude]}


@pytest.mark.parametrize("kind", ["csv", "json", "geojson", "xlsx"])
def test_nothing_personal_leaves(kind: str, upgraded: Product, tmp_path: Path) -> None:
    content = exported(tmp_path, kind, "--as-of", "2024-06-30")
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        content = str([list(sheet.values) for sheet in book.worksheets]).encode()
    assert b"0900000001" not in content
    assert "Bà Gạo".encode() not in content


def test_standard_output(upgraded: Product, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "register", "--as-of", "2024-06-30"]) == 0
    assert len(rows(capfdbinary.readouterr().out)) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--as-of", "24/06/2022"], "--as-of 24/06/2022"),
        (["--known-at", "hôm qua"], "--known-at hôm qua"),
        (["--area", "99", "--as-of", "2024-06-30"], "99"),
        (["-o", "/khong-co/so.csv"], "-o /khong-co/so.csv: không ghi được"),
    ],
)
def test_arguments_that_cannot_be_used(
    arguments: list[str], told: str, upgraded: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "register", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert err.count("\n") == 1
