"""Brings what is kept and what is delivered together, and says what that changes; pure."""

from collections.abc import Iterator
from typing import Any

from .types import (
    Change,
    Changes,
    Delivery,
    Demographics,
    Entity,
    Kind,
    Link,
    Mode,
    PersonEntry,
    PersonKind,
    Role,
    Roster,
    Table,
    Tables,
    User,
)

CAREGIVER_ROLES = frozenset({"parent", "guardian", "relative"})
_PLAIN = {
    Entity.ORG: Kind.ORG,
    Entity.SESSION: Kind.SESSION,
    Entity.COURSE: Kind.COURSE,
    Entity.CLASS: Kind.CLASS,
    Entity.ENROLLMENT: Kind.ENROLLMENT,
}


def merged(kept: Tables, delivery: Delivery) -> Tables:
    """Return what is current after a delivery: bulk replaces, delta adds and removes."""
    after = {kind: _merged_table(kind, kept.get(kind, {}), delivery) for kind in Kind}
    _let_users_speak_for_their_roles(after, delivery)
    for kind, owner in ((Kind.ROLE, "user"), (Kind.DEMOGRAPHICS, "sourced_id")):
        delivered = delivery.part(kind).rows
        orphans = [
            key
            for key, record in after[kind].items()
            if key not in delivered and getattr(record, owner) not in after[Kind.USER]
        ]
        for key in orphans:
            del after[kind][key]
    return after


def _merged_table(kind: Kind, kept: Table, delivery: Delivery) -> Table:
    part = delivery.part(kind)
    if part.mode is Mode.ABSENT:
        return dict(kept)
    delivered = {key: row.record for key, row in part.rows.items()}
    if part.mode is Mode.BULK:
        return delivered
    return {key: record for key, record in (kept | delivered).items() if key not in part.removed}


def _let_users_speak_for_their_roles(after: Tables, delivery: Delivery) -> None:
    """In 1.1 a user's row is the whole truth about the roles; rows kept from 1.2 give way."""
    speaking = {key for key, row in delivery.part(Kind.USER).rows.items() if row.record.roles}
    if speaking:
        roles = after[Kind.ROLE]
        for key in [key for key, role in roles.items() if role.user in speaking]:
            del roles[key]


def kind_of(user: User, roles: tuple[Role, ...]) -> PersonKind | None:
    """Say what somebody is by the primary role; None when the roles do not settle it."""
    primary = [role for role in roles if role.type == "primary"] or list(roles)
    found = {_kind_of_role(role.role) for role in primary}
    if len(found) > 1 and user.primary_org:
        found = {_kind_of_role(role.role) for role in primary if role.org == user.primary_org}
    return found.pop() if len(found) == 1 else None


def _kind_of_role(role: str) -> PersonKind:
    if role == "student":
        return PersonKind.STUDENT
    return PersonKind.CAREGIVER if role in CAREGIVER_ROLES else PersonKind.STAFF


def roles_by_user(tables: Tables) -> dict[str, tuple[Role, ...]]:
    """Return everybody's roles, from the roles themselves or else from the user's own row."""
    grouped: dict[str, list[Role]] = {}
    for role in tables[Kind.ROLE].values():
        grouped.setdefault(role.user, []).append(role)
    roles = {user: tuple(sorted(found)) for user, found in grouped.items()}
    for key, user in tables[Kind.USER].items():
        roles.setdefault(key, user.roles)
    return roles


def roster_of(tables: Tables) -> Roster:
    """Bring the rows of the files together into what the roster keeps."""
    roster: Roster = {entity: tables[kind] for entity, kind in _PLAIN.items()}
    roster[Entity.PERSON] = dict(_people(tables))
    roster[Entity.LINK] = {(link.student, link.contact): link for link in _links(roster)}
    return roster


def _people(tables: Tables) -> Iterator[tuple[str, PersonEntry]]:
    roles = roles_by_user(tables)
    nothing = Demographics("", None, "")
    for key, user in tables[Kind.USER].items():
        own = roles[key]
        kind = kind_of(user, own)
        if kind is None:
            continue
        known = tables[Kind.DEMOGRAPHICS].get(key) if kind is PersonKind.STUDENT else None
        first = min(own, key=lambda role: role.type != "primary")
        yield (
            key,
            PersonEntry(
                kind=kind,
                org=user.primary_org or first.org,
                user=user._replace(roles=()),
                roles=own,
                demographics=known._replace(sourced_id="") if known else nothing,
            ),
        )


def _links(roster: Roster) -> Iterator[Link]:
    """Find who belongs to whom: either side may say it, and saying it twice is once."""
    people: dict[str, PersonEntry] = roster[Entity.PERSON]
    for key, person in people.items():
        for agent in person.user.agents:
            other = people.get(agent)
            if other is None or agent == key:
                continue
            if person.kind is PersonKind.STUDENT and _looks_after(other):
                yield _link(key, other)
            if other.kind is PersonKind.STUDENT and _looks_after(person):
                yield _link(agent, person)


def _looks_after(person: PersonEntry) -> bool:
    if person.kind is PersonKind.CAREGIVER:
        return True
    return any(role.role in CAREGIVER_ROLES for role in person.roles)


def _link(student: str, contact: PersonEntry) -> Link:
    user = contact.user
    return Link(
        student=student,
        contact=user.sourced_id,
        relationship=user.relationship,
        lives_with=user.lives_with,
        is_primary_contact=user.is_primary_contact,
        is_emergency_contact=user.is_emergency_contact,
    )


def compare(before: Roster, after: Roster) -> Changes:
    """Say what is new, changed and gone."""
    return {entity: _change(before[entity], after[entity]) for entity in Entity}


def _change(before: dict[Any, Any], after: dict[Any, Any]) -> Change:
    return Change(
        new=[key for key in after if key not in before],
        changed=[key for key in after if key in before and after[key] != before[key]],
        gone=[key for key in before if key not in after],
    )


def count(roster: Roster) -> dict[str, int]:
    """Count what is current, in the words of the report."""
    kinds = [entry.kind for entry in roster[Entity.PERSON].values()]
    counts = {
        "students": kinds.count(PersonKind.STUDENT),
        "caregivers": kinds.count(PersonKind.CAREGIVER),
        "staff": kinds.count(PersonKind.STAFF),
    }
    rest = (e for e in Entity if e is not Entity.PERSON)
    return counts | {entity.value: len(roster[entity]) for entity in rest}


def total(changes: Changes) -> dict[str, int]:
    """Count the changes over all entities; each organization, person, … counts once."""
    return {word: sum(len(getattr(change, word)) for change in changes.values()) for word in ("new", "changed", "gone")}


def by_entity(changes: Changes) -> dict[str, dict[str, int]]:
    """Count the changes of each entity."""
    return {
        entity.value: {word: len(getattr(change, word)) for word in ("new", "changed", "gone")}
        for entity, change in changes.items()
    }
