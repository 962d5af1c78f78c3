"""Small drawn signs: the star, the states of a certificate, the mark of Sao Làng and the icons of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MAX_STARS = 5


def star_path(cx: float, cy: float, outer: float, inner_share: float = 0.46) -> str:
    """Path of a five-pointed star around (cx, cy), one point up; ``outer`` is the radius in user units."""
    points = []
    for step in range(10):
        radius = outer if step % 2 == 0 else outer * inner_share
        angle = -pi / 2 + step * pi / 5
        points.append(f"{cx + radius * cos(angle):.1f} {cy + radius * sin(angle):.1f}")
    return "M" + "L".join(points) + "z"


STAR_24 = star_path(12, 13, 10.4)


def stars_svg(stars: int, size: int = 20, of: int = MAX_STARS) -> SafeString:
    """A row of ``of`` stars of which the first ``stars`` are filled, ``size`` px high; decoration, the word stands beside it."""
    width = of * 22 + 2
    shapes = []
    for index in range(of):
        path = star_path(12 + index * 22, 12.6, 9.6)
        shapes.append(f'<path class="{"star-on" if index < stars else "star-off"}" d="{path}"/>')
    return mark_safe(
        f'<svg class="star-row" viewBox="0 0 {width} 24" width="{width * size // 24}" height="{size}" '
        f'aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
    )


@dataclass(frozen=True)
class StatusSign:
    """How one state of a certificate looks: a class for the colour, a drawn shape and the word."""

    tone: str
    shape: str
    word: str


_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
_FULL = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
_HALF = _RING + '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>'
_QUARTER = _RING + '<path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor"/>'
_BARRED = _RING + '<path d="M4.5 8h7" stroke="currentColor" stroke-width="2"/>'
_STRUCK = _RING + '<path d="M3.8 12.2l8.4-8.4" stroke="currentColor" stroke-width="2"/>'
_ASK = (
    '<path d="M5 5.6c.2-1.9 1.4-3 3.1-3 1.8 0 3.1 1.1 3.1 2.8 0 2.3-3 2.4-3 4.6" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round"/><circle cx="8.1" cy="13.4" r="1.3" fill="currentColor"/>'
)

STATUS_SIGNS: dict[str, StatusSign] = {
    "valid": StatusSign("good", _FULL, "còn hiệu lực"),
    "renewed": StatusSign("good", _FULL, "đã công nhận lại"),
    "upgraded": StatusSign("good", _FULL, "đã nâng hạng"),
    "renewal_window": StatusSign("wait", _HALF, "đến kỳ đánh giá lại"),
    "filed": StatusSign("wait", _HALF, "đang đánh giá lại"),
    "extended": StatusSign("wait", _QUARTER, "đang gia hạn"),
    "expired": StatusSign("off", _BARRED, "hết hạn"),
    "ceased": StatusSign("off", _BARRED, "ngừng tham gia"),
    "revoked": StatusSign("bad", _STRUCK, "bị thu hồi"),
    "withdrawn": StatusSign("bad", _STRUCK, "đã thu hồi quyết định công nhận"),
    "unknown": StatusSign("ask", _ASK, "chưa rõ thời hạn"),
}


def status_sign(status: str) -> StatusSign:
    """The sign of a status of the public contract; a status that is not known is drawn as «chưa rõ thời hạn»."""
    return STATUS_SIGNS.get(status, STATUS_SIGNS["unknown"])


def status_shape_svg(status: str) -> SafeString:
    """The drawn shape of a status, 16 px, in the colour of the text around it."""
    return mark_safe(
        '<svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        f"{status_sign(status).shape}</svg>"
    )


# A village gate: two posts, a tiled roof with lifted corners, a smaller roof above, and one star in the arch.
_MARK = (
    '<path class="mark-roof" d="M13 12h22l3.2-3.6c-1 .5-2.2.6-3.4.6H30l-6-4-6 4h-4.8c-1.2 0-2.4-.1-3.4-.6z"/>'
    '<path class="mark-roof" d="M4 21.5h40l2-5c-1.6.8-3.4 1-5.2 1H7.2c-1.8 0-3.6-.2-5.2-1z"/>'
    '<path class="mark-wall" d="M14 12.5h20v4H14z"/>'
    '<path class="mark-wall" d="M7 22h34v21.5h-7V35a10 10 0 0 0-20 0v8.5H7z"/>'
    '<path class="mark-base" d="M5 43.5h11V46H5zM32 43.5h11V46H32z"/>'
    f'<path class="mark-star" d="{star_path(24, 36.2, 7.2)}"/>'
)


def mark_svg(size: int = 40) -> SafeString:
    """The mark of Sao Làng (our own drawing), ``size`` px square."""
    return mark_safe(
        f'<svg class="mark" viewBox="0 0 48 48" width="{size}" height="{size}" aria-hidden="true" '
        f'focusable="false">{_MARK}</svg>'
    )


ICONS: dict[str, str] = {
    "product": '<path d="M4 8.5 12 4l8 4.5v7L12 20l-8-4.5z"/><path d="M4 8.5l8 4.5 8-4.5M12 13v7M8 6.2l8 4.6"/>',
    "map": '<path d="M12 3l4 2.3v4.6L12 12.2 8 9.9V5.3z"/><path d="M8 9.9v4.6L4 16.8M8 14.5l4 2.3 4-2.3V9.9M12 16.8V21M16 14.5l4 2.3"/>',
    "verify": '<path d="M12 3l7.5 2.8v5.4c0 4.7-3.1 8.2-7.5 9.8-4.4-1.6-7.5-5.1-7.5-9.8V5.8z"/><path d="M8.6 11.8l2.4 2.4 4.5-4.7"/>',
    "score": '<path d="M5 4h10l4 4v12H5z"/><path d="M14.5 4v4.5H19M8 12.2l1.3 1.3 2.2-2.5M8 16.7l1.3 1.3 2.2-2.5M14 12.5h2.5M14 17h2.5"/>',
    "news": '<path d="M4 5h13v13.5a1.5 1.5 0 0 0 1.5 1.5H5.5A1.5 1.5 0 0 1 4 18.5z"/><path d="M17 9h3v9.5a1.5 1.5 0 0 1-3 0M7 8.5h7M7 12h7M7 15.5h4.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "home": '<path d="M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.2v.3"/>',
    "warn": '<path d="M12 3.5l9.5 17h-19z"/><path d="M12 10v4.5M12 17.2v.3"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7.5v6M12 16.5v.3"/>',
    "right": '<path d="M9 5l7 7-7 7"/>',
    "left": '<path d="M15 5l-7 7 7 7"/>',
    "down": '<path d="M5 9l7 7 7-7"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1.6-1.6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c.7-4 3.6-6 7.5-6s6.8 2 7.5 6"/>',
    "place": '<path d="M12 21c4.5-5 6.5-8.2 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 12.8 7.5 16 12 21z"/><circle cx="12" cy="9.8" r="2.3"/>',
    "paper": '<path d="M6 3h9l4 4v14H6z"/><path d="M14.5 3v4.5H19M9 12h7M9 15.5h7"/>',
    "again": '<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5"/>',
    "table": '<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9"/>',
}


def icon_svg(name: str, size: int = 24) -> SafeString:
    """A line icon of the 24-px grid in the colour of the text; an unknown name is a programming error (KeyError)."""
    return mark_safe(
        f'<svg class="icon" viewBox="0 0 24 24" width="{size}" height="{size}" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{ICONS[name]}</svg>"
    )


def titled(svg: str, title: str) -> SafeString:
    """Give a decorative SVG of this module a name for screen readers, when no word stands beside it."""
    return mark_safe(
        svg.replace('aria-hidden="true" focusable="false">', f'role="img"><title>{escape(title)}</title>', 1)
    )


def mark_file(roof: str, wall: str, star: str) -> str:
    """The mark as an SVG file of its own (tab icon), in the given colours."""
    colours = {"mark-roof": roof, "mark-wall": roof, "mark-base": roof, "mark-star": star}
    shapes = _MARK
    for name, colour in colours.items():
        shapes = shapes.replace(f'class="{name}"', f'fill="{colour}"')
    ground = f'<rect width="48" height="48" rx="8" fill="{wall}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 52 52">{ground}{shapes}</svg>'
