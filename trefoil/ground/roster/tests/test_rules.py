"""The rules of rosters, without a database."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.ground.access.types import OrganizationKind, Role
from trefoil.ground.roster import merging, rules
from trefoil.ground.roster.references import problems_of
from trefoil.ground.roster.types import (
    Delivery,
    Demographics,
    Entity,
    Kind,
    Mode,
    Org,
    Part,
    PersonKind,
    Problem,
    Row,
    Tables,
    UploadState,
    User,
    in_order,
    quote,
)
from trefoil.ground.roster.types import Role as RosterRole

DISTRICT = Org("d", "District", "district", "", "")
SCHOOL = Org("s", "School", "school", "", "d")
ROOM = Org("r", "Art", "department", "", "s")


def user(key: str, *agents: str, org: str = "s") -> User:
    nothing = ("",) * 8
    return User(key, True, "Given", key, *nothing[:8], (), agents, org, "", None, None, None)


def role(key: str, word: str, type: str = "primary", org: str = "s") -> RosterRole:
    return RosterRole(f"{key}-{word}-{org}", key, type, word, org, None, None)


def tables(*records: tuple[Kind, object]) -> Tables:
    made: Tables = {kind: {} for kind in Kind}
    for kind, record in records:
        made[kind][record.sourced_id] = record  # type: ignore[attr-defined]
    return made


def family() -> Tables:
    return tables(
        (Kind.ORG, DISTRICT),
        (Kind.ORG, SCHOOL),
        (Kind.USER, user("a", "p")),
        (Kind.USER, user("p", "a")),
        (Kind.ROLE, role("a", "student")),
        (Kind.ROLE, role("p", "parent")),
        (Kind.DEMOGRAPHICS, Demographics("a", date(2014, 1, 2), "")),
    )


def delivered(mode: Mode, kind: Kind, *records: object, removed: tuple[str, ...] = ()) -> Delivery:
    rows = {
        record.sourced_id: Row(record, line)  # type: ignore[attr-defined]
        for line, record in enumerate(records, start=2)
    }
    gone = {key: line for line, key in enumerate(removed, start=2 + len(rows))}
    return Delivery(parts={kind: Part(mode, rows, gone)})


@pytest.mark.parametrize("who", [*Role, None])
def test_every_role_may_or_may_not_bring_in_a_roster(who: Role | None) -> None:
    may = {Role.HOME_DISTRICT, Role.SCHOOL_MH, Role.DIRECTOR, Role.ADMIN}
    reason = rules.why_not_import(role=who, organization_id=uuid4(), owners=())

    assert (reason is None) == (who in may)


def test_a_roster_that_is_known_stays_with_its_owners() -> None:
    own, other = uuid4(), uuid4()

    def may(role: Role, organization: object) -> bool:
        return not rules.why_not_import(
            role=role,
            organization_id=organization,  # type: ignore[arg-type]
            owners={own},
        )

    assert may(Role.HOME_DISTRICT, own)
    assert not may(Role.HOME_DISTRICT, other)
    assert may(Role.DIRECTOR, other)


@pytest.mark.parametrize("state", list(UploadState))
def test_every_state_says_whether_it_can_be_brought_in_or_put_aside(state: UploadState) -> None:
    aside = {UploadState.WAITING, UploadState.CHECKED, UploadState.REFUSED}

    assert (rules.why_not_apply(state) is None) == (state is UploadState.CHECKED)
    assert (rules.why_not_cancel(state) is None) == (state in aside)


def test_education_records_are_the_districts_or_else_the_schools() -> None:
    alone = {"s": SCHOOL._replace(parent=""), "r": ROOM}

    assert rules.custodian_of("r", {"d": DISTRICT, "s": SCHOOL, "r": ROOM}) == "d"
    assert rules.custodian_of("r", alone) == "s"
    assert rules.custodian_of("x", {"x": Org("x", "State", "state", "", "")}) == "x"


def test_the_chosen_organization_needs_one_counterpart() -> None:
    orgs = {"d": DISTRICT, "s": SCHOOL}
    two = orgs | {"s2": SCHOOL._replace(sourced_id="s2")}

    def why(kind: OrganizationKind, found: dict[str, Org], *known: str) -> str | None:
        return rules.why_not_into(kind=kind, orgs=found, known=known)

    assert why(OrganizationKind.DISTRICT, two) is None
    assert why(OrganizationKind.SCHOOL, orgs) is None
    assert "another organization" in str(why(OrganizationKind.SCHOOL, orgs, "s"))
    assert "2 organizations" in str(why(OrganizationKind.SCHOOL, two))


KINDS = [
    ((role("x", "student"),), PersonKind.STUDENT),
    ((role("x", "relative"),), PersonKind.CAREGIVER),
    ((role("x", "aide"),), PersonKind.STAFF),
    ((role("x", "teacher"), role("x", "parent", "secondary")), PersonKind.STAFF),
    ((role("x", "parent", "secondary"),), PersonKind.CAREGIVER),
    ((role("x", "teacher"), role("x", "parent", org="d")), PersonKind.STAFF),
    ((role("x", "teacher"), role("x", "parent")), None),
    ((), None),
]


@pytest.mark.parametrize(("roles", "kind"), KINDS)
def test_the_primary_role_says_who_somebody_is(roles: tuple[RosterRole, ...], kind: PersonKind | None) -> None:
    assert merging.kind_of(user("x"), roles) == kind


def test_an_empty_delta_changes_nothing() -> None:
    kept = family()
    after = merging.merged(kept, delivered(Mode.DELTA, Kind.USER))

    changes = merging.compare(merging.roster_of(kept), merging.roster_of(after))
    assert merging.total(changes) == {"new": 0, "changed": 0, "gone": 0}


def test_who_goes_takes_roles_demographics_and_ties_along() -> None:
    kept = family()
    delivery = delivered(Mode.DELTA, Kind.USER, removed=("a",))
    after = merging.merged(kept, delivery)

    assert problems_of(kept, after, delivery) == []
    changes = merging.compare(merging.roster_of(kept), merging.roster_of(after))
    assert changes[Entity.PERSON].gone == ["a"]
    assert changes[Entity.LINK].gone == [("a", "p")]
    assert list(after[Kind.ROLE]) == ["p-parent-s"]


def test_an_organization_that_is_needed_cannot_go() -> None:
    kept = family()
    delivery = delivered(Mode.DELTA, Kind.ORG, removed=("s",))
    found = problems_of(kept, merging.merged(kept, delivery), delivery)

    assert {(p.file, p.line, p.column) for p in found} == {("orgs.csv", 2, "sourcedId")}


def test_a_teacher_who_is_a_parent_is_one_person_and_somebodys_contact() -> None:
    kept = family()
    both = (role("p", "teacher"), role("p", "parent", "secondary"))
    kept[Kind.ROLE] = {r.sourced_id: r for r in (role("a", "student"), *both)}
    roster = merging.roster_of(kept)

    assert merging.count(roster)["staff"] == 1
    assert merging.count(roster)["caregivers"] == 0
    assert list(roster[Entity.LINK]) == [("a", "p")]


KEYS = st.sampled_from("abcdef")


@given(
    first=st.dictionaries(KEYS, st.lists(KEYS, max_size=3)),
    second=st.dictionaries(KEYS, st.lists(KEYS, max_size=3)),
)
def test_bulk_leaves_exactly_what_was_delivered_and_changes_add_up(
    first: dict[str, list[str]], second: dict[str, list[str]]
) -> None:
    def people(named: dict[str, list[str]]) -> Tables:
        made = tables((Kind.ORG, SCHOOL))
        for key, agents in named.items():
            made[Kind.USER][key] = user(key, *agents)
            made[Kind.ROLE][key] = role(key, "student" if key < "d" else "parent")
        return made

    before, after = merging.roster_of(people(first)), merging.roster_of(people(second))
    changes = merging.compare(before, after)
    for entity, change in changes.items():
        assert len(before[entity]) - len(change.gone) + len(change.new) == len(after[entity])
    assert merging.total(merging.compare(after, after)) == {"new": 0, "changed": 0, "gone": 0}


def test_problems_are_said_once_and_in_order() -> None:
    late, early = Problem("a.csv", 9, None, "x"), Problem("a.csv", 2, "b", "x")

    assert in_order([late, early, late, Problem("a.csv", None, None, "x")])[1:] == [early, late]


@given(st.text())
def test_what_is_quoted_is_short_and_printable(text: str) -> None:
    assert len(quote(text)) <= 42
    assert quote(text).isprintable()
