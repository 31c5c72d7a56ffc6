"""A suspended person: signed out, not let in, nothing open; and who may do and undo that."""

import pytest
from django.db import connection

from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import staffing, suspending
from trefoil.ground.people.inviting import invite_anew
from trefoil.ground.people.models import Account, Child, Suspension
from trefoil.ground.people.queries import is_suspended

WHY = "A laptop was stolen with the page open."
BACK = "The laptop was found, still locked."


def _suspend(cast, part, by="privacy"):
    officer = cast.person(by)
    with seen_by(officer):
        return suspending.suspend(person=cast.person(part), reason=WHY, by=officer, at=now())


def _lift(cast, suspension):
    officer = cast.person("privacy")
    with seen_by(officer):
        return suspending.lift(suspension=suspension, reason=BACK, by=officer, at=now())


def _sees(cast, part):
    with seen_by(cast.person(part)):
        return {c.person.given_name for c in Child.objects.select_related("person")}


@pytest.mark.parametrize("part", ["teacher", "director", "mother", "social_worker"])
def test_everything_closes_and_opens_again(released, part):
    before = _sees(released, part)
    assert "Maya" in before
    made = _suspend(released, part)
    assert _sees(released, part) == set()
    assert is_suspended(made.person_id)
    _lift(released, made)
    assert _sees(released, part) == before


def test_a_later_refresh_opens_nothing(released):
    from trefoil.ground.access.actions import refresh

    _suspend(released, "teacher")
    with seen_by(released.person("privacy")):
        refresh(released.children["maya"].pk, at=now())
    assert _sees(released, "teacher") == set()


def test_the_session_ends_and_the_sign_in_page_says_nothing_of_it(released, sign_in, client):
    from trefoil.demo.cast import EMAILS, PASSWORD

    sign_in("mother")
    assert client.get("/home/").status_code == 200
    made = _suspend(released, "mother")
    assert client.get("/home/").url.startswith("/account/login/")
    client.logout()
    answer = client.post("/account/login/", {"login": EMAILS["mother"], "password": PASSWORD})
    wrong = client.post("/account/login/", {"login": EMAILS["mother"], "password": "not the right one"})
    assert answer.status_code == wrong.status_code == 200
    assert str(answer.context["form"].errors) == str(wrong.context["form"].errors)
    assert "suspend" not in answer.content.decode().lower()
    _lift(released, made)
    assert client.post("/account/login/", {"login": EMAILS["mother"], "password": PASSWORD}).status_code == 302


def test_an_old_session_does_not_come_to_life_again(released, sign_in, client):
    sign_in("mother")
    assert client.get("/home/").status_code == 200
    _lift(released, _suspend(released, "mother"))
    assert client.get("/home/").url.startswith("/people/locked/")


def test_no_other_way_leads_in_meanwhile(released, sign_in):
    sign_in("teacher")
    made = _suspend(released, "teacher")
    teacher, director = released.person("teacher"), released.person("director")
    with seen_by(director):
        with pytest.raises(Refused):
            invite_anew(person=teacher, email="other@school.example", by=director, at=now())
        staffing.end_employment(staff=teacher.staff, by=director, at=now())
        staffing.employ_again(staff=teacher.staff, by=director, at=now())
    assert not Account.objects.get(person=teacher).is_active
    assert _sees(released, "teacher") == set()
    _lift(released, made)
    assert Account.objects.get(person=teacher).is_active


@pytest.mark.parametrize(("by", "part"), [
    ("director", "teacher"), ("privacy", "privacy"), ("privacy", "outsider"), ("privacy", "therapist"),
    ("therapist", "mother"), ("mother", "father"),
])  # fmt: skip
def test_only_the_privacy_officer_of_a_person_may(released, by, part):
    with pytest.raises(Denied):
        _suspend(released, part, by=by)


def test_it_needs_a_reason_and_happens_once(released):
    officer = released.person("privacy")
    with seen_by(officer), pytest.raises(Refused):
        suspending.suspend(person=released.person("teacher"), reason=" ", by=officer, at=now())
    made = _suspend(released, "teacher")
    with pytest.raises(Refused):
        _suspend(released, "teacher")
    _lift(released, made)
    with pytest.raises(Refused):
        _lift(released, made)


def test_it_stands_in_the_trail_and_nobody_else_reads_the_reason(released):
    made = _suspend(released, "teacher")
    _lift(released, made)
    with seen_by(system_person("auditor")):
        kinds = {"PersonSuspended", "SuspensionLifted"}
        pages = set(AuditEntry.objects.filter(page__in=kinds).values_list("page", flat=True))
        assert pages == kinds
    for part, number in (("privacy", 1), ("teacher", 0), ("director", 0), ("outsider", 0)):
        with seen_by(released.person(part)):
            assert Suspension.objects.count() == number, part


def test_sql_alone_suspends_nobody(released):
    officer, teacher = released.person("privacy"), released.person("teacher")
    kept = {"person": teacher, "organization_id": officer.staff.organization_id, "starts_at": now()}
    with pytest.raises(Exception, match="row-level security"), seen_by(officer):
        Suspension.objects.create(**kept, suspended_by=officer, reason=WHY)
    outsider = released.person("outsider")
    with pytest.raises(Exception, match="not this person"), seen_by(outsider), connection.cursor() as cursor:
        cursor.execute("select close_grants_of(%s, now())", [teacher.pk])
