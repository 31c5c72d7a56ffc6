"""Coming in: invitations, second factors, locked sessions, and pages that ask who you are."""

import time

import pytest
from django.urls import reverse

from trefoil.ground.access.session import on_our_word
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import actions
from trefoil.ground.people.models import Account
from trefoil.ground.people.types import ContactKind

LONG = "four words make one"


def _invite(cast, as_, at, part="mother", email="elena.new@home.example"):
    with as_("director"):
        return actions.invite(person=cast.person(part), email=email, by=cast.person("director"), at=at)


def test_a_stranger_is_asked_who_they_are(client, db):
    for name in ("chart:today", "portal:home"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


def test_there_is_no_open_registration(client, db):
    client.post("/account/signup/", {"email": "new@home.example", "password1": LONG})
    assert not Account.objects.exists()


def test_an_invitation_opens_an_account_once(cast, as_, client):
    from trefoil.ground.kit.clock import now

    _, token = _invite(cast, as_, now())
    page = reverse("people:accept_invitation", args=[token])
    assert client.get(page).status_code == 200
    assert client.post(page, {"password": LONG, "again": LONG}).status_code == 302
    assert Account.objects.get(email="elena.new@home.example").person_id == cast.person("mother").pk
    client.logout()
    assert client.get(page).status_code == 410


def test_accept_refuses_a_weak_password(cast, as_, client):
    from trefoil.ground.kit.clock import now

    _, token = _invite(cast, as_, now())
    response = client.post(reverse("people:accept_invitation", args=[token]), {"password": "short", "again": "short"})
    assert response.status_code == 422
    assert not Account.objects.exists()


def test_a_youth_and_a_guardian_never_share_a_contact_point(cast, as_, at):
    with as_("director"):
        actions.claim_contact_point(
            person_id=cast.person("mother").pk, of_child=False, kind=ContactKind.EMAIL, value="Elena@Home.example"
        )
        with pytest.raises(Refused) as refusal:
            actions.invite(person=cast.person("maya"), email="elena@home.EXAMPLE", by=cast.person("director"), at=at)
    assert "Elena" not in str(refusal.value)


def test_two_guardians_may_share_a_telephone(cast, as_):
    with as_("director"):
        for part in ("mother", "father"):
            actions.claim_contact_point(
                person_id=cast.person(part).pk, of_child=False, kind=ContactKind.PHONE, value="612-555-0199"
            )


def test_staff_without_a_second_factor_are_sent_to_add_one(cast, client):
    with on_our_word("sign_in"):
        account = Account.objects.create_user("okafor@harbor.example", LONG, person_id=cast.person("therapist").pk)
    client.force_login(account)
    assert client.get("/").url == reverse("people:second_factor")


def test_an_idle_session_locks(sign_in, settings):
    client = sign_in("therapist")
    client.get("/account/2fa/")
    session = client.session
    session["last_seen"] = time.time() - settings.IDLE_LOCK_SECONDS - 1
    session.save()
    response = client.get("/children/")
    assert response.url == f"{reverse('people:locked')}?next=%2Fchildren%2F"
    assert client.get("/children/").url.startswith(reverse("account_login"))


def test_locked_leads_nowhere_else(client, db):
    assert "evil.example" not in client.get("/people/locked/?next=https://evil.example/").content.decode()


def test_a_guardian_invited_in_spanish_reads_spanish_from_the_first_page(cast, as_, client):
    from django.core import mail

    from trefoil.ground.kit.clock import now
    from trefoil.ground.people import letters

    invitation, token = _invite(cast, as_, now())
    assert letters.send_invitation(invitation, token)
    [letter] = mail.outbox
    page = reverse("people:accept_invitation", args=[token])
    assert letter.body.startswith("Hola")
    assert page in letter.body
    for word in ("Maya", "Elena", "Trefoil", "escuela", "clínica"):
        assert word not in letter.subject + letter.body
    client.cookies.clear()
    shown = client.get(page, headers={"accept-language": "en-US"}).content.decode()
    assert '<html lang="es"' in shown
    assert "contraseña" in shown
    wrong = client.post(page, {"password": LONG, "again": "something else"}, headers={"accept-language": "en-US"})
    assert "contraseñas" in wrong.content.decode()
    client.post("/language/", {"language": "en"})
    assert '<html lang="en"' in client.get(page).content.decode(), "what was chosen on the device counts"


def test_staff_who_accept_an_invitation_go_on_to_their_second_key(cast, as_, client):
    from trefoil.ground.kit.clock import now

    _, token = _invite(cast, as_, now(), part="aide", email="tran.new@cedarbridge.example")
    client.post(reverse("people:accept_invitation", args=[token]), {"password": LONG, "again": LONG})
    assert client.get("/").url == reverse("people:second_factor")
    assert client.get("/account/2fa/totp/activate/").status_code == 200, "without typing the password once more"
