"""Through whose eyes the database is seen: set per transaction, never per connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction


def set_viewer(person_id: UUID | None, at: datetime | None = None) -> None:
    """Set the viewer, and the instant at which grants are judged, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('trefoil.viewer', %s, true), set_config('trefoil.at', %s, true),"
            " set_config('trefoil.child', '', true)",
            [str(person_id or ""), at.isoformat() if at else ""],
        )


def look_at_one(child_id: UUID) -> None:
    """Hide all other children from the viewer too, until the transaction ends; it never opens anything."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('trefoil.child', %s, true)", [str(child_id)])


def _present() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting('trefoil.viewer', true), ''),"
            " coalesce(current_setting('trefoil.at', true), ''),"
            " coalesce(current_setting('trefoil.child', true), '')"
        )
        viewer, at, child = cursor.fetchone()
        return viewer, at, child


@contextmanager
def seen_by(person: Any, at: datetime | None = None) -> Iterator[None]:
    """Run a block in a transaction as a person (a `Person`, a `Viewer` or an id), then be who we were before."""
    person_id = getattr(person, "person_id", None) or getattr(person, "id", person)
    # What is set locally ends with the transaction: only a block inside another one has something to give back.
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = _present() if inside else None
        set_viewer(person_id, at)
        yield
        if before:
            _give_back(before)


def _give_back(before: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('trefoil.viewer', %s, true), set_config('trefoil.at', %s, true),"
            " set_config('trefoil.child', %s, true)",
            before,
        )


def writable_compartments() -> list[int]:
    """Return the numbers of the compartments in which the present viewer may write."""
    with connection.cursor() as cursor:
        cursor.execute("select open_compartments('write')")
        numbers: list[int] = cursor.fetchone()[0]
    return numbers
