"""Turns the values of one row into a record of the roster."""

from collections.abc import Callable
from datetime import date
from typing import Any

from trefoil.ground.roster.types import (
    Course,
    Demographics,
    Enrollment,
    Kind,
    Org,
    Role,
    SchoolClass,
    Session,
    User,
)

Values = dict[str, Any]
_FLAGS = {"true": True, "false": False}


def record_of(kind: Kind, values: Values) -> Any:
    """Build the record of a row from its values by column."""
    return _BUILDERS[kind](values)


def _org(v: Values) -> Org:
    return Org(v["sourcedId"], v["name"], v["type"], v["identifier"], v["parentSourcedId"])


def _session(v: Values) -> Session:
    dates: tuple[date | None, date | None] = (v["startDate"], v["endDate"])
    return Session(v["sourcedId"], v["title"], v["type"], *dates, v["parentSourcedId"], v["schoolYear"])


def _course(v: Values) -> Course:
    return Course(
        sourced_id=v["sourcedId"],
        title=v["title"],
        code=v["courseCode"],
        grades=v["grades"],
        subjects=v["subjects"],
        org=v["orgSourcedId"],
        school_year=v["schoolYearSourcedId"],
    )


def _class(v: Values) -> SchoolClass:
    return SchoolClass(
        sourced_id=v["sourcedId"],
        title=v["title"],
        code=v["classCode"],
        type=v["classType"],
        grades=v["grades"],
        subjects=v["subjects"],
        periods=v["periods"],
        location=v["location"],
        course=v["courseSourcedId"],
        school=v["schoolSourcedId"],
        terms=v["termSourcedIds"],
    )


def _user(v: Values) -> User:
    return User(
        sourced_id=v["sourcedId"],
        is_enabled=v["enabledUser"],
        given_name=v["givenName"],
        family_name=v["familyName"],
        middle_name=v["middleName"],
        preferred_given_name=v.get("preferredGivenName", ""),
        preferred_family_name=v.get("preferredFamilyName", ""),
        pronouns=v.get("pronouns", ""),
        identifier=v["identifier"],
        email=v["email"],
        sms=v["sms"],
        phone=v["phone"],
        grades=v["grades"],
        agents=v["agentSourcedIds"],
        primary_org=v.get("primaryOrgSourcedId", ""),
        relationship=v.get("metadata.relationship", ""),
        lives_with=_FLAGS.get(v.get("metadata.livesWith", "")),
        is_primary_contact=_FLAGS.get(v.get("metadata.primaryContact", "")),
        is_emergency_contact=_FLAGS.get(v.get("metadata.emergencyContact", "")),
        roles=_own_roles(v),
    )


def _own_roles(v: Values) -> tuple[Role, ...]:
    """Return the roles that 1.1 keeps in the user's own row, one for each organization."""
    return tuple(
        Role(
            sourced_id="",
            user=v["sourcedId"],
            type="secondary" if place else "primary",
            role=v["role"],
            org=org,
            begins_on=None,
            ends_on=None,
        )
        for place, org in enumerate(v.get("orgSourcedIds", ()))
    )


def _role(v: Values) -> Role:
    return Role(
        sourced_id=v["sourcedId"],
        user=v["userSourcedId"],
        type=v["roleType"],
        role=v["role"],
        org=v["orgSourcedId"],
        begins_on=v["beginDate"],
        ends_on=v["endDate"],
    )


def _demographics(v: Values) -> Demographics:
    return Demographics(v["sourcedId"], v["birthDate"], v["sex"])


def _enrollment(v: Values) -> Enrollment:
    return Enrollment(
        sourced_id=v["sourcedId"],
        user=v["userSourcedId"],
        school_class=v["classSourcedId"],
        school=v["schoolSourcedId"],
        role=v["role"],
        is_primary=v["primary"],
        begins_on=v["beginDate"],
        ends_on=v["endDate"],
    )


_BUILDERS: dict[Kind, Callable[[Values], Any]] = {
    Kind.ORG: _org,
    Kind.SESSION: _session,
    Kind.COURSE: _course,
    Kind.CLASS: _class,
    Kind.USER: _user,
    Kind.ROLE: _role,
    Kind.DEMOGRAPHICS: _demographics,
    Kind.ENROLLMENT: _enrollment,
}
