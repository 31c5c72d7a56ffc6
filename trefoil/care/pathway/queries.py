"""Who is referred, who waits, who is in the program, and what a family has still to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from trefoil.ground.consent import queries as consents
from trefoil.ground.people.models import Caregiver, Child, Person

from . import rules
from .models import Enrollment, Move, Program, Referral, Welcome
from .types import Census, State, Step


def programs() -> QuerySet[Program]:
    """Return the programs that take referrals."""
    return Program.objects.select_related("school", "clinic").order_by("school__name")


def program_of(school_id: UUID | None) -> Program | None:
    """Return the program of a school."""
    return programs().filter(school_id=school_id).first() if school_id else None


def referrals() -> QuerySet[Referral]:
    """Return the referrals the viewer may read, newest first."""
    found = Referral.objects.select_related("child__person", "program__school", "program__clinic", "district")
    return found.order_by("-sent_at")


def referrals_for(viewer: Any) -> QuerySet[Referral]:
    """Return the referrals a district sent, or a program received; the wall decides about the rest."""
    organization = viewer.organization_id
    return referrals().filter(Q(district_id=organization) | Q(program__school_id=organization))


def get_referral(referral_id: UUID) -> Referral:
    """Return a referral, or raise `Referral.DoesNotExist`."""
    found = referrals().select_related("guardian__person", "sent_by", "decided_by", "release", "compartment")
    return found.get(pk=referral_id)


def waiting_list(program: Program) -> list[Referral]:
    """Return who waits for a place, the next to come in first."""
    waiting = referrals().filter(program=program, state=State.ACCEPTED, waits_at__isnull=False)
    return list(waiting.order_by("waits_at", "waits_since"))


def place_of(referral: Referral, waiting: list[Referral]) -> int | None:
    """Return a child's place among those who wait, from 1."""
    order = [one.pk for one in waiting]
    return order.index(referral.pk) + 1 if referral.pk in order else None


def moves(referral: Referral) -> list[Move]:
    """Return how a child moved in the waiting list and why, newest first."""
    return list(Move.objects.filter(referral=referral).select_related("moved_by").order_by("-at"))


def enrolled(program: Program, at: datetime | None = None) -> QuerySet[Enrollment]:
    """Return who is in a program, at an instant or as far as is known now."""
    found = Enrollment.objects.filter(program=program).select_related("child__person").order_by("starts_at", "pk")
    if at is None:
        return found.filter(ends_at=None)
    return found.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


def is_enrolled(child: Child) -> bool:
    """Tell whether a child is in a program."""
    return Enrollment.objects.filter(child=child, ends_at=None).exists()


def census(program: Program) -> Census:
    """Return how full a program is, as far as the viewer sees; its director sees all."""
    accepted = Referral.objects.filter(program=program, state=State.ACCEPTED)
    came_in = Enrollment.objects.filter(program=program, referral__isnull=False).values("referral_id")
    return Census(
        capacity=program.school.capacity,
        enrolled=Enrollment.objects.filter(program=program, ends_at=None).count(),
        held=accepted.filter(waits_at=None).exclude(pk__in=came_in).count(),
        waiting=accepted.filter(waits_at__isnull=False).count(),
    )


def has_release(referral: Referral, at: datetime) -> bool:
    """Tell whether a signed release in force lets the program's school and clinic share both ways."""
    pair = {referral.program.school_id, referral.program.clinic_id}
    return any(
        release.both_ways and {release.from_organization_id, release.to_organization_id} == pair
        for release in consents.live(referral.child_id, at)
    )


def release_waits(referral: Referral) -> bool:
    """Tell whether the family was asked and has not answered."""
    release = referral.release
    return bool(release and not release.signed_at and not release.declined_at)


@dataclass(frozen=True)
class StepLine:
    """One step of a welcome list."""

    step: Step
    done: bool
    done_at: datetime | None
    waiting: int = 0


@dataclass(frozen=True)
class Checklist:
    """A family's welcome list."""

    welcome: Welcome
    steps: list[StepLine]

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(line.done for line in self.steps)

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.done == len(self.steps)


def checklist(child: Child | UUID, person: Person | UUID) -> Checklist | None:
    """Return a guardian's welcome list for a child, or None if they were given none."""
    welcome = (
        Welcome.objects.filter(child=getattr(child, "pk", child), person=getattr(person, "pk", person))
        .select_related("caregiver__household", "child__person")
        .order_by("-opened_at")
        .first()
    )
    return _checklist(welcome) if welcome else None


def _checklist(welcome: Welcome) -> Checklist:
    waiting = consents.waiting_for(welcome.person_id).filter(child_id=welcome.child_id).count()
    confirmed_at = {
        Step.CONTACT: welcome.contact_at,
        Step.LANGUAGES: welcome.languages_at,
        Step.CALLS: welcome.calls_at,
    }
    confirmed = frozenset(step for step, at in confirmed_at.items() if at)
    left = rules.open_steps(releases_waiting=waiting > 0, confirmed=confirmed)
    lines = [
        StepLine(step, step not in left, confirmed_at.get(step), waiting if step == Step.RELEASES else 0)
        for step in Step
    ]
    return Checklist(welcome, lines)


def own_home(welcome: Welcome) -> list[Caregiver]:
    """Return the people of the guardian's own home."""
    found = Caregiver.objects.filter(household=welcome.caregiver.household, ends_at=None)
    return list(found.select_related("person").order_by("pk"))


def known_child(given_name: str, family_name: str, born_on: Any) -> Child | None:
    """Return a child of that name and birth date whom the viewer already knows."""
    found = Child.objects.filter(
        born_on=born_on, person__given_name__iexact=given_name, person__family_name__iexact=family_name
    )
    return found.select_related("person").first()
