"""Who may, and telling what happened: what the verbs of the way in share."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import Denied
from trefoil.ground.access.types import Role
from trefoil.ground.people.models import Person
from trefoil.ground.timeline import actions as timeline
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from ..events import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralWithdrawn,
    WaitingListReordered,
)
from ..models import Program, Referral
from ..types import State


def only_director(by: Person, school_id: UUID) -> None:
    """Who comes in is the director's decision; teachers write education records too, but decide nothing here."""
    if by.staff.role != Role.DIRECTOR or by.staff.organization_id != school_id:
        raise Denied


def only_district(by: Person, district_id: UUID) -> None:
    """Sending and withdrawing is for the district's coordinators."""
    if by.staff.role != Role.HOME_DISTRICT or by.staff.organization_id != district_id:
        raise Denied


def held(program_id: UUID) -> Program:
    """Return the program, held until the transaction ends, so that two people do not give away one place."""
    return Program.objects.select_for_update(of=("self",)).select_related("school", "clinic").get(pk=program_id)


def decide(referral: Referral, state: State, reason: str, by: Person, at: datetime) -> None:
    """Write down what was decided, by whom, when and why."""
    referral.state, referral.reason = state, reason.strip()
    referral.decided_by, referral.decided_at = by, at
    referral.save(update_fields=["state", "reason", "decided_by", "decided_at", "waits_at", "waits_since"])


def ask(person: Person, referral: Referral, kind: str, by: Person, at: datetime) -> None:
    """Put the referral in somebody's list."""
    worklist.ask(
        person=person,
        child=referral.child,
        compartment=referral.compartment_id,
        kind=kind,
        subject_id=referral.pk,
        url=reverse("pathway:referral", args=[referral.pk]),
        by=by,
        at=at,
    )


def tell_district(referral: Referral, by: Person, at: datetime) -> None:
    """Bring the program's answer to who sent the referral."""
    ask(referral.sent_by, referral, "referral_answered", by, at)


def done(referral: Referral, by: Person, at: datetime) -> None:
    """Take an answered referral off the lists of those who had to answer."""
    worklist.done(kind="review_referral", subject_id=referral.pk, by=by, at=at)
    if referral.release_id and referral.state != State.SENT:
        worklist.done(kind="release_signed", subject_id=referral.release_id, by=by, at=at)


def note(referral: Referral, kind: str, by: Person, at: datetime, **params: str) -> None:
    """Note on the child's timeline what became of the referral."""
    timeline.note(
        child=referral.child_id,
        compartment=referral.compartment_id,
        at=at,
        kind=kind,
        voice=Voice.SCHOOL,
        by=by,
        params=params,
        subject_id=referral.pk,
        url=reverse("pathway:referral", args=[referral.pk]),
    )


def told(
    event: type[ReferralAccepted | ReferralDeclined | ReferralWithdrawn | WaitingListReordered],
    referral: Referral,
    at: datetime,
) -> ReferralAccepted | ReferralDeclined | ReferralWithdrawn | WaitingListReordered:
    """Return what is told of a referral."""
    return event(child_id=referral.child_id, referral_id=referral.pk, at=at)


@transaction.atomic
def notice(*, referral: Referral, by: Person, at: datetime) -> None:
    """Take the news about a referral off the list of who reads it now."""
    for kind in ("referral_answered", "referral_withdrawn"):
        worklist.done(kind=kind, subject_id=referral.pk, person=by, by=by, at=at)
