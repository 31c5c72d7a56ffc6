"""Noting what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from trefoil.ground.access.models import Compartment
from trefoil.ground.people.models import Child, Person

from .models import Entry
from .types import Voice


def note(
    *,
    child: Child | UUID,
    compartment: Compartment | int,
    at: datetime,
    kind: str,
    voice: Voice | str,
    by: Person | None = None,
    params: dict[str, Any] | None = None,
    subject_id: UUID | None = None,
    url: str = "",
) -> None:
    """Add an entry to a child's timeline, in the compartment of what it tells of."""
    entry = Entry(
        compartment_id=getattr(compartment, "pk", compartment),
        child_id=getattr(child, "pk", child),
        at=at,
        kind=kind,
        voice=voice,
        author=by,
        params=params or {},
        subject_id=subject_id,
        url=url,
    )
    Entry.objects.bulk_create([entry])


def amend(*, subject_id: UUID, kind: str, params: dict[str, Any] | None = None, becomes: str = "") -> int:
    """Change what an entry says, or what kind it is, after its subject was corrected or voided; return how many."""
    changes: dict[str, Any] = {}
    if params is not None:
        changes["params"] = params
    if becomes:
        changes["kind"] = becomes
    return Entry.objects.filter(subject_id=subject_id, kind=kind).update(**changes)
