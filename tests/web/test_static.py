"""The visual language in files: one place for values, small downloads, nothing fetched from elsewhere."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from ocop.papers.tokens import TOKENS_FILE, token, tokens

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ocop"
WEB = SOURCE / "web"
STATIC = WEB / "static"
VENDOR = STATIC / "vendor"
TEXT_KINDS = {".css", ".html", ".js", ".py", ".svg", ".typ", ".toml"}
HEX = re.compile(r"(?<![\w&/=])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def own_files(*kinds: str, under: Path = SOURCE) -> list[Path]:
    return sorted(
        path for path in under.rglob("*") if path.suffix in kinds and VENDOR not in path.parents and path.is_file()
    )


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of WCAG 2.2 between two hex colours."""

    def light(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_stand_in_tokens_only() -> None:
    offenders = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()[:80]}"
        for path in own_files(*TEXT_KINDS)
        if path != TOKENS_FILE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if HEX.search(line)
    ]
    assert not offenders


def test_the_ten_colours_are_those_of_the_design() -> None:
    wanted = {
        "ground": "#FBF8F2", "card": "#FFFFFF", "ink": "#1F2A24", "quiet": "#56635B", "action": "#1F6B45",
        "link": "#1D5A96", "clay": "#A4441F", "star": "#B7791F", "waiting": "#8A5A00", "danger": "#B3261E",
    }  # fmt: skip
    assert {name: tokens()[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "ground", 7), ("quiet", "ground", 4.5), ("quiet", "sunk", 4.5), ("link", "ground", 4.5),
        ("link", "link-wash", 4.5), ("action", "action-wash", 4.5), ("waiting", "waiting-wash", 4.5),
        ("danger", "danger-wash", 4.5), ("clay", "ground", 4.5), ("card", "action", 4.5), ("ink", "star-wash", 7),
        ("edge", "ground", 3), ("edge", "card", 3), ("star", "card", 3), ("ink", "step-2", 4.5),
        ("ink", "step-1", 4.5), ("card", "step-3", 4), ("card", "step-4", 7),
    ],
)  # fmt: skip
def test_contrast(text: str, ground: str, least: float) -> None:
    assert contrast(token(text), token(ground)) >= least


def test_every_value_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+)\s*:", TOKENS_FILE.read_text(encoding="utf-8")))
    used = {
        name for path in own_files(".css") for name in re.findall(r"var\(--([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert used <= defined


def test_public_pages_are_light() -> None:
    """Even a page that loaded every style sheet and script there is would keep to the limits."""
    assert packed(*own_files(".css", under=STATIC)) <= 25 * 1024
    assert packed(*own_files(".js", under=STATIC), VENDOR / "htmx" / "htmx.min.js") <= 20 * 1024


def test_own_style_and_script_stay_small() -> None:
    def lines(kind: str) -> int:
        return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own_files(kind, under=WEB))

    assert lines(".css") <= 2000
    assert lines(".js") <= 2500


def test_vendored_files_are_listed_and_unchanged() -> None:
    packages = tomllib.loads((WEB / "vendor.toml").read_text(encoding="utf-8"))["package"]
    listed = {name: digest for package in packages for name, digest in package["files"].items()}
    for package in packages:
        assert package["version"] and package["licence"] and package["licence_file"] in package["files"]
    for name, digest in listed.items():
        assert hashlib.sha256((SOURCE / name).read_bytes()).hexdigest() == digest, name
    present = {str(path.relative_to(SOURCE)) for path in VENDOR.rglob("*") if path.is_file()}
    assert present <= set(listed)


def test_files_named_in_style_sheets_exist() -> None:
    for path in own_files(".css"):
        for address in re.findall(r"url\(\"?([^\")]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / address).resolve().is_file(), f"{path.name}: {address}"


def test_nothing_is_fetched_from_elsewhere() -> None:
    away = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//|@import|url\(\s*[\"']?(?:https?:)?//")
    offenders = [str(p) for p in own_files(".html", ".css", ".js", under=WEB) if away.search(p.read_text("utf-8"))]
    assert not offenders


def test_templates_keep_the_strict_content_policy() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    offenders = [
        f"{path.name}: {found.group()}"
        for path in own_files(".html", under=WEB)
        if (found := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert not offenders
