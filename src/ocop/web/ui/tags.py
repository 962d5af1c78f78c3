"""Template tags for the drawn things: ``{% load ui %}`` in a page or component."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.utils.safestring import SafeString, mark_safe

from ocop.papers.tokens import token

from . import patterns, pictograms, shapes
from .hexmap import hexmap_svg, legend_svg

register = template.Library()


def _whole(value: Any, default: int = 0) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


@register.simple_tag
def star_shapes(stars: Any, size: Any = 20) -> SafeString:
    """``{% star_shapes 4 size=24 %}``: five drawn stars, four of them filled."""
    return shapes.stars_svg(max(0, min(5, _whole(stars))), _whole(size, 20))


@register.simple_tag
def status_shape(status: str) -> SafeString:
    """The drawn shape of a certificate's state."""
    return shapes.status_shape_svg(status)


@register.simple_tag
def status_word(status: str) -> str:
    """The word of a certificate's state («còn hiệu lực»)."""
    return shapes.status_sign(status).word


@register.simple_tag
def status_tone(status: str) -> str:
    """The class that colours a state: good, wait, off, bad or ask."""
    return shapes.status_sign(status).tone


@register.simple_tag
def icon(name: str, size: Any = 24) -> SafeString:
    """A line icon of our own set."""
    return shapes.icon_svg(name, _whole(size, 24))


@register.simple_tag
def mark(size: Any = 40) -> SafeString:
    """The mark of Sao Làng."""
    return shapes.mark_svg(_whole(size, 40))


@register.simple_tag
def pictogram(product_set: Any, size: Any = 24, title: str = "") -> SafeString:
    """The pictogram of a product set of 26/2026 (1–26)."""
    return pictograms.pictogram_svg(_whole(product_set), _whole(size, 24), title)


@register.simple_tag
def pattern(seed: Any, motif: str = "") -> SafeString:
    """The weave pattern of a commune."""
    return patterns.pattern_svg(str(seed), motif)


@register.simple_tag
def star_scale(total: Any, limits: Any = "30,50,70,90") -> SafeString:
    """A line from 0 to 100 filled up to ``total`` points, with a tick at each limit where a star begins.

    ``limits`` are the lower limits of 2, 3, 4 and 5 stars in points, from the rulebook, as a list or «30,50,70,90».
    A total that is no number draws an empty line.
    """
    parts = limits.split(",") if isinstance(limits, str) else list(limits)
    try:
        points = max(Decimal(0), min(Decimal(100), Decimal(str(total).replace(",", "."))))
    except InvalidOperation:
        points = Decimal(0)
    ticks = []
    for index, limit in enumerate(parts):
        stars = index + 2
        reached = " reached" if points >= Decimal(str(limit)) else ""
        ticks.append(
            f'<line class="scale-tick{reached}" x1="{limit}%" x2="{limit}%" y1="0" y2="20"/>'
            f'<text class="scale-word{reached}" x="{limit}%" y="38" text-anchor="middle">{stars} sao</text>'
        )
    return mark_safe(
        '<svg class="scale" width="100%" height="42" aria-hidden="true" focusable="false">'
        '<rect class="scale-line" x="0" y="5" width="100%" height="10" rx="5"/>'
        f'<rect class="scale-fill" x="0" y="5" width="{points}%" height="10" rx="5"/>'
        f'{"".join(ticks)}<circle class="scale-head" cx="{points}%" cy="10" r="8"/></svg>'
    )


@register.simple_tag
def page_links(page: Any, pages: Any, query: str = "") -> list[dict[str, Any]]:
    """The entries of a pager: first, last and two around the present page; a gap has no ``number``."""
    here, last = max(1, _whole(page, 1)), max(1, _whole(pages, 1))
    near = sorted({1, last} | {n for n in range(here - 1, here + 2) if 1 <= n <= last})
    entries: list[dict[str, Any]] = []
    before = 0
    for number in near:
        if number - before > 1:
            entries.append({"number": None})
        before = number
        entries.append({"number": number, "url": page_url(number, query), "here": number == here})
    return entries


@register.simple_tag
def page_url(number: Any, query: str = "") -> str:
    """Address of page ``number`` that keeps the other parameters (``query`` = the query string without ``page``)."""
    kept = query.strip("&?")
    tail = urlencode({"trang": number})
    return "?" + (f"{kept}&{tail}" if kept else tail)


@register.filter
def chosen(value: Any, current: Any) -> bool:
    """Is ``value`` the current one, or among them? Compared as text, as forms do."""
    if isinstance(current, (list, tuple, set)):
        return str(value) in {str(item) for item in current}
    return str(value) == str(current if current is not None else "")


PLACE_ICONS = {
    "products": "product",
    "producers": "person",
    "map": "map",
    "verify": "verify",
    "practice": "score",
    "news": "news",
}


@register.simple_tag
def place_icon(code: str) -> SafeString:
    """The icon of a place of the navigation, by its code; a place without its own drawing gets the parcel."""
    return shapes.icon_svg(PLACE_ICONS.get(code, "product"), 24)


@register.simple_tag
def within(path: str | None, place: str) -> bool:
    """Is the page at ``path`` inside ``place``? The home page is only itself."""
    return bool(path) and (path == place if place == "/" else str(path).startswith(place))


@register.simple_tag
def theme_colour(name: str) -> str:
    """A colour of the tokens, for the few places where CSS variables do not reach."""
    return token(name)


@register.simple_tag
def mark_icon() -> SafeString:
    """The mark as an address for ``<link rel="icon">``, coloured from the tokens."""
    return mark_safe(
        "data:image/svg+xml," + quote(shapes.mark_file(token("action"), token("card"), token("star")), safe="/ =:")
    )


@register.simple_tag
def hexmap(province: str, communes: Any, title: str) -> SafeString:
    """The commune map; ``communes`` = :class:`ocop.web.ui.hexmap.CommuneValue` items."""
    return hexmap_svg(str(province), communes, title)


@register.simple_tag
def hexmap_legend(communes: Any, unit: str = "sản phẩm") -> SafeString:
    """The line under the commune map that says what the colours mean."""
    return legend_svg([item.value for item in communes], unit)
