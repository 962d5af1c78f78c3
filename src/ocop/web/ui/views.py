"""The component page: every element of the visual language in every state."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.papers.charts import Bar, bar_chart, dot_chart, line_chart
from ocop.papers.tokens import tokens
from ocop.web.access import public_page

from .hexmap import CommuneValue, cells_of
from .patterns import MOTIFS
from .pictograms import PICTOGRAMS
from .shapes import ICONS, STATUS_SIGNS

_TEN_COLOURS = ("ground", "card", "ink", "quiet", "action", "link", "clay", "star", "waiting", "danger")
_SECTIONS = (
    ("mau", "Màu và chữ"),
    ("hinh", "Hình vẽ"),
    ("sao", "Sao và thời hạn"),
    ("nut", "Nút và liên kết"),
    ("the", "Thẻ"),
    ("bieu-mau", "Biểu mẫu"),
    ("cham", "Chấm điểm"),
    ("danh-sach", "Danh sách"),
    ("thong-bao", "Thông báo và chờ"),
    ("ban-do", "Bản đồ và biểu đồ"),
)


def _communes() -> list[CommuneValue]:
    """Invented counts on the cells of Tây Ninh, uneven as real ones are."""
    counts = [0, 2, 0, 1, 5, 0, 1, 0, 3, 0, 12, 1, 0, 4, 0, 2]
    return [
        CommuneValue(cell.code, f"Ô {number} (minh họa)", counts[number % len(counts)], "#ban-do")
        for number, cell in enumerate(cells_of("80"), start=1)
    ]


def _charts() -> dict[str, Any]:
    stars = [Bar("5 sao", 1), Bar("4 sao", 7, marked=True), Bar("3 sao", 42)]
    years = ["2020", "2021", "2022", "2023", "2024", "2025"]
    lines = {"3 sao": [4, 12, 22, 24, 35, 41], "4 sao": [1, 3, 5, 5, 7, 7], "5 sao": [0, 0, 0, 0, 1, 1]}
    income = [("Hợp tác xã A", 120, 310), ("Cơ sở B", 200, 180), ("Hộ kinh doanh C", 40, 95.5)]
    return {
        "chart_bars": bar_chart("Cứ 6 sản phẩm có 1 sản phẩm từ 4 sao trở lên (minh họa)", stars, show_title=False),
        "chart_lines": line_chart("4 sao tăng từ 5 lên 7 trong ba năm (minh họa)", years, lines, show_title=False),
        "chart_dots": dot_chart("Doanh thu sau công nhận tăng ở 2 trong 3 cơ sở (minh họa)", income, show_title=False),
    }


def page_context() -> dict[str, Any]:
    """What the component page shows; examples are invented and tagged «minh họa»."""
    return {
        "sections": _SECTIONS,
        "swatches": [(name, tokens()[name]) for name in _TEN_COLOURS],
        "pictograms": [(number, name) for number, (name, _) in PICTOGRAMS.items()],
        "motifs": sorted(MOTIFS),
        "icons": sorted(ICONS),
        "statuses": [(code, sign.word) for code, sign in STATUS_SIGNS.items()],
        "star_counts": [1, 2, 3, 4, 5],
        "star_choices": [("5", "5 sao", 1), ("4", "4 sao", 7), ("3", "3 sao", 42)],
        "type_choices": [
            ("cooperative", "Hợp tác xã"),
            ("company", "Doanh nghiệp nhỏ và vừa"),
            ("household", "Hộ kinh doanh"),
        ],
        "crumbs": [{"label": "Trang đầu", "url": "/"}, {"label": "Thành phần giao diện", "url": ""}],
        "communes": _communes(),
        **_charts(),
        "what": "Số điện thoại 0276 38 còn thiếu chữ số.",
        "why": "Xã cần số này để hẹn ngày xem cơ sở.",
        "fix": "Nhập đủ 10 chữ số, ví dụ 0276 382 2233.",
    }


@public_page
def components(request: HttpRequest) -> HttpResponse:
    """``/giao-dien/``: the component page."""
    return render(request, "ui/components.html", page_context())
