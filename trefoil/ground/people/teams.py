"""Who may be put on a child's care team from its own page, and putting them there."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from trefoil.ground.access.models import Compartment
from trefoil.ground.kit.refusal import Refused, refuse_if

from . import rules
from .actions import join_team
from .models import Child, Membership, Organization, Person, Staff

MOST_FOUND = 20


def organizations_of(child_id: UUID, own_id: UUID) -> set[UUID]:
    """Return the organizations of whose part in a child's care the viewer knows, their own among them."""
    known = set(Compartment.objects.filter(child_id=child_id).values_list("custodian_id", flat=True))
    known |= set(Membership.objects.filter(child_id=child_id).values_list("staff__organization_id", flat=True))
    return known | {own_id}


def find_staff(text: str, organizations: set[UUID], child_id: UUID) -> list[Staff]:
    """Return present staff of the organizations any part of whose name matches and who are not on the team."""
    on_team = Membership.objects.filter(child_id=child_id, ends_at=None).values("staff_id")
    found = Staff.objects.filter(organization_id__in=organizations, ends_at=None).exclude(pk__in=on_team)
    for word in text.split():
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
        )
    ordered = found.select_related("person", "organization").order_by("person__family_name", "person__given_name")
    return list(ordered[:MOST_FOUND]) if text.split() else []


def members(child_id: UUID) -> list[Membership]:
    """Return everybody who is or was on the care team, as far as the viewer knows, the present first."""
    found = Membership.objects.filter(child_id=child_id).select_related("staff__person", "staff__organization")
    return sorted(found, key=lambda m: (m.ends_at is not None, str(m.staff.person)))


@transaction.atomic
def add_to_team(*, child: Child, staff: Staff, by: Person, at: datetime) -> Membership:
    """Put a member of staff of an organization that cares for the child on its care team."""
    own: Organization = by.staff.organization
    keeps = staff.organization_id in organizations_of(child.pk, own.pk)
    refuse_if(rules.why_not_in_team_from(ended=staff.ends_at is not None, keeps_child=keeps))
    try:
        with transaction.atomic():
            return join_team(child=child, staff=staff, custodian=own, by=by, at=at)
    except IntegrityError:
        raise Refused(_("This person is on the care team already.")) from None
