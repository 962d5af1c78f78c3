"""``ocop doctor``: what is wrong with this installation and how to mend it, one line each."""

import argparse
import hashlib
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from ocop.config import Config, ConfigError, read_config

_MEGABYTE = 1_000_000
_LEAST_FREE, _LITTLE_FREE = 100 * _MEGABYTE, 1_000 * _MEGABYTE
_SHORTEST_KEY = 32


class Level(StrEnum):
    """How bad a finding is; only ``BROKEN`` makes the exit code 1."""

    GOOD = "tốt"
    NOTE = "lưu ý"
    BROKEN = "cần sửa"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and what to do."""

    level: Level
    what: str
    message: str

    def __str__(self) -> str:
        return f"[{self.level.value}] {self.what}: {self.message}"


def run(arguments: argparse.Namespace) -> int:
    """Print all findings; 1 when something must be mended."""
    worst = 0
    for finding in findings():
        print(finding, flush=True)
        worst = max(worst, int(finding.level == Level.BROKEN))
    print("Có chỗ cần sửa trước khi dùng." if worst else "Bản cài đặt này dùng được.")
    return worst


def findings() -> Iterator[Finding]:
    """Every check, from the environment inwards. What a broken one stands under is not looked at."""
    try:
        config = read_config()
    except ConfigError as error:
        yield Finding(Level.BROKEN, "Biến môi trường", str(error))
        return
    yield _good("Biến môi trường", f"đọc được; tỉnh {config.province}, Python {sys.version.split()[0]}")
    for check in (_data_dir, _free_space, _secret_key, _address, _debug, _fonts):
        yield from check(config)
    yield from _law(config)
    yield from _database(config)


def _good(what: str, message: str) -> Finding:
    return Finding(Level.GOOD, what, message)


def _data_dir(config: Config) -> Iterator[Finding]:
    what = "Thư mục dữ liệu"
    try:
        with tempfile.NamedTemporaryFile(dir=config.data_dir, prefix=".doctor-"):
            pass
    except OSError as error:
        yield Finding(
            Level.BROKEN,
            what,
            f"không ghi được vào {config.data_dir} ({error.strerror}); cấp quyền ghi, hoặc đổi OCOP_DATA_DIR.",
        )
        return
    if config.data_dir_is_default:
        yield Finding(
            Level.NOTE, what, f"đang dùng chỗ mặc định {config.data_dir}; đặt OCOP_DATA_DIR khi chạy chính thức."
        )
    else:
        yield _good(what, f"{config.data_dir} ghi được")


def _free_space(config: Config) -> Iterator[Finding]:
    what = "Chỗ trống trên đĩa"
    try:
        free = shutil.disk_usage(config.data_dir).free
    except OSError:
        return
    message = f"còn {free // _MEGABYTE} MB"
    if free < _LEAST_FREE:
        yield Finding(Level.BROKEN, what, f"chỉ {message}; dọn đĩa hoặc chuyển OCOP_DATA_DIR sang đĩa khác.")
    elif free < _LITTLE_FREE:
        yield Finding(Level.NOTE, what, f"{message}; nên dọn bớt.")
    else:
        yield _good(what, message)


def _secret_key(config: Config) -> Iterator[Finding]:
    what, path = "Khóa bí mật", config.data_dir / "secret-key"
    if len(config.secret_key) < _SHORTEST_KEY:
        message = f"ngắn hơn {_SHORTEST_KEY} ký tự; đặt OCOP_SECRET_KEY dài hơn, hoặc bỏ biến này để máy tự tạo."
        yield Finding(Level.BROKEN if config.is_https else Level.NOTE, what, message)
        return
    is_kept = path.exists() and path.read_text(encoding="utf-8").strip() == config.secret_key
    mode = path.stat().st_mode & 0o777 if is_kept else 0
    if mode & 0o077:
        yield Finding(
            Level.BROKEN, what, f"người khác trên máy đọc được {path} (quyền {mode:o}); chạy: chmod 600 {path}"
        )
    else:
        yield _good(what, f"trong {path}, chỉ chủ sở hữu đọc được" if is_kept else "đặt bằng OCOP_SECRET_KEY")


def _address(config: Config) -> Iterator[Finding]:
    what, host = "Địa chỉ trang", urlsplit(config.base_url).hostname or ""
    is_local = host in ("localhost", "127.0.0.1", "::1")
    if "*" in config.allowed_hosts:
        yield Finding(Level.NOTE, what, f"OCOP_ALLOWED_HOSTS nhận mọi tên máy; chỉ ghi {host}.")
    elif not any(host == one or (one.startswith(".") and f".{host}".endswith(one)) for one in config.allowed_hosts):
        yield Finding(
            Level.BROKEN,
            what,
            f"{host} của OCOP_BASE_URL không có trong OCOP_ALLOWED_HOSTS; thêm vào, nếu không trang sẽ trả lời 400.",
        )
        return
    if not config.is_https and not is_local:
        yield Finding(
            Level.NOTE,
            what,
            f"{config.base_url} không phải https: mật khẩu đi qua mạng không được mã hóa; đặt chứng thư và OCOP_BASE_URL=https://{host}.",
        )
    else:
        yield _good(what, config.base_url)


def _debug(config: Config) -> Iterator[Finding]:
    if config.debug:
        level = Level.BROKEN if config.is_https else Level.NOTE
        yield Finding(
            level,
            "Chế độ gỡ lỗi",
            "OCOP_DEBUG đang bật: trang lỗi lộ chi tiết bên trong; bỏ biến này khi chạy chính thức.",
        )


def _fonts(config: Config) -> Iterator[Finding]:
    from ocop.papers.layout import FONTS

    what, again = "Phông chữ của giấy tờ", "cài lại gói ocop."
    try:
        listed = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["font"]
        wrong = [one["file"] for one in listed if _digest(FONTS / one["file"]) != one["sha256"]]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        yield Finding(Level.BROKEN, what, f"thiếu trong {FONTS} ({error}); {again}")
        return
    if wrong:
        yield Finding(Level.BROKEN, what, f"khác bản gốc: {', '.join(wrong)}; {again}")
    else:
        yield _good(what, f"đủ {len(listed)} tệp")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _law(config: Config) -> Iterator[Finding]:
    from ocop.rules.errors import LawError
    from ocop.rules.lock import check_lock
    from ocop.rules.rulebook import Rulebook, law_directory

    what = "Tệp luật"
    try:
        faults = check_lock(law_directory())
        if faults:
            more = f" và {len(faults) - 1} chỗ khác" if len(faults) > 1 else ""
            yield Finding(
                Level.BROKEN, what, f"{faults[0]}{more}; lấy lại thư mục law/ của bản này, xem «ocop law check»."
            )
            return
        book = Rulebook.open()
        sets = sum(len(book.numbers(decision)) for decision in book.decisions())
        yield _good(what, f"khớp law/LOCK; {len(book.decisions())} quyết định, {sets} bộ sản phẩm")
    except (LawError, OSError) as error:
        first = str(error).partition("\n")[0]
        yield Finding(Level.BROKEN, what, f"{first}; chạy «ocop law check» để xem hết.")


def _database(config: Config) -> Iterator[Finding]:
    what = "Cơ sở dữ liệu"
    if config.database_url is None and not (config.data_dir / "ocop.sqlite3").exists():
        yield Finding(
            Level.BROKEN,
            what,
            f"chưa có trong {config.data_dir}; tạo bằng «ocop migrate», hoặc «ocop demo» để xem thử.",
        )
        return
    from ocop.ops.django_calls import set_up

    set_up()
    from django.db import Error, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, OSError) as error:
        yield Finding(
            Level.BROKEN, what, f"không kết nối được ({_one_line(error)}); kiểm tra DATABASE_URL và máy chủ dữ liệu."
        )
        return
    yield _good(what, f"kết nối được ({connection.vendor})")
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (_integrity, _migrations, _units, _events)
    for check in checks:
        try:
            found = list(check())
        except Error as error:
            yield Finding(Level.BROKEN, what, f"{_one_line(error)}; chạy «ocop migrate».")
            return
        yield from found
        if any(one.level == Level.BROKEN for one in found):
            return


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _integrity() -> Iterator[Finding]:
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    if answer != "ok":
        yield Finding(
            Level.BROKEN, "Tệp dữ liệu", f"bị hỏng ({answer}); dừng máy chủ và khôi phục bản sao lưu gần nhất."
        )


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        yield Finding(
            Level.BROKEN,
            "Bảng dữ liệu",
            f"còn {len(waiting)} bước nâng cấp chưa chạy; sao lưu rồi chạy «ocop migrate».",
        )
    else:
        yield _good("Bảng dữ liệu", "đúng phiên bản")


def _units() -> Iterator[Finding]:
    from django.conf import settings

    from ocop.directory.enums import UnitList
    from ocop.directory.models import Area
    from ocop.directory.queries import own_communes

    what, code = "Danh mục hành chính", settings.CONFIG.province
    province = Area.objects.filter(unit_list=UnitList.SINCE, level="province", code=code).first()
    if province is None:
        have = "chưa nạp" if not Area.objects.exists() else f"không có tỉnh mã {code} (OCOP_PROVINCE)"
        yield Finding(Level.BROKEN, what, f"{have}; nạp bằng «ocop import units TỆP.csv» hoặc «ocop demo --no-serve».")
    else:
        yield _good(what, f"{province.name}, {own_communes().count()} xã, phường")


def _events() -> Iterator[Finding]:
    from ocop.kernel.models import Event
    from ocop.kernel.operations import broken_event

    first_bad = broken_event()
    if first_bad is None:
        yield _good("Chuỗi sự kiện", f"{Event.objects.count()} sự kiện nguyên vẹn")
    else:
        yield Finding(
            Level.BROKEN,
            "Chuỗi sự kiện",
            f"đứt tại sự kiện {first_bad}: nội dung đã bị thay đổi ngoài phần mềm; giữ nguyên tệp, so với bản sao lưu.",
        )
