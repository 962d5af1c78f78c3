"""``ocop import units FILE.csv``: all or nothing, every fault by line, a second run changes nothing."""

from pathlib import Path

import pytest

from ocop.directory.models import Area, AreaVersion
from ocop.directory.units import COLUMNS
from ocop.kernel.models import Event
from ocop.ops.import_units import run
from ocop.ops.main import main

pytestmark = pytest.mark.django_db

HEADER = ",".join(COLUMNS)
PROVINCE = "since-2025-07-01,province,80,,Tỉnh Tây Ninh,Tỉnh,10.69,106.12,2025-07-01,,Nghị quyết 202/2025/QH15,"
COMMUNE = "since-2025-07-01,commune,25630,80,Phường Long Hoa,Phường,11.28,106.12,2025-07-01,,,"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dvhc.csv"


def lines(path: Path, *rows: str) -> None:
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")


def test_a_list_is_brought_in_and_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines(file, PROVINCE, COMMUNE)
    assert run(file) == 0
    assert capsys.readouterr().out == (
        "dvhc.csv: 2 đơn vị mới, 0 đơn vị thay đổi, 0 giữ nguyên; 0 liên kết cũ → mới được ghi.\n"
    )
    assert run(file) == 0
    assert "0 đơn vị mới, 0 đơn vị thay đổi, 2 giữ nguyên" in capsys.readouterr().out
    assert AreaVersion.objects.count() == 2


def test_every_fault_stands_with_file_and_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines(file, PROVINCE, COMMUNE.replace("25630", "2563"), COMMUNE.replace("11.28", "x"), COMMUNE)
    assert run(file) == 2
    told = capsys.readouterr()
    assert [line.split(" ", 1)[0] for line in told.out.splitlines()] == [f"{file}:3:", f"{file}:4:"]
    assert told.err == "dvhc.csv: 2 chỗ cần sửa, chưa ghi gì vào sổ.\n"
    assert not Area.objects.exists() and not Event.objects.exists()


def test_a_parent_that_is_nowhere(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines(file, COMMUNE)
    assert run(file) == 2
    assert capsys.readouterr().out.startswith(f"{file}:2: parent: chưa có đơn vị cấp trên mã 80")
    lines(file, PROVINCE)
    assert run(file) == 0
    lines(file, COMMUNE)
    assert run(file) == 0, "the parent is in the directory now"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<!DOCTYPE html><table></table>", ":1: không phải tệp CSV mà là HTML"),
        (b"PK\x03\x04\xff\xfe", ": không phải tệp CSV mã UTF-8"),
        (b"", ":1: thiếu cột"),
        (HEADER.encode(), ":1: tệp không có đơn vị nào"),
    ],
)
def test_what_is_no_list(file: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str) -> None:
    file.write_bytes(content)
    assert run(file) == 2
    assert f"{file}{told}" in capsys.readouterr().out


def test_fifty_thousand_lines_of_rubbish_are_told_and_change_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(file, *["rác,rác"] * 50_000)
    assert run(file) == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 50_000
    assert not Area.objects.exists()


def test_no_such_file_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "units", "/none/dvhc.csv"]) == 2
    assert "/none/dvhc.csv: không đọc được tệp" in capsys.readouterr().out
