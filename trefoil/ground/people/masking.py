"""Other people in a child's record: a caregiver, relative or peer is nobody whom all its readers may know (O6)."""

from collections.abc import Iterable
from uuid import UUID

from trefoil.ground.access.types import Column, Viewer

from .models import Person
from .types import Kind

_WORKS_HERE = {Kind.STAFF, Kind.SYSTEM}


def masked(people: Iterable[Person], *, viewer: Viewer, child_id: UUID | None, sees_all: bool) -> set[UUID]:
    """Return whose names and numbers must be cut for a viewer.

    Args:
        people: who took part in what the record tells of, or is mentioned in it.
        viewer: who reads.
        child_id: whose record it is.
        sees_all: the viewer wrote it, or treats the child where the record is kept.
    """
    if sees_all:
        return set()
    return {p.pk for p in people if p.kind not in _WORKS_HERE and p.pk not in (viewer.person_id, child_id)}


def treats_here(viewer: Viewer, column: str, custodian_id: UUID | None) -> bool:
    """Tell whether the viewer treats the child and the record is kept by the viewer's own organization."""
    return column == Column.TREATMENT and viewer.organization_id == custodian_id
