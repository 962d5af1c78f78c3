"""``ocop manage generate --products N --seed S``"""

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.utils import timezone

from ocop.directory.models import Producer
from ocop.kernel.access import Actor
from ocop.kernel.operations import Refused, now
from ocop.kernel.text import number_vi
from ocop.ops.demo import MARK
from ocop.ops.generating.register import generate_register


class Command(BaseCommand):
    """Writes an invented register for benchmarks and training."""

    help = "Sinh một sổ sản phẩm minh họa để đo tốc độ, tập huấn; mọi bản ghi mang dấu «minh họa»."

    def add_arguments(self, parser: CommandParser) -> None:
        """Number of products, seed, last day of the histories."""
        parser.add_argument("--products", type=int, required=True, help="số sản phẩm")
        parser.add_argument("--seed", type=int, default=1, help="cùng số này cho cùng một sổ")
        parser.add_argument("--until", help="ngày cuối của lịch sử công nhận (năm-tháng-ngày), mặc định hôm nay")
        parser.add_argument("--beside-real", action="store_true", help="cho phép thêm vào sổ đã có chủ thể thật")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and tell the counts."""
        until = self._day(options["until"])
        try:
            has_real = Producer.objects.filter(is_illustrative=False).exists()
        except DatabaseError as error:
            raise CommandError(f"cơ sở dữ liệu chưa dùng được ({error}). Chạy «ocop migrate» trước.") from None
        is_demo = (settings.CONFIG.data_dir / MARK).exists()
        if has_real and not is_demo and not options["beside_real"]:
            raise CommandError(
                "Sổ này đã có chủ thể thật. Dùng thư mục dữ liệu khác, hoặc thêm --beside-real nếu đúng là muốn vậy."
            )
        started = time.perf_counter()
        try:
            made = generate_register(
                actor=Actor.system("ocop manage generate"),
                products=options["products"],
                seed=options["seed"],
                until=until,
            )
        except Refused as error:
            raise CommandError(str(error)) from None
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"Minh họa: {number_vi(made.products)} sản phẩm của {number_vi(made.producers)} chủ thể, "
            f"{number_vi(made.recognitions)} lần công nhận, {number_vi(str(round(seconds, 1)))} giây."
        )

    def _day(self, text: str | None) -> dt.date:
        today = timezone.localdate(now())
        if not text:
            return today
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"--until {text}: ghi năm-tháng-ngày, chẳng hạn 2026-06-30.") from None
        if day > today:
            raise CommandError(f"--until {text}: ngày này chưa tới.")
        return day
