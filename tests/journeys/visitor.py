"""One member of the cast in front of a browser of their own."""

import os
import re
import time
from pathlib import Path
from typing import Any

from tests.cast import EMAILS, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests" / "vendor" / "axe" / "axe.min.js").read_text()
SCREENSHOTS = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--hide-scrollbars",
]  # fmt: skip
LAWS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLORS = {"type": "rule", "values": ["color-contrast"]}
CODE_LASTS = 30
LONGEST = 1600


class Visitor:
    """A browser: where it goes, what it shows, and what went wrong in it."""

    def __init__(self, context: Any, address: str) -> None:
        self.context, self.address = context, address
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.errors = self.troubles
        self._looked_at: set[str] = set()
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._listen)
        self.page.on("response", self._watch)

    def _listen(self, message: Any) -> None:
        where = _plain(message.location.get("url") or self.page.url)
        by_axe = "inline style" in message.text and where in self._looked_at  # it measures with inline styles
        if "Content Security" in message.text and not by_axe:
            self.troubles.append(f"{where}: {message.text}")

    def _watch(self, response: Any) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.url}: {response.status}")

    def go(self, path: str) -> int:
        """Open a path and return the status."""
        response = self.page.goto(self.address + path)
        return response.status if response else 0

    def is_still_in(self) -> bool:
        """Open the first page; tell whether an earlier sign-in still holds: it may have been closed, or left alone."""
        self.go("/")
        return "/account/" not in self.page.url and "/locked/" not in self.page.url

    def opens(self, given_name: str, page: str = "") -> int:
        """Find a child by name and open a page about them: `opens("Maya", "week/")`; return the status."""
        self.go(f"/find/?q={given_name}")
        if not page:
            return 200
        return self.go(page.format(child=self.child()))

    def child(self) -> str:
        """Return the id of the child whose page is open."""
        return self.page.url.split("/children/")[1].split("/")[0]

    def text(self) -> str:
        """Return the words on the page as they are read."""
        return str(self.page.locator("body").inner_text())

    def sees(self, words: str) -> bool:
        """Tell whether words stand on the page, in any case."""
        return words.lower() in self.text().lower()

    def waits_for(self, words: str) -> None:
        """Wait until words stand on the page."""
        self.page.get_by_text(words).first.wait_for()

    def press(self, words: str, *, exact: bool = False) -> None:
        """Press the button or follow the link with these words."""
        found = self.page.get_by_role("button", name=words, exact=exact)
        found = found.or_(self.page.get_by_role("link", name=words, exact=exact))
        found.locator("visible=true").first.click()

    def send(self, words: str = "") -> None:
        """Press the button with these words, or the first of the form, and wait for the page that answers."""
        form = self.page.locator("main form")
        button = (
            form.get_by_role("button", name=words)
            if words
            else form.locator("button[type=submit], button.button-primary")
        )
        with self.page.expect_navigation():
            button.locator("visible=true").first.click()

    def choose(self, name: str, words: str) -> None:
        """Choose the first option in which words stand."""
        select = self.page.locator(f"[name={name}]")
        options = select.locator("option").all_inner_texts()
        select.select_option(index=next(n for n, option in enumerate(options) if words in option))

    def fill(self, label: str, words: str) -> None:
        """Write into the field with that label."""
        self.page.get_by_label(label).first.fill(words)

    def check(self, laws: Any = LAWS) -> None:
        """Let axe look at the page, and see that nothing sticks out at the side."""
        self._looked_at.add(_plain(self.page.url))
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "laws => axe.run(document, {runOnly: laws}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message || '')).join(', ')))",
            laws,
        )
        wide = self.page.evaluate("() => document.scrollingElement.scrollWidth - window.innerWidth")
        found += [f"the page is {wide} px wider than the screen"] if wide > 1 else []
        assert found == [], f"{self.page.url}: {found}"

    def picture(self, name: str, laws: Any = LAWS) -> None:
        """Check the page, and keep its picture for the documentation when `make shot` asks for pictures."""
        self.check(laws)
        if os.environ.get("TREFOIL_SHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            folder = Path(os.environ.get("STORY_PICTURES", SCREENSHOTS))
            self.page.screenshot(path=str(folder / f"{name}.png"), **self._frame())

    def _frame(self) -> dict[str, Any]:
        """Frame what fits a phone or stands in a dialog, and of a long page on a desk what fits a sheet of paper."""
        width, height = self.page.evaluate("() => [window.innerWidth, document.documentElement.scrollHeight]")
        if width < 600 or self.page.locator("dialog[open]").count():
            return {}
        return {"full_page": True, "clip": {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)}}


def _plain(address: str) -> str:
    return address.partition("#")[0]


def come_in(visitor: Visitor, part: str) -> None:
    """Sign in with the password and, for staff, the code that the demonstration shows."""
    page = visitor.page
    visitor.go("/account/login/")
    page.fill("input[name=login]", EMAILS[part])
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]:not([form])")
    page.wait_for_load_state()
    if "2fa" in page.url:
        _give_code(page)
    assert not re.search("/account/", page.url), page.url


def _give_code(page: Any) -> None:
    for _ in range(2):
        page.fill("input[name=code]", page.locator("strong.number").first.inner_text())
        page.click("main form button[type=submit]:not([form])")
        page.wait_for_load_state()
        if "2fa" not in page.url:
            return
        time.sleep(CODE_LASTS - time.time() % CODE_LASTS + 0.5)  # a code works once: wait for the next one
        page.reload()
