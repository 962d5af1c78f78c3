"""What a screen reader gets of every component: the accessibility tree, read and approved as text (design.md 25).

After a meant change: delete ``component_tree.yml``, run this test once (it writes the file anew and fails), read the file, commit it.
"""

from pathlib import Path

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser

from ocop.web.ui.views import components
from tests.look import machine

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

APPROVED = Path(__file__).with_name("component_tree.yml")


def test_the_tree_of_the_component_page_is_the_approved_one(browser: Browser) -> None:
    html = components(RequestFactory().get("/giao-dien/")).content.decode()
    with machine.window(browser, 1366) as page:
        page.set_content(html)
        tree = page.locator("main").aria_snapshot() + "\n"
    if not APPROVED.exists():
        APPROVED.write_text(tree, encoding="utf-8")
        pytest.fail(f"{APPROVED.name} was written: read it, then commit it")
    assert tree == APPROVED.read_text(encoding="utf-8")
