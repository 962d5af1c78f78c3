"""Charts: the finding as title, figures on the marks, no inline style, the asked width, our own letters."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.papers import charts
from ocop.papers.charts import Bar, bar_chart, dot_chart, figure, line_chart, worth_a_chart

STARS = [Bar("4 sao", 5), Bar("3 sao", 22, marked=True)]


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter() if node.tag.endswith("}text")]


@pytest.fixture(scope="module")
def drawn() -> list[charts.Chart]:
    return [
        bar_chart("5 trong 27 sản phẩm là 4 sao", STARS),
        line_chart("4 sao tăng", ["2021", "2022", "2023"], {"4 sao": [3, 5, 7], "3 sao": [9, 22, 24]}),
        dot_chart("Doanh thu tăng", [("Cơ sở A", 120, Decimal("310.5")), ("Cơ sở B", 20, 10)]),
    ]


def test_charts_fit_page_and_policy(drawn: list[charts.Chart]) -> None:
    for chart in drawn:
        for svg, width in ((chart.narrow, charts.NARROW), (chart.wide, charts.WIDE)):
            root = ET.fromstring(svg)
            assert root.get("width") == str(width) and root.get("role") == "img"
            assert root.get("aria-label") == chart.title
            assert "style=" not in svg and "url(#" not in svg, "no inline style, nothing that needs ids"
            sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
            assert sizes and min(sizes) >= 13
            assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Noto Sans"}


def test_figures_and_names_stand_on_the_marks(drawn: list[charts.Chart]) -> None:
    bars, lines, dots = (texts(chart.wide) for chart in drawn)
    assert {"4 sao", "5", "3 sao", "22"} <= set(bars)
    assert {"4 sao: 7", "3 sao: 24", "2021", "2023"} <= set(lines)
    assert "120 → 310,5" in dots


def test_bars_begin_at_zero_and_keep_proportion() -> None:
    svg = bar_chart("Gấp đôi", [Bar("a", 10), Bar("b", 20)]).wide
    widths = [float(width) for width in re.findall(r'd="M0,0h([\d.]+)v18h[^"]*" fill=', svg)]
    assert len(widths) == 2 and widths[1] == pytest.approx(2 * widths[0], rel=0.001)


def test_the_marked_bar_differs_in_colour() -> None:
    plain = bar_chart("a", [Bar("x", 10), Bar("y", 20)]).wide
    marked = bar_chart("a", [Bar("x", 10), Bar("y", 20, marked=True)]).wide
    assert len(set(re.findall(r'v18[^"]*" fill="([^"]+)"', plain))) == 1
    assert len(set(re.findall(r'v18[^"]*" fill="([^"]+)"', marked))) == 2


def test_the_title_is_drawn_only_where_it_is_wanted() -> None:
    assert "Một câu" not in texts(bar_chart("Một câu", STARS, show_title=False).wide)
    assert "Một câu" in texts(bar_chart("Một câu", STARS).wide)


def test_a_small_count_is_a_sentence() -> None:
    assert not worth_a_chart([5, 4]) and not worth_a_chart([27]) and worth_a_chart([5, 5])
    with pytest.raises(ValueError, match="sentence"):
        bar_chart("Ít quá", [Bar("4 sao", 1), Bar("3 sao", 8)])


def test_lines_refuse_what_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="series"):
        line_chart("Nhiều quá", ["1", "2"], {str(n): [1, 2] for n in range(5)})
    with pytest.raises(ValueError, match="one value for each"):
        line_chart("Thiếu số", ["1", "2"], {"a": [1]})
    with pytest.raises(ValueError, match="nothing"):
        dot_chart("Trống", [])


def test_names_at_the_end_of_lines_do_not_touch() -> None:
    chart = line_chart("Sát nhau", ["1", "2"], {"a": [1, 10], "b": [2, 10], "c": [3, 10]})
    heights = [
        float(y) for y in re.findall(r'translate\([\d.]+,([\d.]+)\)" font-family="Noto Sans" font-size="14px"[^>]*>[abc]: 10', chart.narrow)
    ]  # fmt: skip
    heights.sort()
    assert len(heights) == 3
    assert all(after - before >= 14 for before, after in pairwise(heights))


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (7, "7"), (1234, "1.234"), (1234567, "1.234.567"), (Decimal("1234.50"), "1.234,5"), (95.5, "95,5"), (100, "100")],
)  # fmt: skip
def test_figures_are_vietnamese(value: charts.Number, words: str) -> None:
    assert figure(value) == words


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=4), st.floats(0.1, 50))
def test_spread_keeps_order_and_distance(values: list[float], least: float) -> None:
    places = charts._spread(values, least)
    order = sorted(range(len(values)), key=lambda i: values[i])
    for before, after in pairwise(order):
        assert places[after] - places[before] >= least - 1e-9
    assert all(place >= value for place, value in zip(places, values, strict=True))


def test_text_of_others_is_escaped() -> None:
    svg = bar_chart('<b> & "c"', [Bar("<i>", 10), Bar("&", 20)]).wide
    assert ET.fromstring(svg).get("aria-label") == '<b> & "c"'
    assert "<i>" in texts(svg)
