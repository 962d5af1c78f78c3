"""Settings of the test run: a data directory of its own, no network, warnings are errors (pyproject.toml)."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OCOP_DATA_DIR", tempfile.mkdtemp(prefix="ocop-test-"))
os.environ.setdefault("OCOP_SECRET_KEY", "only for tests")
os.environ.setdefault("OCOP_BASE_URL", "http://testserver")

ROOT = Path(__file__).resolve().parent.parent
