"""Components, drawings and the pages for what went wrong, as a reader gets them."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import html5lib
import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given
from hypothesis import strategies as st

from ocop.web.ui import hexmap, patterns, pictograms, shapes, tags
from ocop.web.ui.views import components

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "ocop" / "web" / "templates"
STATES = sorted(path.stem for path in (TEMPLATES / "errors").glob("*.html"))
# words that the house never shows a person (design.md 21)
FORBIDDEN = re.compile(r"\b(bạn|anh/chị|user|submit|dashboard)\b|\bLỗi\b|không hợp lệ", re.IGNORECASE)


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(CottonCompiler().process("{% load ui %}" + source)).render(context)


def page_text(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL))


@pytest.fixture(scope="module")
def component_page() -> str:
    return components(RequestFactory().get("/giao-dien/")).content.decode()


def state_page(name: str) -> str:
    return render_to_string(f"errors/{name}.html", request=RequestFactory().get("/bat-ky/"))


def check_page(html: str) -> None:
    """What must hold for every page: parsed without faults, nothing raw, one h1, unique ids, labels that lead somewhere."""
    assert "<c-" not in html and "{{" not in html and "{%" not in html
    assert "None" not in page_text(html)
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, parser.errors[:3]
    ids = re.findall(r"\sid=\"([^\"]+)\"", html)
    repeated = {name for name, count in Counter(ids).items() if count > 1 and not name.startswith("p-")}
    assert not repeated
    for target in re.findall(r"\s(?:for|aria-describedby)=\"([^\"]+)\"", html):
        assert set(target.split()) <= set(ids), target
    assert html.count("<h1") == 1
    assert not FORBIDDEN.search(page_text(html))


def test_component_page_is_whole(component_page: str) -> None:
    check_page(component_page)
    shown = {path.stem for path in (TEMPLATES / "cotton").glob("*.html")} - {"state"}
    source = (TEMPLATES / "ui" / "components.html").read_text(encoding="utf-8")
    nested = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "cotton").glob("*.html"))
    base = (TEMPLATES / "base_public.html").read_text(encoding="utf-8")
    missing = {name for name in shown if f"<c-{name.replace('_', '-')}" not in source + nested + base}
    assert not missing, "components that the page does not show"


@pytest.mark.parametrize("name", STATES)
def test_states_are_designed(name: str) -> None:
    html = state_page(name)
    check_page(html)
    assert html.count('class="button primary"') == 1, "one primary action"
    assert "Mã để đọc qua điện thoại" in html


def test_all_named_states_exist() -> None:
    assert {"403", "404", "409", "413", "419", "422", "429", "500", "maintenance", "offline"} <= set(STATES)


def test_base_links_only_places_that_are_passed() -> None:
    source = "{% extends 'base_public.html' %}"
    without = rendered_page(source, places=[])
    assert 'class="places"' not in without
    place = {"code": "products", "label": "Sản phẩm", "url": "/san-pham/"}
    with_place = rendered_page(source, places=[place], current_path="/san-pham/x/")
    assert 'href="/san-pham/" aria-current="page"' in with_place


def rendered_page(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_stars_are_shapes_number_and_word(stars: int) -> None:
    html = rendered('<c-stars :n="n" />', n=stars)
    assert html.count("star-on") == stars and html.count("star-off") == 5 - stars
    assert f"{stars} sao" in html


def test_a_product_without_rank_shows_no_stars() -> None:
    for value in (None, 0, ""):
        html = rendered('<c-stars :n="n" />', n=value)
        assert "star-on" not in html and "chưa xếp hạng" in html


def test_states_of_a_certificate_differ_in_shape_and_word() -> None:
    contract = [
        "valid",
        "renewal_window",
        "filed",
        "extended",
        "renewed",
        "upgraded",
        "expired",
        "revoked",
        "withdrawn",
        "ceased",
        "unknown",
    ]
    assert set(shapes.STATUS_SIGNS) == set(contract)
    assert len({sign.word for sign in shapes.STATUS_SIGNS.values()}) == len(contract)
    told_apart = ["valid", "renewal_window", "extended", "expired", "revoked", "unknown"]
    assert len({shapes.STATUS_SIGNS[code].shape for code in told_apart}) == len(told_apart)
    assert "hết hạn" not in rendered('<c-status is="unknown" />')
    assert "chưa rõ thời hạn" in rendered('<c-status is="something new" />')


def test_text_of_others_is_escaped_everywhere() -> None:
    bad = '<script>"x"</script>'
    for source in (
        '<c-product-card :name="bad" :producer="bad" :commune="bad" :seed="bad" set="6" stars="4" />',
        '<c-placeholder :name="bad" :seed="bad" set="1" />',
        '<c-field name="a" label="A" :value="bad" :what="bad" :fix="bad" />',
        '<c-empty :title="bad">{{ bad }}</c-empty>',
        "{% pictogram 3 24 title=bad %}",
    ):
        html = rendered(source, bad=bad)
        assert "<script" not in html, source
        assert "&lt;script&gt;" in html, source


def test_a_field_names_its_fault_in_three_parts() -> None:
    html = rendered('<c-field name="dt" label="Điện thoại" what="Thiếu số." why="Xã gọi số này." fix="Nhập đủ." />')
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="dt-sai"' in html and 'id="dt-sai"' in html
    assert html.index("Thiếu số.") < html.index("Xã gọi số này.") < html.index("Nhập đủ.")


def test_select_and_checks_keep_the_choice() -> None:
    options = [("3", "3 sao"), ("4", "4 sao")]
    assert '<option value="4" selected>' in rendered(
        '<c-select name="s" label="L" :options="o" :value="v" />', o=options, v=4
    )
    html = rendered('<c-checks name="s" legend="L" :options="o" :value="v" />', o=options, v=["3", "4"])
    assert html.count(" checked") == 2


def test_every_set_has_its_own_pictogram() -> None:
    assert sorted(pictograms.PICTOGRAMS) == list(range(1, 27))
    assert len({drawing for _, drawing in pictograms.PICTOGRAMS.values()}) == 26
    assert pictograms.pictogram_svg(None) == pictograms.pictogram_svg(99)


@given(st.text(max_size=30))
def test_a_commune_always_gets_the_same_pattern(seed: str) -> None:
    assert patterns.pattern_svg(seed) == patterns.pattern_svg(seed)
    html5lib.HTMLParser(strict=True).parseFragment(patterns.pattern_svg(seed))


def test_neighbouring_communes_look_different() -> None:
    drawings = {patterns.pattern_svg(str(code)) for code in range(25456, 25486)}
    assert len(drawings) > 25


@given(st.integers(1, 60), st.integers(1, 60))
def test_pager_reaches_both_ends_and_keeps_the_filter(page: int, pages: int) -> None:
    entries = tags.page_links(page, pages, "q=b%C3%A1nh&sao=4")
    numbers = [entry["number"] for entry in entries if entry["number"]]
    assert numbers[0] == 1 and numbers[-1] == pages and numbers == sorted(set(numbers))
    for before, entry in pairwise(entries):
        if before["number"] and entry["number"]:
            assert entry["number"] == before["number"] + 1, "a gap is shown"
    for entry in entries:
        if entry["number"]:
            query = parse_qs(entry["url"].lstrip("?"))
            assert query["q"] == ["bánh"] and query["trang"] == [str(entry["number"])]


@given(st.one_of(st.decimals(-20, 140, places=2), st.text(max_size=5), st.none()))
def test_the_line_of_stars_stays_in_its_box(total: object) -> None:
    svg = tags.star_scale(total)
    filled = float(re.search(r'scale-fill" x="0" y="5" width="([\d.E+-]+)%"', svg)[1])  # type: ignore[index]
    assert 0 <= filled <= 100


@given(st.lists(st.integers(0, 5000), max_size=40))
def test_steps_of_the_map_cover_every_count_once(values: list[int]) -> None:
    ranges = hexmap.steps_for(values)
    assert len(ranges) <= hexmap.STEPS
    for value in values:
        assert sum(low <= value <= high for low, high in ranges) == (1 if value else 0)


def test_the_map_of_tay_ninh_is_whole() -> None:
    cells = hexmap.cells_of("80")
    assert len({cell.code for cell in cells}) == len({(cell.q, cell.r) for cell in cells}) == len(cells) == 96
    reached, waiting = set(), [(cells[0].q, cells[0].r)]
    places = {(cell.q, cell.r) for cell in cells}
    while waiting:
        q, r = waiting.pop()
        if (q, r) in places and (q, r) not in reached:
            reached.add((q, r))
            waiting += [(q + a, r + b) for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1))]
    assert reached == places, "one piece"


def test_the_map_says_its_numbers_to_everybody() -> None:
    first, second = hexmap.cells_of("80")[:2]
    communes = [
        hexmap.CommuneValue(first.code, "Xã <Một>", 7, "/san-pham/?xa=1"),
        hexmap.CommuneValue(second.code, "Xã Hai", 0),
        hexmap.CommuneValue("00000", "Xã không có ô", 3),
    ]
    svg = hexmap.hexmap_svg("80", communes, "Sản phẩm theo xã")
    assert 'aria-label="Xã &lt;Một&gt;: 7"' in svg and svg.count("<a ") == 1 and ">7</text>" in svg
    assert svg.count('class="hex"') == 96
    width = float(re.search(r'viewBox="0 0 ([\d.]+) ', svg)[1])  # type: ignore[index]
    assert 344 / width * hexmap.RADIUS * 3**0.5 >= 24, "cells of at least 24 px on a phone"


def test_a_province_without_layout_has_no_map() -> None:
    assert hexmap.hexmap_svg("01", [], "x") == ""
    assert hexmap.hexmap_svg("../80", [], "x") == ""
