"""Everything that touches the database runs once more on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.postgres.cluster import binaries, cluster

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("kernel", "directory", "dossiers", "recognition", "programme", "reports", "ops", "web")


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_database_tests_pass_on_postgresql() -> None:
    programs = binaries()
    if programs is None:
        missing("PostgreSQL", "apt-get install postgresql")
    with cluster(programs) as url:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "OCOP_DATA"))}
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "-m", "not browser and not postgres and not sqlite"]
            + [f"tests/{folder}" for folder in FOLDERS],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**environment, "DATABASE_URL": url},
        )
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
