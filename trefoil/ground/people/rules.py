"""Rules about people, as pure functions."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta

from trefoil.ground.access.types import Authority, OrganizationKind, Role

YOUTH_SIGNS_IN_FROM = 12
OFFICERS = (Role.DIRECTOR, Role.ADMIN)
# Whose grants rest on their office alone, without a care team.
BY_OFFICE = (*OFFICERS, Role.HOME_DISTRICT)
_TREATING = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.SKILLS, Role.FAMILY_PEER)
ROLES_OF: dict[OrganizationKind, tuple[Role, ...]] = {
    OrganizationKind.SCHOOL: (Role.TEACHER, Role.SCHOOL_MH, *OFFICERS),
    OrganizationKind.CLINIC: (*_TREATING, *OFFICERS),
    OrganizationKind.IOP: (Role.IOP, *_TREATING, *OFFICERS),
    OrganizationKind.DISTRICT: (Role.HOME_DISTRICT, *OFFICERS),
    OrganizationKind.COUNTY: (Role.COUNTY, *OFFICERS),
    OrganizationKind.EVALUATOR: (Role.EVALUATOR, *OFFICERS),
}


def normalized_contact(kind: str, value: str) -> str:
    """Return a contact point in the one spelling in which it is compared."""
    text = value.strip().lower()
    return "".join(c for c in text if c.isdigit())[-10:] if kind == "phone" else text


def birthday_on(born_on: date, age: int) -> date:
    """Return the day on which somebody reaches an age; 29 February reaches it on the 28th in a common year."""
    year = born_on.year + age
    try:
        return born_on.replace(year=year)
    except ValueError:
        return born_on.replace(year=year, day=28)


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years on a day."""
    age = day.year - born_on.year
    return age - (day < birthday_on(born_on, age))


def why_not_on_team(*, own_family: bool) -> str | None:
    """Say why a member of staff cannot join a care team (256B.0616: never one's own family)."""
    return "Nobody is on the care team of their own family." if own_family else None


def token_hash(token: str) -> str:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def may_staff(*, role: str | None, kind: str) -> bool:
    """Tell whether somebody of this role enters and changes the staff of an organization of this kind."""
    treats = kind in (OrganizationKind.CLINIC, OrganizationKind.IOP)
    return role in OFFICERS or (role == Role.SUPERVISOR and treats)


def why_not_role(*, role: str, kind: str, giver: str, has_officer: bool) -> str | None:
    """Say why a role cannot be given: an office is given by an officer, once there is one."""
    if role not in ROLES_OF[OrganizationKind(kind)]:
        return "This role does not exist in an organization like this one."
    if role in OFFICERS and giver not in OFFICERS and has_officer:
        return "A director or a privacy officer is entered by a director or a privacy officer."
    return None


def why_not_change_staff(*, own_role_changes: bool, ended: bool, is_officer: bool, giver: str) -> str | None:
    """Say why a member of staff cannot be changed."""
    if ended:
        return "This employment has ended. Start it again first."
    if own_role_changes:
        return "Nobody changes their own role. Somebody else with this page can."
    if is_officer and giver not in OFFICERS:
        return "A director or a privacy officer is changed by a director or a privacy officer."
    return None


def why_not_supervisor(*, chain: Collection[object], staff: object) -> str | None:
    """Say why somebody cannot be the supervisor: supervision never runs in a circle."""
    return "Supervision would run in a circle. Choose somebody else." if staff in chain else None


def why_not_end(*, own: bool, ended: bool, is_officer: bool, giver: str) -> str | None:
    """Say why an employment cannot be ended."""
    if own:
        return "Nobody ends their own employment here. Somebody else with this page can."
    return why_not_change_staff(own_role_changes=False, ended=ended, is_officer=is_officer, giver=giver)


def why_not_in_team_from(*, ended: bool, keeps_child: bool) -> str | None:
    """Say why a member of staff cannot be put on a care team from this page."""
    if ended:
        return "This person no longer works there."
    return None if keeps_child else "Only staff of the organizations that care for this child can be on its team."


def why_not_caregiver(
    *, authority: str, scope: Collection[str], until: datetime | None, at: datetime, longest: int
) -> str | None:
    """Say why a caregiver cannot be entered like this: a delegation says what it covers, and until when.

    Args:
        scope: the categories that a delegation covers.
        until: when it ends.
        longest: the days a delegation may last (Minn. Stat. 524.5-211).
    """
    if authority != Authority.DELEGATED:
        return None
    if not scope:
        return "Say what the delegation covers."
    if until is None or until <= at:
        return "Say until when the delegation lasts."
    return "A delegation lasts a year at most." if until > at + timedelta(days=longest) else None


def why_not_sign_in(*, authority: str, ended: bool) -> str | None:
    """Say why a caregiver cannot be invited."""
    if ended:
        return "This entry has ended."
    if authority == Authority.NONE:
        return "Nothing is open to somebody without authority, so there is nothing to sign in to."
    return None


def why_not_youth_sign_in(*, age: int) -> str | None:
    """Say why a child cannot be invited yet."""
    if age < YOUTH_SIGNS_IN_FROM:
        return "Children can have a sign-in of their own from their twelfth birthday."
    return None


def why_not_reason(reason: str) -> str | None:
    """Say that a reason is missing."""
    return None if len(reason.strip()) >= 5 else "Say why in a few words. It stays in the record."


def why_not_suspend(*, suspended: bool, reason: str) -> str | None:
    """Say why a person cannot be suspended."""
    return "This person is suspended already." if suspended else why_not_reason(reason)


def why_not_lift(*, ended: bool, reason: str) -> str | None:
    """Say why a suspension cannot be lifted."""
    return "This suspension has been lifted already." if ended else why_not_reason(reason)


def same_name(typed: str, name: str) -> bool:
    """Tell whether somebody typed a name as it stands, however they wrote its letters and spaces."""
    return typed.casefold().split() == name.casefold().split()
