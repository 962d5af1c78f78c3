"""What a journey costs a person: pages, taps, typed characters, fields, bytes, waits. Written down in docs/task-cost.md."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

BOOK = Path(__file__).resolve().parents[2] / "docs" / "task-cost.md"
COLUMNS = ("pages", "taps", "typed", "fields", "kilobytes")


@dataclass
class Counter:
    """Counts while the journey is walked; every tap and typed letter goes through here."""

    page: Page
    pages: int = 0
    taps: int = 0
    typed: int = 0
    fields: int = 0
    sizes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("requestfinished", lambda request: self.sizes.append(request.sizes()["responseBodySize"]))

    def open(self, address: str) -> None:
        """Come to a page from outside: a link, a QR code, the address line."""
        self.page.goto(address)
        self._arrived()

    def tap(self, target: Locator, *, leads_on: bool = False) -> None:
        """One tap; ``leads_on``: another page opens."""
        self.taps += 1
        if leads_on:
            with self.page.expect_navigation():
                target.click()
            self._arrived()
        else:
            target.click()

    def type(self, target: Locator, text: str) -> None:
        """Letters typed into a field."""
        target.fill(text)
        self.typed += len(text)

    def _arrived(self) -> None:
        self.pages += 1
        self.fields += self.page.locator("main input:visible:not([type=radio]), main select:visible").count()
        self.fields += self.page.locator("main fieldset:visible:has(input[type=radio])").count()

    def result(self) -> dict[str, int]:
        """The counts by column."""
        self.page.wait_for_load_state("networkidle")
        kilobytes = -(-sum(self.sizes) // 1024)
        return dict(zip(COLUMNS, (self.pages, self.taps, self.typed, self.fields, kilobytes), strict=True))


def written(journey: str) -> dict[str, int]:
    """The costs of a journey as docs/task-cost.md states them."""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells and cells[0] == journey:
            return dict(zip(COLUMNS, (int(re.sub(r"\D", "", cell)) for cell in cells[1:6]), strict=True))
    raise AssertionError(f"«{journey}» is not in {BOOK.name}: add its line")


def compare(journey: str, now: dict[str, int]) -> None:
    """Costs may fall, never rise; where they fell, the book is to be mended too, so that they cannot rise again."""
    book = written(journey)
    slack = {"kilobytes": 20}
    wrong = {
        name: (book[name], value)
        for name, value in now.items()
        if value > book[name] or value < book[name] - slack.get(name, 0)
    }
    assert not wrong, f"«{journey}» costs {now}; docs/task-cost.md says {book}"
