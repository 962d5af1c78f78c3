"""Every page of docs/pages.md: no violation that axe sees, on a phone and on a desk; and the buyer's way by phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ocop.web.public.practice_sheet import EXAMPLE
from tests.e2e.cost import Counter, compare
from tests.look.__main__ import gather
from tests.look.pages import PAGES_FILE, listed_addresses

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MORE = (f"/thu-cham-diem/1/?a={EXAMPLE}", "/thu-cham-diem/26/?th=1&a=1.1a-9.9z", "/san-pham/?sao=9&q=banh", "/san-pham/?q=xyz",
        "/san-pham/khong-co/")  # fmt: skip
# The numbers of the commune map: the name says «Phường Long Hoa: 5 sản phẩm», the cell shows 5; axe counts the tooltip too.
RUN = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .map(one => ({...one, nodes: one.nodes.filter(node =>
    one.id !== 'label-content-name-mismatch' || !document.querySelector(node.target[0])?.closest('.hexmap'))}))
  .filter(one => one.nodes.length)
  .map(one => `${one.id}: ${one.help} · ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')}`))"""


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_sees_no_violation(browser: Browser, site: str, axe: str, width: int) -> None:
    addresses = [*gather(site, listed_addresses(PAGES_FILE.read_text(encoding="utf-8"))).values(), *MORE]
    assert len(addresses) >= 12
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 800}, reduced_motion="reduce", bypass_csp=True
    )
    page, found = context.new_page(), {}
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        violations: list[str] = page.evaluate(RUN)
        if violations:
            found[address] = violations
    context.close()
    assert not found, "\n".join(f"{address}\n  " + "\n  ".join(lines) for address, lines in found.items())


def test_a_buyer_finds_a_product_by_an_old_commune(page: Page) -> None:
    cost = Counter(page)
    cost.open("/")
    cost.type(page.get_by_label("Tìm sản phẩm, cơ sở, xã mới hoặc cũ"), "trang bang")
    cost.tap(page.get_by_role("button", name="Tìm", exact=True), leads_on=True)
    assert "khớp «trang bang»" in page.locator(".count").inner_text()
    cost.tap(page.locator(".register-words a").first, leads_on=True)
    assert page.locator(".event").count() >= 1
    compare("Tìm một sản phẩm theo tên xã cũ", cost.result())


def test_filters_of_the_register_on_a_phone(page: Page) -> None:
    cost = Counter(page)
    cost.open("/san-pham/")
    cost.tap(page.locator(".filters > summary"))
    cost.tap(page.get_by_role("checkbox", name=re.compile("^4 sao")))
    cost.tap(page.get_by_role("button", name="Xem kết quả"), leads_on=True)
    assert page.url.split("?")[1].startswith("q=&sao=4") or "sao=4" in page.url
    stars = set(page.locator("td .stars-word").all_inner_texts())
    assert stars == {"4 sao"}
    compare("Lọc sản phẩm 4 sao", cost.result())


def test_the_slash_key_goes_to_the_search_box(browser: Browser, site: str) -> None:
    page: Any = browser.new_page(base_url=site)
    page.goto("/chu-the/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-find]')")
    page.close()
