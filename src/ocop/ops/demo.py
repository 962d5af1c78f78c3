"""``ocop demo``: database, Tây Ninh's data and the story of June 2022 in a directory of its own, then a server."""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from ocop.ops.django_calls import set_up

MARK = "made-by-ocop-demo"


class Unusable(Exception):
    """The demo cannot be made here; the message says why and what to do."""


def run(arguments: argparse.Namespace) -> int:
    """Make the demo (a second run keeps its data), print the address, serve unless ``--no-serve``."""
    from ocop.config import read_config

    config = read_config()
    if config.database_url:
        raise Unusable(
            "DATABASE_URL đang được đặt. Bản trình diễn chỉ dùng SQLite trong OCOP_DATA_DIR: hãy bỏ DATABASE_URL."
        )
    _prepare(config.data_dir, reset=arguments.reset)
    set_up()
    _load()
    if arguments.no_serve:
        print(f"Đã chuẩn bị xong dữ liệu trong {config.data_dir}.")
        return 0
    from ocop.ops.serve import collect_static, serve

    collect_static()
    print(f"\n  Sao Làng đang chạy: http://127.0.0.1:{arguments.port}/\n  Dừng bằng Ctrl+C.\n", flush=True)
    serve("127.0.0.1", arguments.port, workers=1)
    return 0


def _prepare(data_dir: Path, *, reset: bool) -> None:
    """Refuse a directory that holds anything the demo did not make; empty it when asked to."""
    mark = data_dir / MARK
    foreign = data_dir.exists() and not mark.exists() and any(path.name != "secret-key" for path in data_dir.iterdir())
    if foreign:
        raise Unusable(
            f"{data_dir} không do lệnh ocop demo tạo ra nên không được đụng tới. Hãy chọn OCOP_DATA_DIR khác."
        )
    if reset and mark.exists():
        shutil.rmtree(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    mark.write_text("Thư mục này do lệnh `ocop demo` tạo; `ocop demo --reset` sẽ xóa nó.\n", encoding="utf-8")


def _load() -> None:
    from django.core.management import call_command

    from ocop.kernel.access import Actor
    from ocop.ops.seed.areas import load_areas
    from ocop.ops.seed.june_2022 import load_june_2022
    from ocop.ops.seed.tay_ninh import load_tay_ninh

    actor = Actor.system("ocop demo")
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Cơ sở dữ liệu", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("Đơn vị hành chính trước và sau 01/7/2025", lambda: load_areas(actor)),
        ("Sản phẩm OCOP Tây Ninh đã biết", lambda: load_tay_ninh(actor)),
        ("Câu chuyện tháng 6 năm 2022", lambda: load_june_2022(actor)),
    )
    for number, (label, step) in enumerate(steps, 1):
        sys.stdout.write(f"[{number}/{len(steps)}] {label} …")
        sys.stdout.flush()
        step()
        sys.stdout.write(" xong\n")
