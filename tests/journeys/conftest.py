"""A real server on the demo program, and a real browser in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from trefoil.demo.cast import EMAILS, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests" / "vendor" / "axe" / "axe.min.js"
SCREENSHOTS = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all stories in one worker: they share one server and one demo program."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Start the program with the demo data on a free port; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "TREFOIL_DATABASE": f"trefoil_journeys_{os.getpid()}",
        "PORT": str(port),
        "TREFOIL_EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "TREFOIL_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }
    log = Path(environment["TREFOIL_VAR"]) / "journeys.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    trefoil = str(Path(sys.executable).with_name("trefoil"))
    from trefoil.config import database

    with database.at_hand(), log.open("w") as output:
        subprocess.run([trefoil, "demo", "load"], env=environment, cwd=ROOT, check=True, stdout=output, stderr=output)
        server = subprocess.Popen([trefoil, "web"], env=environment, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait(f"http://localhost:{port}/healthz", server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        if server.poll() is not None:
            pytest.fail("the web server ended; see journeys.log")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the web server does not answer; see journeys.log")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all stories."""
    from playwright.sync_api import sync_playwright

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


class Visitor:
    """One member of the cast in front of a browser of their own."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address

    def go(self, path: str) -> int:
        """Open a path and return the status."""
        response = self.page.goto(self.address + path)
        return response.status if response else 0

    def sees(self, text: str) -> bool:
        """Tell whether a text is on the page."""
        return text in self.page.content()

    def check(self) -> None:
        """Let axe look at the page: WCAG 2.2 AA."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa']})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
        )
        assert found == [], f"{self.page.url}: {found}"

    def picture(self, name: str) -> None:
        """Check the page, and keep its picture for the documentation when `make shot` asks for pictures."""
        self.check()
        if os.environ.get("TREFOIL_SHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(SCREENSHOTS / f"{name}.png"), full_page=True)


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Callable[..., Visitor]]:
    """`visit("teacher", phone=True)` signs a part of the cast in, as they would, and gives their browser."""
    contexts = []

    def enter(part: str, *, phone: bool = False, dark: bool = False, locale: str = "en-US") -> Visitor:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(
            viewport=size, has_touch=phone, color_scheme="dark" if dark else "light", locale=locale,
            reduced_motion="reduce", device_scale_factor=2 if phone else 1,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        visitor = Visitor(page, address)
        visitor.errors = errors  # type: ignore[attr-defined]
        sign_in(visitor, part)
        return visitor

    yield enter
    for context in contexts:
        context.close()


def sign_in(visitor: Visitor, part: str) -> None:
    """Sign in with the password and, for staff, the code that the demonstration shows."""
    page = visitor.page
    visitor.go("/account/login/")
    page.fill("input[name=login]", EMAILS[part])
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]:not([form])")
    page.wait_for_load_state()
    if "2fa" in page.url:
        _give_code(page)
    assert "/account/" not in page.url, page.url


def _give_code(page: Any) -> None:
    for _ in range(3):
        shown = page.locator("strong.number").first.inner_text()
        page.fill("input[name=code]", shown)
        page.click("main form button[type=submit]")
        page.wait_for_load_state()
        if "2fa" not in page.url:
            return
        time.sleep(11)  # a code works once: wait for the next one
        page.reload()
