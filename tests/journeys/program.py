"""The demo program, up and running for the stories: its database is made once for each state of the code and day."""

import fcntl
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
from typing import IO, Any

import psycopg
import pytest
from psycopg import sql

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
            _order(admin, "drop database if exists {} with (force)", name)


def _lay_out(admin: str, name: str, environment: dict[str, str], output: IO[str]) -> None:
    """Copy the model of today; make it first when there is none."""
    model = f"{MODEL}{_state_of_the_code()}_{date.today():%Y%m%d}"
    with (database.var() / "story.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if model not in _models(admin):
            for stale in _models(admin):
                _order(admin, "drop database if exists {} with (force)", stale)
            half = environment | {"TREFOIL_DATABASE": f"half_{model}"}
            _order(admin, "drop database if exists {} with (force)", f"half_{model}")
            for words in (["migrate"], ["demo", "load", "--quick"]):
                subprocess.run([TREFOIL, *words], env=half, cwd=ROOT, check=True, stdout=output, stderr=output)
            _order(admin, "alter database {} rename to {}", f"half_{model}", model)
        _order(admin, "create database {} template {} owner trefoil_owner", name, model)
    database.prepare(admin, name)


def _state_of_the_code() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "trefoil").rglob("*.py")):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _models(admin: str) -> list[str]:
    return [name for (name,) in _run(admin, "select datname from pg_database") if name.startswith(MODEL)]


def _order(admin: str, words: str, *names: str) -> None:
    _run(admin, sql.SQL(words).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _run(admin: str, order: Any) -> list[Any]:
    with psycopg.connect(admin, autocommit=True) as link:
        cursor = link.execute(order)
        return cursor.fetchall() if cursor.description else []


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
