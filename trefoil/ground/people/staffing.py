"""Who works for an organization: entering, changing, ending, inviting. Whoever changes a role changes what is open."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from trefoil.ground.access.actions import Denied, refresh, refresh_roster, tell
from trefoil.ground.access.session import on_our_word
from trefoil.ground.kit.refusal import refuse_if

from . import rules
from .actions import add_staff
from .events import EmployedAgain, EmploymentEnded, StaffAdded, StaffChanged
from .inviting import close_account, invite_anew, open_account_again
from .models import Invitation, Organization, Person, Staff


def _giver(by: Person, organization_id: UUID) -> str:
    """Return the role of the actor, who staffs this organization; for others it is not there."""
    with connection.cursor() as cursor:
        cursor.execute("select viewer(), staffed_organization()")
        viewer, staffed = cursor.fetchone()
    if viewer != by.pk or staffed != organization_id:
        raise Denied
    return by.staff.role


def _has_officer(organization: Organization) -> bool:
    return Staff.objects.filter(organization=organization, role__in=rules.OFFICERS, ends_at=None).exists()


def _refresh(children: set[UUID], organization_id: UUID, at: datetime) -> None:
    for child_id in children:
        refresh(child_id, at=at)
    refresh_roster(organization_id, at=at)


def _children_by(function: str, *values: UUID | datetime) -> set[UUID]:
    """Ask one of the wall's own doors whose grants rest on a member of staff, beyond what the actor may know."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}({', '.join(['%s'] * len(values))})", values)
        return set(cursor.fetchone()[0])


@transaction.atomic
def employ(
    *,
    organization: Organization,
    given_name: str,
    family_name: str,
    role: str,
    title: str,
    discipline: str,
    license: str,
    supervisor: Staff | None,
    by: Person,
    at: datetime,
) -> Staff:
    """Enter a member of staff of one's own organization."""
    giver = _giver(by, organization.pk)
    known = _has_officer(organization)
    refuse_if(rules.why_not_role(role=role, kind=organization.kind, giver=giver, has_officer=known))
    staff = add_staff(
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        organization=organization,
        role=role,
        title=title.strip(),
        discipline=discipline.strip(),
        license=license.strip(),
        supervisor=supervisor if supervisor and supervisor.organization_id == organization.pk else None,
        at=at,
    )
    if role in rules.BY_OFFICE:
        _refresh(_children_by("children_by_office", organization.pk), organization.pk, at)
    tell(StaffAdded(staff_id=staff.pk, organization_id=organization.pk, at=at), by=by)
    return staff


@transaction.atomic
def change_staff(
    *,
    staff: Staff,
    given_name: str,
    family_name: str,
    role: str,
    title: str,
    discipline: str,
    license: str,
    supervisor: Staff | None,
    by: Person,
    at: datetime,
) -> Staff:
    """Change what a member of staff is called, is and does; a new role opens and closes at once."""
    giver = _giver(by, staff.organization_id)
    _refuse_change(staff, role, giver, by)
    refuse_if(rules.why_not_supervisor(chain=_chain(supervisor), staff=staff.pk))
    before = staff.role
    staff.role, staff.title, staff.discipline = role, title.strip(), discipline.strip()
    staff.license = license.strip()
    staff.supervisor = supervisor if supervisor and supervisor.organization_id == staff.organization_id else None
    with on_our_word("staff"):
        staff.save(update_fields=["role", "title", "discipline", "license", "supervisor"])
    Person.objects.filter(pk=staff.pk).update(given_name=given_name.strip(), family_name=family_name.strip())
    if role != before:
        _refresh(_touched(staff, before), staff.organization_id, at)
    tell(StaffChanged(staff_id=staff.pk, organization_id=staff.organization_id, at=at), by=by)
    return staff


def _refuse_change(staff: Staff, role: str, giver: str, by: Person) -> None:
    refuse_if(
        rules.why_not_change_staff(
            own_role_changes=staff.pk == by.pk and role != staff.role,
            ended=staff.ends_at is not None,
            is_officer=staff.role in rules.OFFICERS,
            giver=giver,
        )
    )
    if role != staff.role:
        place = staff.organization
        known = _has_officer(place)
        refuse_if(rules.why_not_role(role=role, kind=place.kind, giver=giver, has_officer=known))


def _chain(supervisor: Staff | None) -> list[UUID]:
    found: list[UUID] = []
    while supervisor and supervisor.pk not in found:
        found.append(supervisor.pk)
        supervisor = supervisor.supervisor
    return found


def _touched(staff: Staff, *roles: str) -> set[UUID]:
    children = _children_by("children_by_team", staff.pk)
    if {staff.role, *roles} & set(rules.BY_OFFICE):
        children |= _children_by("children_by_office", staff.organization_id)
    return children


@transaction.atomic
def end_employment(*, staff: Staff, by: Person, at: datetime) -> Staff:
    """End an employment now: every membership with it, every grant that rested on it, and the account."""
    giver = _giver(by, staff.organization_id)
    officer = staff.role in rules.OFFICERS
    refuse_if(
        rules.why_not_end(own=staff.pk == by.pk, ended=staff.ends_at is not None, is_officer=officer, giver=giver)
    )
    children = _touched(staff)
    staff.ends_at = at
    with on_our_word("staff"):
        staff.save(update_fields=["ends_at"])
    children |= _children_by("end_memberships_of", staff.pk, at)
    close_account(staff.pk, at)
    _refresh(children, staff.organization_id, at)
    tell(EmploymentEnded(staff_id=staff.pk, organization_id=staff.organization_id, at=at), by=by)
    return staff


@transaction.atomic
def employ_again(*, staff: Staff, by: Person, at: datetime) -> Staff:
    """Begin an ended employment anew; care teams are joined one by one."""
    giver = _giver(by, staff.organization_id)
    if staff.ends_at is None:
        return staff
    place = staff.organization
    known = _has_officer(place)
    refuse_if(rules.why_not_role(role=staff.role, kind=place.kind, giver=giver, has_officer=known))
    staff.starts_at, staff.ends_at = at, None
    with on_our_word("staff"):
        staff.save(update_fields=["starts_at", "ends_at"])
    open_account_again(staff.pk)
    _refresh(_touched(staff), staff.organization_id, at)
    tell(EmployedAgain(staff_id=staff.pk, organization_id=staff.organization_id, at=at), by=by)
    return staff


@transaction.atomic
def invite_staff(*, staff: Staff, email: str, by: Person, at: datetime) -> tuple[Invitation, str]:
    """Invite a member of staff to open an account; an earlier link stops working."""
    giver = _giver(by, staff.organization_id)
    _refuse_change(staff, staff.role, giver, by)
    return invite_anew(person=staff.person, email=email, by=by, at=at)
