"""Installations to photograph: the demo, an empty one, and one with 200 rows and the longest names."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

OCOP = Path(sys.executable).with_name("ocop")
PREPARE: dict[str, tuple[tuple[str, ...], ...]] = {
    "demo": (("demo", "--no-serve"),),
    "bare": (("migrate",),),
    "full": (("demo", "--no-serve"), ("manage", "generate", "--products", "200", "--seed", "7", "--beside-real")),
}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OCOP_", "DATABASE_", "DJANGO_"))}
    return {
        **kept,
        "OCOP_DATA_DIR": str(folder),
        "OCOP_SECRET_KEY": "photographs of pages are no secret",
        "OCOP_ALLOWED_HOSTS": "127.0.0.1",
        "OCOP_BASE_URL": f"http://127.0.0.1:{port}",
    }


def _run(call: Sequence[str], environment: dict[str, str]) -> None:
    done = subprocess.run([OCOP, *call], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ocop {' '.join(call)}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")


@contextmanager
def world(name: str, folder: Path) -> Iterator[str]:
    """Prepare the installation ``name`` in ``folder``, serve it, and give its address; it ends with the block."""
    port = _free_port()
    environment = _environment(folder, port)
    folder.mkdir(parents=True, exist_ok=True)
    for call in PREPARE[name]:
        _run(call, environment)
    log = (folder / "serve.log").open("w")
    server = subprocess.Popen([OCOP, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        yield _wait(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _wait(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(f"{address}/healthz", timeout=2):
                return address
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")
