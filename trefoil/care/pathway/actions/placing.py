"""Ordering the waiting list, enrolling, leaving."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, Role
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Person, Staff
from trefoil.ground.worklist import actions as worklist

from .. import queries, rules, welcoming
from ..events import (
    Enrolled,
    Left,
    WaitingListReordered,
)
from ..models import Enrollment, Move, Referral
from ..types import State
from .telling import held, note, only_director, told


@transaction.atomic
def reorder(*, referral: Referral, up: bool, reason: str, by: Person, at: datetime) -> Move:
    """Move a child one place in the waiting list; the reason is kept with it."""
    program = held(referral.program_id)
    only_director(by, program.school_id)
    require(by, referral.compartment_id, May.WRITE)
    waiting = queries.waiting_list(program)
    place = queries.place_of(referral, waiting)
    refuse_if(rules.why_not_reorder(place=place, of=len(waiting), up=up, reason=reason))
    index = (place or 1) - 1
    here, there = waiting[index], waiting[index - 1 if up else index + 1]
    here.waits_at, there.waits_at = there.waits_at, here.waits_at
    for one in (here, there):
        one.save(update_fields=["waits_at"])
    referral.waits_at = here.waits_at
    move = Move(
        compartment_id=referral.compartment_id,
        referral=referral,
        up=up,
        reason=reason.strip(),
        at=at,
        moved_by=by,
    )
    move.save(force_insert=True)
    tell(told(WaitingListReordered, referral, at), by=by, compartment=referral.compartment_id)
    return move


@transaction.atomic
def enroll(
    *,
    referral: Referral,
    team: Sequence[Staff],
    by: Person,
    at: datetime,
    starts_at: datetime | None = None,
) -> Enrollment:
    """Take an accepted child in: opens the care team and gives the family its welcome list.

    Args:
        team: who works with the child, at least a therapist and a teacher.
        starts_at: the first day, if it is not now.
    """
    program = held(referral.program_id)
    only_director(by, program.school_id)
    compartment = _demographics(referral)
    require(by, compartment, May.WRITE)
    roles = {staff.role for staff in team}
    refuse_if(
        rules.why_not_enroll(
            state=State(referral.state),
            enrolled=queries.is_enrolled(referral.child),
            released=queries.has_release(referral, at),
            place=queries.place_of(referral, queries.waiting_list(program)),
            census=queries.census(program),
            team={Role.THERAPIST, Role.TEACHER} <= roles,
        )
    )
    for staff in team:
        people.join_team(child=referral.child, staff=staff, custodian=program.school, by=by, at=at)
    referral.waits_at = None
    referral.save(update_fields=["waits_at"])
    enrollment = Enrollment(
        compartment=compartment,
        child=referral.child,
        program=program,
        referral=referral,
        starts_at=starts_at or at,
        enrolled_by=by,
    )
    enrollment.save(force_insert=True)
    if referral.release_id:
        worklist.done(kind="release_signed", subject_id=referral.release_id, by=by, at=at)
    note(referral, "enrolled", by, at)
    tell(Enrolled(child_id=referral.child_id, enrollment_id=enrollment.pk, at=at), by=by, compartment=compartment)
    welcoming.welcome_family(child=referral.child, by=by, at=at)
    return enrollment


@transaction.atomic
def end(*, enrollment: Enrollment, reason: str, by: Person, at: datetime) -> Enrollment:
    """End an enrollment, with its reason; the place is free again, and the care team stays until it is taken apart."""
    only_director(by, enrollment.program.school_id)
    require(by, enrollment.compartment_id, May.WRITE)
    refuse_if("This child has already left." if enrollment.ends_at else rules.why_not_reason(reason))
    enrollment.ends_at, enrollment.ended_by, enrollment.end_reason = at, by, reason.strip()
    enrollment.save(update_fields=["ends_at", "ended_by", "end_reason"])
    tell(
        Left(child_id=enrollment.child_id, enrollment_id=enrollment.pk, at=at),
        by=by,
        compartment=enrollment.compartment_id,
    )
    return enrollment


def _demographics(referral: Referral) -> Compartment:
    return compartment_for(
        child_id=referral.child_id, category=Category.DEMOGRAPHICS, custodian_id=referral.program.school_id
    )
