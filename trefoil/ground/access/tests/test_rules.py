"""From facts to grants: what each role, caregiver and emergency opens, and that grants say what judgments say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.ground.access import rules
from trefoil.ground.access.situation import (
    BreakGlassFact,
    CaregiverFact,
    CompartmentFact,
    ConsentFact,
    CrisisFact,
    Facts,
    HoldFact,
    HouseholdFact,
    Item,
    LinkFact,
    OrderFact,
    OrganizationFact,
    PersonFact,
    Question,
    Recipient,
    ServiceFact,
)
from trefoil.ground.access.table import ANSWERABLE, STANDING_PURPOSES, WRITERS
from trefoil.ground.access.types import (
    COLUMN_OF_ROLE,
    Authority,
    Basis,
    Category,
    Column,
    ConsentBasis,
    Denial,
    May,
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Relation,
    Role,
    Scope,
)
from trefoil.ground.rulebook.queries import SHIPPED, law

AT = datetime(2026, 11, 19, 15, tzinfo=UTC)
LAW = law("us-mn", date(2026, 11, 21), SHIPPED)
SCHOOL, CLINIC, DISTRICT, OTHER = uuid4(), uuid4(), uuid4(), uuid4()
KINDS = {
    SCHOOL: OrganizationKind.SCHOOL,
    CLINIC: OrganizationKind.CLINIC,
    DISTRICT: OrganizationKind.DISTRICT,
    OTHER: OrganizationKind.CLINIC,
}
CHILD, WHO, MOTHER, HOME, OTHER_HOME = uuid4(), uuid4(), uuid4(), uuid4(), uuid4()
ALWAYS = Period()


def a_law(_pack):
    return LAW


def facts(category=Category.SCHOOL_PLAN, custodian=CLINIC, *, people=(), caregivers=(), more=(), **item):
    caregivers = (*caregivers, CaregiverFact(person=MOTHER, authority=Authority.FULL, household=HOME))
    everybody = {p.id: p for p in people}
    for caregiver in caregivers:
        everybody.setdefault(caregiver.person, PersonFact(id=caregiver.person, role=Relation.CAREGIVER))
    return Facts(
        child=CHILD,
        born_on=date(2014, 5, 2),
        resident_district=DISTRICT,
        organizations={k: OrganizationFact(id=k, kind=kind) for k, kind in KINDS.items()},
        people=everybody,
        caregivers={c.person: c for c in reversed(caregivers)},
        households=(HouseholdFact(id=HOME), HouseholdFact(id=OTHER_HOME)),
        compartments=(CompartmentFact(id=1, category=category, item=Item(custodian=custodian, **item)),),
        **dict(more),
    )


def member(role, organization, *, linked=True, period=ALWAYS):
    return {
        "people": (PersonFact(id=WHO, role=role, organization=organization),),
        "more": {"links": (LinkFact(person=WHO, period=period),) if linked else ()},
    }


def grants(made, at=AT):
    return rules.grants_for(made, at, a_law)


def scope_of(found, who=WHO, at=AT):
    live = {
        g.scope
        for g in found
        if g.person == who and g.period.meets(Period(starts_at=at, ends_at=at + timedelta.resolution))
    }
    return next((s for s in (Scope.FULL, Scope.MINIMUM, Scope.OWN, Scope.CARD) if s in live), None)


def release(*categories, ends_at=None, to=SCHOOL):
    return ConsentFact(
        id=uuid4(),
        from_organization=CLINIC,
        to=Recipient(organization=to),
        categories=frozenset(categories),
        purpose=Purpose.COORDINATION,
        effective=AT - timedelta(days=10),
        ends_at=ends_at,
        signed_by=MOTHER,
    )


def seen(category, custodian, *consents, role=Role.TEACHER, organization=SCHOOL, **more):
    who = member(role, organization, **more)
    return scope_of(grants(replace(facts(category, custodian, **who), consents=consents)))


@pytest.mark.parametrize(
    ("role", "organization", "category", "custodian", "expected"),
    [
        (Role.THERAPIST, CLINIC, Category.SESSION_NOTES, CLINIC, Scope.FULL),
        (Role.SUPERVISOR, CLINIC, Category.DIAGNOSIS, CLINIC, Scope.FULL),
        (Role.SKILLS, CLINIC, Category.SESSION_NOTES, CLINIC, Scope.MINIMUM),
        (Role.FAMILY_PEER, CLINIC, Category.SESSION_NOTES, CLINIC, Scope.OWN),
        (Role.FAMILY_PEER, CLINIC, Category.DIAGNOSIS, CLINIC, None),
        (Role.TEACHER, SCHOOL, Category.BEHAVIOR_OBSERVATIONS, SCHOOL, Scope.FULL),
        (Role.TEACHER, SCHOOL, Category.SESSION_NOTES, CLINIC, None),
        (Role.TEACHER, SCHOOL, Category.SCHOOL_PLAN, CLINIC, None),
        (Role.TEACHER, SCHOOL, Category.DEMOGRAPHICS, SCHOOL, Scope.MINIMUM),
        (Role.SCHOOL_MH, SCHOOL, Category.EDUCATION_RECORDS, SCHOOL, Scope.FULL),
        (Role.SCHOOL_MH, SCHOOL, Category.CUSTODY, SCHOOL, Scope.FULL),
        (Role.TEACHER, SCHOOL, Category.CUSTODY, SCHOOL, None),
        (Role.THERAPIST, OTHER, Category.SESSION_NOTES, CLINIC, None),
        (Role.DIRECTOR, SCHOOL, Category.SCHEDULE, SCHOOL, Scope.FULL),
        (Role.ADMIN, SCHOOL, Category.SESSION_NOTES, SCHOOL, None),
        (Role.HOME_DISTRICT, DISTRICT, Category.EDUCATION_RECORDS, SCHOOL, Scope.FULL),
        (Role.HOME_DISTRICT, DISTRICT, Category.CLINICAL_PLAN, CLINIC, None),
        (Role.HOME_DISTRICT, OTHER, Category.EDUCATION_RECORDS, SCHOOL, None),
        (Role.EVALUATOR, SCHOOL, Category.SCHEDULE, SCHOOL, None),
    ],
)
def test_what_a_role_sees_without_a_release(role, organization, category, custodian, expected):
    assert seen(category, custodian, role=role, organization=organization) == expected


def test_a_release_opens_only_what_it_names():
    named = release(Category.SCHOOL_PLAN)
    assert seen(Category.SCHOOL_PLAN, CLINIC, named) == Scope.FULL
    assert seen(Category.DIAGNOSIS, CLINIC, named) is None
    assert seen(Category.SCHEDULE, CLINIC, named) is None


def test_a_release_never_opens_what_the_table_closes():
    named = release(*Category)
    for category in (Category.CLINICAL_PLAN, Category.SESSION_NOTES, Category.DIAGNOSIS, Category.SUD):
        assert seen(category, CLINIC, named) is None


def test_a_release_ends_with_the_instant_it_is_revoked():
    assert seen(Category.SCHOOL_PLAN, CLINIC, release(Category.SCHOOL_PLAN, ends_at=AT)) is None


def test_a_grant_lives_no_longer_than_team_and_release_together():
    left = AT + timedelta(days=5)
    who = member(Role.TEACHER, SCHOOL, period=Period(ends_at=left))
    named = release(Category.SCHOOL_PLAN, ends_at=AT + timedelta(days=300))
    found = grants(replace(facts(**who), consents=(named,)))
    assert {(g.period.ends_at, g.source) for g in found if g.person == WHO} == {(left, named.id)}


@pytest.mark.parametrize(
    ("authority", "leaves", "category", "household", "expected"),
    [
        (Authority.FULL, None, Category.CLINICAL_PLAN, None, Scope.FULL),
        (Authority.FULL, None, Category.DEMOGRAPHICS, None, Scope.MINIMUM),
        (Authority.FULL, None, Category.DEMOGRAPHICS, HOME, Scope.MINIMUM),
        (Authority.FULL, None, Category.DEMOGRAPHICS, OTHER_HOME, None),
        (Authority.FULL, None, Category.FAMILY_NEEDS, OTHER_HOME, None),
        (Authority.FULL, None, Category.FAMILY_NEEDS, None, None),
        (Authority.FULL, None, Category.CUSTODY, None, None),
        (Authority.FULL, (Category.SCHOOL_PLAN,), Category.SCHOOL_PLAN, None, Scope.FULL),
        (Authority.FULL, (Category.SCHOOL_PLAN,), Category.SCHEDULE, None, None),
        (Authority.NONE, None, Category.SCHEDULE, None, None),
    ],
)
def test_what_a_caregiver_sees(authority, leaves, category, household, expected):
    caregiver = CaregiverFact(person=WHO, authority=authority, household=HOME)
    made = facts(category, caregivers=(caregiver,), household=household)
    if leaves is not None:
        order = OrderFact(person=WHO, kind=OrderKind.LIMITS_MEDICAL, period=ALWAYS, leaves=frozenset(leaves))
        made = replace(made, orders=(order,))
    assert scope_of(grants(made)) == expected


def test_under_no_contact_what_an_order_leaves_comes_without_places():
    order = OrderFact(
        person=MOTHER, kind=OrderKind.NO_CONTACT, period=ALWAYS, leaves=frozenset({Category.EDUCATION_RECORDS})
    )
    found = grants(replace(facts(Category.EDUCATION_RECORDS, SCHOOL), orders=(order,)))
    assert {(g.scope, g.hides_location, g.may) for g in found if g.person == MOTHER} == {
        (Scope.MINIMUM, True, May.READ)
    }


def test_a_hold_closes_everything_for_48_hours_and_then_ends_by_itself():
    found = grants(replace(facts(), holds=(HoldFact(person=MOTHER, starts_at=AT),)))
    assert scope_of(found, MOTHER) is None
    assert scope_of(found, MOTHER, AT + timedelta(hours=48)) == Scope.FULL


def test_at_eighteen_a_caregivers_grants_end_at_midnight():
    found = [g for g in grants(facts()) if g.person == MOTHER]
    assert {g.period.ends_at for g in found} == {datetime(2032, 5, 2, 5, tzinfo=UTC)}


def test_of_a_service_the_youth_consented_to_alone_a_guardian_has_no_grant():
    service = ServiceFact(
        id=uuid4(), organization=CLINIC, acts_for_school=False, consent_basis=ConsentBasis.MINOR_144_3431
    )
    for category in Category:
        made = replace(facts(category, services=(service.id,)), services={service.id: service})
        assert not [g for g in grants(made) if g.person == MOTHER]
        if category not in (Category.PSYCHOTHERAPY_NOTES, Category.CUSTODY):
            assert [g for g in grants(made) if g.person == CHILD]


def test_broken_glass_opens_the_minimum_and_never_notes():
    glass = BreakGlassFact(person=WHO, reason="cannot be reached", starts_at=AT)
    who = member(Role.THERAPIST, OTHER, linked=False)
    opened = {c: scope_of(grants(replace(facts(c, **who), break_glasses=(glass,)))) for c in Category}
    assert {c for c, scope in opened.items() if scope} == {
        Category.DEMOGRAPHICS, Category.CLINICAL_PLAN, Category.SAFETY_PLAN, Category.CRISIS_EVENTS
    }  # fmt: skip
    assert {scope for scope in opened.values() if scope} == {Scope.MINIMUM}


def test_an_open_crisis_opens_the_safety_card_to_the_team():
    crisis = CrisisFact(level=3, period=Period(starts_at=AT - timedelta(minutes=1)))
    made = replace(facts(Category.SAFETY_PLAN, **member(Role.TEACHER, SCHOOL)), crises=(crisis,))
    assert {(g.scope, g.basis) for g in grants(made) if g.person == WHO} == {(Scope.CARD, Basis.CRISIS)}


def test_who_covers_sees_the_messages_of_the_one_they_stand_in_for():
    away = uuid4()
    who = member(Role.THERAPIST, CLINIC)
    who["more"] = {"links": (LinkFact(person=WHO, covers=away),)}
    found = [g for g in grants(facts(Category.MESSAGES, **who)) if g.person == WHO]
    assert {(g.basis, g.stands_in_for) for g in found} == {(Basis.AUTHOR, None), (Basis.COVERING, away)}


def test_the_house_says_for_everything_who_writes_and_why_people_look():
    assert set(COLUMN_OF_ROLE) == set(Role)
    assert set(STANDING_PURPOSES) == set(Column) - {Column.LIMITED, Column.SYSTEM}
    assert set(WRITERS) <= set(Category)
    assert set(ANSWERABLE) <= set(Category)
    assert {(c, k) for c in Category for k in Column if k != Column.SYSTEM} == set(LAW.table)


def test_every_basis_and_denial_has_its_sentence():
    for basis in (*Basis, *Denial):
        assert rules.reason(basis).endswith(".")


organizations = st.sampled_from([SCHOOL, CLINIC, DISTRICT, OTHER])
instants = st.one_of(st.none(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)))
sometimes = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))
periods = st.builds(Period, starts_at=instants, ends_at=instants)
people = st.lists(
    st.builds(PersonFact, id=st.uuids(), role=st.sampled_from(Role), organization=organizations, period=periods),
    max_size=3,
)
consents = st.builds(
    ConsentFact, id=st.uuids(), from_organization=organizations,
    to=st.builds(Recipient, organization=organizations), categories=st.just(frozenset(Category)),
    purpose=st.sampled_from([Purpose.COORDINATION, Purpose.TREATMENT, Purpose.SCHOOL_SUPPORT]),
    effective=sometimes, ends_at=instants, signed_by=st.just(MOTHER),
)  # fmt: skip


@st.composite
def any_facts(draw):
    staff = draw(people)
    made = facts(
        draw(st.sampled_from(Category)),
        draw(organizations),
        people=staff,
        household=draw(st.sampled_from([None, HOME, OTHER_HOME])),
        minor_confidential=draw(st.booleans()),
    )
    linked = [LinkFact(person=p.id, period=draw(periods)) for p in staff if draw(st.booleans())]
    orders = st.builds(
        OrderFact, person=st.just(MOTHER), kind=st.sampled_from(OrderKind), period=periods,
        leaves=st.frozensets(st.sampled_from(Category)),
    )  # fmt: skip
    return replace(
        made,
        links=tuple(linked),
        consents=tuple(draw(st.lists(consents, max_size=3))),
        orders=tuple(draw(st.lists(orders, max_size=2))),
        holds=tuple(HoldFact(person=MOTHER, starts_at=t) for t in draw(st.lists(sometimes, max_size=1))),
    )


@settings(max_examples=300, deadline=None)
@given(any_facts(), sometimes, sometimes)
def test_at_every_instant_the_grants_say_what_the_judgment_says(made, now, later):
    now, later = min(now, later), max(now, later)
    found = grants(made, now)
    (compartment,) = made.compartments
    for viewer in (CHILD, *made.people):
        column = Column.YOUTH if viewer == CHILD else rules.column_of(made.people[viewer], compartment.item.custodian)
        question = Question(
            viewer=viewer,
            category=compartment.category,
            item=compartment.item,
            purposes=STANDING_PURPOSES[column],
        )
        verdict = rules.judge(made, question, LAW, rules.Moment(later))
        live = {
            (g.scope, g.basis)
            for g in found
            if g.person == viewer and rules.Moment(later).within(g.period) and g.scope != Scope.OWN
        }
        open_to_all = verdict.permit and verdict.scope not in (Scope.OWN, Scope.DEIDENTIFIED)
        assert live == ({(verdict.scope, verdict.basis)} if open_to_all else set())


@settings(max_examples=200, deadline=None)
@given(any_facts(), consents)
def test_a_release_opens_nothing_for_other_organizations(made, extra):
    before = {(g.person, g.compartment, g.scope) for g in grants(made)}
    more = replace(made, consents=(*made.consents, extra))
    for grant in grants(more):
        if (grant.person, grant.compartment, grant.scope) not in before:
            assert made.people[grant.person].organization == extra.to.organization


@settings(max_examples=200, deadline=None)
@given(any_facts())
def test_nobody_writes_in_the_records_of_another_organization(made):
    (compartment,) = made.compartments
    for grant in grants(made):
        if grant.may == May.WRITE and grant.column not in (Column.SYSTEM, Column.GUARDIAN):
            assert made.people[grant.person].organization == compartment.item.custodian
