"""The kit's own modules in a real browser, under the strict policy; its requests are answered here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from trefoil.ground.kit.ui import views

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("trefoil.ground.kit.ui.tests.urls"),
    pytest.mark.xdist_group("kit in a browser"),
]

SITE = "http://trefoil.test"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"
AXE = Path(__file__).parents[5] / "tests/vendor/axe/axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}

STAFF = """{% extends "page.html" %}{% load ui %}{% block content %}<h1>A page</h1>
{% lines %}{% line verb="First" url="#1" %}One{% endline %}
{% line verb="Second" url="#2" %}Two{% endline %}{% endlines %}
<form data-draft-url="/draft"><label for="note">Note</label><textarea id="note" name="note"></textarea>
{% saved %}</form>{% timer since %}{% endblock %}"""
FAMILY = """{% extends "portal.html" %}{% block content %}<h1>Hello</h1><p>About a child.</p>{% endblock %}"""


@dataclass
class Site:
    """Answers a browser without a network, and remembers what was sent."""

    drafts: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    broken: bool = False
    listening: bool = True
    idle_seconds: int = 0

    def hear(self, said: str) -> None:
        if self.listening:
            self.complaints.append(said)

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = KINDS.get(Path(path).suffix, "application/octet-stream")
            route.fulfill(path=str(found), content_type=kind) if found else route.abort()
        elif path == "/draft":
            self._draft(route)
        elif path == "/ui/here":
            route.fulfill(status=204)
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=self._page(path, route), content_type="text/html", headers=headers)

    def _draft(self, route: Route) -> None:
        if self.broken:
            route.abort()
            return
        self.drafts.append(parse_qs(route.request.post_data or "").get("note", [""])[0])
        route.fulfill(json={"saved_at": "2026-11-20T16:05:00+00:00"})

    def _page(self, path: str, route: Route) -> str:
        query = dict(pair.split("=") for pair in urlsplit(route.request.url).query.split("&") if pair)
        request = RequestFactory().get(path, query)
        if path == "/ui/":
            return views.gallery(request).content.decode()
        facts = {"nav": [{"label": "Children", "url": "/children", "key": "c"}]}
        facts |= {"since": views.example_facts()["an_hour_ago"], "idle_seconds": self.idle_seconds}
        source = FAMILY if path == "/family" else STAFF
        return engines["django"].from_string(source).render(facts, request)


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[..., BrowserContext]]:
    """Open browser contexts of one Chromium."""
    with sync_playwright() as play:
        flags = [*FLAGS, *QUIET]
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield browser.new_context
        browser.close()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def page(opened: Callable[..., BrowserContext], site: Site) -> Iterator[Page]:
    context = opened(reduced_motion="reduce")
    context.set_default_timeout(8000)
    context.route("**/*", site.answer)
    page = context.new_page()
    page.on("pageerror", lambda error: site.hear(str(error)))
    page.on(
        "console",
        lambda said: site.hear(said.text) if "Security Policy" in said.text else None,
    )
    yield page
    assert site.complaints == []
    context.close()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_gallery_is_accessible(page: Page, site: Site, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{SITE}/ui/?theme={theme}&dir={'rtl' if width == 390 else 'ltr'}")
    assert site.complaints == []
    site.listening = False  # axe measures with inline styles, which the policy stops
    page.evaluate(AXE.read_text())

    run = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    violations = page.evaluate(run)["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_open_the_list_of_keys_and_go_to_places(page: Page) -> None:
    page.goto(SITE)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()

    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(f"{SITE}/children")


def test_keys_are_silent_while_someone_types(page: Page) -> None:
    page.goto(SITE)
    page.locator("#note").press_sequentially("g c?")

    assert page.locator("#note").input_value() == "g c?"
    assert page.locator("#keys").is_hidden()
    assert page.url.rstrip("/") == SITE


def test_arrows_move_in_a_list(page: Page) -> None:
    page.goto(SITE)
    page.get_by_role("link", name="First").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Second"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "First"


def test_a_draft_is_saved_quietly(page: Page, site: Site) -> None:
    page.goto(SITE)
    page.locator("#note").fill("asked for a break")
    page.locator("[data-saved][data-state=saved]").wait_for()

    assert site.drafts == ["asked for a break"]
    assert page.locator("[data-saved]").text_content().startswith("saved ")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_draft_outlives_a_dead_network_on_this_device_only_until_it_is_sent(page: Page, site: Site) -> None:
    site.broken = True
    page.goto(SITE)
    page.locator("#note").fill("typed in a tunnel")
    page.locator("[data-saved][data-state=kept]").wait_for()
    assert page.evaluate("sessionStorage.length") == 1

    site.broken = False
    page.reload()
    page.locator("[data-saved][data-state=saved]").wait_for()
    assert page.locator("#note").input_value() == "typed in a tunnel"
    assert site.drafts[-1] == "typed in a tunnel"
    assert page.evaluate("sessionStorage.length") == 0


def test_another_person_in_the_same_tab_finds_no_draft(page: Page) -> None:
    page.goto(SITE)
    page.evaluate("sessionStorage.setItem('draft:somebody-else:/draft', 'note=secret')")
    page.reload()

    assert page.locator("#note").input_value() == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_a_timer_runs(page: Page) -> None:
    page.goto(SITE)
    before = page.locator("trefoil-timer").text_content()
    page.wait_for_timeout(1200)

    assert page.locator("trefoil-timer").text_content() != before


def test_a_theme_is_chosen_and_kept(page: Page) -> None:
    page.goto(SITE)
    page.locator("details.menu summary").click()
    page.locator('[data-theme-choice="dark"]').click()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    assert cookies["trefoil_theme"] == "dark"
    page.keyboard.press("Escape")
    assert page.locator('[data-theme-choice="dark"]').is_hidden()


def test_a_dialog_opens_and_gives_the_focus_back(page: Page) -> None:
    page.goto(f"{SITE}/ui/")
    opener = page.get_by_role("button", name="Open the dialog")
    opener.click()
    assert page.locator("#example-dialog").is_visible()
    page.locator("#example-dialog").get_by_role("button", name="Close").click()

    assert page.locator("#example-dialog").is_hidden()
    assert opener.evaluate("node => node === document.activeElement")


def test_a_chosen_file_is_named(page: Page) -> None:
    page.goto(f"{SITE}/ui/")
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    page.locator("#id_example_file").set_input_files(files=[letter])

    assert "letter.pdf" in page.locator("trefoil-drop-zone output").text_content()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_a_family_page_hides_at_once_and_does_not_come_back(page: Page, way: str) -> None:
    page.goto(f"{SITE}/family")
    if way == "button":
        page.get_by_role("button", name="Hide this page").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("**/neutral.html")

    assert "Trefoil" not in page.title()
    assert "child" not in page.locator("body").text_content()
    assert page.evaluate("history.length") <= 2


def test_an_idle_page_asks_and_then_takes_itself_away(page: Page, site: Site) -> None:
    site.idle_seconds = 62
    page.clock.install()
    page.goto(SITE)
    page.clock.run_for(4000)
    assert page.locator("#idle-warning").is_visible()
    page.get_by_role("button", name="I am here").click()
    assert page.locator("#idle-warning").is_hidden()

    page.clock.run_for(70000)
    for _ in range(100):  # a script leaves the page while we wait: its navigation may replace one under way
        if "next=%2F" in page.url:
            break
        page.wait_for_timeout(100)
    assert "next=%2F" in page.url
