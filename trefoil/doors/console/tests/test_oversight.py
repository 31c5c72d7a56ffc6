"""The privacy officer's desk: what needs them, releases that end, unusual reading, suspending a person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from trefoil.doors.console import desk, unusual
from trefoil.ground.access import actions as access
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import ReadingReview
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused

PAGES = ("home", "ending", "reading", "people")


def _read(cast, part, child="maya", at=None, page="child"):
    person = cast.person(part)
    with seen_by(person):
        access.record(
            kind="read", page=page, by=person.pk, at=at or now(), children=[cast.children[child].pk],
            categories=["demographics"], bases=["care_team"],
        )  # fmt: skip


def _weighed(cast, at=None):
    officer = cast.person("privacy")
    with seen_by(officer):
        return unusual.weighed(officer.as_viewer(), at or now())


@pytest.mark.parametrize("part", ["therapist", "director", "teacher", "mother", "outsider"])
def test_for_others_the_desk_is_not_there(released, sign_in, part):
    client = sign_in(part)
    for name in PAGES:
        assert client.get(reverse(f"console:{name}")).status_code == 404, name
    teacher = released.person("teacher").pk
    assert client.get(reverse("console:suspend", args=[teacher])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_desk_opens(released, sign_in, name):
    assert sign_in("privacy").get(reverse(f"console:{name}")).status_code == 200


# Unusual reading.


def test_a_stranger_to_the_child_and_a_night_are_ranked_with_their_reasons(released, at):
    night = at.replace(hour=8)  # two in the morning in Chicago
    _read(released, "outsider", at=night)
    _read(released, "teacher", at=at)
    made = _weighed(released, at + timedelta(hours=1))
    first = made.shown[0]
    assert (first.who, first.child) == ("Grace Kim", "Maya Reyes")
    assert first.reasons == [
        "On 1 day they were not on the care team.",
        "In 1 night, between 21:00 and 6:00.",
        "On 1 day without a meeting, a session or a task about the child.",
    ]
    assert all(one.who != "Sofia Ruiz" for one in made.shown)


def test_what_is_reviewed_is_gone_until_it_is_read_again(released, at):
    _read(released, "outsider", at=at)
    officer, maya = released.person("privacy"), released.children["maya"]
    with seen_by(officer):
        unusual.review(
            person_id=released.person("outsider").pk, child_id=maya.pk, note="She was asked to by phone.",
            by=officer, at=at + timedelta(hours=1),
        )  # fmt: skip
    assert _weighed(released, at + timedelta(hours=2)).shown == []
    _read(released, "outsider", at=at + timedelta(hours=3))
    again = _weighed(released, at + timedelta(hours=4))
    assert [one.who for one in again.shown] == ["Grace Kim"]
    assert [note.note for _who, _child, note in again.reviewed] == ["She was asked to by phone."]


def test_who_may_review_and_read_reviews(released, at):
    _read(released, "outsider", at=at)
    outsider, maya = released.person("outsider").pk, released.children["maya"].pk
    for part in ("director", "therapist", "outsider"):
        person = released.person(part)
        with pytest.raises(Denied), seen_by(person):
            unusual.review(person_id=outsider, child_id=maya, note="It was fine.", by=person, at=at)
    officer = released.person("privacy")
    with pytest.raises(Refused), seen_by(officer):
        unusual.review(person_id=officer.pk, child_id=maya, note="It was me.", by=officer, at=at)
    with seen_by(officer):
        unusual.review(person_id=outsider, child_id=maya, note="It was fine.", by=officer, at=at)
    for part, number in (("privacy", 1), ("director", 0), ("outsider", 0)):
        with seen_by(released.person(part)):
            assert ReadingReview.objects.count() == number, part


def test_no_row_adds_a_query(released, at, django_assert_num_queries):
    officer = released.person("privacy")

    def count():
        with seen_by(officer):
            from django.db import connection
            from django.test.utils import CaptureQueriesContext

            with CaptureQueriesContext(connection) as queries:
                unusual.weighed(officer.as_viewer(), at + timedelta(hours=9))
        return len(queries)

    _read(released, "outsider", at=at)
    few = count()
    for part in ("outsider", "coordinator", "peer", "skills"):
        for child in ("maya", "jonah"):
            for hours in range(4):
                _read(released, part, child=child, at=at + timedelta(hours=hours))
    assert count() == few <= 8


def test_the_database_weighs_for_nobody_but_the_officer(released, at):
    _read(released, "outsider", at=at)
    for part in ("director", "therapist", "outsider", "mother"):
        with seen_by(released.person(part)):
            assert unusual._openings(at + timedelta(hours=1)) == []


def test_a_review_by_the_page(released, sign_in):
    _read(released, "outsider")
    client = sign_in("privacy")
    page = client.get(reverse("console:reading")).content.decode()
    assert "Grace Kim opened Maya Reyes" in page
    ids = [released.person("outsider").pk, released.children["maya"].pk]
    address = reverse("console:review_reading", args=ids)
    assert client.post(address, {"note": ""}).status_code == 422
    assert client.post(address, {"note": "She was asked to by phone."}).url == reverse("console:reading")
    assert "Grace Kim opened" not in client.get(reverse("console:reading")).content.decode()


# Emergencies and releases.


def test_an_emergency_is_due_on_the_next_working_day_and_then_overdue(released):
    friday = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    skills, officer = released.person("skills"), released.person("privacy")
    with seen_by(skills):
        access.break_glass(
            viewer=skills.as_viewer(), child_id=released.children["maya"].pk,
            custodian_id=released.organizations["school"].pk, reason="She ran and nobody was reached.", at=friday,
        )  # fmt: skip
    _read(released, "skills", at=friday + timedelta(minutes=5))
    with seen_by(officer):
        ruling = desk.own_law(officer.staff.organization_id, friday)
        [monday] = desk.emergencies(ruling, friday + timedelta(days=3))
        [tuesday] = desk.emergencies(ruling, friday + timedelta(days=4))
        assert [one.page for one in desk.opened_through(monday.glass)] == ["the child's page"]
    assert (monday.due, monday.overdue) == (date(2026, 11, 23), False)
    assert tuesday.overdue


def test_a_release_stands_on_the_desk_when_it_ends_soon(released):
    from trefoil.ground.consent.models import Release

    officer = released.person("privacy")
    with seen_by(officer):
        ends = min(Release.objects.values_list("ends_at", flat=True))
        ruling = desk.own_law(officer.staff.organization_id, ends)
        found = [desk.ending(ruling, ends - timedelta(days=days, hours=1)) for days in (40, 20, 10, 2)]
    assert found[0] == []
    assert [[one.tone for one in some] for some in found[1:]] == [["info"] * 2, ["ask"] * 2, ["danger"] * 2]


# Suspending.


def test_a_person_is_found_suspended_and_let_in_again(released, sign_in):
    client = sign_in("privacy")
    assert "Sofia Ruiz" in client.get(reverse("console:people"), {"name": "ruiz"}).content.decode()
    assert "Adaeze" not in client.get(reverse("console:people"), {"name": "okafor"}).content.decode().split("<main")[1]
    page = reverse("console:suspend", args=[released.person("teacher").pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"reason": ""}).status_code == 422
    done = client.post(page, {"reason": "Her badge was stolen."}, follow=True).content.decode()
    assert "Everything is closed to Sofia Ruiz. It took" in done
    assert "Her badge was stolen." in done
    with seen_by(released.person("privacy")):
        [one] = desk.suspended()
    lift = reverse("console:lift", args=[one.pk])
    assert "Her badge was stolen." in client.get(lift).content.decode()
    assert client.post(lift, {"reason": "It was found."}).url == reverse("console:people")
    assert "Nobody is suspended." in client.get(reverse("console:people")).content.decode()


@pytest.mark.parametrize("part", ["outsider", "therapist", "privacy", "maya"])
def test_who_is_not_the_officers_to_suspend_is_not_there(released, sign_in, part):
    page = reverse("console:suspend", args=[released.person(part).pk])
    assert sign_in("privacy").post(page, {"reason": "Just because"}).status_code == 404
