"""The way of a request: headers, cookies, hosts, methods, ways back that lead nowhere else."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import trefoil

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/nothing/here/", "/children/", "/healthz", "/static/kit/kit.css", "/account/password/reset/"],
)
def test_every_answer_carries_the_headers(client, db, path):
    response = client.get(path)
    found = {name: response.headers.get(name) for name in HEADERS}
    if path.startswith("/static/"):
        found["X-Frame-Options"] = "DENY"  # the policy's frame-ancestors says it for files
    assert found == HEADERS
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    response.close()


def test_what_a_signed_in_person_sees_is_stored_nowhere(released, sign_in):
    client = sign_in("therapist")
    maya = released.children["maya"].pk
    for path in ("/", "/children/", reverse("chart:child", args=[maya]), "/nothing/", "/find/?q=maya"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_the_session_cookie_is_for_the_server_alone(cast, sign_in, client, settings):
    from trefoil.demo.cast import EMAILS, PASSWORD

    sign_in("mother").logout()
    client.post("/account/login/", {"login": EMAILS["mother"], "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["expires"], "it ends with the browser"


def test_signing_in_gives_a_new_session(cast, sign_in, client, settings):
    from trefoil.demo.cast import EMAILS, PASSWORD

    sign_in("mother").logout()
    client.get("/account/login/")
    client.session["planted"] = True
    client.session.save()
    before = client.session.session_key
    client.post("/account/login/", {"login": EMAILS["mother"], "password": PASSWORD})
    assert client.session.session_key != before


EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


@pytest.mark.parametrize("target", EVIL)
def test_no_way_back_leads_elsewhere(cast, sign_in, client, target):
    from trefoil.demo.cast import EMAILS, PASSWORD

    sign_in("mother").logout()
    login = client.post("/account/login/", {"login": EMAILS["mother"], "password": PASSWORD, "next": target})
    assert login.url == "/"
    assert f'href="{target}' not in client.get("/people/locked/", {"next": target}).content.decode()
    assert client.post("/language/", {"language": "es", "next": target}).url.startswith("/")
    assert "evil" not in client.post("/language/", {"language": "es", "next": target}).url


def test_a_forged_host_is_refused(client, db):
    assert client.get("/account/login/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/password/reset/", "/language/", "/console/emergency/", "/account/logout/"]
)
def test_what_changes_something_asks_for_the_token(cast, sign_in, path):
    strict = Client(enforce_csrf_checks=True)
    from trefoil.ground.people.models import Account

    sign_in("teacher")
    strict.force_login(Account.objects.get(person_id=cast.person("teacher").pk))
    assert strict.post(path, {"login": "x", "password": "y"}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/people/locked/", "/people/second-factor/", "/console/children/", "/console/trail/", "/console/jobs/"]
)
def test_pages_that_only_show_take_no_posts(cast, sign_in, path):
    assert sign_in("privacy").post(path).status_code == 405


def _lock(client, settings, **ago):
    session = client.session
    session.update({name: time.time() - seconds for name, seconds in ago.items()})
    session.save()


def test_an_idle_page_locks_and_leads_back_to_itself(sign_in, settings):
    client = sign_in("therapist")
    client.get("/children/")
    _lock(client, settings, last_seen=settings.IDLE_LOCK_SECONDS + 1)
    locked = client.get("/children/?page=2")
    assert locked.url == "/people/locked/?next=%2Fchildren%2F%3Fpage%3D2"
    assert "/account/login/?next=/children/%3Fpage%3D2" in client.get(locked.url).content.decode()


def test_the_page_that_locks_ends_the_session_itself_and_keeps_the_way_back(sign_in, settings):
    client = sign_in("therapist")
    for idle in (0, settings.IDLE_LOCK_SECONDS + 1):
        client.get("/children/")
        _lock(client, settings, last_seen=idle)
        page = client.get("/people/locked/?next=%2Fchildren%2F")
        assert "/account/login/?next=/children/" in page.content.decode()
        assert client.get("/children/").url.startswith("/account/login/")
        client = sign_in("therapist")


def test_a_fragment_of_a_locked_session_turns_the_whole_page(sign_in, settings):
    client = sign_in("therapist")
    client.get("/children/")
    _lock(client, settings, last_seen=settings.IDLE_LOCK_SECONDS + 1)
    answer = client.get(
        "/find/?q=x", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/children/?page=2"}
    )
    assert answer.headers["HX-Redirect"] == "/people/locked/?next=%2Fchildren%2F%3Fpage%3D2"
    assert not answer.content


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/children/?page=2", "%2Fchildren%2F%3Fpage%3D2"),
        ("https://evil.example/x", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_the_form(sign_in, settings, referer, back):
    client = sign_in("therapist")
    client.get("/children/")
    _lock(client, settings, last_seen=settings.IDLE_LOCK_SECONDS + 1)
    assert client.post("/console/emergency/", {}, headers={"referer": referer}).url == f"/people/locked/?next={back}"


def test_a_session_ends_after_half_a_day_however_busy(sign_in, settings):
    client = sign_in("therapist")
    client.get("/children/")
    _lock(client, settings, began=settings.SESSION_COOKIE_AGE + 1)
    assert client.get("/children/").url.startswith("/people/locked/")


def test_polling_keeps_nobody_signed_in(sign_in, settings):
    client = sign_in("therapist")
    client.get("/children/")
    _lock(client, settings, last_seen=100)
    before = client.session["last_seen"]
    client.get("/children/", headers={"HX-Poll": "true"})
    assert client.session["last_seen"] == before
    client.get("/children/")
    assert client.session["last_seen"] > before


def test_behind_tls_nothing_is_left_to_warn_about(db):
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = ours | {
        "TREFOIL_URL": "https://trefoil.example", "DJANGO_SETTINGS_MODULE": "trefoil.config.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_nothing_is_exempt_from_the_token():
    product = Path(trefoil.__file__).parent
    sources = [p for p in product.rglob("*.py") if "tests" not in p.parts]
    assert [p.name for p in sources if "csrf_exempt" in p.read_text()] == []
    forms = [p for p in product.rglob("*.html") if re.search(r'<form[^>]*method="post"', p.read_text())]
    assert [p.name for p in forms if "csrf_token" not in p.read_text()] == []
