"""Who could answer about a child: the people around them, as far as each may answer here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.types import Id, May, Role
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Person

from .measure_types import Informant

ROLES = {
    Informant.TEACHER: (Role.TEACHER, Role.SCHOOL_MH),
    Informant.CLINICIAN: (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.SKILLS),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be asked, and as what."""

    person: Person
    informant: Informant


def respondents(child_id: UUID, compartment_id: int, at: datetime) -> set[Id]:
    """Return who may add answers of their own where a child's questionnaires are kept."""
    return {
        grant.person
        for grant in grants_now(child_id, at=at)
        if grant.compartment == compartment_id and grant.may in (May.RESPOND, May.WRITE) and grant.period.covers(at)
    }


def candidates(child: Child, compartment_id: int, at: datetime) -> list[Candidate]:
    """Return whom a member of staff may ask about a child, the youth first.

    A caregiver whom an order or a missing authority keeps out is not among them, and neither is who has left.
    """
    allowed = respondents(child.pk, compartment_id, at)
    found = [Candidate(child.person, Informant.YOUTH)]
    found += [Candidate(c.person, Informant.CAREGIVER) for c in people.caregivers(child.pk)]
    team = sorted(people.team(child.pk), key=lambda member: (member.starts_at, member.pk))
    for informant, roles in ROLES.items():
        found += [Candidate(m.staff.person, informant) for m in team if m.staff.role in roles]
    return [c for c in found if c.person.pk in allowed]
