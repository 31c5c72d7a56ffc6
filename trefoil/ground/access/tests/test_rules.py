"""From facts to grants, as truth tables and as properties of any facts."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.ground.access import rules
from trefoil.ground.access.table import ANSWERABLE, TABLE, WRITERS
from trefoil.ground.access.types import (
    COLUMN_OF_ROLE,
    Authority,
    Basis,
    BreakGlassFact,
    Category,
    Column,
    CompartmentFact,
    Facts,
    GuardianFact,
    May,
    OrganizationKind,
    Period,
    ProfessionalFact,
    ReleaseFact,
    Role,
    Scope,
)

AT = datetime(2026, 11, 19, 15, tzinfo=UTC)
SCHOOL, CLINIC, DISTRICT, OTHER = uuid4(), uuid4(), uuid4(), uuid4()
KINDS = {
    SCHOOL: OrganizationKind.SCHOOL,
    CLINIC: OrganizationKind.CLINIC,
    DISTRICT: OrganizationKind.DISTRICT,
    OTHER: OrganizationKind.CLINIC,
}
CHILD, WHO, HOME, OTHER_HOME = uuid4(), uuid4(), uuid4(), uuid4()


def facts(category, custodian=CLINIC, *, household=None, confidential=False, **more):
    compartment = CompartmentFact(
        id=1, category=category, custodian=custodian, household=household, confidential=confidential
    )
    return Facts(child=CHILD, resident_district=DISTRICT, organizations=KINDS, compartments=(compartment,), **more)


ALWAYS = Period()


def member(role, organization, *, linked=True, period=ALWAYS):
    return (ProfessionalFact(person=WHO, role=role, organization=organization, linked=linked, period=period),)


def scope_of(found, who=WHO):
    scopes = {g.scope for g in found if g.person == who}
    return next((s for s in (Scope.FULL, Scope.MINIMUM, Scope.OWN, Scope.CARD) if s in scopes), None)


def seen(*args, **kwargs):
    return scope_of(rules.grants_for(facts(*args, **kwargs), AT))


def release(*categories, ends_at=None, starts_at=None, to=SCHOOL):
    return ReleaseFact(
        id=uuid4(), from_organization=CLINIC, to_organization=to, categories=frozenset(categories),
        period=Period(starts_at=starts_at, ends_at=ends_at),
    )  # fmt: skip


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
    assert seen(category, custodian, professionals=member(role, organization)) == expected


def test_nobody_but_the_author_sees_psychotherapy_notes():
    for role in Role:
        for organization in (CLINIC, SCHOOL):
            found = seen(Category.PSYCHOTHERAPY_NOTES, professionals=member(role, organization))
            assert found in (None, Scope.OWN)


def test_a_release_opens_only_what_it_names():
    given_release = (release(Category.SCHOOL_PLAN),)
    teacher = member(Role.TEACHER, SCHOOL)
    assert seen(Category.SCHOOL_PLAN, professionals=teacher, releases=given_release) == Scope.FULL
    assert seen(Category.DIAGNOSIS, professionals=teacher, releases=given_release) is None
    assert seen(Category.SCHEDULE, professionals=teacher, releases=given_release) is None


def test_a_release_never_opens_what_the_table_closes():
    named = (release(*Category),)
    teacher = member(Role.TEACHER, SCHOOL)
    for category in (Category.CLINICAL_PLAN, Category.SESSION_NOTES, Category.DIAGNOSIS, Category.SUD):
        assert seen(category, professionals=teacher, releases=named) is None


def test_a_release_ends_with_the_instant_it_is_revoked():
    found = rules.grants_for(
        facts(
            Category.SCHOOL_PLAN,
            professionals=member(Role.TEACHER, SCHOOL),
            releases=(release(Category.SCHOOL_PLAN, ends_at=AT),),
        ),
        AT,
    )
    assert scope_of(found) is None


def test_a_grant_lives_no_longer_than_team_and_release_together():
    left = AT + timedelta(days=5)
    found = rules.grants_for(
        facts(
            Category.SCHOOL_PLAN,
            professionals=member(Role.TEACHER, SCHOOL, period=Period(ends_at=left)),
            releases=(release(Category.SCHOOL_PLAN, ends_at=AT + timedelta(days=300)),),
        ),
        AT,
    )
    assert {g.period.ends_at for g in found if g.person == WHO} == {left}


@pytest.mark.parametrize(
    ("authority", "leaves", "category", "household", "expected"),
    [
        (Authority.FULL, (), Category.CLINICAL_PLAN, None, Scope.FULL),
        (Authority.FULL, (), Category.DEMOGRAPHICS, None, Scope.MINIMUM),
        (Authority.FULL, (), Category.DEMOGRAPHICS, HOME, Scope.FULL),
        (Authority.FULL, (), Category.DEMOGRAPHICS, OTHER_HOME, None),
        (Authority.FULL, (), Category.FAMILY_NEEDS, OTHER_HOME, None),
        (Authority.RESTRICTED, (Category.EDUCATION_RECORDS,), Category.EDUCATION_RECORDS, None, Scope.FULL),
        (Authority.RESTRICTED, (Category.EDUCATION_RECORDS,), Category.SCHEDULE, None, None),
        (Authority.NONE, (), Category.SCHEDULE, None, None),
    ],
)
def test_what_a_caregiver_sees(authority, leaves, category, household, expected):
    guardian = GuardianFact(person=WHO, authority=authority, leaves=frozenset(leaves), household=HOME)
    assert seen(category, household=household, guardians=(guardian,)) == expected


def test_what_a_youth_holds_alone_no_guardian_sees():
    guardian = GuardianFact(person=WHO, authority=Authority.FULL, household=HOME)
    for category in Category:
        assert seen(category, confidential=True, guardians=(guardian,)) is None


def test_broken_glass_opens_the_minimum_and_never_notes():
    glass = BreakGlassFact(person=WHO, role=Role.THERAPIST, organization=OTHER, period=Period(starts_at=AT))
    opened = {c for c in Category if seen(c, break_glasses=(glass,))}
    assert opened == {
        Category.DEMOGRAPHICS, Category.CLINICAL_PLAN, Category.SAFETY_PLAN, Category.CRISIS_EVENTS
    }  # fmt: skip
    assert all(seen(c, break_glasses=(glass,)) == Scope.MINIMUM for c in opened)


def test_the_table_is_total():
    columns = [c for c in Column if c != Column.SYSTEM]
    assert set(TABLE) == {(category, column) for category in Category for column in columns}
    assert set(COLUMN_OF_ROLE) == set(Role)
    assert set(WRITERS) <= set(Category)
    assert set(ANSWERABLE) <= set(Category)


organizations = st.sampled_from([SCHOOL, CLINIC, DISTRICT, OTHER])
instants = st.one_of(st.none(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)))
periods = st.builds(Period, starts_at=instants, ends_at=instants)
professionals = st.builds(
    ProfessionalFact, person=st.uuids(), role=st.sampled_from(Role), organization=organizations,
    linked=st.booleans(), period=periods,
)  # fmt: skip
releases = st.builds(
    ReleaseFact, id=st.uuids(), from_organization=organizations, to_organization=organizations,
    categories=st.frozensets(st.sampled_from(Category)), period=periods,
)  # fmt: skip
any_facts = st.builds(
    Facts,
    child=st.just(CHILD),
    resident_district=st.just(DISTRICT),
    organizations=st.just(KINDS),
    compartments=st.lists(
        st.builds(
            CompartmentFact, id=st.integers(1, 9), category=st.sampled_from(Category), custodian=organizations,
            household=st.sampled_from([None, HOME, OTHER_HOME]), confidential=st.booleans(),
        ),
        max_size=4, unique_by=lambda c: c.id,
    ).map(tuple),
    professionals=st.lists(professionals, max_size=3).map(tuple),
    guardians=st.lists(
        st.builds(
            GuardianFact, person=st.uuids(), authority=st.sampled_from(Authority),
            leaves=st.frozensets(st.sampled_from(Category)), household=st.sampled_from([None, HOME]), period=periods,
        ),
        max_size=2,
    ).map(tuple),
    releases=st.lists(releases, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_every_grant_can_be_explained_by_the_table(made):
    by_id = {c.id: c for c in made.compartments}
    for grant in rules.grants_for(made, AT):
        if grant.column == Column.SYSTEM:
            continue
        compartment = by_id[grant.compartment]
        assert TABLE[compartment.category, grant.column] not in ("x", "d", "y")
        assert not grant.period.over(AT)
        if grant.basis == Basis.CONSENT:
            source = next(r for r in made.releases if r.id == grant.source)
            assert compartment.category in source.categories
            assert source.from_organization == compartment.custodian
        if grant.may == May.WRITE and grant.column != Column.GUARDIAN:
            who = next(p for p in made.professionals if p.person == grant.person)
            assert who.organization == compartment.custodian


@settings(max_examples=200, deadline=None)
@given(any_facts, releases)
def test_a_release_opens_nothing_for_other_organizations(made, extra):
    before = rules.grants_for(made, AT)
    more = Facts(**{**made.__dict__, "releases": (*made.releases, extra)})
    staff = {p.person: p.organization for p in made.professionals}
    for grant in rules.grants_for(more, AT) - before:
        assert staff[grant.person] == extra.to_organization
