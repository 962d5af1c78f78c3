"""Every route declares its access, and docs/pages.md lists every page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from ocop.directory.enums import Role

ROOT = Path(__file__).resolve().parents[2]
NO_PAGE = {"healthz"}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, pattern


ALL = list(routes(get_resolver()))


@pytest.mark.parametrize(("path", "pattern"), ALL, ids=[path or "/" for path, _ in ALL])
def test_route_declares_its_access(path: str, pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", None)
    if isinstance(access, tuple):
        assert access and set(access) <= set(Role.values), f"/{path}: unknown role"
    else:
        assert access in {"public", "account", "person", "producer"}, f"/{path} declares no access"
    assert getattr(pattern.callback, "login_required", True) is (access != "public")


def test_pages_list_is_complete() -> None:
    listed = set(re.findall(r"`/([^`\s]*)`", (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")))
    pages = {re.sub(r"<[a-z]+:([a-z_]+)>", r"<\1>", path) for path, _ in ALL} - NO_PAGE
    assert pages <= listed, f"not in docs/pages.md: {sorted(pages - listed)}"
