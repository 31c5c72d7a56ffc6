"""The trail: what is logged, that it is sealed, and that a change shows."""

import pytest
from django.urls import reverse

from tests.links import connect_as_owner
from trefoil.ground.access import actions as access_actions
from trefoil.ground.access import audit, nightly
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person

AUDITOR = system_person("auditor")


def _entries(**filters):
    with seen_by(AUDITOR):
        return list(AuditEntry.objects.filter(**filters))


def test_reading_a_childs_page_is_logged_with_its_ground(released, sign_in):
    maya = released.children["maya"]
    response = sign_in("therapist").get(reverse("chart:timeline", args=[maya.pk]))
    if response.status_code == 302:
        pytest.skip("the second factor has its own tests")
    [entry] = _entries(kind="read", page="timeline")
    assert entry.children == [maya.pk]
    assert entry.person_id == released.person("therapist").pk
    assert "care_team" in entry.bases


def test_a_denial_is_logged_and_looks_like_nothing(released, sign_in):
    maya = released.children["maya"]
    client = sign_in("outsider")
    missing = client.get("/children/00000000-0000-7000-8000-000000000000/timeline/")
    denied = client.get(reverse("chart:timeline", args=[maya.pk]))
    assert missing.status_code == denied.status_code == 404
    assert [e.children for e in _entries(kind="denied", page="timeline")][-1] == [maya.pk]


def test_a_guardian_learns_who_read_and_an_outsider_does_not(released, as_, at):
    from trefoil.ground.access import actions
    from trefoil.ground.requests.looks import Asked, looks

    maya = released.children["maya"]
    with as_("teacher"):
        actions.record(
            kind="read", page="child", by=released.person("teacher").pk, at=at, children=[maya.pk],
            categories=["demographics"],
            compartments=[_number(maya, "demographics", released.organizations["school"])],
        )  # fmt: skip
    with as_("mother"):
        assert [name for _, name in looks(maya.pk, Asked())[1]] == ["Sofia Ruiz"]
    with as_("outsider"):
        assert looks(maya.pk, Asked()) == ([], [], False)


def _number(child, category, custodian):
    from trefoil.ground.access.actions import compartment_for

    return compartment_for(child_id=child.pk, category=category, custodian_id=custodian.pk).pk


def test_seals_hold_and_a_changed_entry_shows(cast, at):
    with seen_by(AUDITOR):
        assert audit.seal(at=at)
        assert audit.seal(at=at) == []
        assert audit.verify().faults == ()
        number = AuditEntry.objects.order_by("pk").first().pk
    _change_behind_the_wall(number)
    with seen_by(AUDITOR):
        [fault] = audit.verify().faults
        assert "were changed" in fault


def _change_behind_the_wall(number):
    from django.db import connection

    # The owner's own hand, in the test's transaction: what an intruder in the database room would do.
    connection.cursor().execute("select tamper_with_audit(%s)", [number])


@pytest.fixture(autouse=True)
def _tampering(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connect_as_owner(autocommit=True) as link:
        link.execute(
            "create or replace function tamper_with_audit(n bigint) returns void language sql security definer as"
            " $$ update access_audit set page = 'nothing to see' where id = n $$"
        )
        yield
        link.execute("drop function tamper_with_audit(bigint)")


def test_the_nightly_proof_finds_no_difference_and_sees_one(released, as_, at):
    assert nightly.differences(at=at) == {}
    maya = released.children["maya"]
    access_actions._replace([maya.pk], None, frozenset())
    assert set(nightly.differences(at=at)) == {maya.pk}


def test_a_teacher_at_a_childs_page_is_not_said_to_have_read_scores(released, sign_in):
    sign_in("teacher").get(reverse("chart:child", args=[released.children["maya"].pk]))
    [entry] = _entries(kind="read", page="child")
    assert "school_plan" in entry.categories
    assert "assessments" not in entry.categories
