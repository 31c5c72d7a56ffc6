"""A child's care team: who is on it, who joins, who leaves, and for whom the page is there."""

import pytest
from django.urls import reverse

from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import actions, queries, staffing, teams
from trefoil.ground.people.models import Membership


def _url(cast, name="team", *more):
    return reverse(f"people:{name}", args=[cast.children["maya"].pk, *more])


def _membership(cast, part):
    return Membership.objects.get(child=cast.children["maya"], staff=cast.staff[part], ends_at=None)


def _new_teacher(cast, as_, at):
    with as_("director", at):
        return staffing.employ(
            organization=cast.organizations["school"], given_name="Lena", family_name="Voss", role="teacher",
            title="", discipline="", license="", supervisor=None, by=cast.person("director"), at=at,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("director", 200),
        ("social_worker", 200),
        ("therapist", 200),
        ("teacher", 200),
        ("privacy", 200),
        ("outsider", 404),
        ("mother", 404),
        ("father", 404),
        ("maya", 404),
    ],
)
def test_team_page_per_role(cast, sign_in, part, status):
    assert sign_in(part).get(_url(cast)).status_code == status


@pytest.mark.parametrize("part", ["teacher", "privacy", "outsider", "mother"])
def test_add_to_team_is_not_there_for_those_who_only_read(cast, sign_in, part):
    client = sign_in(part)
    assert client.post(_url(cast, "add_to_team"), {"staff_id": str(cast.staff["aide"].pk)}).status_code == 404


def test_add_to_team_way(cast, as_, at, sign_in):
    made = _new_teacher(cast, as_, at)
    client = sign_in("director")
    assert "Lena Voss" in client.get(_url(cast), {"q": "len vo"}).content.decode()
    assert client.post(_url(cast, "add_to_team"), {"staff_id": str(made.pk), "q": "len"}).status_code == 302
    with as_("director"):
        membership = Membership.objects.get(staff=made)
    leave = _url(cast, "leave_team", membership.pk)
    assert "the plan for school" in client.get(leave).content.decode()
    assert client.post(leave).status_code == 302
    page = client.get(_url(cast)).content.decode()
    assert "Who was on it" in page
    assert client.post(leave).status_code == 422


def test_add_to_team_refuses_who_works_elsewhere(cast, as_, at, sign_in):
    with as_("director", at), pytest.raises(Refused):
        teams.add_to_team(child=cast.children["maya"], staff=cast.staff["outsider"], by=cast.person("director"), at=at)
    client = sign_in("director")
    assert "Grace Kim" not in client.get(_url(cast), {"q": "Kim"}).content.decode()
    answer = client.post(_url(cast, "add_to_team"), {"staff_id": str(cast.staff["outsider"].pk), "q": "Grace"})
    assert answer.status_code == 422
    assert 'value="Grace"' in answer.content.decode()
    assert client.post(_url(cast, "add_to_team"), {"staff_id": "nobody"}).status_code == 422


def test_add_to_team_refuses_ones_own_family(cast, as_, at):
    made = _new_teacher(cast, as_, at)
    with as_("director", at):
        child, director = cast.children["maya"], cast.person("director")
        actions.add_caregiver(
            child=child, custodian=cast.organizations["school"], given_name="", family_name="", person=made.person,
            relationship="other", authority="none", by=director, at=at,
        )  # fmt: skip
        with pytest.raises(Refused):
            teams.add_to_team(child=child, staff=made, by=director, at=at)


def test_add_to_team_says_when_somebody_is_on_it_in_another_record(cast, as_, at):
    """The school keeps the skills practitioner's membership; without a release the clinic does not see it."""
    with as_("therapist", at), pytest.raises(Refused):
        teams.add_to_team(child=cast.children["maya"], staff=cast.staff["skills"], by=cast.person("therapist"), at=at)


def test_leave_team_closes_at_once(cast, as_, at):
    with as_("director", at):
        actions.leave_team(membership=_membership(cast, "teacher"), by=cast.person("director"), at=at)
    with as_("teacher", at):
        assert [c.person.given_name for c in queries.children()] == ["Jonah"]


def test_leave_team_of_anothers_record_is_not_there(cast, as_, sign_in):
    with as_("director"):
        membership = _membership(cast, "teacher")
    client = sign_in("therapist")
    assert client.get(_url(cast, "leave_team", membership.pk)).status_code == 404
    assert client.post(_url(cast, "leave_team", membership.pk)).status_code == 404
