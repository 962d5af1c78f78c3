"""A PostgreSQL server of our own for the length of a test: its own data, a free port on loopback, never as root."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """The newest installed PostgreSQL's programs, or ``None``."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a server and give its ``DATABASE_URL``."""
    base = Path(tempfile.mkdtemp(prefix="ocop-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(base, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, port = base / "data", _free_port()
    options = f"-p {port} -k {base} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"

    def run(*command: str | Path) -> None:
        subprocess.run([*as_owner, *map(str, command)], check=True, cwd=base, stdout=subprocess.DEVNULL)

    try:
        run(programs / "initdb", "-D", data, "-U", "ocop", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        run(programs / "pg_ctl", "-D", data, "-w", "-l", base / "log", "-o", options, "start")
        try:
            yield f"postgresql://ocop@127.0.0.1:{port}/postgres"
        finally:
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
