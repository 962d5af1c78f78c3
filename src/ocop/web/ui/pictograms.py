"""One pictogram for each of the 26 product sets of Phụ lục I, Quyết định 26/2026/QĐ-TTg, drawn on one 24-px grid.

All lines are 1.5 wide with round ends; ``class="dot"`` marks the few filled points. The sets of the two older decisions
use the same numbers in their own order, so a caller passes the number of the 26/2026 set.
"""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PICTOGRAMS: dict[int, tuple[str, str]] = {
    1: (
        "rau, củ, quả, hạt tươi",
        '<path d="M13.5 9.5c2 2 1.5 3.5.3 4.7L5 20.5c-1 .6-2.2-.5-1.5-1.5l6.3-8.8c1.2-1.2 2.7-1.7 3.7-.7z"/>'
        '<path d="M13.8 9.8c-.3-2.8.5-4.8 2.7-6.3.7 2 .4 3.5-.5 4.7 1.3-1 2.9-1.2 4.7-.5-1.5 2.3-3.5 3-6.3 2.6"/>'
        '<path d="M9 13l1.6 1.6M6.8 16.2l1.2 1.2"/>',
    ),
    2: (
        "thịt, thủy sản, trứng, sữa tươi",
        '<path d="M3 10.5c2.5-4.3 8-5.5 12.5-1.3L20.5 6v9l-5-3.2C11 16 5.5 14.8 3 10.5z"/>'
        '<circle class="dot" cx="7.3" cy="9.8" r=".9"/><path d="M10.5 8.2c.9 1.5.9 3.1 0 4.6"/>'
        '<path d="M5.5 21c-1.2 0-2-.9-2-2.1 0-1.3.9-2.9 2-2.9s2 1.6 2 2.9c0 1.2-.8 2.1-2 2.1zM11 21h9.5M11 18h9.5"/>',
    ),
    3: (
        "gạo, ngũ cốc, hạt sơ chế",
        '<path d="M12 21.5V9"/><path d="M12 9c-1.8-1.6-1.8-4.3 0-6.5 1.8 2.2 1.8 4.9 0 6.5z"/>'
        '<path d="M12 13.5c-3 .1-4.7-1.7-4.8-4.7 3 0 4.8 1.7 4.8 4.7zM12 13.5c3 .1 4.7-1.7 4.8-4.7-3 0-4.8 1.7-4.8 4.7z"/>'
        '<path d="M12 18.5c-3 .1-4.7-1.7-4.8-4.7 3 0 4.8 1.7 4.8 4.7zM12 18.5c3 .1 4.7-1.7 4.8-4.7-3 0-4.8 1.7-4.8 4.7z"/>',
    ),
    4: (
        "mật ong, mật khác",
        '<path d="M8 3.5l3.8 2.2v4.4L8 12.3l-3.8-2.2V5.7z"/><path d="M16 3.5l3.8 2.2v4.4L16 12.3l-4.2-2.2M16 3.5l-4.2 2.2"/>'
        '<path d="M12 13.5c2.2 2.7 3.3 4.3 3.3 5.6a3.3 3.3 0 0 1-6.6 0c0-1.3 1.1-2.9 3.3-5.6z"/>',
    ),
    5: (
        "đồ ăn nhanh",
        '<path d="M3 12h18c0 4.3-2.6 7-6 7.7V21H9v-1.3C5.6 19 3 16.3 3 12z"/>'
        '<path d="M13.5 12l6-8.5M17 12l4-6.5"/><path d="M6.5 9.5c-1-1.3 1-2.2 0-3.5M10 9.5c-1-1.3 1-2.2 0-3.5"/>',
    ),
    6: (
        "chế biến từ gạo, ngũ cốc",
        '<circle cx="12" cy="9.5" r="6.5"/><path d="M9.5 6.5c1.5-.9 3.4-.9 4.8 0M8.7 10.5c.4 1.3 1.3 2.2 2.5 2.5"/>'
        '<path d="M3 18.5h18M3 21.5h18M6.5 16v5.5M12 18.5v3M17.5 16v5.5"/>',
    ),
    7: (
        "chế biến từ rau, củ, quả, hạt",
        '<path d="M7 3.5h10v3H7zM7.5 6.5c0 1.5-2 2-2 4v8.5a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-8.5c0-2-2-2.5-2-4"/>'
        '<path d="M12 13.2c1.6-1.2 3.6-.3 3.6 1.7 0 1.9-1.5 3.4-3.6 3.4s-3.6-1.5-3.6-3.4c0-2 2-2.9 3.6-1.7zM12 13.2c0-1 .5-1.8 1.5-2.2"/>',
    ),
    8: (
        "chế biến từ thịt, trứng, sữa, thủy sản, mật ong",
        '<path d="M4 5.5c0-1.2 3.6-2.2 8-2.2s8 1 8 2.2v13c0 1.2-3.6 2.2-8 2.2s-8-1-8-2.2z"/><path d="M4 5.5c0 1.2 3.6 2.2 8 2.2s8-1 8-2.2"/>'
        '<path d="M7 13.8c1.6-2.5 4.7-3.1 7.3-.8l2.7-1.7v5l-2.7-1.7c-2.6 2.3-5.7 1.7-7.3-.8z"/><circle class="dot" cx="9.7" cy="13.3" r=".7"/>',
    ),
    9: (
        "tương, nước mắm, gia vị lỏng",
        '<path d="M10 2.5h4v3.7c0 2 3.5 2.8 3.5 6.3v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7c0-3.5 3.5-4.3 3.5-6.3z"/>'
        '<path d="M12 11.5c1.6 2 2.4 3.2 2.4 4.2a2.4 2.4 0 0 1-4.8 0c0-1 .8-2.2 2.4-4.2z"/>',
    ),
    10: (
        "gia vị khác",
        '<path d="M15.5 7.5c2.5 0 3.8 1.9 2.9 4.5C16.9 16.5 11 20 4 19.8c-.8 0-.9-1.1-.1-1.3 5-1.5 7.3-4 8.3-8 .5-1.9 1.6-3 3.3-3z"/>'
        '<path d="M15.7 7.5c-.3-2 .5-3.7 2.3-4.5"/><circle class="dot" cx="17.5" cy="19.5" r=".9"/><circle class="dot" cx="20.5" cy="17.5" r=".9"/><circle class="dot" cx="20.5" cy="21" r=".9"/>',
    ),
    11: (
        "chè tươi, chế biến",
        '<path d="M12 21.5v-9"/><path d="M12 12.5c-2-2.3-2-6.3 0-10 2 3.7 2 7.7 0 10z"/>'
        '<path d="M12 16.5c-1-3.8-3.7-6-8-6.2.4 4.3 3.4 6.5 8 6.2zM12 16.5c1-3.8 3.7-6 8-6.2-.4 4.3-3.4 6.5-8 6.2z"/>',
    ),
    12: (
        "chè từ thực vật khác",
        '<path d="M4 11h13v4.5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 12.5h1.5a2.5 2.5 0 0 1 0 5H16.7"/>'
        '<path d="M10.5 8c-2.3-.4-3.4-2.2-2.7-5 2.5.9 3.5 2.7 2.7 5zM10.5 8c.6-2.2 2.3-3.2 4.7-2.7-.7 2.2-2.3 3.1-4.7 2.7z"/>',
    ),
    13: (
        "cà phê, ca cao",
        '<path d="M17.8 5.7c2.9 2.9 2.4 8.1-1 11.4s-8.5 3.9-11.3 1.1-2.4-8.1 1-11.4 8.5-3.9 11.3-1.1z"/>'
        '<path d="M17.8 5.7c-.4 3-1.7 4.8-4.6 5.7-3.6 1.1-6.2 2.6-7.7 6.8"/>',
    ),
    14: (
        "rượu trắng",
        '<path d="M10.5 3h3M12 3v2"/><path d="M12 5c1.9 0 3.2 1.3 3.2 3 0 1-.4 1.7-1 2.4 2.7.8 4.5 2.9 4.5 5.6 0 3.2-2.8 5.5-6.7 5.5S5.3 19.2 5.3 16c0-2.7 1.8-4.8 4.5-5.6-.6-.7-1-1.4-1-2.4 0-1.7 1.3-3 3.2-3z"/>'
        '<path d="M8.5 11c2.2.8 4.8.8 7 0"/>',
    ),
    15: (
        "đồ uống có cồn khác",
        '<path d="M7 3h10c.8 5-.8 9-5 9s-5.8-4-5-9zM12 12v8M8 21h8"/><path d="M6.8 6.5h10.4"/>',
    ),
    16: (
        "nước khoáng thiên nhiên, nước uống đóng chai",
        '<path d="M10 2.5h4v2.7h-4zM10 5.2c0 2-3 2.8-3 5.3v9a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-9c0-2.5-3-3.3-3-5.3"/>'
        '<path d="M7 13c1.7-1.3 3.3-1.3 5 0s3.3 1.3 5 0M7 17c1.7-1.3 3.3-1.3 5 0s3.3 1.3 5 0"/>',
    ),
    17: (
        "đồ uống không cồn",
        '<path d="M5.5 7.5h13L17 21.5H7z"/><path d="M12.5 7.5l1.3-5h3.7M6 12h12"/><circle class="dot" cx="10" cy="16" r=".9"/><circle class="dot" cx="13.5" cy="18" r=".9"/>',
    ),
    18: (
        "thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền",
        '<path d="M4 11.5h16c0 3.8-1.9 6.6-4.5 7.7V21.5h-7v-2.3C5.9 18.1 4 15.3 4 11.5zM3 11.5h18"/>'
        '<path d="M13 11.5l5-8.5M8 11.5c-2.2-1.8-2.5-4.2-.8-7 2.4 2 2.7 4.4.8 7z"/>',
    ),
    19: (
        "mỹ phẩm có thành phần từ dược liệu",
        '<path d="M4 12h16v7a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 19zM5.5 8.5h13V12h-13z"/>'
        '<path d="M12 8.5c-1.7-2-1.7-4 0-6 1.7 2 1.7 4 0 6z"/><path d="M8.5 16.7h7"/>',
    ),
    20: (
        "tinh dầu và dược liệu khác",
        '<path d="M9.5 8h5v2c0 1.3 3 2 3 5v4.5a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V15c0-3 3-3.7 3-5zM9.5 8V6h5v2M12 6V4.5"/>'
        '<path d="M12 1.8c1 0 1.5.7 1.5 1.5v1.2h-3V3.3c0-.8.5-1.5 1.5-1.5zM6.5 15.8c2-1 3.7-1 5.5 0s3.5 1 5.5 0"/>',
    ),
    21: (
        "thủ công mỹ nghệ gia dụng, trang trí",
        '<path d="M3.5 10h17l-2 9.5a2 2 0 0 1-2 1.5h-9a2 2 0 0 1-2-1.5z"/><path d="M6.5 10c0-4 2-7 5.5-7s5.5 3 5.5 7"/>'
        '<path d="M4.2 13.7h15.6M5 17.3h14M9 10l.8 11M15 10l-.8 11"/>',
    ),
    22: (
        "vải, may mặc",
        '<path d="M9 3.5L3.5 6.5l1.7 4.7 2.3-.9V20.5h9V10.3l2.3.9 1.7-4.7L15 3.5c-.5 1.6-1.5 2.4-3 2.4s-2.5-.8-3-2.4z"/>'
        '<path d="M12 6v14.5"/><circle class="dot" cx="13.8" cy="10.5" r=".7"/><circle class="dot" cx="13.8" cy="14" r=".7"/>',
    ),
    23: (
        "hoa",
        '<path d="M12 15.5c-2.5-2.5-2.5-7.3 0-12 2.5 4.7 2.5 9.5 0 12z"/><path d="M12 15.5C8.5 15 6.3 12 6.5 7.2c1.7.6 3 1.5 3.8 2.8M12 15.5c3.5-.5 5.7-3.5 5.5-8.3-1.7.6-3 1.5-3.8 2.8"/>'
        '<path d="M12 15.5c-4 1.2-7.5-.3-9.5-4 1.6-.6 3-.7 4.4-.2M12 15.5c4 1.2 7.5-.3 9.5-4-1.6-.6-3-.7-4.4-.2M12 15.7v5.8M12 20.5c1.5-1.4 3-1.8 5-1.5"/>',
    ),
    24: (
        "cây cảnh",
        '<path d="M5 17.5h14l-1.5 4h-11zM4 17.5h16"/><path d="M12 17.5c0-2.5-2.5-3-2.5-5.5 0-1.7 1.2-2.5 2.5-4"/>'
        '<path d="M8.5 8.5c-2.5.3-4-.7-4-2.5S6 3.5 8 3.7C9 2 12.5 1.8 13.8 3.5c2 0 3.2 1 3.2 2.5S15.5 8.6 12 8.2M10 13c2-.4 3.3-1 4-2.3M13.5 10.5c0-1 1-1.8 2.8-1.8s3.2.6 3.2 1.7-1.3 1.9-3.2 1.9-2.8-.8-2.8-1.8z"/>',
    ),
    25: (
        "động vật cảnh",
        '<path d="M13.5 5.5c1-2 4.2-2.3 5.5 0l2.5.8-2.5 1.5c.2 5-2.8 8.7-7.5 8.7H8.5L3 19.5l2-5c0-4 3.7-5.5 6-6 1.3-.3 2-1.5 2.5-3z"/>'
        '<circle class="dot" cx="16.6" cy="6" r=".8"/><path d="M7.5 13.5c2.5.3 4.5-.7 5.5-3M10.5 16.5v4M13.5 16.2v4.3M9 20.5h6.5"/>',
    ),
    26: (
        "du lịch cộng đồng, du lịch sinh thái, điểm du lịch",
        '<path d="M2.5 19.5L9.5 7c.6-1 1.9-1 2.5 0l3 5.3 1.3-2c.6-.9 1.8-.9 2.3 0l3 4.7M2.5 19.5h19"/><circle cx="17.5" cy="5" r="2.2"/>'
        '<path d="M8 10c1 .9 2 .9 2.8 0 .8.9 1.8.9 2.7 0M10 19.5c0-2 4-2 3-4.5"/>',
    ),
}


def pictogram_svg(product_set: int | None, size: int = 24, title: str = "") -> SafeString:
    """The pictogram of a product set (1–26), ``size`` px square; an unknown set gets a plain parcel.

    With ``title`` the picture has a name for screen readers, else it is decoration.
    """
    _, shapes = PICTOGRAMS.get(product_set or 0, ("", _PARCEL))
    name = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true" focusable="false">'
    return mark_safe(
        f'<svg class="pictogram" viewBox="0 0 24 24" width="{size}" height="{size}" fill="none" stroke="currentColor" '
        f'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" {name}{shapes}</svg>'
    )


_PARCEL = '<path d="M4 8l8-4.5L20 8v8.5L12 21l-8-4.5zM4 8l8 4.5L20 8M12 12.5V21M8 5.8l8 4.5"/>'
