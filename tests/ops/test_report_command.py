"""``ocop report half-year``: files, file names, exit codes and one clear line for what cannot be used."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ocop.ops.main import main
from ocop.ops.report import parse_moment
from ocop.ops.seed.june_2022 import load_june_2022
from ocop.ops.seed.tay_ninh import load_tay_ninh
from tests.places import SYSTEM, load_places

CALL = ["report", "half-year", "--year", "2022", "--half", "1", "--as-of", "2022-06-24"]


@pytest.fixture
def story(db: None) -> Iterator[None]:
    load_places()
    load_tay_ninh(SYSTEM)
    load_june_2022(SYSTEM)
    yield


def test_formats(
    story: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*CALL, "--area", "72"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert data["figures"][0]["value"] == 27

    assert main([*CALL, "--area", "72", "--format", "json", "-o", "ra.json"]) == 0
    assert json.loads(Path("ra.json").read_text(encoding="utf-8")) == data

    for kind, magic in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        name = f"bao-cao-ocop-6-thang-dau-nam-2022-dia-ban-72.{kind}"
        assert main([*CALL, "--area", "72", "--format", kind]) == 0
        assert Path(name).read_bytes().startswith(magic)
        assert f"Đã ghi {name}" in capfdbinary.readouterr().out.decode()

    assert main([*CALL, "--area", "72", "--known-at", "2022-06-24T10:00"]) == 0
    known = json.loads(capfdbinary.readouterr().out)
    assert known["known_at"] == "2022-06-24T10:00:00+07:00"
    assert known["figures"][0]["value"] == 0

    assert main(CALL) == 0
    assert json.loads(capfdbinary.readouterr().out)["area"]["name"] == "Tỉnh Tây Ninh và Tỉnh Long An"


@pytest.mark.parametrize(("arguments", "told"), [
    (["--as-of", "24/6/2022"], "--as-of 24/6/2022: không đọc được là ngày"),
    (["--known-at", "hôm qua"], "--known-at hôm qua: không đọc được là thời điểm"),
    (["--area", "99"], "«99»"),
    (["--year", "1999"], "Năm báo cáo là 1999"),
    (["--area", "72", "--format", "json", "-o", "khong-co/ra.json"], "-o khong-co/ra.json: không ghi được"),
])  # fmt: skip
def test_unusable_input_is_one_line_and_exit_2(
    story: None, arguments: list[str], told: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main([*CALL, *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert captured.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("ocop"), *CALL]
    environment = {**os.environ, "OCOP_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "«ocop migrate»" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_day_alone_means_its_end_and_a_moment_is_local() -> None:
    assert parse_moment("2026-11-24", "--known-at").isoformat() == "2026-11-24T23:59:59.999999+07:00"
    assert parse_moment("2026-11-24T10:42", "--known-at").isoformat() == "2026-11-24T10:42:00+07:00"
    assert parse_moment("2026-11-24T10:42:00+00:00", "--known-at") == datetime.fromisoformat(
        "2026-11-24T17:42:00+07:00"
    )
