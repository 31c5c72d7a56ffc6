"""What an order closes is foretold by the same rules that close it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trefoil.ground.access.rules import grants_for
from trefoil.ground.access.situation import (
    CaregiverFact,
    CompartmentFact,
    Facts,
    HouseholdFact,
    Item,
    OrganizationFact,
    PersonFact,
)
from trefoil.ground.access.types import Authority, Category, OrderKind, OrganizationKind, Relation, Role, Scope
from trefoil.ground.consent.custody_preview import preview, with_order, without_order
from trefoil.ground.rulebook.queries import SHIPPED, law

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
KEPT = [c for c in Category if c not in (Category.CUSTODY, Category.PSYCHOTHERAPY_NOTES)]
FACTS = Facts(
    child="maya",
    born_on=date(2014, 5, 2),
    organizations={
        "school": OrganizationFact(id="school", kind=OrganizationKind.SCHOOL),
        "clinic": OrganizationFact(id="clinic", kind=OrganizationKind.CLINIC),
    },
    people={
        "elena": PersonFact(id="elena", role=Relation.CAREGIVER),
        "david": PersonFact(id="david", role=Relation.CAREGIVER),
        "officer": PersonFact(id="officer", role=Role.ADMIN, organization="school"),
    },
    caregivers={
        "elena": CaregiverFact(person="elena", authority=Authority.FULL, household="lark"),
        "david": CaregiverFact(person="david", authority=Authority.FULL, household="mill"),
    },
    households=(HouseholdFact(id="lark"), HouseholdFact(id="mill")),
    compartments=tuple(
        CompartmentFact(id=number, category=category, item=Item(custodian=custodian))
        for number, (category, custodian) in enumerate((c, o) for c in KEPT for o in ("school", "clinic"))
    ),
)
LEAVES = st.frozensets(st.sampled_from(list(Category)))
KINDS = st.sampled_from(list(OrderKind))


def law_of(pack):
    return law(pack, AT.date(), SHIPPED)


def foretold(facts, kind, leaves, person="david"):
    after = with_order(facts, person=person, kind=kind, leaves=leaves, starts_at=AT, ends_at=None)
    return after, preview(facts, after, person=person, custodian="school", at=AT, law_of=law_of)


@given(KINDS, LEAVES)
def test_an_order_never_opens_anything_and_changes_nothing_for_others(kind, leaves):
    _after, found = foretold(FACTS, kind, leaves)
    assert found.opens == ()
    assert found.others == ()
    assert found.signs_before
    assert not found.signs_after


@given(KINDS, LEAVES)
def test_what_stays_was_left(kind, leaves):
    _after, found = foretold(FACTS, kind, leaves)
    assert {s.category for s in found.stays} <= leaves
    if kind == OrderKind.ENDS_RIGHTS:
        assert found.stays == ()
    if kind == OrderKind.NO_CONTACT:
        assert not {Category.DEMOGRAPHICS, Category.SCHEDULE} & {s.category for s in found.stays}
        assert Scope.FULL not in {s.after for s in found.theirs}


@given(KINDS, LEAVES)
def test_the_foretold_is_what_the_grants_become(kind, leaves):
    after, found = foretold(FACTS, kind, leaves)
    places = {c.id: c for c in FACTS.compartments}
    granted = {
        (places[g.compartment].category, places[g.compartment].item.custodian)
        for g in grants_for(after, AT, law_of)
        if g.person == "david"
    }
    assert {(s.category, s.custodian) for s in found.theirs if s.after != Scope.NONE} == granted


@given(KINDS, LEAVES, KINDS, LEAVES)
def test_voiding_gives_back_what_there_was_before(kind, leaves, other, others):
    first = with_order(FACTS, person="david", kind=other, leaves=others, starts_at=AT, ends_at=None)
    both, _found = foretold(first, kind, leaves)
    back = without_order(both, person="david", kind=kind, leaves=leaves, starts_at=AT)
    assert grants_for(back, AT, law_of) == grants_for(first, AT, law_of)


@given(LEAVES, LEAVES)
def test_of_two_orders_only_what_both_leave_stays(one, other):
    first, _found = foretold(FACTS, OrderKind.LIMITS_MEDICAL, one)
    _both, found = foretold(first, OrderKind.LIMITS_MEDICAL, other)
    assert {s.category for s in found.stays if s.after != Scope.NONE} <= one & other


def test_an_order_for_later_changes_nothing_now():
    after = with_order(
        FACTS, person="david", kind=OrderKind.ENDS_RIGHTS, leaves=[], starts_at=AT + timedelta(days=1), ends_at=None
    )
    found = preview(FACTS, after, person="david", custodian="school", at=AT, law_of=law_of)
    assert found.closes == ()
    assert replace(FACTS) == FACTS
