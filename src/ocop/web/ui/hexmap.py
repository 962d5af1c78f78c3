"""The commune map: equal hexagons, one a commune, so that a province is recognised without any boundary data.

The places of the cells are data, one file a province in ``hexmaps/``: placed once by optimal assignment of the communes'
points to the nearest compact set of cells, and free to be corrected by hand. The drawing carries its colours as
presentation attributes, so that the same SVG serves pages, PDF and Word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, pi, sin, sqrt
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ocop.papers.tokens import token

HEXMAPS = Path(__file__).resolve().parent / "hexmaps"
RADIUS = 16.0  # of a hexagon, in user units; a cell is 27.7 wide, so 12 columns fill 344 px at 28 px each
GAP = 0.9
STEPS = 4


@dataclass(frozen=True)
class Cell:
    """The place of one commune in axial coordinates (pointy-top hexagons; q to the right, r down)."""

    code: str
    q: int
    r: int


@dataclass(frozen=True)
class CommuneValue:
    """What the map says about one commune: its name, a count, and where a tap leads (empty = nowhere)."""

    code: str
    name: str
    value: int
    href: str = ""
    words: str = ""


@cache
def cells_of(province: str) -> tuple[Cell, ...]:
    """The cells of a province by its code; empty when no map of it has been laid out."""
    path = HEXMAPS / f"{province}.json"
    if not province.isalnum() or not path.is_file():
        return ()
    stored = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Cell(cell["code"], cell["q"], cell["r"]) for cell in stored["cells"])


def steps_for(values: Iterable[int]) -> list[tuple[int, int]]:
    """Ranges (from, to) of the coloured steps above nothing, at most four, without gaps up to the greatest value.

    Up to four each count has its own step; above, the ranges grow so that few large communes do not flatten the rest.
    """
    most = max(values, default=0)
    if most <= STEPS:
        return [(n, n) for n in range(1, most + 1)]
    uppers = sorted({max(step, ceil(most ** (step / STEPS))) for step in range(1, STEPS)} | {most})
    lowers = [1] + [upper + 1 for upper in uppers[:-1]]
    return [(low, high) for low, high in zip(lowers, uppers, strict=True) if low <= high]


def _step(value: int, ranges: Sequence[tuple[int, int]]) -> int:
    if value <= 0:
        return 0
    index = next((i for i, (_, high) in enumerate(ranges) if value <= high), len(ranges) - 1)
    # fewer ranges than steps: use the upper, stronger end of the scale
    return index + 1 + (STEPS - len(ranges) if len(ranges) > 1 else 2)


def _colours(step: int) -> tuple[str, str]:
    return token(f"step-{step}"), token("card") if step >= STEPS - 1 else token("ink")


def _hexagon(radius: float) -> str:
    corners = [(radius * sin(k * pi / 3), radius * cos(k * pi / 3)) for k in range(6)]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) + "z"


def hexmap_svg(province: str, communes: Iterable[CommuneValue], title: str) -> SafeString:
    """The map of a province as SVG; every commune that has an address is a link, the number stands in its cell.

    ``title`` names the picture for screen readers. A commune without a cell is left out of the drawing (the list beside
    it shows all); a cell without a value is drawn empty. Returns an empty string for a province without a layout.
    """
    cells = cells_of(province)
    if not cells:
        return mark_safe("")
    given = {item.code: item for item in communes}
    ranges = steps_for(item.value for item in given.values())
    places = [(cell, RADIUS * sqrt(3) * (cell.q + cell.r / 2), RADIUS * 1.5 * cell.r) for cell in cells]
    left = min(x for _, x, _ in places) - RADIUS
    top = min(y for _, _, y in places) - RADIUS - 1
    width = max(x for _, x, _ in places) + RADIUS - left
    height = max(y for _, _, y in places) + RADIUS + 1 - top
    drawn = "".join(_draw(cell, x - left, y - top, given.get(cell.code), ranges) for cell, x, y in places)
    return mark_safe(
        f'<svg class="hexmap" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="group" aria-label="{escape(title)}" '
        f'font-family="Noto Sans" font-size="13" font-weight="600" text-anchor="middle">{drawn}</svg>'
    )


def _draw(cell: Cell, x: float, y: float, item: CommuneValue | None, ranges: Sequence[tuple[int, int]]) -> str:
    step = _step(item.value if item else 0, ranges)
    fill, text = _colours(step)
    shape = f'<path class="hex" d="{_hexagon(RADIUS - GAP)}" fill="{fill}"/>'
    number = (
        f'<text class="{"long" if item.value > 99 else ""}" y="4.6" fill="{text}">{item.value}</text>'
        if item and item.value
        else ""
    )
    name = escape(f"{item.name}: {item.words or item.value}") if item else ""
    body = (f"<title>{name}</title>" if name else "") + shape + number
    spot = f'transform="translate({x:.1f} {y:.1f})"'
    if item and item.href:
        return (
            f'<a href="{escape(item.href)}" aria-label="{name}" data-q="{cell.q}" data-r="{cell.r}" {spot}>{body}</a>'
        )
    return f"<g {spot}>{body}</g>"


def legend(values: Iterable[int]) -> list[tuple[str, int]]:
    """Words and step of each colour in use, for the line under the map: [("1", 2), ("2–3", 3), …]."""
    ranges = steps_for(values)
    return [(str(low) if low == high else f"{low}–{high}", _step(high, ranges)) for low, high in ranges]


def legend_svg(values: Iterable[int], unit: str) -> SafeString:
    """The legend as small hexagons with words, in the colours of the map; ``unit`` e.g. «sản phẩm»."""
    parts = []
    for words, step in [("0", 0), *legend(values)]:
        fill, _ = _colours(step)
        parts.append(
            f'<span class="hex-key"><svg viewBox="-16 -16 32 32" width="20" height="20" aria-hidden="true" '
            f'focusable="false"><path d="{_hexagon(14)}" fill="{fill}" stroke="{token("edge")}"/></svg>{escape(words)}</span>'
        )
    return mark_safe(f'<p class="hex-keys">{"".join(parts)}<span>{escape(unit)} mỗi xã</span></p>')
