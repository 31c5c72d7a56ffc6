"""The demo program, up and running for the stories: its database is made once for each state of the code and day."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from tests import databases
from trefoil.config import database

ROOT = Path(__file__).resolve().parents[2]
TREFOIL = str(Path(sys.executable).with_name("trefoil"))
MODEL = "trefoil_story_"


@contextmanager
def running_program() -> Iterator[str]:
    """Start pages and worker on a fresh copy of the demo; give the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    name = f"trefoil_journeys_{os.getpid()}"
    environment = os.environ | {
        "TREFOIL_DATABASE": name,
        "PORT": str(port),
        "TREFOIL_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }
    log = database.var() / "journeys.log"
    with database.at_hand() as admin, log.open("w") as output:
        _lay_out(admin, name, environment, output)
        started = [
            subprocess.Popen([TREFOIL, verb], env=environment, cwd=ROOT, stdout=output, stderr=output)
            for verb in ("web", "worker")
        ]
        try:
            _wait(f"http://localhost:{port}/healthz", started[0], log)
            yield f"http://localhost:{port}"
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(20)
            databases.drop(admin, name)


def _lay_out(admin: str, name: str, environment: dict[str, str], output: IO[str]) -> None:
    """Copy the model of today; make it first when there is none."""
    model = f"{MODEL}{_state_of_the_code()}_{date.today():%Y%m%d}"
    with databases.one_at_a_time("story"):
        if model not in databases.named(admin, MODEL):
            for stale in databases.named(admin, MODEL):
                databases.drop(admin, stale)
            half = f"half_{model}"
            databases.drop(admin, half)
            databases.copy(admin, databases.empty(admin), half)
            there = environment | {"TREFOIL_DATABASE": half}
            for words in (["migrate"], ["demo", "load", "--quick"]):
                subprocess.run([TREFOIL, *words], env=there, cwd=ROOT, check=True, stdout=output, stderr=output)
            databases.order(admin, "alter database {} rename to {}", half, model)
        databases.copy(admin, model, name)
    database.prepare(admin, name)


def _state_of_the_code() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "trefoil").rglob("*.py")):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the web server does not answer: {log.read_text()[-2000:]}")
