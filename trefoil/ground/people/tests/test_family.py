"""A child's family: homes, caregivers, authority, residence, invitations, and for whom the page is there."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from trefoil.ground.access import nightly
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Authority, Basis, Category, system_person
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import families, queries
from trefoil.ground.people.models import Caregiver, FamilyDecision, Household, Invitation, Residence

CONTACT = {"relationship": "mother", "phone": "612-555-0190", "email": "e@home.example"}
FLAGS = {"may_call": False, "emergency_contact": True}


def _url(cast, name="family", *more, child="maya"):
    return reverse(f"people:{name}", args=[cast.children[child].pk, *more])


def _authority(cast, as_, at, part, authority, scope=(), until=None, by="director", reason="Delegation of May 3"):
    with as_(by, at):
        return families.change_authority(
            caregiver=cast.caregivers[part], authority=authority, scope=scope, until=until, reason=reason,
            by=cast.person(by), at=at,
        )  # fmt: skip


def _told(name):
    with seen_by(system_person("auditor")):
        return AuditEntry.objects.filter(kind="act", page=name).count()


def test_change_caregiver_keeps_and_tells(cast, as_, at):
    with as_("director", at):
        one = cast.caregivers["mother"]
        families.change_caregiver(caregiver=one, by=cast.person("director"), at=at, **CONTACT | FLAGS)
        kept = Caregiver.objects.get(pk=one.pk)
    assert (kept.phone, kept.email, kept.may_call) == ("612-555-0190", "e@home.example", False)
    assert _told("CaregiverChanged") == 1


def test_change_caregiver_is_not_there_for_the_clinic(released, as_, at):
    """Under the release the therapist reads what the school keeps, and writes none of it."""
    one = released.caregivers["mother"]
    with as_("therapist", at), pytest.raises(Denied):
        families.change_caregiver(caregiver=one, by=released.person("therapist"), at=at, **CONTACT | FLAGS)


def test_change_authority_closes_at_once_and_keeps_the_reason(cast, as_, at):
    _authority(cast, as_, at, "mother", Authority.NONE)
    with as_("mother", at):
        assert queries.children().count() == 0
    assert nightly.differences(at=at) == {}
    with as_("director", at):
        assert FamilyDecision.objects.get().reason == "Delegation of May 3"
    with as_("teacher", at):
        assert not FamilyDecision.objects.exists()
    assert _told("AuthorityChanged") == 1


def test_a_delegation_opens_what_it_covers_until_it_ends(cast, as_, at):
    until = at + timedelta(days=30)
    _authority(cast, as_, at, "mother", Authority.DELEGATED, [Category.EDUCATION_RECORDS], until)
    for day, is_open in ((at, True), (until - timedelta(seconds=1), True), (until, False)):
        with as_("mother", day):
            seen, _numbers = sight_of(cast.children["maya"].pk)
        assert (Basis.DELEGATED_AUTHORITY in seen.bases.get(Category.EDUCATION_RECORDS, ())) == is_open, day
        assert not seen.sees(Category.CLINICAL_PLAN)


def test_change_authority_refuses_what_says_too_little(cast, as_, at):
    with pytest.raises(Refused):
        _authority(cast, as_, at, "mother", Authority.DELEGATED, [], at + timedelta(days=30))
    with pytest.raises(Refused):
        _authority(cast, as_, at, "mother", Authority.DELEGATED, [Category.SCHEDULE])
    with pytest.raises(Refused):
        _authority(cast, as_, at, "mother", Authority.DELEGATED, [Category.SCHEDULE], at + timedelta(days=400))
    with pytest.raises(Refused):
        _authority(cast, as_, at, "mother", Authority.NONE, reason=" ")


def test_end_caregiver_closes_and_keeps_the_reason(cast, as_, at):
    with as_("director", at):
        families.end_caregiver(
            caregiver=cast.caregivers["mother"], reason="Rights ended by the court", by=cast.person("director"), at=at
        )
        assert FamilyDecision.objects.get().what == "ended"
    with as_("mother", at):
        assert queries.children().count() == 0
    assert _told("CaregiverEnded") == 1


def test_invite_youth_refuses_a_guardians_address_and_the_young(cast, as_, at):
    with as_("director", at):
        by = {"by": cast.person("director"), "at": at, "today": date(2026, 11, 19)}
        for email in ("Elena@home.example", "david@home.example"):
            with pytest.raises(Refused):
                families.invite_youth(child=cast.children["maya"], email=email, **by)
        with pytest.raises(Refused):
            families.invite_youth(
                child=cast.children["maya"], email="m@youth.example", **by | {"today": date(2025, 11, 19)}
            )
        invitation, _token = families.invite_youth(child=cast.children["maya"], email="m@youth.example", **by)
    assert invitation.person_id == cast.person("maya").pk


def test_a_guardian_cannot_be_entered_with_the_youths_address(cast, as_, at):
    with as_("director", at):
        families.invite_youth(
            child=cast.children["maya"], email="m@youth.example", today=date(2026, 11, 19),
            by=cast.person("director"), at=at,
        )  # fmt: skip
        with pytest.raises(Refused):
            families.change_caregiver(
                caregiver=cast.caregivers["mother"], by=cast.person("director"), at=at,
                **CONTACT | FLAGS | {"email": "M@youth.example"},
            )  # fmt: skip


def test_change_residence_moves_the_district(cast, as_, at):
    with as_("coordinator", at):
        assert queries.children().count() == 2
    with as_("director", at):
        families.change_residence(
            residence=Residence.objects.get(child=cast.children["maya"]), county_of_residence="Ramsey",
            county_of_financial_responsibility="Hennepin", resident_district=cast.organizations["other_district"],
            serving_district=None, by=cast.person("director"), at=at,
        )  # fmt: skip
    with as_("coordinator", at):
        assert [c.person.given_name for c in queries.children()] == ["Jonah"]
    assert _told("ResidenceChanged") == 1


@pytest.mark.parametrize(
    ("part", "status"),
    [("director", 200), ("social_worker", 200), ("teacher", 200), ("privacy", 200), ("outsider", 404)]
    + [(family, 404) for family in ("mother", "father", "maya")],
)
def test_family_page_per_role(cast, sign_in, part, status):
    assert sign_in(part).get(_url(cast)).status_code == status


def test_family_page_shows_a_teacher_no_address(cast, sign_in):
    page = sign_in("teacher").get(_url(cast)).content.decode()
    assert "Elena Reyes" in page
    assert "12 Lark Street" not in page
    assert "elena@home.example" not in page


@pytest.mark.parametrize("part", ["teacher", "privacy", "outsider", "mother"])
def test_family_pages_that_write_are_not_there_for_those_who_read(cast, sign_in, part):
    client, mother = sign_in(part), cast.caregivers["mother"].pk
    for name in ("add_household", "add_caregiver", "change_residence", "invite_youth"):
        assert client.get(_url(cast, name)).status_code == 404
    for name in ("change_caregiver", "change_authority", "end_caregiver", "invite_caregiver"):
        assert client.get(_url(cast, name, mother)).status_code == 404


def test_homes_are_not_there_for_those_who_see_the_minimum(cast, sign_in):
    client, mother = sign_in("social_worker"), cast.caregivers["mother"]
    assert "12 Lark Street" not in client.get(_url(cast)).content.decode()
    assert client.get(_url(cast, "add_household")).status_code == 404
    assert client.get(_url(cast, "change_household", mother.household_id)).status_code == 404
    assert client.get(_url(cast, "change_residence")).status_code == 404
    for name in ("change_caregiver", "change_authority", "end_caregiver"):
        assert client.get(_url(cast, name, mother.pk)).status_code == 200


def test_family_pages_of_another_child_are_not_there(cast, sign_in):
    client = sign_in("director")
    assert client.get(_url(cast, "change_caregiver", cast.caregivers["mother"].pk, child="jonah")).status_code == 404


def test_family_way(cast, as_, sign_in):
    client = sign_in("director")
    assert client.get(_url(cast)).status_code == 200
    assert client.get(_url(cast, "add_household")).status_code == 200
    assert client.post(_url(cast, "add_household"), {"name": "With her aunt"}).status_code == 302
    with as_("director"):
        home = Household.objects.get(name="With her aunt")
    assert client.post(_url(cast, "change_household", home.pk), {"name": "Aunt", "phone": "1"}).status_code == 302
    typed = {"given_name": "Carla", "family_name": "Diaz", "relationship": "other", "language": "es"}
    typed |= {"household": str(home.pk), "authority": "delegated", "email": "carla@home.example", "may_call": "on"}
    answer = client.post(_url(cast, "add_caregiver"), typed)
    assert answer.status_code == 422
    assert "Carla" in answer.content.decode()
    delegated = {"scope": ["schedule"], "until": f"{now().date() + timedelta(days=60)}"}
    assert client.post(_url(cast, "add_caregiver"), typed | delegated).status_code == 302
    with as_("director"):
        carla = Caregiver.objects.get(person__given_name="Carla")
    _walk(client, cast, carla)
    page = client.get(_url(cast)).content.decode()
    assert "Who was a caregiver" in page
    assert "Moved abroad." in page


def _walk(client, cast, carla):
    for name, typed in (
        ("change_caregiver", {"relationship": "grandparent", "phone": "612-555-0177", "email": "carla@home.example"}),
        ("change_authority", {"authority": "full", "reason": "Guardianship order of May 3"}),
        ("invite_caregiver", {"email": "carla@home.example"}),
        ("end_caregiver", {"reason": "Moved abroad."}),
    ):
        assert client.get(_url(cast, name, carla.pk)).status_code == 200, name
        assert client.post(_url(cast, name, carla.pk), typed).status_code == 302, name
    assert "Carla" not in mail.outbox[0].body
    assert Invitation.objects.get(person=carla.person_id).expires_at <= carla.starts_at.now(carla.starts_at.tzinfo)


def test_change_residence_page(cast, as_, sign_in):
    client = sign_in("director")
    assert client.get(_url(cast, "change_residence")).status_code == 200
    typed = {"county_of_residence": "Ramsey", "resident_district": str(cast.organizations["home_district"].pk)}
    assert client.post(_url(cast, "change_residence"), typed).status_code == 302
    assert "Ramsey" in client.get(_url(cast)).content.decode()


def test_invite_youth_page_shows_the_sentence(cast, sign_in):
    client = sign_in("director")
    assert client.get(_url(cast, "invite_youth", child="jonah")).status_code == 200
    answer = client.post(_url(cast, "invite_youth", child="maya"), {"email": "elena@home.example"})
    assert answer.status_code == 422
    assert "already has an account" in answer.content.decode() or "cannot be used" in answer.content.decode()
