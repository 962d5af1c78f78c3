"""The demo served by the production server, seen in Debian's Chromium; made once for all browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import missing
from tests.look.machine import CHROMIUM
from tests.look.worlds import world


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo."""
    if not CHROMIUM.exists():
        missing("Chromium", "apt-get install chromium")
    with world("demo", tmp_path_factory.mktemp("demo") / "data") as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A phone of 360 px; a complaint of the console or a page error fails the test."""
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True, reduced_motion="reduce",
    )  # fmt: skip
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert not [text for text in complaints if "net::ERR_INTERNET_DISCONNECTED" not in text and "422" not in text]


@pytest.fixture
def axe() -> str:
    """The source of axe-core."""
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
