"""Looking back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from .models import Entry
from .sentences import sentence_of


@dataclass(frozen=True)
class TimelineLine:
    """One entry as it is shown."""

    id: UUID
    at: datetime
    kind: str
    voice: str
    sentence: str
    author: str
    url: str
    child_id: UUID
    child: str


def timeline(
    child_id: UUID,
    *,
    before: datetime | None = None,
    voices: Iterable[str] = (),
    kinds: Iterable[str] = (),
    limit: int = 50,
) -> list[TimelineLine]:
    """Return a child's newest entries that the viewer may see."""
    found = Entry.objects.filter(child_id=child_id)
    if before:
        found = found.filter(at__lt=before)
    if voices := list(voices):
        found = found.filter(voice__in=voices)
    if kinds := list(kinds):
        found = found.filter(kind__in=kinds)
    return _lines(found, limit)


def newest_since(since: datetime, children: Iterable[UUID], limit: int = 8) -> list[TimelineLine]:
    """Return what happened to some children since an instant, newest first."""
    return _lines(Entry.objects.filter(child_id__in=list(children), at__gte=since), limit)


def newest(limit: int = 50) -> list[TimelineLine]:
    """Return the newest entries about anybody the viewer may see."""
    return _lines(Entry.objects.all(), limit)


def _lines(found: QuerySet[Entry], limit: int) -> list[TimelineLine]:
    entries = found.select_related("author", "child__person").order_by("-at")[:limit]
    return [
        TimelineLine(
            id=e.pk,
            at=e.at,
            kind=e.kind,
            voice=e.voice,
            sentence=sentence_of(e.kind, e.params),
            author=str(e.author) if e.author else "",
            url=e.url,
            child_id=e.child_id,
            child=e.child.person.called,
        )
        for e in entries
    ]
