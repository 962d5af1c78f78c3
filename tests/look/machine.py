"""The machine's eyes: opens a page in Chromium, photographs it and lists what is wrong (rules in ``machine.js``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

RULES = (Path(__file__).parent / "machine.js").read_text(encoding="utf-8")
WIDTHS = (360, 820, 1366)
NARROWEST = 320
PHONE = 600  # below this width a finger is the pointer
CHROMIUM = Path("/usr/bin/chromium")

_COUNT_MOVES = """
window.__moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Sight:
    """What was seen on one page at one width."""

    width: int
    faults: list[str] = field(default_factory=list)
    picture: Path | None = None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, width: int) -> Iterator[Page]:
    """A fresh window of ``width`` px that counts how far the layout moves and collects what the console complains about."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 780 if width < PHONE else 900},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=width < PHONE,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.add_init_script(_COUNT_MOVES)
    try:
        yield page
    finally:
        context.close()


def faults_of(page: Page) -> list[str]:
    """What the rules see on the page as it stands now."""
    found: list[str] = page.evaluate(RULES, page.viewport_size["width"] < PHONE if page.viewport_size else False)
    return found


def _settle(page: Page) -> None:
    """Fonts are there and two pictures have been painted; late scripts get a moment to move things, which would count."""
    page.evaluate(
        "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"
    )
    page.wait_for_timeout(120)


def look(
    browser: Browser,
    address: str,
    width: int,
    picture: Path | None = None,
    status: int = 200,
    act: Callable[[Page], None] | None = None,
) -> Sight:
    """Open ``address``, wait for fonts and quiet, let ``act`` do something, photograph the whole page, list its faults.

    ``status`` is the answer that the page must give; complaints of the console and refused contents are faults too
    (the line about the expected error status is not).
    """
    sight = Sight(width, picture=picture)
    with window(browser, width) as page:
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer = page.goto(address, wait_until="load")
        _settle(page)
        moved = page.evaluate("window.__moved")
        if picture is not None:
            # fonts are optional on a first visit; the second has them, and is the one to photograph
            page.reload(wait_until="load")
            _settle(page)
            page.evaluate("moved => { window.__moved = Math.max(window.__moved, moved); }", moved)
        if act is not None:
            act(page)
        if answer is None or answer.status != status:
            sight.faults.append(f"status: {answer.status if answer else 'none'} instead of {status}")
        sight.faults += faults_of(page)
        sight.faults += [f"console: {text}" for text in complaints if f"status of {status}" not in text]
        if picture is not None:
            picture.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(picture), full_page=True)
        if width == WIDTHS[0]:
            page.set_viewport_size({"width": NARROWEST, "height": 700})
            sight.faults += [f"at {NARROWEST} px {fault}" for fault in faults_of(page) if fault.startswith("sideways")]
    return sight
