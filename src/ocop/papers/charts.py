"""Charts that people read: bars, lines and dots as SVG, one theme from the tokens, the same picture for page, PDF and Word.

House rules (docs/look.md): the title is the finding in a sentence; labels stand on the marks, so no legend; bars begin at
zero; letters are at least 13 px; a count under :data:`LEAST_COUNT` is a sentence, not a chart. Every chart is drawn at
:data:`NARROW` and :data:`WIDE` px (``Chart``), and a page shows the one that fits. The first picture of a process costs
about 1.5 s (:func:`warm`), later ones about 50 ms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .tokens import token

NARROW = 328
WIDE = 720
LEAST_COUNT = 10
MOST_SERIES = 4
FONT = "Noto Sans"
FONT_SIZE = 14
_FONTS = Path(__file__).resolve().parent / "fonts"
_BAR = 18
_BAR_ROW = 52
_SERIES_COLOURS = ("action", "clay", "link", "quiet")

Number = int | float | Decimal


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length and, where the number is not to be printed as it is, its words («42–47»)."""

    label: str
    value: Number
    text: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Chart:
    """One chart at the two widths; each an SVG document that fits into HTML, PDF and Word."""

    title: str
    narrow: str
    wide: str


def worth_a_chart(values: Sequence[Number]) -> bool:
    """Is there enough to draw? Fewer than ten in all, or a single value, is told in a sentence instead."""
    return len(values) > 1 and sum(Decimal(str(value)) for value in values) >= LEAST_COUNT


def figure(value: Number) -> str:
    """1234.5 → «1.234,5»: the number as it stands on a mark."""
    exact = Decimal(str(value))
    digits = f"{exact.normalize():,f}" if exact else "0"
    return digits.translate(str.maketrans(",.", ".,"))


def bar_chart(title: str, bars: Sequence[Bar], *, show_title: bool = True) -> Chart:
    """Lying bars in the given order, name above and figure behind each; ``marked`` bars take the accent colour.

    ``title`` is the finding in a sentence. With ``show_title=False`` it is only the name for screen readers (a page
    prints it as text). Raises ValueError when there is too little to draw.
    """
    if not worth_a_chart([bar.value for bar in bars]):
        raise ValueError(f"«{title}»: under {LEAST_COUNT} in all, to be told in a sentence")
    return _both(title, show_title, lambda width: _bars(bars, width))


def line_chart(
    title: str, periods: Sequence[str], series: Mapping[str, Sequence[Number]], *, show_title: bool = True
) -> Chart:
    """One to four lines over ``periods`` (left to right), each named at its last point; the y axis begins at zero.

    Raises ValueError for more than four series, a series of another length, or fewer than two periods.
    """
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"«{title}»: one to {MOST_SERIES} series, {len(series)} given")
    if len(periods) < 2 or any(len(values) != len(periods) for values in series.values()):
        raise ValueError(f"«{title}»: every series needs one value for each of at least two periods")
    return _both(title, show_title, lambda width: _lines(periods, series, width))


def dot_chart(title: str, rows: Sequence[tuple[str, Number, Number]], *, show_title: bool = True) -> Chart:
    """Before and after for each name: a hollow dot, a line, a full dot. Raises ValueError for an empty list."""
    if not rows:
        raise ValueError(f"«{title}»: nothing to draw")
    return _both(title, show_title, lambda width: _dots(rows, width))


def warm() -> None:
    """Draw something small, so that the first reader of a process does not wait."""
    bar_chart("a", [Bar("a", 5), Bar("b", 5)])


@cache
def _libraries() -> tuple[Any, Any]:
    """Altair and vl-convert with our fonts and theme; imported late because both are heavy."""
    import altair
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    altair.theme.register("sao-lang", enable=True)(lambda: altair.theme.ThemeConfig(config=_theme()))
    return altair, vl_convert


def _theme() -> Any:
    quiet, ink, line = token("quiet"), token("ink"), token("line")
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": FONT_SIZE, "labelColor": quiet}
    return {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, "domainColor": token("edge"), "gridColor": line, "tickColor": token("edge"), "title": None},
        "text": {"font": FONT, "fontSize": FONT_SIZE, "color": ink},
        "bar": {"color": token("action")},
        "line": {"color": token("action"), "strokeWidth": 2.5},
        "title": {"font": FONT, "fontSize": 17, "fontWeight": 600, "color": ink, "anchor": "start", "offset": 14},
    }


def _both(title: str, show_title: bool, draw: Any) -> Chart:
    narrow, wide = (_svg(draw(width), title, width, show_title) for width in (NARROW, WIDE))
    return Chart(title, narrow, wide)


def _bars(bars: Sequence[Bar], width: int) -> Any:
    alt, _ = _libraries()
    texts = [bar.text or figure(bar.value) for bar in bars]
    rows: list[dict[str, Any]] = [
        {"row": index, "label": bar.label, "value": float(bar.value), "text": text, "marked": bar.marked}
        for index, (bar, text) in enumerate(zip(bars, texts, strict=True))
    ]
    room = 16 + 9 * max(len(text) for text in texts)
    most = max(row["value"] for row in rows) or 1.0
    scale = alt.Scale(domain=[0, most], range=[0, width - room], nice=False)
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X("value:Q", axis=None, scale=scale)
    colour = alt.condition("datum.marked", alt.value(token("clay")), alt.value(token("action")))
    lying = base.mark_bar(height=_BAR, yOffset=10, cornerRadiusEnd=2).encode(x=x, y=y, color=colour)
    names = base.mark_text(align="left", baseline="bottom", dy=-4, color=token("ink")).encode(
        x=alt.value(0), y=y, text="label:N"
    )
    figures = base.mark_text(align="left", baseline="middle", dx=7, dy=10, fontWeight=600).encode(
        x=x, y=y, text="text:N"
    )
    return alt.layer(lying, names, figures).properties(width=width, height=_BAR_ROW * len(rows))


def _lines(periods: Sequence[str], series: Mapping[str, Sequence[Number]], width: int) -> Any:
    alt, _ = _libraries()
    names = list(series)
    most = max(float(value) for values in series.values() for value in values) or 1.0
    height = 220 if width == NARROW else 260
    spots = _spread([float(series[name][-1]) for name in names], most * 20 / height)
    room = 16 + 8 * max(len(f"{name}: {figure(series[name][-1])}") for name in names)
    rows = [
        {"period": period, "name": name, "value": float(value)}
        for name, values in series.items()
        for period, value in zip(periods, values, strict=True)
    ]
    ends = [
        {"period": periods[-1], "name": name, "value": spot, "text": f"{name}: {figure(series[name][-1])}"}
        for name, spot in zip(names, spots, strict=True)
    ]
    shown = list(periods) if len(periods) * 46 <= width - room else [periods[0], periods[-1]]
    axis = alt.Axis(labelAngle=0, grid=False, title=None, values=shown, labelOverlap=False, labelFlush=True)
    x = alt.X("period:O", sort=list(periods), axis=axis, scale=alt.Scale(type="point", padding=0.1))
    top = max(most, *spots) * 1.05
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=4, domain=False, ticks=False))
    colours = [token(colour) for colour in _SERIES_COLOURS[: len(names)]]
    colour = alt.Color("name:N", legend=None, scale=alt.Scale(domain=names, range=colours))
    drawn = alt.Chart(alt.Data(values=rows))
    lines = drawn.mark_line(strokeCap="round", strokeJoin="round").encode(x=x, y=y, color=colour)
    points = drawn.mark_point(filled=True, size=46, opacity=1).encode(x=x, y=y, color=colour)
    words = (
        alt.Chart(alt.Data(values=ends))
        .mark_text(align="left", baseline="middle", dx=10, fontWeight=600)
        .encode(x=x, y=y, text="text:N", color=colour)
    )
    return alt.layer(lines, points, words).properties(
        width=width - room - 10 - 8 * len(figure(round(top))), height=height
    )


def _spread(values: Sequence[float], least: float) -> list[float]:
    """Move values apart until neighbours are ``least`` apart, keeping their order (for labels at the end of lines)."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    places = list(values)
    for before, after in pairwise(order):
        places[after] = max(places[after], places[before] + least)
    return places


def _dots(rows: Sequence[tuple[str, Number, Number]], width: int) -> Any:
    alt, _ = _libraries()
    data: list[dict[str, Any]] = [
        {"row": index, "label": label, "before": float(before), "after": float(after),
         "low": min(float(before), float(after)), "high": max(float(before), float(after)),
         "text": f"{figure(before)} → {figure(after)}"}
        for index, (label, before, after) in enumerate(rows)
    ]  # fmt: skip
    room = 16 + 9 * max(len(row["text"]) for row in data)
    most = max(row["high"] for row in data) or 1.0
    scale = alt.Scale(domain=[0, most], range=[6, width - room], nice=False)
    base = alt.Chart(alt.Data(values=data))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    low = alt.X("low:Q", axis=None, scale=scale)
    rule = base.mark_rule(strokeWidth=3, color=token("edge"), yOffset=10, y2Offset=10).encode(x=low, x2="high:Q", y=y)
    first = base.mark_point(size=90, filled=True, fill=token("card"), stroke=token("quiet"), opacity=1, yOffset=10)
    last = base.mark_point(size=110, filled=True, color=token("action"), opacity=1, yOffset=10)
    names = base.mark_text(align="left", baseline="bottom", dy=-4).encode(x=alt.value(0), y=y, text="label:N")
    figures = base.mark_text(align="left", baseline="middle", dx=10, dy=10, fontWeight=600).encode(
        x=alt.X("high:Q", axis=None, scale=scale), y=y, text="text:N"
    )
    before = first.encode(x=alt.X("before:Q", axis=None, scale=scale), y=y)
    after = last.encode(x=alt.X("after:Q", axis=None, scale=scale), y=y)
    return alt.layer(rule, before, after, names, figures).properties(width=width, height=_BAR_ROW * len(data))


def _wrapped(title: str, width: int) -> list[str]:
    """The title in lines that fit (a letter of 17 px semi-bold is about 9.4 px wide)."""
    lines: list[str] = []
    for word in title.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * 9.4 <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _svg(chart: Any, title: str, width: int, show_title: bool) -> str:
    alt, convert = _libraries()
    chart = chart.properties(padding={"left": 1, "right": 1, "top": 4, "bottom": 4})
    if show_title:
        chart = chart.properties(title=alt.TitleParams(text=_wrapped(title, width)))
    return _tidy(convert.vegalite_to_svg(chart.to_dict()), title, width)


def _tidy(svg: str, title: str, width: int) -> str:
    """Exactly ``width`` px wide, no ``style`` attributes (the content policy forbids them), one name for screen readers."""
    svg = re.sub(r'\s(?:style|class|role|clip-path|aria-[a-z]+)="[^"]*"', "", svg)
    svg = re.sub(r'<defs>.*?</defs>|<path d=""[^>]*/>|<title>.*?</title>', "", svg)
    height = re.search(r'<svg[^>]*?\sheight="([\d.]+)"', svg)
    if height is None:
        raise ValueError("the drawing has no height")
    body = svg[svg.index(">") + 1 :]
    return (
        f'<svg class="chart-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height[1]}" '
        f'width="{width}" height="{height[1]}" role="img" aria-label={quoteattr(title)}>'
        f"<title>{escape(title)}</title>{body}"
    )
