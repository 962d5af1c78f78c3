"""Files that are no register: each gets one clear line, exit 2, and changes nothing."""

import io
import random
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlsxwriter

from ocop.directory.models import Producer
from ocop.dossiers.models import Product
from ocop.kernel.models import Event
from ocop.ops.main import main
from ocop.recognition.models import Recognition
from tests.ops.tayninh import COLUMNS, PLAIN, ROUND, load_units, product, write_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def units(db: None) -> None:
    load_units()


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line on standard error of a run that must be refused and change nothing."""
    events = Event.objects.count()
    assert main(["import", "register", *map(str, arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert (Producer.objects.count(), Product.objects.count(), Recognition.objects.count()) == (0, 0, 0)
    assert Event.objects.count() == events
    return err


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "không có tệp này" in refused(capsys, tmp_path / "không.xlsx")


def test_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "thư mục" in refused(capsys, tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<html><body><table><tr><td>TT</td></tr></table></body></html>", "HTML"),
        ("\ufeff  <!DOCTYPE html>\n<html></html>", "HTML"),
        ("<table border=1><tr><td>Tên SP</td></tr></table>", "HTML"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "MHTML"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 2003"),
        ("TT,Tên SP,Chủ thể\n1,a,b\n", "CSV"),
        ("%PDF-1.7 …", "PDF"),
        ("", "rỗng"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "không phải Excel"),
        (bytes(range(256)) * 4, "không phải tệp Excel"),
    ],
)
def test_what_only_pretends_to_be_excel(
    content: str | bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, written(tmp_path / "so.xlsx", content))


def test_utf16_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "HTML" in refused(capsys, written(tmp_path / "so.xls", "<html><table/></html>".encode("utf-16")))


def test_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = write_register(tmp_path / "plain.xlsx", [product()])
    locked = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain.read_bytes())).encrypt("mật khẩu", locked)
    assert "mật khẩu" in refused(capsys, written(tmp_path / "so.xlsx", locked.getvalue()))


def test_a_file_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = write_register(tmp_path / "whole.xlsx", [product()]).read_bytes()
    assert "hỏng" in refused(capsys, written(tmp_path / "so.xlsx", whole[: len(whole) // 2]))


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    made = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    made.close()
    return path


def test_empty_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "trống" in refused(capsys, book(tmp_path / "so.xlsx", {"Sổ": []}))


def test_no_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "so.xlsx", {"Sổ": [["Bánh tráng", "HTX", "3 sao"], ["Muối", "Cty", "4 sao"]]})
    assert "không thấy dòng tiêu đề trong «Sổ»" in refused(capsys, path)


def test_header_without_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "không có sản phẩm nào" in refused(capsys, write_register(tmp_path / "so.xlsx", []))


def test_unknown_sheet_names_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "so.xlsx", {"Năm 2023": [["a"]], "Năm 2024": [["a"]]})
    assert "«Khác»; tệp có: 1 «Năm 2023», 2 «Năm 2024»" in refused(capsys, path, "--sheet", "Khác")


def test_two_sheets_with_a_register_must_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[object]] = [["TT", "Tên sản phẩm", "Chủ thể", "Sao lần 1"], [1, "Bánh thử", "HTX Thử", 3]]
    path = book(tmp_path / "so.xlsx", {"2023": rows, "2024": rows})
    assert "--sheet" in refused(capsys, path)
    assert main(["import", "register", str(path), "--sheet", "2"]) == 0


def test_two_columns_of_one_meaning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[object]] = [
        ["TT", "Tên SP", "Chủ thể", "Sao", "Số QĐ", "Ngày", "Số quyết định"],
        [1, "a", "b", 3, "1", 2021, "2"],
    ]
    err = refused(capsys, book(tmp_path / "so.xlsx", {"Sổ": rows}))
    assert "Sổ!G1: cột «Số quyết định» trùng nghĩa với cột E" in err


def test_merged_header_cells_are_read(tmp_path: Path) -> None:
    path = write_register(tmp_path / "so.xlsx", [product(**{"2 Sao": 4, "2 Năm": 2024})])
    assert main(["import", "register", str(path)]) == 0
    assert list(Recognition.objects.order_by("decided_on").values_list("stars", "kind")) == [
        (3, "first"),
        (4, "upgrade"),
    ]


def test_group_titles_that_are_not_merged(tmp_path: Path) -> None:
    top = [*PLAIN, "Lần 1", *[""] * 4, "Lần 2 (nâng hạng)", *[""] * 4, "Ghi chú"]
    below = [*[""] * len(PLAIN), *ROUND, *ROUND, ""]
    row = [product(**{"2 Sao": "4*", "2 Năm": 2024, "1 Ngày": "15/12/2021"}).get(name, "") for name in COLUMNS]
    assert main(["import", "register", str(book(tmp_path / "so.xlsx", {"Sổ": [top, below, row]}))]) == 0
    assert sorted(Recognition.objects.values_list("stars", flat=True)) == [3, 4]


def test_columns_in_any_order_and_far_down(tmp_path: Path) -> None:
    order = list(COLUMNS)
    random.Random(3).shuffle(order)
    assert (
        main(["import", "register", str(write_register(tmp_path / "so.xlsx", [product()], top=40, order=order))]) == 0
    )
    assert Recognition.objects.get().decision_number == "3001/QĐ-UBND"


def test_old_excel_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real BIFF8 file: calamine reads it like the new format."""
    xls = Path(__file__).parent / "data" / "so_cu.xls"
    assert main(["import", "register", str(xls)]) == 0
    assert Product.objects.get().name == "Bánh tráng thử nghiệm"


def test_a_stray_cell_far_out_does_not_fill_the_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "so.xlsx"
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active["A1"], made.active["XFD1048576"] = "x", "y"
    made.save(path)
    assert "XFD1048576" in refused(capsys, path)


def test_fifty_thousand_rows_of_rubbish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, random_ = tmp_path / "so.xlsx", random.Random(5)
    rows = [
        [number, f"sp {random_.random()}", "?", "rubbish", f"cs {random_.random()}", f"Xã {random_.randrange(10**6)}", *["#"] * 4, "x/y/z", 9, "32/13/2021"]
        for number in range(50_000)
    ]  # fmt: skip
    header: list[object] = [*PLAIN, "Lần 1 Sao", "Lần 1 Ngày"]
    book(path, {"Sổ": [header, *rows]})
    assert main(["import", "register", str(path)]) == 2
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert len(lines) == 201
    assert lines[0].startswith("Sổ!C2: chưa rõ nhóm nào")
    assert lines[-1].startswith("… và ")
    assert err.count("\n") == 1
    assert "chưa ghi gì" in err
    assert not Producer.objects.exists()


def test_no_units_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: object) -> None:
    from ocop.directory.models import Area, AreaSuccession, AreaVersion

    path = write_register(tmp_path / "so.xlsx", [product()])
    for model in (AreaSuccession, AreaVersion):
        model.objects.all().delete()
    for level in ("commune", "district", "province"):
        Area.objects.filter(level=level).delete()
    assert "Chưa có danh mục xã, phường" in refused(capsys, path)
