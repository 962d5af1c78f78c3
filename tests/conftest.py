"""Settings of the test run: a data directory of its own, no network, warnings are errors (pyproject.toml)."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest
from playwright.sync_api import Browser

os.environ.setdefault("OCOP_DATA_DIR", tempfile.mkdtemp(prefix="ocop-test-"))
# Named here and not in pyproject.toml, so that the settings are read after the lines above.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
# WhiteNoise warns when there is no directory of collected files; warnings are errors here.
Path(os.environ["OCOP_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("OCOP_SECRET_KEY", "only for tests")
os.environ.setdefault("OCOP_BASE_URL", "http://testserver")

import django  # noqa: E402 (after the environment that its settings are made from)

django.setup()

ROOT = Path(__file__).resolve().parent.parent

# No deadline: two cores are often shared, and a slow example is no fault of the rule.
hypothesis.settings.register_profile("ocop", deadline=None)
hypothesis.settings.load_profile("ocop")


def missing(what: str, remedy: str) -> NoReturn:
    """Skip with the reason where a person's machine lacks ``what``; with ``CI=true`` nothing may be skipped."""
    reason = f"{what} is not installed here ({remedy})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once in a worker: Playwright's driver cannot be started twice in one thread."""
    from tests.look.machine import CHROMIUM, chromium

    if not CHROMIUM.exists():
        missing("Chromium", "apt-get install chromium")
    with chromium() as found:
        yield found
