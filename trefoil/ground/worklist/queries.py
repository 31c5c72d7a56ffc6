"""What needs a person now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .models import Task
from .sentences import words_of


@dataclass(frozen=True)
class Line:
    """One line of a worklist."""

    id: UUID
    kind: str
    sentence: str
    verb: str
    url: str
    urgent: bool
    overdue: bool
    asked_at: datetime
    due_at: datetime | None
    child_id: UUID | None


def needs_now(person_id: UUID, at: datetime, limit: int = 50) -> list[Line]:
    """Return what a person is asked to do, in order: urgent, overdue, due, then the oldest."""
    tasks = (
        Task.objects.filter(person_id=person_id, done_at=None)
        .select_related("child__person")
        .order_by("-urgent", "due_at", "asked_at")[:limit]
    )
    return [_line(task, at) for task in tasks]


def _line(task: Task, at: datetime) -> Line:
    words = words_of(task.kind, task.child.person.called if task.child else "")
    return Line(
        id=task.pk,
        kind=task.kind,
        sentence=str(words.sentence),
        verb=str(words.verb),
        url=task.url,
        urgent=task.urgent,
        overdue=task.due_at is not None and task.due_at < at,
        asked_at=task.asked_at,
        due_at=task.due_at,
        child_id=task.child_id,
    )
