"""Which pages there are (``docs/pages.md``) and the states in which each is photographed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

PAGES_FILE = Path(__file__).resolve().parents[2] / "docs" / "pages.md"
_ADDRESS = re.compile(r"`(/[^`\s]*)`")
_PLACE = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class State:
    """One way a page can be: ``world`` names the installation (demo, full, bare), ``query`` follows the address."""

    name: str
    world: str = "demo"
    query: str = ""
    status: int = 200
    act: Callable[[Page], None] | None = None


def listed_addresses(text: str) -> list[str]:
    """The addresses of the tables in ``docs/pages.md``, in order: what stands in backticks in a row's first cell."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("|") and (match := _ADDRESS.search(line.split("|")[1])):
            found.append(match[1])
    return list(dict.fromkeys(found))


def example_of(pattern: str, known: Iterable[str]) -> str | None:
    """An address that exists for a pattern such as ``/san-pham/<slug>/``: the first among ``known`` links that fits."""
    if not _PLACE.search(pattern):
        return pattern
    wanted = re.compile(
        "".join("[^/?#]+" if _PLACE.fullmatch(p) else re.escape(p) for p in re.split(f"({_PLACE.pattern})", pattern))
    )
    return next((path for link in known if wanted.fullmatch(path := urlsplit(link).path)), None)


def _choose_while_the_network_hangs(page: Page) -> None:
    """Practice scoring: choose an option while the answer does not come, to see what a waiting person sees."""
    # answers of the engine never come: requests of the page's script wait for ever
    page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    page.locator("label.option").nth(2).click()
    page.wait_for_timeout(500)


_ALWAYS = (State("typical"),)
STATES: dict[str, tuple[State, ...]] = {
    "/": (
        State("typical"),
        State("empty", world="bare"),
        State("full", world="full"),
        State("june-2022", query="?ngay=2022-06-24"),
    ),
    "/san-pham/": (
        State("typical"),
        State("empty", query="?q=khong+co+san+pham+nao+ten+nay"),
        State("bare", world="bare"),
        State("full", world="full"),
        State("error", query="?sao=9", status=422),
    ),
    "/chu-the/": (
        State("typical"),
        State("empty", query="?q=khong+co+co+so+nay"),
        State("bare", world="bare"),
        State("full", world="full"),
        State("error", query="?loai=xyz", status=422),
    ),
    "/san-pham/<slug>/": (State("typical"), State("full", world="full")),
    "/chu-the/<slug>/": (State("typical"), State("full", world="full")),
    "/thu-cham-diem/<set_number>/": (
        State("typical"),
        State("filled", query="?a=1.1b-1.2b-1.3c-1.4b-1.5d-2.1c-2.2c-2.3c-3.1a-3.5a"),
        State("error", query="?a=1.1z-99.9b"),
        State("waiting", act=_choose_while_the_network_hangs),
    ),
}
# pages that are no page of the list: what went wrong
WRONG = (
    ("/khong-co-trang-nay/", State("404", status=404)),
    ("/thu-cham-diem/99/", State("unknown set", status=404)),
)
# rule -> reason, for the one page that shows everything at once
ALLOWED: dict[str, tuple[str, ...]] = {"/giao-dien/": ("two primary buttons",)}


OPEN_ACCOUNT_PAGES = ("/tai-khoan/dang-nhap/", "/tai-khoan/dang-ky/")


def needs_a_person(pattern: str) -> bool:
    """True for pages that show nothing of their own to somebody who has not signed in; the worlds hold no people yet."""
    return pattern.startswith(("/tai-khoan/", "/viec-cua-toi/")) and pattern not in OPEN_ACCOUNT_PAGES


def states_of(pattern: str) -> tuple[State, ...]:
    """The states of a page; a page that is not named has the typical one."""
    return STATES.get(pattern, _ALWAYS)
