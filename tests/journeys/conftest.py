"""A real server and a real worker on the demo program, and real browsers in front of them."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .program import running_program
from .visitor import CHROMIUM, FLAGS, Visitor, come_in


@pytest.hookimpl(tryfirst=True)  # before the scheduler writes the groups down
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all stories in one worker: they share one server and one demo program."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Start the program with the demo in it on a free port; give its address.

    While a story is written, `STORY_ADDRESS` names a program that is up already.
    """
    if there := os.environ.get("STORY_ADDRESS"):
        yield there
        return
    with running_program() as there:
        yield there


@pytest.fixture(scope="session")
def link_in_letter(address: str) -> Callable[[str], str]:
    """`link_in_letter("carla@home.example")` gives the link in the newest e-mail to an address."""
    mail = Path(os.environ.get("STORY_VAR", os.environ["TREFOIL_VAR"])) / "mail"

    def find(to: str) -> str:
        letters = sorted(mail.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
        texts = (path.read_text() for path in letters)
        text = next(text for text in texts if f"To: {to}" in text)
        return re.findall(r"https?://[^/\s]+(/\S+)", text)[-1]

    return find


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all stories."""
    from playwright.sync_api import sync_playwright

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """Who has signed in already: a story need not type the same password again."""
    return {}


@pytest.fixture
def visit(chromium: Any, address: str, keys: dict[str, Any]) -> Iterator[Callable[..., Visitor]]:
    """`visit("teacher", phone=True)` gives the browser of a part of the cast, signed in as they would.

    With `fresh=True` they type their password again, with `part=None` nobody is signed in.
    """
    visitors: list[Visitor] = []

    def enter(
        part: str | None, *, phone: bool = False, dark: bool = False, locale: str = "en-US", fresh: bool = False
    ) -> Visitor:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(
            viewport=size, has_touch=phone, is_mobile=phone, color_scheme="dark" if dark else "light", locale=locale,
            reduced_motion="reduce", device_scale_factor=2 if phone else 1, timezone_id="America/Chicago",
            storage_state=None if fresh or part is None else keys.get(part),
        )  # fmt: skip
        context.set_default_timeout(15_000)
        visitor = Visitor(context, address)
        visitors.append(visitor)
        known = part in keys and not fresh
        if part and not (known and visitor.is_still_in()):
            come_in(visitor, part)
            keys[part] = context.storage_state()
        return visitor

    yield enter
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
