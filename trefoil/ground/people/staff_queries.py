"""How an organization's staff stand: role in words, supervisor, and whether they can sign in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trefoil.ground.access.types import Role

from . import wording
from .inviting import account_states
from .models import Staff
from .types import AccountState


@dataclass(frozen=True)
class StaffRow:
    """One member of staff on the page."""

    staff: Staff
    role: object
    supervisor: str
    supervisor_left: bool
    account: object
    tone: str
    may_invite: bool
    invited: bool


def staff_rows(organization_id: UUID, at: datetime) -> tuple[list[StaffRow], list[StaffRow]]:
    """Return an organization's staff, those who work there and those who did."""
    found = list(
        Staff.objects.filter(organization_id=organization_id)
        .select_related("person", "organization", "supervisor__person")
        .order_by("person__family_name", "person__given_name")
    )
    states = account_states([s.pk for s in found], at)
    rows = [_row(s, states[s.pk]) for s in found]
    return [r for r in rows if not r.staff.ends_at], [r for r in rows if r.staff.ends_at]


def row_of(staff: Staff, at: datetime) -> StaffRow:
    """Return how one member of staff stands."""
    return _row(staff, account_states([staff.pk], at)[staff.pk])


def _row(staff: Staff, state: AccountState) -> StaffRow:
    label, tone = wording.ACCOUNTS[state]
    above = staff.supervisor
    return StaffRow(
        staff=staff,
        role=wording.ROLES[Role(staff.role)],
        supervisor=str(above.person) if above else "",
        supervisor_left=bool(above and above.ends_at),
        account=label,
        tone=tone,
        may_invite=state in (AccountState.NONE, AccountState.INVITED, AccountState.EXPIRED) and not staff.ends_at,
        invited=state in (AccountState.INVITED, AccountState.EXPIRED),
    )
