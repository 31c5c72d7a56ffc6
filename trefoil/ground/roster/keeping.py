"""Reads what is kept of one source, in the same words in which deliveries come."""

from collections.abc import Iterator
from datetime import date
from sys import intern
from typing import Any

from django.db.models import Model, QuerySet

from .models import (
    AcademicSession,
    ClassEnrollment,
    Course,
    RosterClass,
    RosterOrganization,
    RosterPerson,
    RosterSource,
)
from .types import (
    Course as CourseRow,
)
from .types import (
    Demographics,
    Enrollment,
    Kind,
    Org,
    Role,
    SchoolClass,
    Session,
    Table,
    Tables,
    User,
)

CHUNK = 5_000


def kept_tables(source: RosterSource | None) -> Tables:
    """Return everything current that came from a source, by kind and id there."""
    if source is None:
        return {kind: {} for kind in Kind}
    tables: Tables = {kind: {} for kind in Kind} | {
        Kind.ORG: _orgs(source),
        Kind.SESSION: _sessions(source),
        Kind.COURSE: _courses(source),
        Kind.CLASS: _classes(source),
        Kind.ENROLLMENT: _enrollments(source),
    }
    _add_people(source, tables)
    return tables


def _rows(model: type[Model], source: RosterSource, *columns: str) -> Iterator[Any]:
    found: QuerySet[Any] = model._default_manager.filter(source=source, gone_at=None)
    return found.values_list(*columns).iterator(chunk_size=CHUNK)


def _orgs(source: RosterSource) -> Table:
    columns = ("sourced_id", "name", "type", "identifier", "parent__sourced_id")
    return {row[0]: Org._make((*row[:4], row[4] or "")) for row in _rows(RosterOrganization, source, *columns)}


def _sessions(source: RosterSource) -> Table:
    columns = (
        "sourced_id",
        "title",
        "type",
        "starts_on",
        "ends_on",
        "parent__sourced_id",
        "school_year",
    )
    return {row[0]: Session._make((*row[:5], row[5] or "", row[6])) for row in _rows(AcademicSession, source, *columns)}


def _courses(source: RosterSource) -> Table:
    columns = (
        "sourced_id",
        "title",
        "code",
        "grades",
        "subjects",
        "org__sourced_id",
        "school_year__sourced_id",
    )
    return {
        row[0]: CourseRow._make((*row[:3], tuple(row[3]), tuple(row[4]), row[5], row[6] or ""))
        for row in _rows(Course, source, *columns)
    }


def _classes(source: RosterSource) -> Table:
    columns = (
        *("sourced_id", "title", "code", "type", "grades", "subjects", "periods", "location"),
        *("course__sourced_id", "school__sourced_id", "terms"),
    )
    return {
        row[0]: SchoolClass._make((*row[:4], *map(tuple, row[4:7]), *row[7:10], tuple(row[10])))
        for row in _rows(RosterClass, source, *columns)
    }


def _enrollments(source: RosterSource) -> Table:
    columns = (
        *("sourced_id", "person__sourced_id", "school_class__sourced_id", "school__sourced_id"),
        *("role", "is_primary", "begins_on", "ends_on"),
    )
    return {
        row[0]: Enrollment._make((*map(intern, row[:5]), *row[5:])) for row in _rows(ClassEnrollment, source, *columns)
    }


_USER_COLUMNS = (
    *("sourced_id", "is_enabled", "given_name", "family_name", "middle_name"),
    *("preferred_given_name", "preferred_family_name", "pronouns", "identifier", "email", "sms"),
    *("phone", "grades", "agents", "primary_org", "relationship", "lives_with"),
    *("is_primary_contact", "is_emergency_contact"),
)


def _add_people(source: RosterSource, tables: Tables) -> None:
    columns = (*_USER_COLUMNS, "roles", "born_on", "sex")
    for *user, roles, born_on, sex in _rows(RosterPerson, source, *columns):
        key = user[0]
        known = [_role(key, role) for role in roles]
        apart = {role.sourced_id: role for role in known if role.sourced_id}
        tables[Kind.ROLE].update(apart)
        own = () if apart else tuple(known)
        tables[Kind.USER][key] = User._make((*user[:12], tuple(user[12]), tuple(user[13]), *user[14:], own))
        if born_on or sex:
            tables[Kind.DEMOGRAPHICS][key] = Demographics(key, born_on, sex)


def packed_role(role: Role) -> list[str]:
    """Return a role as it is kept with its person."""
    days = (day.isoformat() if day else "" for day in (role.begins_on, role.ends_on))
    return [role.sourced_id, role.type, role.role, role.org, *days]


def _role(user: str, packed: list[str]) -> Role:
    sourced_id, type, role, org, begins_on, ends_on = packed
    return Role(sourced_id, user, type, role, org, _day(begins_on), _day(ends_on))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
