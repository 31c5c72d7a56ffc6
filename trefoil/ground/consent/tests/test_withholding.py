"""Withholding: what a youth may ask, who decides, what closes to whom and when, and that it leaves no trace."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import Error

from trefoil.demo.cast import hire
from trefoil.ground.access import nightly
from trefoil.ground.access.actions import Denied, compartments_for, facts_now
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.models import AuditEntry, Compartment
from trefoil.ground.access.rules import answer
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.situation import CrisisFact, Item, Question, ServiceFact
from trefoil.ground.access.types import Authority, Category, Denial, Period, Role, Scope, system_person
from trefoil.ground.consent import withholding_queries as queries
from trefoil.ground.consent import withholding_rules as rules
from trefoil.ground.consent import withholdings as actions
from trefoil.ground.consent.jobs import look_again_at_withholdings
from trefoil.ground.consent.models import Withholding
from trefoil.ground.consent.withholding_types import Factor, State
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist.queries import needs_now

DAY = timedelta(days=1)
NOTES, PLAN, SCORES = Category.SESSION_NOTES, Category.CLINICAL_PLAN, Category.ASSESSMENTS
WHY = "She fears what he does when he reads about the lake."


@pytest.fixture
def maya(released, at):
    clinic = released.organizations["clinic"].pk
    with seen_by(released.person("therapist"), at):
        compartments_for(child_id=released.children["maya"].pk, wanted=[(c, clinic) for c in (NOTES, PLAN)], at=at)
    return released.children["maya"]


@pytest.fixture
def ask(maya, cast, as_, at):
    def run(kinds=(NOTES,), people=("mother",), by="maya", keeper="clinic", words="She reads my notes aloud."):
        with as_(by, at):
            (asked,) = actions.ask(
                child=maya, people={cast.person(p).pk for p in people},
                wanted={cast.organizations[keeper].pk: frozenset(kinds)}, words=words, by=cast.person(by), at=at,
            )  # fmt: skip
            return asked

    return run


@pytest.fixture
def grant(cast, as_, at):
    def run(asked, by="therapist", when=None, **changed):
        when = when or at
        with as_(by, when):
            decided = {
                "people": set(asked.people), "categories": asked.categories, "factors": [Factor.HARM], "reason": WHY,
                "ends_at": when + 90 * DAY,
            }  # fmt: skip
            found = queries.find(asked.pk)
            return actions.grant(withholding=found, by=cast.person(by), at=when, **(decided | changed))

    return run


@pytest.fixture
def start(maya, cast, as_, at):
    def run(by="therapist", people=("mother",), kinds=(NOTES,), **changed):
        with as_(by, at):
            said = {"factors": [Factor.HARM], "reason": WHY, "ends_at": at + 90 * DAY}
            return actions.start(
                child=maya, people={cast.person(p).pk for p in people}, categories=kinds, by=cast.person(by), at=at,
                **(said | changed),
            )  # fmt: skip

    return run


@pytest.fixture
def open_to(maya, as_):
    def run(part, when):
        with as_(part, when):
            return set(sight_of(maya.pk)[0].scopes)

    return run


def tasks(cast, as_, part, when):
    with as_(part, when):
        return [line.kind for line in needs_now(cast.person(part).pk, when)]


def test_asking_closes_nothing_and_reaches_who_decides(ask, cast, as_, at, open_to):
    before = open_to("mother", at), tasks(cast, as_, "mother", at)
    ask()
    assert NOTES in before[0]
    assert (open_to("mother", at), tasks(cast, as_, "mother", at)) == before
    assert actions.DECIDE in tasks(cast, as_, "therapist", at)
    assert actions.DECIDE in tasks(cast, as_, "supervisor", at)
    assert not any(actions.DECIDE in tasks(cast, as_, part, at) for part in ("teacher", "director", "privacy", "maya"))


def test_granted_it_closes_now_and_what_comes_later_and_ends_by_itself(ask, grant, cast, as_, at, open_to, maya):
    asked = grant(ask(kinds=(NOTES, SCORES)))
    assert NOTES not in open_to("mother", at)
    assert PLAN in open_to("mother", at)
    clinic = cast.organizations["clinic"].pk
    with as_("therapist", at):
        compartments_for(child_id=maya.pk, wanted=[(SCORES, clinic)], at=at)
    assert SCORES not in open_to("mother", at)
    assert {NOTES, SCORES} <= open_to("maya", at) & open_to("therapist", at)
    assert actions.DECIDE not in tasks(cast, as_, "supervisor", at)
    assert NOTES not in open_to("mother", asked.ends_at - timedelta(seconds=1))
    assert {NOTES, SCORES} <= open_to("mother", asked.ends_at)
    with seen_by(system_person("auditor"), asked.ends_at):
        assert nightly.differences(at=asked.ends_at) == {}


def test_the_officers_why_page_says_withheld(ask, grant, cast, as_, at, maya):
    grant(ask())
    with as_("therapist", at):
        item = Item(custodian=cast.organizations["clinic"].pk)
        asked = Question(viewer=cast.person("mother").pk, category=NOTES, item=item)
        assert answer(facts_now(maya.pk), asked, law("us-mn", at.date()), at).basis == Denial.WITHHELD


def test_it_reaches_one_organization_and_one_person(ask, grant, cast, as_, at, open_to, maya):
    school = cast.organizations["school"].pk
    with as_("social_worker", at):
        compartments_for(child_id=maya.pk, wanted=[(SCORES, school)], at=at)
    grant(ask(kinds=(SCORES,)))
    with as_("mother", at):
        assert [c.custodian_id for c in Compartment.objects.filter(category=SCORES)] == [school]
    with as_("therapist", at):
        item = Item(custodian=cast.organizations["clinic"].pk)
        for part in ("father", "mother"):
            asked = Question(viewer=cast.person(part).pk, category=SCORES, item=item)
            found = answer(facts_now(maya.pk), asked, law("us-mn", at.date()), at).basis
            assert (found == Denial.WITHHELD) == (part == "mother")


def test_ended_it_opens_at_once_and_decided_anew_it_lasts_longer(ask, grant, cast, as_, at, open_to):
    asked = grant(ask(kinds=(NOTES, PLAN)))
    grant(asked, when=at + DAY, categories=[PLAN], ends_at=at + 200 * DAY, factors=[Factor.MATURITY])
    assert NOTES in open_to("mother", at + DAY)
    assert PLAN not in open_to("mother", at + 150 * DAY)
    with as_("supervisor", at + 2 * DAY):
        found = queries.find(asked.pk)
        with pytest.raises(Refused):
            actions.end(withholding=found, reason="Enough.", by=cast.person("supervisor"), at=at + 2 * DAY)
        said = "They talked it over here."
        actions.end(withholding=found, reason=said, by=cast.person("supervisor"), at=at + 2 * DAY)
    assert {NOTES, PLAN} <= open_to("mother", at + 2 * DAY)
    with as_("maya", at + 3 * DAY):
        (face,) = queries.own(maya_of(cast), at + 3 * DAY).asked
    assert (face.row.state, face.row.end_reason) == (State.ENDED, said)


def maya_of(cast):
    return cast.children["maya"]


def test_refused_it_changes_nothing_and_the_youth_reads_why(ask, cast, as_, at, open_to):
    asked = ask()
    with as_("therapist", at):
        actions.refuse(
            withholding=queries.find(asked.pk), factors=[], reason="Elena needs the notes to help you at home.",
            by=cast.person("therapist"), at=at,
        )  # fmt: skip
    assert NOTES in open_to("mother", at)
    with as_("maya", at):
        (face,) = queries.own(maya_of(cast), at).asked
    assert (face.row.state, face.row.reason[:5], face.people) == (State.REFUSED, "Elena", ["Elena Reyes"])


def test_a_youth_takes_back_only_what_nobody_decided(ask, grant, cast, as_, at):
    first = ask()
    with as_("maya", at):
        actions.take_back(withholding=queries.find(first.pk), by=cast.person("maya"), at=at)
    assert actions.DECIDE not in tasks(cast, as_, "therapist", at)
    second = grant(ask())
    with as_("maya", at), pytest.raises(Refused):
        actions.take_back(withholding=queries.find(second.pk), by=cast.person("maya"), at=at)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kinds": (Category.EDUCATION_RECORDS,)}, "School records"),
        ({"kinds": (Category.DEMOGRAPHICS,)}, "what it is about"),
        ({"people": ("therapist",)}, "from whom"),
        ({"keeper": "school"}, "Only the youth"),
        ({"by": "mother"}, "Only the youth"),
        ({"words": " "}, "why"),
    ],
)
def test_what_cannot_be_asked(ask, changed, said):
    with pytest.raises(Refused, match=said):
        ask(**changed)


def test_asking_twice_is_asking_once(ask):
    ask(kinds=(NOTES, PLAN))
    with pytest.raises(Refused, match="already"):
        ask(kinds=(NOTES,))


@pytest.mark.parametrize("part", ["mother", "father", "teacher", "skills", "director", "privacy", "outsider"])
def test_nobody_else_decides(ask, grant, cast, as_, at, part):
    asked = ask()
    with as_(part, at):
        found = queries.find(asked.pk)
    assert found is None
    with as_("therapist", at):
        found = queries.find(asked.pk)
    with as_(part, at), pytest.raises((Denied, Refused, AttributeError)):
        actions.grant(
            withholding=found, people=set(found.people), categories=[NOTES], factors=["harm"], reason=WHY,
            ends_at=at + DAY, by=cast.person(part), at=at,
        )  # fmt: skip


def test_the_organizations_privacy_officer_decides_what_the_youth_asks_and_begins_nothing(
    ask, grant, start, cast, as_, at, open_to
):
    facts = {"officer": ("Ida", "Marsh", "clinic", Role.ADMIN, "Privacy officer", "", "")}
    with as_("supervisor", at):
        cast.staff |= hire(cast.organizations, at, facts)
    asked = ask()
    assert actions.DECIDE in tasks(cast, as_, "officer", at)
    with pytest.raises(Refused, match="only a clinician"):
        start(by="officer")
    grant(asked, by="officer")
    assert NOTES not in open_to("mother", at)
    assert actions.DECIDE not in tasks(cast, as_, "therapist", at)


def test_the_youth_cannot_decide_and_the_wall_says_so_too(ask, as_, at, cast):
    asked = ask()
    with as_("maya", at):
        assert Withholding.objects.filter(pk=asked.pk).count() == 1
        for forged in ({"state": "granted", "starts_at": at, "ends_at": at + DAY}, {"state": "refused"}):
            with pytest.raises(Error), transaction.atomic():
                Withholding.objects.filter(pk=asked.pk).update(**forged)
    with as_("mother", at):
        assert not Withholding.objects.exists()


def test_a_row_lies_among_the_papers_of_its_own_child(ask, grant, cast, as_, at):
    asked = ask()
    with as_("therapist", at), pytest.raises(Error), transaction.atomic():
        Withholding.objects.filter(pk=asked.pk).update(child_id=cast.children["jonah"].pk)
    with as_("therapist", at), pytest.raises(Error), transaction.atomic():
        Withholding.objects.filter(pk=asked.pk).update(custodian_id=cast.organizations["school"].pk)


def test_it_ends_within_a_year_and_at_the_birthday(ask, grant, at, cast, as_):
    asked = ask()
    for ends_at in (at, at + 400 * DAY):
        with pytest.raises(Refused, match="ends within a year"):
            grant(asked, ends_at=ends_at)
    with pytest.raises(Refused, match="what speaks for it"):
        grant(asked, factors=[])
    with as_("therapist", at):
        assert queries.last_day(maya_of(cast), cast.organizations["clinic"], at) == at.date() + rules.USUALLY
    assert rules.last_day(at.date(), at.date() + 30 * DAY) == at.date() + 29 * DAY


def test_a_clinician_begins_it_against_harm_alone_and_who_answers_is_told(start, cast, as_, at, open_to):
    with pytest.raises(Refused, match="protection from harm"):
        start(factors=[Factor.MATURITY])
    with pytest.raises(Refused, match="only a clinician"):
        start(by="privacy")
    begun = start(people=("mother", "maya"))
    assert NOTES not in open_to("mother", at) | open_to("maya", at)
    assert actions.READ in tasks(cast, as_, "supervisor", at)
    with as_("maya", at):
        assert queries.find(begun.pk) is None
        assert queries.own(maya_of(cast), at).asked == []
    with as_("supervisor", at):
        actions.notice(withholding=queries.find(begun.pk), by=cast.person("supervisor"), at=at)
    assert actions.READ not in tasks(cast, as_, "supervisor", at)
    with seen_by(system_person("auditor"), at):
        assert AuditEntry.objects.filter(kind="act", page="WithholdingGranted").count() == 1


def test_it_goes_before_a_crisis_and_before_the_card_of_a_helper(start, cast, as_, at, maya):
    start(kinds=(Category.SAFETY_PLAN,))
    with as_("therapist", at):
        facts = facts_now(maya.pk)
    mother = cast.person("mother").pk
    limited = replace(facts.caregivers[mother], authority=Authority.NONE)
    facts = replace(facts, crises=(CrisisFact(level=3, period=Period(starts_at=at)),), caregivers={mother: limited})
    item = Item(custodian=cast.organizations["clinic"].pk, named=(mother,))
    asked = Question(viewer=mother, category=Category.SAFETY_PLAN, item=item)
    today = law("us-mn", at.date())
    assert answer(facts, asked, today, at).basis == Denial.WITHHELD
    assert answer(replace(facts, withholdings=()), asked, today, at).scope == Scope.CARD


def test_what_acts_for_the_school_is_an_education_record_and_stays_open(start, cast, as_, at, maya):
    start()
    with as_("therapist", at):
        facts = facts_now(maya.pk)
    clinic, today = cast.organizations["clinic"].pk, law("us-mn", at.date())
    for_school = ServiceFact(id="s", organization=clinic, acts_for_school=True, consent_basis="parent")
    facts = replace(facts, services={"s": for_school, "h": replace(for_school, id="h", acts_for_school=False)})

    def basis(*services):
        item = Item(custodian=clinic, services=services)
        asked = Question(viewer=cast.person("mother").pk, category=NOTES, item=item)
        return answer(facts, asked, today, at).basis

    assert basis("s") != Denial.WITHHELD
    assert basis("h") == basis("s", "h") == basis() == Denial.WITHHELD


def test_without_the_rule_in_the_pack_or_anybody_to_decide_it_is_not_offered(maya, cast, as_, at, monkeypatch):
    with as_("maya", at):
        (offer,) = queries.offers(maya, at)
        assert (offer.organization_id, offer.source) == (cast.organizations["clinic"].pk, "Minn. Rules 1205.0500")
        with monkeypatch.context() as patched:
            patched.setattr(rules, "deciders", lambda *_: [])
            assert queries.offers(maya, at) == []
        monkeypatch.setattr(queries, "law", lambda _pack, day: law("us", day))
        assert queries.offers(maya, at) == []


def test_before_it_ends_it_is_looked_at_again_once(start, cast, as_, at, monkeypatch):
    begun = start()
    for days, asked in ((30, False), (80, True), (81, True)):
        monkeypatch.setattr("trefoil.ground.consent.jobs.now", lambda days=days: at + days * DAY)
        look_again_at_withholdings(0)
        found = tasks(cast, as_, "supervisor", at + days * DAY)
        assert (actions.REVIEW in found) == asked
        assert found.count(actions.REVIEW) <= 1
    with as_("supervisor", at + 82 * DAY):
        rows = Withholding.objects.filter(pk=begun.pk, reminded_at=at + 80 * DAY)
        assert rows.count() == 1
