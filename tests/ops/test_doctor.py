"""``ocop doctor`` finds what is wrong and says how to mend it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocop.config import read_config
from ocop.kernel.models import Event
from ocop.ops import doctor
from ocop.ops.doctor import Finding, Level
from tests.ops.tayninh import load_units

GOOD_KEY = "k" * 50


def by_what(found: list[Finding]) -> dict[str, Finding]:
    return {one.what: one for one in found}


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of its own, an address that is allowed, a long key; the database is the one of the tests."""
    monkeypatch.setenv("OCOP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OCOP_BASE_URL", "https://ocop.example.vn")
    monkeypatch.delenv("OCOP_ALLOWED_HOSTS", raising=False)
    monkeypatch.delenv("OCOP_SECRET_KEY", raising=False)
    (tmp_path / "ocop.sqlite3").touch()
    return tmp_path


@pytest.mark.django_db
def test_a_sound_installation(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_units()
    from ocop.ops.main import main

    assert main(["doctor"]) == 0, capsys.readouterr().out
    out = capsys.readouterr().out
    assert "[cần sửa]" not in out
    assert out.splitlines()[-1] == "Bản cài đặt này dùng được."
    assert "Danh mục hành chính: Tỉnh Tây Ninh, 96 xã, phường" in out
    assert "Chuỗi sự kiện" in out


@pytest.mark.django_db
def test_no_units(sound: Path) -> None:
    found = by_what(list(doctor.findings()))
    assert found["Danh mục hành chính"].level == Level.BROKEN
    assert "ocop import units" in found["Danh mục hành chính"].message


@pytest.mark.django_db
def test_an_event_that_was_changed(sound: Path) -> None:
    load_units()
    from ocop.directory.services import create_producer
    from tests.ops.tayninh import ACTOR

    create_producer(actor=ACTOR, name="HTX Thử")
    event = Event.objects.order_by("pk")[0]
    Event.objects.filter(pk=event.pk).update(payload={"name": "khác"})
    found = by_what(list(doctor.findings()))
    assert found["Chuỗi sự kiện"].level == Level.BROKEN
    assert str(event.pk) in found["Chuỗi sự kiện"].message


def test_a_readable_secret_key(sound: Path) -> None:
    read_config()
    (sound / "secret-key").chmod(0o644)
    (found,) = doctor._secret_key(read_config())
    assert found.level == Level.BROKEN
    assert "chmod 600" in found.message
    (sound / "secret-key").chmod(0o600)
    (found,) = doctor._secret_key(read_config())
    assert found.level == Level.GOOD


@pytest.mark.parametrize(
    ("env", "what", "level", "told"),
    [
        ({"OCOP_ALLOWED_HOSTS": "khac.vn"}, "Địa chỉ trang", Level.BROKEN, "ocop.example.vn"),
        ({"OCOP_ALLOWED_HOSTS": ".example.vn"}, "Địa chỉ trang", Level.GOOD, "https://ocop.example.vn"),
        ({"OCOP_ALLOWED_HOSTS": "*"}, "Địa chỉ trang", Level.NOTE, "mọi tên máy"),
        ({"OCOP_BASE_URL": "http://ocop.example.vn"}, "Địa chỉ trang", Level.NOTE, "https"),
        ({"OCOP_DEBUG": "1"}, "Chế độ gỡ lỗi", Level.BROKEN, "OCOP_DEBUG"),
        ({"OCOP_SECRET_KEY": "ngắn"}, "Khóa bí mật", Level.BROKEN, "OCOP_SECRET_KEY"),
        ({"OCOP_SECRET_KEY": GOOD_KEY}, "Khóa bí mật", Level.GOOD, "OCOP_SECRET_KEY"),
    ],
)
def test_settings(
    env: dict[str, str], what: str, level: Level, told: str, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    config = read_config()
    found = [*doctor._address(config), *doctor._debug(config), *doctor._secret_key(config)]
    assert any(one.what == what and one.level == level and told in one.message for one in found), found


def test_a_setting_that_cannot_be_read(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_PROVINCE", "Tây Ninh")
    (found,) = doctor.findings()
    assert (found.level, found.what) == (Level.BROKEN, "Biến môi trường")
    assert "OCOP_PROVINCE" in found.message


def test_fonts_and_law_that_were_changed(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ocop.papers import layout
    from ocop.rules import rulebook

    fonts, law = sound / "fonts", sound / "law"
    shutil.copytree(layout.FONTS, fonts)
    shutil.copytree(rulebook.law_directory(), law)
    monkeypatch.setattr(layout, "FONTS", fonts)
    monkeypatch.setattr(rulebook, "law_directory", lambda: law)
    config = read_config()
    assert [one.level for one in (*doctor._fonts(config), *doctor._law(config))] == [Level.GOOD, Level.GOOD]
    font = next(fonts.glob("*.ttf"))
    font.write_bytes(b"x")
    (law / "decisions.yaml").write_text("khác", encoding="utf-8")
    found = [*doctor._fonts(config), *doctor._law(config)]
    assert [one.level for one in found] == [Level.BROKEN, Level.BROKEN]
    assert font.name in found[0].message
    assert "decisions.yaml" in found[1].message


def test_an_empty_directory_by_the_real_command(tmp_path: Path) -> None:
    """In a process of its own: no database yet, exit 1, every line in words, no traceback."""
    env = {"PATH": os.environ["PATH"], "OCOP_DATA_DIR": str(tmp_path / "new"), "LANG": "C.UTF-8"}
    call = "import sys; from ocop.ops.main import main; sys.exit(main(['doctor']))"
    done = subprocess.run([sys.executable, "-c", call], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "[cần sửa] Cơ sở dữ liệu: chưa có" in done.stdout
    assert "ocop migrate" in done.stdout
    assert done.stderr == ""
