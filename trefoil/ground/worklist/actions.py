"""Asking somebody to do something, and saying that it is done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.models import Compartment
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Child, Person

from .models import Task


@transaction.atomic
def ask(
    *,
    person: Person | UUID,
    kind: str,
    url: str,
    by: Any,
    at: datetime,
    child: Child | None = None,
    compartment: Compartment | int | None = None,
    subject_id: UUID | None = None,
    due_at: datetime | None = None,
    urgent: bool = False,
) -> None:
    """Ask a person for one thing; asking again for the same changes nothing."""
    task = Task(
        id=new_id(),
        person_id=getattr(person, "pk", person),
        child=child,
        compartment_id=getattr(compartment, "pk", compartment),
        kind=kind,
        subject_id=subject_id,
        url=url,
        urgent=urgent,
        due_at=due_at,
        asked_at=at,
        asked_by=getattr(by, "pk", None) or getattr(by, "person_id", None),
    )
    # Asked without reading back: who asks may not see the worklist of whom they ask.
    Task.objects.bulk_create([task], ignore_conflicts=True)


@transaction.atomic
def done(*, kind: str, subject_id: UUID, by: Any, at: datetime, person: Person | UUID | None = None) -> int:
    """Mark the open tasks of a kind about a subject as done, for everybody or for one person."""
    tasks = Task.objects.filter(kind=kind, subject_id=subject_id, done_at=None)
    if person is not None:
        tasks = tasks.filter(person_id=getattr(person, "pk", person))
    return tasks.update(done_at=at, done_by=getattr(by, "pk", None) or getattr(by, "person_id", None))
