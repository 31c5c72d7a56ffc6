"""Runs the parts of an installation as children, and takes all of them down again."""

from __future__ import annotations

import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from trefoil.config import database, embedded
from trefoil.config.halt import Halt

GRACE_SECONDS = 8.0
HEALTHY_SECONDS = 60.0
LONGEST_PAUSE = 30.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One part that has to be up, and what is known of its fate."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_again: float = 0.0

    @property
    def log(self) -> Path:
        """Give the file that takes what it says."""
        return database.var() / "log" / f"{self.name}.log"


def address() -> tuple[str, int]:
    """Give host and port to listen at, from TREFOIL_HOST and PORT."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Halt(f"PORT is {given!r}; give a number from 1 to 65535")
    return os.environ.get("TREFOIL_HOST") or "127.0.0.1", int(given)


def web() -> Child:
    """Describe the web server: two processes of four threads."""
    host, port = address()
    command = [sys.executable, "-m", "gunicorn", "trefoil.config.wsgi"]
    command += [f"--bind={host}:{port}", "--workers=2", "--threads=4", "--worker-class=gthread"]
    command += ["--preload", "--reuse-port", "--no-control-socket", "--timeout=60", "--graceful-timeout=4"]
    command += ["--max-requests=20000", "--max-requests-jitter=2000", "--log-level=warning"]
    if os.access("/dev/shm", os.W_OK):  # noqa: S108 (heartbeats only; a slow disk would kill them)
        command += ["--worker-tmp-dir=/dev/shm"]
    return Child("web", command, {"TREFOIL_POOL": "1"})


def worker() -> Child:
    """Describe the worker that does the jobs."""
    return Child("worker", [sys.executable, "-m", "trefoil.config.cli", "worker"])


def check_port() -> None:
    """Refuse when somebody else listens where we would."""
    host, port = address()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise Halt(
                f"port {port} at {host} cannot be used ({trouble.strerror}); "
                f"choose another one, for example PORT={port + 1 if port < 65535 else 8000}"
            ) from trouble


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data folder, so that it is not run twice at a time."""
    folder = database.var()
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        lock = (folder / "run.lock").open("a")
    except OSError as trouble:
        raise Halt(
            f"the folder {folder} cannot be written ({trouble.strerror}); choose another one with TREFOIL_VAR"
        ) from trouble
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as trouble:
            raise Halt(
                f"Trefoil runs with the folder {folder} already; "
                "stop it there, or choose another folder with TREFOIL_VAR"
            ) from trouble
        yield


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Let Ctrl-C, SIGTERM and a closed terminal raise once, and then only set the event."""
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        if not told.is_set():
            told.set()
            raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, tell) for number in numbers}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(children: list[Child], *, ready: Callable[[], None] = lambda: None) -> None:
    """Keep the children up, the pages first; when interrupted, leave none behind."""
    try:
        _start(children[0])
        _wait_until_healthy(children[0])
        for child in children[1:]:
            _start(child)  # only now, so that they do not slow the pages' start
        ready()
        while True:
            time.sleep(0.3)
            _revive_database()
            for child in children:
                _look_after(child)
    finally:
        stop(children)


def stop(children: list[Child]) -> None:
    """End every child and what it has started, kindly and then not."""
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        if child.running is not None:
            with suppress(subprocess.TimeoutExpired):
                child.running.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        _signal(child, signal.SIGKILL)  # also to what a child may have left behind
        if child.running is not None:
            child.running.wait()


def _start(child: Child) -> None:
    with child.log.open("ab") as out:
        child.running = subprocess.Popen(  # noqa: S603
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=os.environ | child.environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
    child.started = time.monotonic()


def _die_with_parent() -> None:
    """Ask Linux to end this process should its parent be killed."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _look_after(child: Child) -> None:
    """Start a dead child again, after a pause that grows while it keeps dying."""
    at = time.monotonic()
    if child.running is not None and child.running.poll() is not None:
        if at - child.started > HEALTHY_SECONDS:
            child.deaths = 0
        pause = min(LONGEST_PAUSE, 0.5 * 2**child.deaths)
        child.deaths += 1
        child.start_again = at + pause
        print(f"{child.name} has ended; it starts again in {pause:g} s, see {child.log}")
        child.running = None
    if child.running is None and at >= child.start_again:
        _start(child)


def _revive_database() -> None:
    if not os.environ.get("DATABASE_URL") and not embedded.is_running(database.var()):
        print("PostgreSQL has ended; it starts again")
        embedded.start(database.var())


def _signal(child: Child, number: int) -> None:
    if child.running is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.running.pid, number)


def _wait_until_healthy(pages: Child) -> None:
    deadline = time.monotonic() + HEALTHY_SECONDS
    while not _is_healthy():
        if pages.running is not None and pages.running.poll() is not None:
            raise Halt(f"the pages did not start; see {pages.log}")
        if time.monotonic() > deadline:
            raise Halt(f"the pages did not answer in {HEALTHY_SECONDS:g} s; see {pages.log}")
        time.sleep(0.05)


def _is_healthy() -> bool:
    host, port = address()
    if host in {"0.0.0.0", "::"}:  # noqa: S104 (compared, not bound)
        host = "127.0.0.1"
    link = http.client.HTTPConnection(host, port, timeout=5)
    try:
        link.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
