"""A child's page over HTTP: two web processes as `trefoil web` starts them, eight people who read it at once."""

import http.client
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.measuring import Row, median_and_p95
from benchmarks.pages import child_of, load_demo

READERS = ("therapist", "supervisor", "skills", "peer", "teacher", "aide", "social_worker", "director")
WARM_UP_SECONDS = 2.0
SECONDS = 10.0
START_SECONDS = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def run() -> list[Row]:
    """Load the demo program, serve it, let everybody in, and read for ten seconds."""
    load_demo()
    address = f"/children/{child_of('teacher')}/"
    with serving() as port:
        readers = [Reader(port, part) for part in READERS]
        for reader in readers:
            reader.sign_in()
        _read(readers, address, WARM_UP_SECONDS)
        began = time.perf_counter()
        took = _read(readers, address, SECONDS)
        passed = time.perf_counter() - began
    middle, high = median_and_p95(took)
    note = f"{len(took) / passed:.0f} requests a second; each also writes its session and the audit trail"
    return [Row("requests", "a child's page", f"{len(readers)} readers, 2 processes", middle, high, note=note)]


def _read(readers: list["Reader"], address: str, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    took: list[list[float]] = [[] for _ in readers]
    threads = [
        threading.Thread(target=reader.read, args=(address, until, numbers))
        for reader, numbers in zip(readers, took, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not all(took):
        raise RuntimeError("a reader was not let in")
    return [number for numbers in took for number in numbers]


@contextmanager
def serving() -> Iterator[int]:
    """Run the web server as `trefoil web` does, on a free port of the loopback; give the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["PORT"] = str(port)
    from trefoil.config import supervise

    web = supervise.web()
    server = subprocess.Popen(web.command, env=os.environ | web.environment, start_new_session=True)
    try:
        _wait_for(port, server)
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server did not start")


class Reader:
    """Somebody with a connection that is kept and a browser's cookies."""

    def __init__(self, port: int, part: str) -> None:
        self.link = http.client.HTTPConnection("localhost", port, timeout=30)
        self.port, self.part = port, part
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, address: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Send a request; return status, location and text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if sent is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
            body = urlencode(sent)
        answer = self._answer(method, address, body, headers)
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", ""), text

    def _answer(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send a request; a connection that the server has closed meanwhile is opened again, as browsers do."""
        try:
            self.link.request(method, address, body, headers)
            return self.link.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.link.close()
            self.link.request(method, address, body, headers)
            return self.link.getresponse()

    def sign_in(self) -> None:
        """Go through both forms of the sign-in."""
        from django.urls import reverse

        from trefoil.demo.cast import EMAILS, PASSWORD
        from trefoil.demo.context import present_code

        second = self._submit(reverse("account_login"), {"login": EMAILS[self.part], "password": PASSWORD})
        self._submit(second, {"code": present_code()})

    def _submit(self, address: str, fields: dict[str, str]) -> str:
        _, _, page = self.ask("GET", address)
        found = TOKEN.search(page)
        if not found:
            raise RuntimeError(f"no form at {address}: {page[:200]}")
        status, location, _ = self.ask("POST", address, fields | {"csrfmiddlewaretoken": found.group(1)})
        if status != 302:
            raise RuntimeError(f"{self.part} was not let in at {address} ({status})")
        return location

    def read(self, address: str, until: float, took: list[float]) -> None:
        """Read one page again and again until an instant."""
        while time.perf_counter() < until:
            began = time.perf_counter()
            status, _, _ = self.ask("GET", address)
            if status != 200:
                took.clear()
                return
            took.append((time.perf_counter() - began) * 1000)
