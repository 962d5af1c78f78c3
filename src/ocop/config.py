"""Typed configuration: the only reader of the environment.

Every secret may also be given as a file (``OCOP_SECRET_KEY_FILE=/run/secrets/key``). A wrong value raises
:class:`ConfigError` with one clear line.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigError(Exception):
    """A setting of the environment cannot be used; the message says which one, why, and what is expected."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything the environment may set; see ``docs/operations.md`` for each variable."""

    data_dir: Path
    data_dir_is_default: bool
    database_url: str | None
    secret_key: str
    allowed_hosts: tuple[str, ...]
    base_url: str
    province: str
    law_dir: Path | None
    log_level: str
    debug: bool

    @property
    def is_https(self) -> bool:
        """True when the public address is https, so that cookies may be marked secure."""
        return self.base_url.startswith("https://")


def read_config(environ: Mapping[str, str] | None = None) -> Config:
    """Read and check the environment.

    Raises:
        ConfigError: when a value cannot be used.
    """
    env = os.environ if environ is None else environ
    database_url = _secret(env, "DATABASE_URL")
    data_dir = Path(env.get("OCOP_DATA_DIR") or "./var/demo").resolve()
    base_url = env.get("OCOP_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).netloc:
        raise ConfigError(f"OCOP_BASE_URL: {base_url!r} is no web address; expected e.g. https://ocop.tayninh.gov.vn")
    level = env.get("OCOP_LOG_LEVEL", "INFO").upper()
    if level not in LOG_LEVELS:
        raise ConfigError(f"OCOP_LOG_LEVEL: {level!r} is unknown; expected one of {', '.join(LOG_LEVELS)}")
    return Config(
        data_dir=data_dir,
        data_dir_is_default=not env.get("OCOP_DATA_DIR") and not database_url,
        database_url=_checked_database_url(database_url),
        secret_key=_secret(env, "OCOP_SECRET_KEY") or _kept_secret_key(data_dir),
        allowed_hosts=_hosts(env.get("OCOP_ALLOWED_HOSTS"), base_url),
        base_url=base_url,
        province=_province(env.get("OCOP_PROVINCE", "80")),
        law_dir=extra_law_dir(env),
        log_level=level,
        debug=_boolean(env.get("OCOP_DEBUG", "0"), "OCOP_DEBUG"),
    )


def extra_law_dir(environ: Mapping[str, str] | None = None) -> Path | None:
    """The province's own law files (``OCOP_LAW_DIR``), for commands that need no data directory.

    Raises:
        ConfigError: when it is set and is no directory.
    """
    env = os.environ if environ is None else environ
    return _directory(env.get("OCOP_LAW_DIR"), "OCOP_LAW_DIR")


def _secret(env: Mapping[str, str], name: str) -> str | None:
    """The value of ``name``, or the content of the file that ``name_FILE`` points to."""
    direct, file = env.get(name), env.get(f"{name}_FILE")
    if direct and file:
        raise ConfigError(f"{name} and {name}_FILE are both set; keep one of them")
    if not file:
        return direct or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}_FILE: cannot read {file}: {error}") from None


def _checked_database_url(url: str | None) -> str | None:
    if url is None:
        return None
    scheme = urlsplit(url).scheme
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ConfigError("DATABASE_URL: expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return url


def _kept_secret_key(data_dir: Path) -> str:
    """A key made once and kept beside the data (mode 600), so that a fresh install needs no setting."""
    path = data_dir / "secret-key"
    try:
        if path.exists():
            return path.read_text(encoding="utf-8").strip()
        data_dir.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(key)
        return key
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"OCOP_DATA_DIR: cannot write in {data_dir}: {error.strerror or error}") from None


def _hosts(value: str | None, base_url: str) -> tuple[str, ...]:
    if value:
        return tuple(host.strip() for host in value.split(",") if host.strip())
    host = urlsplit(base_url).hostname or "localhost"
    return tuple(dict.fromkeys((host, "localhost", "127.0.0.1", "[::1]")))


def _province(value: str) -> str:
    if len(value) != 2 or not value.isascii() or not value.isdigit():
        raise ConfigError(f"OCOP_PROVINCE: {value!r} is no province code; expected two digits, e.g. 80 for Tây Ninh")
    return value


def _directory(value: str | None, name: str) -> Path | None:
    if not value:
        return None
    path = Path(value).resolve()
    if not path.is_dir():
        raise ConfigError(f"{name}: {path} is no directory")
    return path


def _boolean(value: str, name: str) -> bool:
    if value.lower() in ("1", "true", "yes"):
        return True
    if value.lower() in ("", "0", "false", "no"):
        return False
    raise ConfigError(f"{name}: {value!r} is neither 0 nor 1")
