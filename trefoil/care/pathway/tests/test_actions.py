"""The way in: what each step changes, refuses and tells."""

from datetime import date

import pytest

from trefoil.care.pathway import actions, queries
from trefoil.care.pathway.models import Enrollment, Referral
from trefoil.care.pathway.types import ChildFacts, State
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category
from trefoil.ground.consent import actions as consent
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.tests.files import PDF
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Caregiver, Child, Household, Residence
from trefoil.ground.people.queries import team
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now

from .way import CONCERN, REASON

pytestmark = pytest.mark.usefixtures("folder")


def kinds(way, part):
    person = way.cast.person(part)
    with seen_by(person, way.at):
        return [line.kind for line in needs_now(person.pk, way.at)]


def told(way, name):
    with seen_by(way.cast.person("privacy"), way.at):
        return AuditEntry.objects.filter(page=name).count()


def test_send_opens_the_record_enters_the_guardian_and_asks_the_director(way, as_):
    referral = way.send(papers=[Upload("Evaluation.pdf", PDF)])
    with as_("director", way.at):
        child = Child.objects.get(person__given_name="Ana")
        assert Residence.objects.get(child=child).resident_district == way.cast.organizations["home_district"]
        caregiver = Caregiver.objects.get(child=child)
        assert (str(caregiver.person), caregiver.authority, caregiver.person.language) == ("Carla Lopez", "full", "es")
        assert caregiver.household.phone == "612-555-0199"
        assert Document.objects.get(subject_id=referral.pk).name == "Evaluation.pdf"
        assert timeline(child.pk)[0].sentence == "Referred by Pine Hollow School District"
        (line,) = needs_now(way.cast.person("director").pk, way.at)
        assert (line.kind, line.url) == ("review_referral", f"/referrals/{referral.pk}/")
    assert told(way, "ReferralSent") == 1
    with as_("coordinator", way.at):
        assert queries.get_referral(referral.pk).concern == CONCERN
        assert not Household.objects.filter(child=referral.child).exists()


@pytest.mark.parametrize("part", ["teacher", "therapist", "outsider", "privacy"])
def test_nobody_else_sees_the_referral_before_there_is_a_team(way, as_, part):
    way.send()
    with as_(part, way.at):
        assert not Referral.objects.exists()


@pytest.mark.parametrize("part", ["director", "teacher", "therapist", "outsider"])
def test_send_is_for_coordinators(way, part):
    with pytest.raises(Denied):
        way.send(part=part)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"concern": "Loud."}, "concern"),
        ({"child": ChildFacts(given_name="Bo", family_name="Li", born_on=date(1999, 1, 1))}, "birth date"),
    ],
)
def test_send_refuses_and_opens_nothing(way, as_, changed, why):
    with pytest.raises(Refused, match=why):
        way.send(**changed)
    with as_("coordinator", way.at):
        assert Child.objects.count() == 2


def test_send_twice_is_refused_but_after_a_no_the_same_record_is_used(way, as_):
    referral = way.send()
    with pytest.raises(Refused, match="already referred"):
        way.send("ana", "LOPEZ")
    way.do("decline", referral, reason=REASON)
    again = way.send()
    assert again.child_id == referral.child_id
    assert again.guardian_id == referral.guardian_id


def test_siblings_have_one_mother(way):
    first = way.send()
    mother = way.guardian(first)
    from trefoil.care.pathway.types import GuardianFacts

    same = GuardianFacts(given_name="Carla", family_name="Lopez", relationship="mother", email="CARLA.ana@home.example")
    second = way.send("Ben", guardian=same)
    assert way.guardian(second).pk == mother.pk


def test_another_district_knows_nothing(way, as_, at):
    from trefoil.ground.people import actions as people

    way.send()
    stranger = people.add_staff(
        given_name="Ole",
        family_name="Nord",
        organization=way.cast.organizations["other_district"],
        role="home_district",
        at=at,
    )
    with seen_by(stranger.person, way.at):
        assert not Referral.objects.exists()
        assert not Child.objects.exists()


def test_the_family_is_asked_before_anybody_is_accepted(way):
    referral = way.send()
    with pytest.raises(Refused, match="Ask the family"):
        way.do("accept", referral)
    way.do("ask_release", referral)
    with pytest.raises(Refused, match="not signed"):
        way.do("accept", referral)
    with pytest.raises(Refused, match="waiting for the family"):
        way.do("ask_release", referral)
    way.sign(referral)
    assert "release_signed" in kinds(way, "director")
    accepted = way.do("accept", referral)
    assert (accepted.state, accepted.waits_at) == (State.ACCEPTED, None)
    assert kinds(way, "director") == []
    assert kinds(way, "coordinator") == ["referral_answered"]
    way.do("notice", referral, "coordinator")
    assert kinds(way, "coordinator") == []
    assert told(way, "ReferralAccepted") == 1


def test_after_a_no_the_family_can_be_asked_again(way):
    referral = way.send()
    way.do("ask_release", referral)
    person = way.guardian(referral)
    with seen_by(person, way.at):
        consent.decline(release=referral.release, by=person, at=way.at)
    with pytest.raises(Refused, match="Ask the family"):
        way.do("accept", referral)
    way.release(referral)
    assert way.do("accept", referral).state == State.ACCEPTED


def test_a_release_to_another_clinic_does_not_count(way, as_):
    referral = way.send()
    from datetime import timedelta

    director = way.cast.person("director")
    with as_("director", way.at):
        other = consent.ask(
            child=referral.child,
            from_organization=way.cast.organizations["school"],
            to_organization=way.cast.organizations["other_clinic"],
            categories=[Category.SCHOOL_PLAN],
            purpose="treatment",
            signer=way.guardian(referral),
            ends_at=way.at + timedelta(days=30),
            by=director,
            at=way.at,
        )
    referral.release = other
    way.sign(referral)
    referral.release = None
    with pytest.raises(Refused, match="Ask the family"):
        way.do("accept", referral)


@pytest.mark.parametrize("verb", ["accept", "ask_release"])
@pytest.mark.parametrize("part", ["coordinator", "teacher", "therapist", "privacy"])
def test_answering_is_the_directors(way, part, verb):
    with pytest.raises(Denied):
        way.do(verb, way.send(), part)


def test_decline_says_why_and_is_final(way):
    referral = way.send()
    with pytest.raises(Refused, match="reason"):
        way.do("decline", referral, reason="no")
    way.do("decline", referral, reason=REASON)
    assert kinds(way, "director") == []
    assert kinds(way, "coordinator") == ["referral_answered"]
    assert told(way, "ReferralDeclined") == 1
    for verb, part in (("accept", "director"), ("withdraw", "coordinator"), ("decline", "director")):
        with pytest.raises(Refused, match="declined"):
            way.do(verb, referral, part, **({} if verb == "accept" else {"reason": REASON}))


def test_withdraw_by_a_colleague_of_the_same_district(way, as_, at):
    from trefoil.ground.people import actions as people

    referral = way.send()
    colleague = people.add_staff(
        given_name="Ida",
        family_name="Berg",
        organization=way.cast.organizations["home_district"],
        role="home_district",
        at=at,
    )
    from trefoil.ground.access.actions import refresh

    refresh(referral.child_id)
    with seen_by(colleague.person, way.at):
        actions.withdraw(referral=referral, reason=REASON, by=colleague.person, at=way.at)
        assert queries.get_referral(referral.pk).state == State.WITHDRAWN
    assert kinds(way, "director") == ["referral_withdrawn"]
    with pytest.raises(Denied):
        way.do("withdraw", referral, "director", reason=REASON)


def test_when_all_places_are_taken_children_wait_in_order_and_moves_keep_their_reason(way, as_):
    way.places(1)
    first, second, third = way.accept("Ana"), way.accept("Ben"), way.accept("Cleo")
    assert [r.waits_at for r in (first, second, third)] == [None, 1, 2]
    way.enroll(first)
    with pytest.raises(Refused, match="No place"):
        way.enroll(second)
    with pytest.raises(Refused, match="already the next"):
        way.do("reorder", second, up=True, reason=REASON)
    with pytest.raises(Refused, match="reason"):
        way.do("reorder", third, up=True, reason="")
    way.do("reorder", third, up=True, reason="Has no school place at all since October.")
    with as_("director", way.at):
        assert [r.pk for r in queries.waiting_list(way.program)] == [third.pk, second.pk]
        assert queries.moves(third)[0].reason.startswith("Has no school place")
        assert queries.census(way.program) == queries.Census(1, 1, 0, 2)
    way.places(2)
    with pytest.raises(Refused, match="before this one"):
        way.enroll(second)
    way.enroll(third)
    with as_("director", way.at):
        assert [r.pk for r in queries.waiting_list(way.program)] == [second.pk]
        assert queries.enrolled(way.program, way.at).count() == 2
    assert told(way, "WaitingListReordered") == 1


def test_a_withdrawn_child_leaves_the_waiting_list_and_a_held_place_is_free(way, as_):
    way.places(1)
    first, second = way.accept("Ana"), way.accept("Ben")
    way.do("withdraw", second, "coordinator", reason=REASON)
    way.do("withdraw", first, "coordinator", reason=REASON)
    with as_("director", way.at):
        assert queries.waiting_list(way.program) == []
        assert queries.census(way.program).free == 1


def test_enroll_opens_the_team_and_welcomes_the_family(way, as_):
    referral = way.accept()
    enrollment = way.enroll(referral)
    with as_("director", way.at):
        assert {m.staff.person.given_name for m in team(referral.child_id)} == {"Adaeze", "Sofia", "Rosa"}
        assert {entry.kind for entry in timeline(referral.child_id)} >= {"enrolled", "referral_accepted"}
    assert told(way, "Enrolled") == 1
    mother = way.guardian(referral)
    with seen_by(mother, way.at):
        assert [line.kind for line in needs_now(mother.pk, way.at)] == ["welcome"]
        found = queries.checklist(referral.child, mother)
        assert [(s.step, s.done) for s in found.steps] == [
            ("releases", True),
            ("contact", False),
            ("languages", False),
            ("calls", False),
        ]
    with as_("teacher", way.at):
        assert Enrollment.objects.get() == enrollment
    with pytest.raises(Refused, match="already in the program"):
        way.enroll(referral)
    with pytest.raises(Refused, match="in the program"):
        way.do("withdraw", referral, "coordinator", reason=REASON)


def test_enroll_needs_a_therapist_a_teacher_and_a_release_in_force(way):
    referral = way.accept()
    with pytest.raises(Refused, match="therapist and a teacher"):
        way.enroll(referral, parts=("therapist",))
    mother = way.guardian(referral)
    with seen_by(mother, way.at):
        consent.revoke(release=referral.release, by=mother, at=way.at)
    with pytest.raises(Refused, match="release has ended"):
        way.enroll(referral)
    with pytest.raises(Denied):
        way.do("enroll", referral, "coordinator", team=[])


def test_end_frees_the_place_and_the_child_can_be_referred_again(way, as_):
    referral = way.accept()
    enrollment = way.enroll(referral)
    way.later(days=1)
    director = way.cast.person("director")
    with as_("director", way.at):
        with pytest.raises(Refused, match="reason"):
            actions.end(enrollment=enrollment, reason="", by=director, at=way.at)
        actions.end(enrollment=enrollment, reason="Back at the home school.", by=director, at=way.at)
        assert queries.census(way.program).enrolled == 0
        with pytest.raises(Refused, match="already left"):
            actions.end(enrollment=enrollment, reason="Back at the home school.", by=director, at=way.at)
    assert way.send().child_id == referral.child_id


def test_open_program_is_the_directors_own(way, as_):
    clinic, school = way.cast.organizations["clinic"], way.cast.organizations["school"]
    with pytest.raises(Denied):
        actions.open_program(school=school, clinic=clinic, capacity=5, by=way.cast.person("teacher"), at=way.at)
    with pytest.raises(Refused):
        actions.open_program(school=school, clinic=school, capacity=5, by=way.cast.person("director"), at=way.at)
    with pytest.raises(Refused):
        actions.open_program(school=school, clinic=clinic, capacity=0, by=way.cast.person("director"), at=way.at)
