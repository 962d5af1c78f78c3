"""The machine must see what it promises to see: each rule against a page with exactly that fault, and a clean page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.look import machine

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STYLES = [
    Path(__file__).parents[2] / "src" / "ocop" / "web" / "static" / "css" / name
    for name in ("tokens.css", "public.css")
]
CLEAN = (
    '<main class="wrap"><h1>Sản phẩm</h1><p>Một câu ngắn có <a href="#x">liên kết</a> ở giữa câu.</p>'
    '<p><a class="button primary" href="#x">Xem danh sách</a></p>'
    '<p><label for="q">Tìm</label><input id="q" name="q"></p></main>'
)


def seen(browser: Browser, body: str, width: int = 360, style: str = "", lang: str = "vi") -> list[str]:
    css = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    html = f'<!doctype html><html lang="{lang}"><head><style>{css}{style}</style></head><body>{body}</body></html>'
    with machine.window(browser, width) as page:
        page.set_content(html)
        page.wait_for_timeout(60)
        return machine.faults_of(page)


@pytest.mark.parametrize("width", machine.WIDTHS)
def test_a_clean_page_has_no_fault(browser: Browser, width: int) -> None:
    assert seen(browser, CLEAN, width) == []


@pytest.mark.parametrize(
    ("rule", "body", "style"),
    [
        ("sideways scroll", '<div class="x">a</div>', ".x { width: 500px; }"),
        ("small letters", '<p class="x">chữ nhỏ</p>', ".x { font-size: 11px; }"),
        ("small letters", '<svg viewBox="0 0 400 20" width="200"><text y="15" font-size="14">chữ</text></svg>', ""),
        ("small field", '<label>Tên <input name="a" class="x"></label>', "input.x { font-size: 14px; }"),
        ("small target", '<p class="x"><a href="#a">Mở</a></p>', ""),
        ("small target", "<button>Mở</button>", "button { height: 30px; }"),
        ("two primary buttons", '<a class="button primary" href="#">Một</a><a class="button primary" href="#">Hai</a>', ""),
        ("clipped text", '<div class="x">Tên sản phẩm rất dài không vừa khung</div>',
         ".x { width: 90px; overflow: hidden; white-space: nowrap; }"),
        ("clipped text", '<div class="x">Tên sản phẩm rất dài không vừa khung này đâu, còn nữa</div>',
         ".x { width: 90px; height: 40px; overflow: hidden; }"),
        ("overlapping text", "<p>Dòng thứ nhất</p><p class='x'>Dòng thứ hai</p>", ".x { margin-top: -24px; }"),
        ("left by a template", "<p>Hạng: None</p>", ""),
        ("left by a template", "<c-stars n='4'></c-stars>", ""),
        ("left by a template", "<p>{{ ten }}</p>", ""),
        ("English word", "<p>Loading…</p>", ""),
        ("English word", '<button class="button" aria-label="Close"><b>✕</b></button>', ""),
    ],
)  # fmt: skip
def test_each_fault_is_seen(browser: Browser, rule: str, body: str, style: str) -> None:
    faults = seen(browser, CLEAN.replace("</main>", body + "</main>"), style=style)
    assert [fault for fault in faults if fault.startswith(rule)], faults
    assert all(fault.startswith(rule) for fault in faults), "and nothing else is blamed"


def test_long_lines_are_seen_on_a_desk(browser: Browser) -> None:
    body = f"<p>{'Một câu dài vừa phải. ' * 20}</p>"
    assert not seen(browser, body, 1366)
    wide = seen(browser, body, 1366, style="p { max-width: none; }")
    assert [fault for fault in wide if fault.startswith("long line")]


def test_foreign_words_are_allowed_where_they_are_marked(browser: Browser) -> None:
    assert not seen(browser, '<p lang="en">Loading the page</p>')
    assert not seen(browser, "<p>Phần mềm theo giấy phép <code>the license</code></p>")


def test_hidden_things_are_not_blamed(browser: Browser) -> None:
    body = "<div hidden>None</div><details class='fold'><summary>Xem bảng</summary><p class='x'>chữ nhỏ</p></details>"
    assert not seen(browser, body, style=".x { font-size: 9px; }")


def test_what_only_a_screen_reader_says_is_read_too(browser: Browser) -> None:
    assert seen(browser, '<span class="hide">Next page</span>') == ["English word: Next, page"]


def test_a_moving_layout_is_seen(browser: Browser) -> None:
    with machine.window(browser, 1366) as page:
        page.goto("data:text/html,<html lang=vi><body><div id=a></div><p>" + "chu " * 300 + "</p></body></html>")
        page.wait_for_timeout(200)
        page.evaluate("document.getElementById('a').style.height = '400px'")
        page.wait_for_timeout(200)
        assert [fault for fault in machine.faults_of(page) if fault.startswith("layout moves")]
