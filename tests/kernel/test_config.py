"""The environment is read in one place and wrong values stop the start with one clear line."""

from pathlib import Path

import pytest

from ocop.config import ConfigError, read_config


def env(tmp_path: Path, **values: str) -> dict[str, str]:
    return {"OCOP_DATA_DIR": str(tmp_path), "OCOP_SECRET_KEY": "k", **values}


def test_defaults_are_the_demo_of_tay_ninh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = read_config({})
    assert config.data_dir == tmp_path / "var" / "demo"
    assert config.data_dir_is_default
    assert config.province == "80"
    assert (config.data_dir / "secret-key").stat().st_mode & 0o777 == 0o600
    assert read_config({}).secret_key == config.secret_key


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("from the file\n", encoding="utf-8")
    config = read_config({"OCOP_DATA_DIR": str(tmp_path), "OCOP_SECRET_KEY_FILE": str(key)})
    assert config.secret_key == "from the file"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"OCOP_PROVINCE": "Tây Ninh"}, "OCOP_PROVINCE"),
        ({"OCOP_BASE_URL": "ocop.vn"}, "OCOP_BASE_URL"),
        ({"OCOP_LOG_LEVEL": "LOUD"}, "OCOP_LOG_LEVEL"),
        ({"OCOP_LAW_DIR": "/nowhere/at/all"}, "OCOP_LAW_DIR"),
        ({"OCOP_DEBUG": "maybe"}, "OCOP_DEBUG"),
        ({"OCOP_SECRET_KEY_FILE": "/nowhere/key", "OCOP_SECRET_KEY": ""}, "OCOP_SECRET_KEY_FILE"),
        ({"OCOP_SECRET_KEY_FILE": "/nowhere/key"}, "both set"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, values: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as error:
        read_config(env(tmp_path, **values))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_https_address_makes_cookies_secure(tmp_path: Path) -> None:
    assert read_config(env(tmp_path, OCOP_BASE_URL="https://ocop.tayninh.gov.vn")).is_https
    assert not read_config(env(tmp_path)).is_https
