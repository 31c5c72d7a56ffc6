"""Who the people are, as far as the viewer may know them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from trefoil.ground.access.actions import Denied
from trefoil.ground.access.types import OrganizationKind

from . import rules
from .models import Caregiver, Child, Invitation, Membership, Organization, Person, Staff


def children() -> QuerySet[Child]:
    """Return the children the viewer knows, by the name they go by."""
    return Child.objects.select_related("person").order_by("person__given_name", "person__family_name")


def children_of_team(staff_id: UUID) -> QuerySet[Child]:
    """Return the children on whose care team a member of staff is now (as far as the viewer knows them)."""
    from django.db.models.functions import Now

    live = Q(team__starts_at__lte=Now()) & (Q(team__ends_at=None) | Q(team__ends_at__gt=Now()))
    return children().filter(live, team__staff_id=staff_id).distinct()


def children_of_caregiver(person_id: UUID) -> QuerySet[Child]:
    """Return the children of a caregiver."""
    return children().filter(caregivers__person_id=person_id)


def find_children(text: str, limit: int = 20) -> list[Child]:
    """Return children any part of whose name matches."""
    words = text.split()
    found = children()
    for word in words:
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
        )
    return list(found[:limit]) if words else []


def find_people(text: str, limit: int = 50) -> list[UUID]:
    """Return the ids of anybody the viewer may know any part of whose name matches."""
    found = Person.objects.order_by("pk")
    for word in text.split():
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(preferred_name__icontains=word)
        )
    return list(found.values_list("pk", flat=True)[:limit]) if text.split() else []


def get_child(child_id: UUID) -> Child:
    """Return a child the viewer knows; for who does not know the child there is no such page."""
    child = find_child(child_id)
    if child is None:
        raise Denied
    return child


def find_child(child_id: UUID) -> Child | None:
    """Return a child, if the viewer may know who it is."""
    return Child.objects.select_related("person").filter(pk=child_id).first()


def team(child_id: UUID) -> list[Membership]:
    """Return the present care team."""
    return list(
        Membership.objects.filter(child_id=child_id, ends_at=None)
        .select_related("staff__person", "staff__organization")
        .order_by("staff__role", "staff__person__family_name")
    )


def caregivers(child_id: UUID) -> list[Caregiver]:
    """Return the caregivers the viewer may know of."""
    return list(
        Caregiver.objects.filter(child_id=child_id, ends_at=None).select_related("person", "household").order_by("pk")
    )


def caregiver_of(child_id: UUID, person_id: UUID) -> Caregiver | None:
    """Return a person's present entry as a child's caregiver, if the viewer may know of it."""
    return Caregiver.objects.filter(child_id=child_id, person_id=person_id, ends_at=None).first()


def names(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return names by person id; those the viewer may not know are missing."""
    return {p.pk: str(p) for p in Person.objects.filter(pk__in=set(people))}


def staff_of(organization_id: UUID, *roles: str) -> QuerySet[Staff]:
    """Return the present staff of an organization, of some roles if given."""
    found = Staff.objects.filter(organization_id=organization_id, ends_at=None).select_related("person")
    return found.filter(role__in=roles) if roles else found


def open_invitation(token: str, at: datetime) -> Invitation | None:
    """Return the invitation of a secret, if it can still be accepted."""
    return Invitation.objects.filter(token_hash=rules.token_hash(token), accepted_at=None, expires_at__gt=at).first()


def school_phone(person_id: UUID) -> str:
    """Return the telephone of the school of a youth, or of a caregiver's child; empty when none is known."""
    whose = Q(staff__memberships__child_id=person_id) | Q(staff__memberships__child__caregivers__person_id=person_id)
    school = Organization.objects.filter(whose, kind=OrganizationKind.SCHOOL, phone__gt="").first()
    return school.phone if school else ""


def is_suspended(person_id: UUID) -> bool:
    """Tell whether a privacy officer has closed everything to a person."""
    with connection.cursor() as cursor:
        cursor.execute("select is_suspended(%s)", [person_id])
        return bool(cursor.fetchone()[0])
