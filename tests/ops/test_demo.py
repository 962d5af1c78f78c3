"""`ocop demo` makes its own directory, keeps it on a second run, and never touches anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OCOP = Path(sys.executable).with_name("ocop")

pytestmark = pytest.mark.sqlite


def run(data_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "OCOP_SECRET_KEY")}
    return subprocess.run(
        [OCOP, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**clean, "OCOP_DATA_DIR": str(data_dir), **environment},
    )


def test_the_demo_is_made_once_kept_and_made_anew(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    first = run(data, "demo", "--no-serve")
    assert first.returncode == 0, first.stderr
    assert "Câu chuyện tháng 6 năm 2022" in first.stdout
    report = ("report", "half-year", "--year", "2022", "--half", "1", "--as-of", "2022-06-24", "--area", "72")
    shown = run(data, *report)
    assert '"products.total"' in shown.stdout, shown.stderr

    (data / "own-note").write_text("kept")
    again = run(data, "demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert (data / "own-note").exists()
    assert run(data, *report).stdout == shown.stdout
    assert run(data, "verify", "chain").returncode == 0

    assert run(data, "demo", "--no-serve", "--reset").returncode == 0
    assert not (data / "own-note").exists()


def test_a_directory_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    refused = run(tmp_path, "demo", "--no-serve", "--reset")
    assert refused.returncode == 2
    assert "không do lệnh ocop demo tạo ra" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    refused = run(tmp_path / "demo", "demo", "--no-serve", DATABASE_URL="postgresql://somebody@127.0.0.1:1/theirs")
    assert refused.returncode == 2
    assert "DATABASE_URL" in refused.stderr


@pytest.mark.parametrize(
    ("environment", "told"),
    [({"OCOP_PROVINCE": "TN"}, "OCOP_PROVINCE"), ({"OCOP_BASE_URL": "ocop"}, "OCOP_BASE_URL")],
)
def test_a_wrong_setting_stops_with_one_line(tmp_path: Path, environment: dict[str, str], told: str) -> None:
    refused = run(tmp_path / "demo", "demo", "--no-serve", **environment)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_unknown_calls_are_told_in_one_line(tmp_path: Path) -> None:
    refused = run(tmp_path, "chấm")
    assert refused.returncode == 2
    assert "không có lựa chọn" in refused.stderr
    assert "Traceback" not in refused.stderr
