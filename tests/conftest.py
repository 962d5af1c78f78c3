"""Settings of the test run: a data directory of its own, no network, warnings are errors (pyproject.toml)."""

import os
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

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


def missing(what: str, remedy: str) -> NoReturn:
    """Skip with the reason where a person's machine lacks ``what``; with ``CI=true`` nothing may be skipped."""
    reason = f"{what} is not installed here ({remedy})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
