"""Orders, claims, suspicions and facts about a family: what closes and opens, who is told, and who is not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import Error

from trefoil.ground.access import nightly
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, OrderKind, Scope, system_person
from trefoil.ground.consent import custody, custody_facts, custody_holds, queries
from trefoil.ground.consent.custody_types import FactKind, Restriction
from trefoil.ground.consent.models import CourtOrder, FamilyFact, Hold, Lifting, Suspicion
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import families
from trefoil.ground.people.models import Caregiver, Child
from trefoil.ground.worklist.models import Task
from trefoil.ground.worklist.queries import needs_now

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def order(cast, as_, at):
    def run(person="mother", by="privacy", **changed):
        with as_(by, at):
            facts = {
                "child": cast.children["maya"],
                "person": cast.person(person),
                "kind": OrderKind.LIMITS_MEDICAL,
                "leaves": [Category.EDUCATION_RECORDS],
                "court": "Ramsey County District Court",
                "file_number": "62-FA-1",
                "starts_at": at,
                "ends_at": None,
                "by": cast.person(by),
                "at": at,
            }
            return custody.enter_order(**facts | changed)

    return run


@pytest.fixture
def hold(cast, as_, at):
    def run(person="father", by="social_worker", when=None, **changed):
        when = when or at
        with as_(by, when):
            facts = {
                "child": cast.children["maya"],
                "person": cast.person(person),
                "claim": "He is not allowed to see her.",
                "claimed_by": "Elena, by telephone",
                "by": cast.person(by),
                "at": when,
            }
            return custody_holds.enter_hold(**facts | changed)

    return run


@pytest.fixture
def suspect(released, cast, as_, at):
    def run(person="mother", by="therapist"):
        with as_(by, at):
            return custody_holds.enter_suspicion(
                child=cast.children["maya"], person=cast.person(person), grounds="Bruises on both arms on Monday.",
                by=cast.person(by), at=at,
            )  # fmt: skip

    return run


def open_to(cast, as_, part, when):
    with as_(part, when):
        sight, _numbers = sight_of(cast.children["maya"].pk)
    return {category: sight.scope(category) for category in sight.scopes}


def tasks(cast, as_, part, when):
    with as_(part, when):
        return [(line.kind, line.due_at) for line in needs_now(cast.person(part).pk, when)]


def told(name):
    with seen_by(system_person("auditor")):
        return AuditEntry.objects.filter(kind="act", page=name).count()


def able(cast, as_, when, organization="school", *categories):
    with as_("privacy", when):
        found = queries.signers_of(
            cast.children["maya"].pk, when, categories=categories or [Category.DEMOGRAPHICS],
            custodian_id=cast.organizations[organization].pk,
        )  # fmt: skip
    return {part for part in ("mother", "father", "maya") if cast.person(part).pk in found}


def test_signers_of_leaves_out_whom_a_court_limited(cast, as_, at, order):
    assert able(cast, as_, at) == {"mother"}
    order()
    assert able(cast, as_, at) == set()


def test_signers_of_counts_a_delegation_for_its_scope_only(cast, as_, at):
    with as_("director", at):
        families.change_authority(
            caregiver=cast.caregivers["mother"], authority="delegated", scope=[Category.SCHOOL_PLAN],
            until=at + timedelta(days=30), reason="Delegation of May 3", by=cast.person("director"), at=at,
        )  # fmt: skip
    assert able(cast, as_, at, "school", Category.SCHOOL_PLAN) == {"mother"}
    assert able(cast, as_, at, "school", Category.SCHOOL_PLAN, Category.SCHEDULE) == set()
    assert able(cast, as_, at + timedelta(days=31), "school", Category.SCHOOL_PLAN) == set()


def test_signers_of_an_adult_is_the_youth(cast, as_, at):
    assert able(cast, as_, at + timedelta(days=365 * 8)) == {"maya"}


def test_enter_order_closes_at_once_and_is_told(cast, as_, at, order):
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at)
    before = told("OrderEntered")
    made = order()
    assert set(open_to(cast, as_, "mother", at)) == {Category.EDUCATION_RECORDS}
    assert told("OrderEntered") == before + 1
    assert nightly.differences(at=at) == {}
    assert made.entered_by_id == cast.person("privacy").pk


def test_enter_order_keeps_the_paper_with_it_and_no_parent_reads_it(cast, as_, at, order):
    made = order(paper=Upload(name="order.pdf", content=b"%PDF-1.4 order"))
    for part, there in (("privacy", True), ("director", True), ("teacher", False), ("mother", False)):
        with as_(part, at):
            assert Document.objects.filter(pk=made.document_id).exists() == there, part
            assert CourtOrder.objects.filter(pk=made.pk).exists() == there, part


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"by": "director"}, "privacy officer"),
        ({"person": "teacher"}, "caregivers"),
        ({"court": " "}, "which court"),
    ],
)
def test_enter_order_refuses(order, changed, why):
    with pytest.raises(Refused, match=why):
        order(**changed)


def test_enter_order_is_denied_to_a_teacher(order):
    with pytest.raises(Denied):
        order(by="teacher")


def test_an_order_for_later_closes_when_it_begins_and_opens_when_it_ends(cast, as_, at, order):
    order(starts_at=at + HOUR, ends_at=at + 3 * HOUR)
    kept = [Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at + n * HOUR) for n in range(4)]
    assert kept == [True, False, False, True]


def test_void_order_opens_at_once_and_keeps_the_reason(cast, as_, at, order):
    made = order()
    with as_("director", at), pytest.raises(Refused, match="privacy officer"):
        custody.void_order(order=made, reason="It was about somebody else", by=cast.person("director"), at=at)
    with as_("privacy", at):
        with pytest.raises(Refused, match="Say why"):
            custody.void_order(order=made, reason=" ", by=cast.person("privacy"), at=at)
        custody.void_order(order=made, reason="It was about somebody else", by=cast.person("privacy"), at=at)
        with pytest.raises(Refused, match="already"):
            custody.void_order(order=made, reason="It was about somebody else", by=cast.person("privacy"), at=at)
        assert CourtOrder.objects.get(pk=made.pk).void_reason == "It was about somebody else"
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at)
    assert told("OrderVoided") == 1


def test_enter_hold_closes_everything_for_48_hours_and_no_longer(cast, as_, at, hold):
    assert open_to(cast, as_, "mother", at)
    hold("mother")
    assert open_to(cast, as_, "mother", at) == {}
    assert open_to(cast, as_, "mother", at + 48 * HOUR - timedelta(seconds=1)) == {}
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at + 48 * HOUR)
    assert nightly.differences(at=at) == {}
    assert told("HoldEntered") == 1


def test_enter_hold_asks_the_officer_by_its_end_and_tells_the_held_person_nothing(cast, as_, at, hold):
    hold("mother")
    assert tasks(cast, as_, "privacy", at) == [("settle_hold", at + 48 * HOUR)]
    assert tasks(cast, as_, "mother", at) == []
    assert mail.outbox == []
    for part in ("mother", "father", "maya", "teacher"):
        with as_(part, at):
            assert not Hold.objects.exists(), part


def test_enter_hold_from_the_clinic_reaches_the_schools_officer_without_its_words(cast, as_, at, released, hold):
    hold("mother", by="therapist")
    assert tasks(cast, as_, "privacy", at) == [("settle_hold", at + 48 * HOUR)]
    with as_("privacy", at):
        assert not Hold.objects.exists()
    with as_("therapist", at):
        assert Hold.objects.get().claimed_by == "Elena, by telephone"


def test_a_second_claim_is_refused_until_thirty_days_have_passed(hold, at):
    hold("mother")
    with pytest.raises(Refused, match="already holds"):
        hold("mother", when=at + HOUR)
    with pytest.raises(Refused, match="within the last 30 days"):
        hold("mother", when=at + timedelta(days=3))
    hold("mother", when=at + timedelta(days=31))


@pytest.mark.parametrize("changed", [{"claim": "no"}, {"claimed_by": ""}, {"person": "teacher"}])
def test_enter_hold_refuses(hold, changed):
    with pytest.raises(Refused):
        hold(**{"person": "mother"} | changed)


@pytest.mark.parametrize("by", ["teacher", "aide", "outsider", "coordinator"])
def test_enter_hold_is_denied_to_who_writes_no_custody_papers(hold, by):
    with pytest.raises(Denied):
        hold("mother", by=by)


def test_lift_opens_a_hold_of_another_organization_at_once(cast, as_, at, released, hold):
    made = hold("mother", by="therapist")
    later = at + HOUR
    with as_("privacy", later):
        lifting = custody_holds.lift(
            child=cast.children["maya"], person_id=cast.person("mother").pk, what=Restriction.HOLD,
            outcome="No order exists.", by=cast.person("privacy"), at=later,
        )  # fmt: skip
    assert lifting.outcome == "No order exists."
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", later)
    assert tasks(cast, as_, "privacy", later) == []
    with as_("therapist", later):
        assert Hold.objects.get(pk=made.pk).outcome == "No order exists."
    assert told("RestrictionLifted") == 1


def test_lift_is_the_officers(cast, as_, at, hold):
    hold("mother")
    facts = {"child": cast.children["maya"], "person_id": cast.person("mother").pk, "what": Restriction.HOLD}
    with as_("director", at), pytest.raises(Refused, match="privacy officer"):
        custody_holds.lift(**facts, outcome="It was nothing.", by=cast.person("director"), at=at)
    with as_("privacy", at), pytest.raises(Refused, match="already ended"):
        custody_holds.lift(
            **facts | {"person_id": cast.person("father").pk},
            outcome="It was nothing.",
            by=cast.person("privacy"),
            at=at,
        )


def test_an_order_follows_a_claim_and_settles_it(cast, as_, at, hold, order):
    hold("mother")
    order()
    assert tasks(cast, as_, "privacy", at) == []
    assert open_to(cast, as_, "mother", at) == {}
    assert set(open_to(cast, as_, "mother", at + 48 * HOUR)) == {Category.EDUCATION_RECORDS}


def test_enter_suspicion_closes_all_but_plain_school_records(cast, as_, at, suspect):
    suspect()
    assert set(open_to(cast, as_, "mother", at)) == {Category.EDUCATION_RECORDS}
    assert able(cast, as_, at) == set()
    assert nightly.differences(at=at) == {}


def test_a_suspicion_is_read_by_its_author_alone(cast, as_, at, released, suspect):
    suspect()
    with as_("therapist", at):
        assert Suspicion.objects.get().grounds.startswith("Bruises")
    for part in ("supervisor", "director", "privacy", "social_worker", "mother", "father", "maya", "teacher"):
        with as_(part, at):
            assert not Suspicion.objects.exists(), part
    assert mail.outbox == []
    assert tasks(cast, as_, "mother", at) == []


def test_enter_suspicion_asks_the_officer_neutrally_and_names_nobody(cast, as_, at, suspect):
    suspect()
    with as_("privacy", at):
        (line,) = needs_now(cast.person("privacy").pk, at)
        assert line.sentence == "The record of Maya was closed to a caregiver"
        assert Task.objects.get(pk=line.id).asked_by is None


def test_lift_ends_a_suspicion_that_the_officer_cannot_read(cast, as_, at, suspect):
    suspect()
    with as_("privacy", at):
        custody_holds.lift(
            child=cast.children["maya"], person_id=cast.person("mother").pk, what=Restriction.SUSPICION,
            outcome="The county found nothing.", by=cast.person("privacy"), at=at,
        )  # fmt: skip
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at)


def test_end_suspicion_is_its_authors_and_leaves_no_trace_for_others(cast, as_, at, suspect):
    suspect()
    facts = {"child": cast.children["maya"], "person_id": cast.person("mother").pk, "outcome": "County found nothing."}
    with as_("supervisor", at), pytest.raises(Refused, match="already ended"):
        custody_holds.end_suspicion(**facts, by=cast.person("supervisor"), at=at)
    with as_("therapist", at):
        assert custody_holds.end_suspicion(**facts, by=cast.person("therapist"), at=at) == 1
    assert Category.DEMOGRAPHICS in open_to(cast, as_, "mother", at)
    with as_("director", at):
        assert not Lifting.objects.exists()


def test_the_trail_of_the_child_does_not_tell_who_reported(cast, as_, at, suspect):
    suspect()
    assert told("SuspicionEntered") == 1
    for part in ("privacy", "director"):
        with as_(part, at):
            assert not AuditEntry.objects.filter(page__icontains="suspicion").exists(), part


def test_lift_of_a_suspicion_is_refused_to_others(cast, as_, at, suspect):
    suspect()
    with as_("supervisor", at), pytest.raises(Refused, match="privacy officer"):
        custody_holds.lift(
            child=cast.children["maya"], person_id=cast.person("mother").pk, what=Restriction.SUSPICION,
            outcome="The county found nothing.", by=cast.person("supervisor"), at=at,
        )  # fmt: skip


def test_the_officers_own_suspicion_lies_with_the_papers_of_custody(cast, as_, at, suspect):
    suspect(by="privacy")
    with as_("privacy", at):
        assert Suspicion.objects.count() == 1
    with as_("mother", at):
        assert not Suspicion.objects.exists()


def test_a_lifting_about_another_child_than_its_compartments_changes_nothing(cast, as_, at, hold):
    hold("mother")
    with as_("privacy", at):
        place = custody.custody_of(cast.children["jonah"], cast.organizations["school"].pk)
        with pytest.raises(Error, match="another child"), transaction.atomic():
            Lifting(
                compartment=place, child=cast.children["maya"], person=cast.person("mother"), what="hold",
                outcome="x", lifted_by=cast.person("privacy"), at=at,
            ).save(force_insert=True)  # fmt: skip


def fact(cast, as_, at, what, caregiver=None, holds=True, by="privacy", rests_on="Card seen on May 3."):
    with as_(by, at):
        return custody_facts.enter_fact(
            child=cast.children["maya"], what=what, holds=holds, rests_on=rests_on,
            caregiver=cast.caregivers[caregiver] if caregiver else None, by=cast.person(by), at=at,
        )  # fmt: skip


def test_enter_fact_gives_the_youth_the_health_records_and_back(cast, as_, at):
    assert Category.CLINICAL_PLAN in open_to(cast, as_, "mother", at)
    fact(cast, as_, at, FactKind.LIVES_APART)
    assert Category.CLINICAL_PLAN not in open_to(cast, as_, "mother", at)
    assert Category.EDUCATION_RECORDS in open_to(cast, as_, "mother", at)
    with as_("director", at):
        assert Child.objects.get(pk=cast.children["maya"].pk).lives_apart
    fact(cast, as_, at, FactKind.LIVES_APART, holds=False)
    assert Category.CLINICAL_PLAN in open_to(cast, as_, "mother", at)
    assert nightly.differences(at=at) == {}
    assert told("FamilyFactEntered") == 2


def test_enter_fact_about_a_caregiver_and_their_home(cast, as_, at):
    fact(cast, as_, at, FactKind.ACTING_PARENT, "father")
    fact(cast, as_, at, FactKind.SAFE_AT_HOME, "mother")
    with as_("director", at):
        father, mother = (Caregiver.objects.get(pk=cast.caregivers[p].pk) for p in ("father", "mother"))
        assert father.acting_parent
        assert mother.household.safe_at_home
        assert not father.household.safe_at_home
    with as_("mother", at):
        assert not FamilyFact.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": FactKind.LIVES_APART, "by": "director"},
        {"what": FactKind.LIVES_APART, "rests_on": " "},
        {"what": FactKind.LIVES_APART, "caregiver": "mother"},
        {"what": FactKind.ACTING_PARENT},
    ],
)
def test_enter_fact_refuses(cast, as_, at, wrong):
    with pytest.raises(Refused):
        fact(cast, as_, at, **wrong)


def test_under_no_contact_what_an_order_leaves_is_the_short_form(cast, as_, at, order):
    order(kind=OrderKind.NO_CONTACT, leaves=[Category.EDUCATION_RECORDS, Category.SCHEDULE])
    assert open_to(cast, as_, "mother", at) == {Category.EDUCATION_RECORDS: Scope.MINIMUM}
