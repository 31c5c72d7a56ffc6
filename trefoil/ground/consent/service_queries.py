"""Which service lines and services there are, and what a youth has opened, as far as the viewer may know."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Authority, ConsentBasis, OrganizationKind, Role
from trefoil.ground.people.models import Caregiver, Child, Membership, Organization, Person, Staff

from .models import Override, Service, ServiceLine, YouthRelease
from .service_rules import MINOR
from .service_types import StartFacts

ALONE = (*sorted(MINOR), ConsentBasis.EMERGENCY)


def answers_for(person: Person, organization: Organization) -> bool:
    """Tell whether a privacy officer signs for an organization: their own, or one they work with that has none."""
    staff = getattr(person, "staff", None)
    if staff is None or staff.role != Role.ADMIN:
        return False
    return organization.pk in {o.pk for o in organizations_of(staff)}


def organizations_of(staff: Staff) -> list[Organization]:
    """Return the organizations for which a privacy officer signs, their own first."""
    partners = set(_on_teams().values_list("staff__organization_id", flat=True))
    served = set(_officers().values_list("organization_id", flat=True)) - {staff.organization_id}
    wanted = (partners - served) | {staff.organization_id}
    found = Organization.objects.filter(pk__in=wanted).exclude(
        kind__in=(OrganizationKind.COUNTY, OrganizationKind.EVALUATOR)
    )
    return sorted(found, key=lambda o: (o.pk != staff.organization_id, o.name))


def _on_teams() -> QuerySet[Membership]:
    return Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()))


def _officers() -> QuerySet[Staff]:
    return Staff.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), role=Role.ADMIN)


def told_of(organization_id: UUID, child_id: UUID) -> list[UUID]:
    """Return who answers for a telling: the organization's privacy officers, else its supervisors on the team."""
    officers = list(_officers().filter(organization_id=organization_id).values_list("person_id", flat=True))
    if officers:
        return officers
    team = _on_teams().filter(child_id=child_id, staff__organization_id=organization_id, staff__role=Role.SUPERVISOR)
    return list(team.values_list("staff_id", flat=True))


def lines(organizations: list[Organization]) -> QuerySet[ServiceLine]:
    """Return the service lines of some organizations, those that have ended too, the newest first."""
    return (
        ServiceLine.objects.filter(organization__in=organizations)
        .select_related("organization", "signed_by", "ended_by", "replaces")
        .order_by("organization__name", "-signed_at")
    )


def open_lines(organization_id: UUID, at: datetime) -> QuerySet[ServiceLine]:
    """Return an organization's signed lines in which something may start."""
    found = ServiceLine.objects.filter(organization_id=organization_id, signed_at__lte=at)
    return found.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("name")


def services(child_id: UUID) -> QuerySet[Service]:
    """Return a child's services that the viewer may know of, the newest first."""
    return (
        Service.objects.filter(child_id=child_id)
        .select_related("line__organization", "consenter", "started_by", "child__person", "compartment")
        .order_by("-starts_at")
    )


def running(child_id: UUID, at: datetime) -> QuerySet[Service]:
    """Return the services that run, or wait for a signature."""
    return services(child_id).filter(Q(ends_at=None) | Q(ends_at__gt=at), declined_at=None)


def live(child_id: UUID, at: datetime) -> QuerySet[Service]:
    """Return the services that run at an instant: signed, or begun in an emergency."""
    begun = Q(signed_at__lte=at) | Q(consent_basis=ConsentBasis.EMERGENCY)
    return running(child_id, at).filter(begun, starts_at__lte=at)


def choices(child_id: UUID, organization_id: UUID, at: datetime) -> list[Service]:
    """Return the services among which whoever writes a record has to choose.

    One service on a parent's consent alone needs no choice: nothing then is kept from anybody.
    """
    found = list(live(child_id, at).filter(line__organization_id=organization_id))
    return found if len(found) > 1 or any(is_confidential(s) for s in found) else []


def is_confidential(service: Service) -> bool:
    """Tell whether the youth, and no caregiver, decides about what is made in a service."""
    return service.consent_basis in ALONE


def with_already(facts: StartFacts, already: bool) -> StartFacts:
    """Return the facts with another answer to whether the same runs already."""
    return replace(facts, already=already)


def find_service(service_id: UUID) -> Service | None:
    """Return a service the viewer may know of."""
    found = Service.objects.select_related("line__organization", "consenter", "started_by", "child__person")
    return found.filter(pk=service_id).first()


def youth_releases(child_id: UUID) -> QuerySet[YouthRelease]:
    """Return what a youth has opened, the newest first."""
    return YouthRelease.objects.filter(child_id=child_id).select_related("to").order_by("-starts_at")


def tellings(child_id: UUID) -> QuerySet[Override]:
    """Return what caregivers were told past the youth's control, the newest first."""
    return Override.objects.filter(child_id=child_id).select_related("to", "by").order_by("-starts_at")


def find_telling(override_id: UUID) -> Override | None:
    """Return a telling the viewer may know of."""
    return Override.objects.select_related("to", "by", "seen_by").filter(pk=override_id).first()


def caregivers(child_id: UUID) -> list[Caregiver]:
    """Return a child's caregivers, one who may decide before one who may not."""
    found = Caregiver.objects.filter(child_id=child_id, ends_at=None).select_related("person")
    return sorted(found, key=lambda c: (c.authority != Authority.FULL, str(c.person)))


def keeper_of(child: Child) -> UUID | None:
    """Return the organization in whose keeping a youth's own releases lie.

    That of a service they consented to themselves, else the clinic or school of their team; None before there is one.
    """
    alone = Service.objects.filter(child=child, consent_basis__in=ALONE).order_by("-starts_at")
    if known := alone.values_list("line__organization_id", flat=True).first():
        return known
    seen = set(Compartment.objects.filter(child_id=child.pk).values_list("custodian_id", flat=True))
    kinds = {o.kind: o.pk for o in Organization.objects.filter(pk__in=seen)}
    return next((kinds[k] for k in (OrganizationKind.CLINIC, OrganizationKind.SCHOOL) if k in kinds), None)
