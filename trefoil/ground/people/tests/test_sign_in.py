"""Signing in: second factor, recovery codes, limits, a lost password, and answers that tell nobody who is known."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import get_resolver, reverse

from trefoil.demo.cast import EMAILS, PASSWORD, TOTP_SECRET
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.people.middleware import PUBLIC_VIEWS, WITHOUT_SECOND_FACTOR
from trefoil.ground.people.models import Account

LOGIN, MFA = "/account/login/", "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _accounts(sign_in):
    cache.clear()


def _code():
    return format_hotp_value(hotp_value(TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))))


def _password(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def _words(response):
    """The page without what differs in each answer: the token, and what was typed."""
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", response.content.decode())
    return re.sub(r"[\w.+-]+@[\w.-]+", "ADDRESS", text)


def test_staff_come_in_with_password_and_code(client):
    assert _password(client, EMAILS["therapist"]).url == MFA
    assert client.get("/children/").status_code == 302, "the password alone opens nothing"
    assert client.post(MFA, {"code": _code()}).url == "/"
    assert client.get("/children/").status_code == 200


def test_a_code_works_once(client):
    code = _code()
    _password(client, EMAILS["therapist"])
    client.post(MFA, {"code": code})
    client.post("/account/logout/")
    _password(client, EMAILS["therapist"])
    assert client.post(MFA, {"code": code}).status_code == 200
    assert client.get("/children/").status_code == 302


def test_a_guardian_comes_in_with_the_password(client):
    assert _password(client, EMAILS["mother"]).url == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == reverse("portal:home")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    known = _password(client, EMAILS["therapist"], "not-the-password")
    unknown = _password(client, "nobody@harbor.example", "not-the-password")
    assert known.status_code == unknown.status_code == 200
    assert _words(known) == _words(unknown)


def test_trying_many_passwords_is_stopped_for_known_and_unknown_alike(client):
    answers = []
    for email in (EMAILS["therapist"], "nobody@harbor.example"):
        cache.clear()
        for _ in range(5):
            _password(client, email, "not-the-password")
        answers.append(_words(_password(client, email)))
    assert answers[0] == answers[1]
    assert "Too many failed" in answers[0]


def test_the_limits_are_counted_in_the_database_by_the_application_itself(client):
    _password(client, "nobody@harbor.example", "not-the-password")
    with connection.cursor() as cursor:
        cursor.execute("select current_user, count(*) from kit_cache where cache_key like '%%login_failed%%'")
        role, counted = cursor.fetchone()
    assert role == "trefoil_app"
    assert counted > 0


def test_a_failed_sign_in_stands_in_the_trail_where_the_officer_reads_it(cast, client):
    _password(client, EMAILS["teacher"], "not-the-password")
    _password(client, "nobody@harbor.example", "not-the-password")
    with seen_by(cast.person("privacy")):
        [entry] = AuditEntry.objects.filter(kind="denied", page="sign_in")
    assert entry.person_id == cast.person("teacher").pk


def test_coming_in_stands_in_the_trail(cast, client):
    _password(client, EMAILS["mother"])
    with seen_by(system_person("auditor")):
        assert AuditEntry.objects.filter(kind="sign_in", person_id=cast.person("mother").pk).count() == 1


def test_second_factors_are_kept_encrypted():
    kept = Authenticator.objects.get(user__email=EMAILS["therapist"], type="totp")
    assert TOTP_SECRET not in str(kept.data)


def test_recovery_codes_come_with_the_first_key_and_each_works_once(cast, client):
    account = _without_second_factor(cast)
    _password(client, account.email)
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200, "who has just come in is not asked for the password again"
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/account/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, counter))})
    codes = client.get("/account/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for expected in (302, 200):
        client.post("/account/logout/")
        _password(client, account.email)
        assert client.post(MFA, {"code": codes[0]}).status_code == expected


def _without_second_factor(cast):
    account = Account.objects.get(email=EMAILS["therapist"])
    Authenticator.objects.filter(user=account).delete()
    return account


def test_later_changes_to_second_factors_ask_for_the_password_again(cast, client):
    account = _without_second_factor(cast)
    _password(client, account.email)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 400
    session.save()
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")


def _addresses():
    """Every named address without arguments, and some with: (view name, path)."""
    found = []
    for name, (patterns, *_) in _named(get_resolver()):
        [(path, arguments)] = patterns[:1]
        values = {a: "00000000-0000-7000-8000-000000000000" if "id" in a and a != "job_id" else "1" for a in arguments}
        found.append((name, "/" + path % values))
    return sorted(found)


def _named(resolver, prefix=""):
    for name in (n for n in resolver.reverse_dict if isinstance(n, str)):
        yield prefix + name, resolver.reverse_dict.getlist(name)[0]
    for namespace, (start, inner) in resolver.namespace_dict.items():
        for name, (patterns, *rest) in _named(inner, f"{prefix}{namespace}:"):
            yield name, ([(start + path, arguments) for path, arguments in patterns], *rest)


def test_nobody_gets_past_without_signing_in(client):
    open_to_all = []
    for name, path in _addresses():
        response = client.get(path)
        asked = response.status_code == 302 and response.url.startswith(LOGIN)
        if not asked and name not in PUBLIC_VIEWS:
            open_to_all.append((name, path, response.status_code))
    assert open_to_all == []


def test_staff_without_a_second_factor_get_nowhere_but_to_adding_one(cast, client):
    client.force_login(_without_second_factor(cast))
    astray = []
    for name, path in _addresses():
        if name in WITHOUT_SECOND_FACTOR or name in ("account_logout",):
            continue
        response = client.get(path)
        if response.status_code != 302 or response.url != reverse("people:second_factor"):
            astray.append((name, response.status_code))
    assert astray == []


def test_recovery_codes_alone_are_no_second_factor(cast, client):
    account = _without_second_factor(cast)
    with on_our_word("sign_in"):
        Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(account)
    assert client.get("/children/").url == reverse("people:second_factor")


def test_who_has_left_is_signed_out(cast, client, sign_in):
    client = sign_in("teacher")
    assert client.get("/children/").status_code == 200
    staff = cast.staff["teacher"]
    with on_our_word("staff"):
        type(staff).objects.filter(pk=staff.pk).update(ends_at="2026-09-02T00:00:00Z")
    assert client.get("/children/").url == LOGIN
    assert client.get("/children/").url.startswith(LOGIN)


def test_a_lost_password_says_the_same_to_everybody_and_its_letter_names_nothing(client, settings):
    answers = [client.post("/account/password/reset/", {"email": e}) for e in (EMAILS["mother"], "nobody@home.example")]
    assert answers[0].url == answers[1].url
    known, unknown = mail.outbox
    assert known.subject == unknown.subject == "A link for you"
    link = re.search(r"http\S+", known.body)[0]
    assert link.startswith(settings.PUBLIC_URL)
    for letter in (known, unknown):
        for word in ("Trefoil", "clinic", "school", "child", "Elena", "Maya", "localhost:8000!"):
            assert word not in letter.subject + letter.body.replace(link, "")


def test_the_link_of_a_letter_does_not_follow_a_forged_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/reset/", {"email": EMAILS["mother"]}, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body


def test_a_new_password_ends_other_sessions(client, sign_in):
    from django.test import Client

    other = Client()
    _password(other, EMAILS["mother"])
    client.post("/account/password/reset/", {"email": EMAILS["mother"]})
    link = re.search(r"http://[^/]+(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    fresh = "a whole new set of words"
    client.post(page.redirect_chain[-1][0], {"password1": fresh, "password2": fresh})
    assert other.get(reverse("portal:home")).status_code == 302
    assert _password(client, EMAILS["mother"], fresh).url == "/"
