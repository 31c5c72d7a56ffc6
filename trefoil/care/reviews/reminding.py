"""Asking for a review before its clock runs out; the reminders see the plan for school and the clock, nothing more."""

from collections.abc import Iterator
from datetime import datetime, time
from types import SimpleNamespace
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.care.plan.models import SchoolPlan
from trefoil.ground.people.models import Child, Organization
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist import actions as worklist

from . import queries
from .models import Clock
from .types import Due, Standing


@transaction.atomic
def ask_for_reviews(*, by: UUID, at: datetime) -> int:
    """Ask whoever answers for each plan that is due soon; asking again changes nothing. Return how many are due."""
    today, asked = timezone.localdate(at), 0
    for clock in _clocks():
        due = queries.due_in(law(clock.pack, at.date()), clock.started_on, clock.reviewed_on, today)
        if due.standing != Standing.FINE:
            _ask(clock, due, by=by, at=at)
            asked += 1
    return asked


def _clocks() -> Iterator[Clock]:
    """Return the clocks that run: those that a meeting has wound, and for a plan without one, since it was shared."""
    wound = list(Clock.objects.all())
    yield from wound
    shared = SchoolPlan.objects.filter(published_at__isnull=False).exclude(
        compartment_id__in=[clock.compartment_id for clock in wound]
    )
    packs = dict(Organization.objects.values_list("pk", "pack"))
    for part in (
        shared.select_related("compartment").order_by("compartment_id", "published_at").distinct("compartment_id")
    ):
        yield Clock(
            compartment=part.compartment,
            child_id=part.child_id,
            started_on=timezone.localdate(part.published_at),
            person_id=part.author_id,
            pack=packs.get(part.compartment.custodian_id, "us"),
        )


def _ask(clock: Clock, due: Due, *, by: UUID, at: datetime) -> None:
    worklist.ask(
        person=clock.person_id,
        child=Child(pk=clock.child_id),
        compartment=clock.compartment_id,
        kind="hold_review",
        subject_id=clock.child_id,
        url=reverse("reviews:reviews", args=[clock.child_id]),
        due_at=timezone.make_aware(datetime.combine(due.target_on, time.max)),
        by=SimpleNamespace(pk=by),
        at=at,
    )
