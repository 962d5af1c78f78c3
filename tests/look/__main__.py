"""``python -m tests.look [ADDRESS …]``: photograph every page of docs/pages.md and say what a machine can see wrong.

Pictures and ``index.html`` go to ``var/look/``. Exit 0 when nothing is wrong, 1 with faults, 2 when it cannot run.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from html import escape
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import Browser

from tests.look import machine, pages, worlds
from tests.look.machine import WIDTHS, Sight

OUT = Path(__file__).resolve().parents[2] / "var" / "look"


def links_of(address: str) -> list[str]:
    """The inner links of a page; none of a page that does not answer (its photograph says so)."""
    try:
        answer = urlopen(address, timeout=30)
    except HTTPError:
        return []
    with answer:
        return re.findall(r'href="(/[^"#]*)"', answer.read().decode())


def gather(base: str, patterns: list[str]) -> dict[str, str]:
    """An example address for each pattern, found by following links from the pages without placeholders."""
    known: list[str] = []
    for pattern in patterns:
        if "<" not in pattern:
            known += links_of(base + pattern)
    found = {pattern: pages.example_of(pattern, known) for pattern in patterns}
    for example in [example for pattern, example in found.items() if example and "<" in pattern]:
        known += links_of(base + example)
    return {pattern: example for pattern in patterns if (example := pages.example_of(pattern, known))}


def photograph(browser: Browser, base: str, path: str, state: pages.State, allowed: tuple[str, ...]) -> list[Sight]:
    """One page in one state at every width."""
    name = re.sub(r"[^a-z0-9]+", "-", f"{'trang-dau' if path == '/' else path}-{state.name}".lower()).strip("-")
    sights = []
    for width in WIDTHS:
        picture = OUT / f"{name}-{width}.png"
        sight = machine.look(browser, base + path + state.query, width, picture, state.status, state.act)
        sight.faults = [fault for fault in sight.faults if not fault.startswith(allowed)] if allowed else sight.faults
        sights.append(sight)
        for fault in sight.faults:
            print(f"{path} [{state.name}] {width} px: {fault}")
    return sights


def contact_sheet(seen: list[tuple[str, str, list[Sight]]]) -> None:
    """All pictures side by side with their faults, for a person who looks."""
    parts = [
        '<!doctype html><meta charset="utf-8"><title>make look</title><style>body{font:16px sans-serif}img{height:520px;object-fit:cover;object-position:top;border:1px solid;margin:4px}</style>'
    ]
    for path, state, sights in seen:
        parts.append(f"<h2>{escape(path)} · {escape(state)}</h2>")
        parts += [f"<p>{sight.width}: {escape(fault)}</p>" for sight in sights for fault in sight.faults]
        parts += [f'<a href="{s.picture.name}"><img src="{s.picture.name}" alt=""></a>' for s in sights if s.picture]
    (OUT / "index.html").write_text("\n".join(parts), encoding="utf-8")


def main(only: list[str]) -> int:
    """Run everything, or only the addresses given (as they stand in docs/pages.md)."""
    if not machine.CHROMIUM.exists():
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 2
    listed = pages.listed_addresses(pages.PAGES_FILE.read_text(encoding="utf-8"))
    behind_sign_in = [pattern for pattern in listed if pages.needs_a_person(pattern)]
    wanted = [pattern for pattern in listed if pattern not in behind_sign_in and (not only or pattern in only)]
    print(f"{len(behind_sign_in)} pages need a signed-in person and are not photographed yet")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    seen: list[tuple[str, str, list[Sight]]] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ocop-look-")))
        needed = {state.world for pattern in wanted for state in pages.states_of(pattern)} | {"demo"}
        bases = {name: stack.enter_context(worlds.world(name, folder / name)) for name in sorted(needed)}
        browser = stack.enter_context(machine.chromium())
        examples = {name: gather(base, listed) for name, base in bases.items()}
        missing = [pattern for pattern in wanted if pattern not in examples["demo"]]
        for pattern in missing:
            print(f"{pattern}: no page of this kind is linked from the others")
        plan = [(examples[s.world].get(p), s, p) for p in wanted for s in pages.states_of(p)]
        plan += [(path, state, path) for path, state in pages.WRONG if not only]
        for path, state, pattern in plan:
            if path is not None:
                sights = photograph(browser, bases[state.world], path, state, pages.ALLOWED.get(pattern, ()))
                seen.append((path, state.name, sights))
    contact_sheet(seen)
    faults = len(missing) + sum(len(sight.faults) for _, _, sights in seen for sight in sights)
    print(f"{len(seen)} pages and states, {sum(len(s) for _, _, s in seen)} pictures in var/look, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
