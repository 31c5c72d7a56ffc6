"""Who works here: entering, changing and ending, and what opens and closes with it."""

import pytest
from django.core import mail
from django.urls import reverse

from trefoil.ground.access import nightly
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import Role, system_person
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries, rules, staffing
from trefoil.ground.people.models import Account, Invitation, Membership, Staff

FACTS = {"given_name": "Lena", "family_name": "Voss", "title": "", "discipline": "", "license": "", "supervisor": None}
TYPED = {
    "given_name": "Lena",
    "family_name": "Voss",
    "role": "teacher",
    "title": "Teacher",
    "discipline": "",
    "license": "",
}


def _employ(cast, as_, at, by="director", where="school", role=Role.TEACHER, **facts):
    with as_(by, at):
        place = cast.organizations[where]
        return staffing.employ(organization=place, role=role, by=cast.person(by), at=at, **FACTS | facts)


def _change(cast, as_, at, part, by="director", **facts):
    with as_(by, at):
        member = Staff.objects.select_related("person", "organization").get(pk=cast.staff[part].pk)
        present = {"given_name": member.person.given_name, "family_name": member.person.family_name}
        present |= {"title": "", "role": member.role, "discipline": "", "license": "", "supervisor": None}
        return staffing.change_staff(staff=member, by=cast.person(by), at=at, **present | facts)


def _end(cast, as_, at, part, by="director"):
    with as_(by, at):
        member = Staff.objects.select_related("organization").get(pk=cast.staff[part].pk)
        return staffing.end_employment(staff=member, by=cast.person(by), at=at)


def _told(name):
    with seen_by(system_person("auditor")):
        return AuditEntry.objects.filter(kind="act", page=name).count()


def _knows(cast, as_, part, at):
    with as_(part, at):
        return queries.children().count()


def test_every_kind_of_organization_has_roles_and_everybody_a_word(db):
    from trefoil.ground.access.types import OrganizationKind
    from trefoil.ground.people import wording

    assert set(rules.ROLES_OF) == set(OrganizationKind)
    assert set(wording.ROLES) == set(Role)


def test_employ_enters_and_tells(cast, as_, at):
    made = _employ(cast, as_, at)
    assert (made.organization, made.role, made.starts_at) == (cast.organizations["school"], "teacher", at)
    assert _told("StaffAdded") == 1


@pytest.mark.parametrize(("by", "where"), [("teacher", "school"), ("director", "clinic"), ("therapist", "clinic")])
def test_employ_is_not_there_for_others(cast, as_, at, by, where):
    with pytest.raises(Denied):
        _employ(cast, as_, at, by=by, where=where)


def test_employ_is_for_the_clinics_supervisor_too(cast, as_, at):
    assert _employ(cast, as_, at, by="supervisor", where="clinic", role=Role.SKILLS).role == Role.SKILLS


def test_employ_refuses_a_role_of_another_kind_of_organization(cast, as_, at):
    with pytest.raises(Refused):
        _employ(cast, as_, at, role=Role.THERAPIST)


def test_a_supervisor_enters_the_first_officer_and_no_further_one(cast, as_, at):
    _employ(cast, as_, at, by="supervisor", where="clinic", role=Role.ADMIN)
    with pytest.raises(Refused):
        _employ(cast, as_, at, by="supervisor", where="clinic", role=Role.DIRECTOR)


def test_a_new_director_sees_the_children_from_the_first_day(cast, as_, at):
    made = _employ(cast, as_, at, role=Role.DIRECTOR)
    with seen_by(made.person, at):
        assert queries.children().count() == 2
    assert nightly.differences(at=at) == {}


def test_change_staff_changes_what_is_open_at_once(cast, as_, at):
    with as_("privacy", at):
        writes = (
            "select count(*) from access_grant where person_id = viewer() and may = 'write'"
            " and category = 'demographics'"
        )
        assert _count(writes) == 0
    _change(cast, as_, at, "privacy", role=Role.DIRECTOR)
    with as_("privacy", at):
        assert _count(writes) > 0
    assert nightly.differences(at=at) == {}
    assert _told("StaffChanged") == 1


def _count(sql):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_change_staff_refreshes_every_child_of_the_team(cast, as_, at):
    _change(cast, as_, at, "teacher", role=Role.SCHOOL_MH)
    assert nightly.differences(at=at) == {}
    with as_("teacher", at):
        assert _count("select count(*) from access_grant where person_id = viewer() and \"column\" = 'E'") == 0


def test_change_staff_refuses_ones_own_role(cast, as_, at):
    with pytest.raises(Refused):
        _change(cast, as_, at, "director", role=Role.ADMIN)


def test_change_staff_refuses_supervision_in_a_circle(cast, as_, at):
    with pytest.raises(Refused):
        _change(cast, as_, at, "supervisor", by="supervisor", supervisor=cast.staff["therapist"])


def test_end_employment_closes_everything(cast, as_, at, sign_in):
    assert _knows(cast, as_, "teacher", at) == 2
    _end(cast, as_, at, "teacher")
    assert _knows(cast, as_, "teacher", at) == 0
    with as_("director", at):
        assert not Membership.objects.filter(staff=cast.staff["teacher"], ends_at=None).exists()
    assert nightly.differences(at=at) == {}
    assert _told("EmploymentEnded") == 1
    assert not Account.objects.get(person_id=cast.person("teacher").pk).is_active


def test_end_employment_reaches_memberships_that_another_organization_keeps(cast, as_, at):
    _end(cast, as_, at, "therapist", by="supervisor")
    assert _knows(cast, as_, "therapist", at) == 0
    with as_("director", at):
        assert not Membership.objects.filter(staff=cast.staff["therapist"], ends_at=None).exists()


def test_end_employment_refuses_ones_own_and_is_not_there_across_organizations(cast, as_, at):
    with pytest.raises(Refused):
        _end(cast, as_, at, "director")
    with pytest.raises(Denied):
        _end(cast, as_, at, "therapist", by="director")


def test_employ_again_opens_the_account_but_no_team(cast, as_, at, sign_in):
    member = _end(cast, as_, at, "teacher")
    with as_("director", at):
        staffing.employ_again(staff=member, by=cast.person("director"), at=at)
    assert Account.objects.get(person_id=member.pk).is_active
    assert _knows(cast, as_, "teacher", at) == 0


def test_invite_staff_ends_an_earlier_link_and_names_nobody(cast, as_, at):
    member = _employ(cast, as_, at)
    with on_our_word("sign_in"):
        Account.objects.create_user("taken@home.example", "x" * 20, person_id=cast.person("mother").pk)
    with as_("director", at):
        for email in ("voss@cedarbridge.example", "lena@cedarbridge.example"):
            staffing.invite_staff(staff=member, email=email, by=cast.person("director"), at=at)
        with pytest.raises(Refused) as refusal:
            staffing.invite_staff(staff=member, email="Taken@home.example", by=cast.person("director"), at=at)
    assert "Elena" not in str(refusal.value)
    assert Invitation.objects.filter(person=member.person, expires_at__gt=at).count() == 1


@pytest.mark.parametrize(
    ("part", "status"),
    [("director", 200), ("privacy", 200), ("supervisor", 200), ("teacher", 404), ("therapist", 404), ("mother", 404)],
)
def test_staff_page_is_for_those_who_staff(sign_in, part, status):
    client = sign_in(part)
    assert client.get(reverse("people:staff")).status_code == status
    assert client.get(reverse("people:employ")).status_code == status


def test_staff_pages_of_another_organization_are_not_there(cast, sign_in):
    client, other = sign_in("director"), cast.staff["therapist"].pk
    for name in ("change_staff", "end_employment", "invite_staff"):
        assert client.get(reverse(f"people:{name}", args=[other])).status_code == 404
        assert client.post(reverse(f"people:{name}", args=[other])).status_code == 404
    assert client.post(reverse("people:employ_again", args=[other])).status_code == 404


def test_staff_way_from_entering_to_leaving(cast, sign_in):
    client = sign_in("director")
    there = client.post(reverse("people:employ"), TYPED)
    made = Staff.objects.get(person__family_name="Voss")
    assert there.url == reverse("people:invite_staff", args=[made.pk])
    assert client.get(there.url).status_code == 200
    assert client.post(there.url, {"email": "voss@cedarbridge.example"}).status_code == 302
    assert "Lena" not in mail.outbox[0].subject + mail.outbox[0].body
    page = client.get(reverse("people:staff")).content.decode()
    assert "Lena Voss" in page
    assert "Invited" in page
    change = reverse("people:change_staff", args=[made.pk])
    assert "Leaving" in client.get(change).content.decode()
    assert client.post(change, TYPED | {"title": "Lead teacher"}).status_code == 302
    assert "Lead teacher" in client.get(reverse("people:staff")).content.decode()
    end = reverse("people:end_employment", args=[made.pk])
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 302
    assert "Who worked here" in client.get(reverse("people:staff")).content.decode()
    assert client.get(change).status_code == 200
    assert client.post(reverse("people:employ_again", args=[made.pk])).status_code == 302


def test_staff_form_keeps_what_was_typed(sign_in):
    answer = sign_in("director").post(reverse("people:employ"), TYPED | {"role": ""})
    assert answer.status_code == 422
    assert "Lena" in answer.content.decode()


def test_somebody_who_left_is_signed_out_at_the_next_click(cast, as_, sign_in):
    client = sign_in("teacher")
    child = reverse("chart:child", args=[cast.children["maya"].pk])
    assert client.get(child).status_code == 200
    _end(cast, as_, now(), "teacher")
    assert client.get(child).status_code == 302
