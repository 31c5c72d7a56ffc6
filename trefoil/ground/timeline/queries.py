"""Looking back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from trefoil.ground.people.models import Person

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


def newest(at: datetime, limit: int = 50) -> list[TimelineLine]:
    """Return the newest entries about anybody the viewer may see.

    Looks back a day, then further: who sees many children needs no more, and nobody waits for years to be read.
    """
    for days in (1, 10, 100):
        entries = _newest(Entry.objects.filter(at__gt=at - timedelta(days=days)), limit)
        if len(entries) == limit:
            return _with_names(entries)
    return _lines(Entry.objects.all(), limit)


def _lines(found: QuerySet[Entry], limit: int) -> list[TimelineLine]:
    return _with_names(_newest(found, limit))


def _newest(found: QuerySet[Entry], limit: int) -> list[Entry]:
    return list(found.order_by("-at")[:limit])


def _with_names(entries: list[Entry]) -> list[TimelineLine]:
    # A query of its own: joined, every entry in sight would get its names before the newest are picked.
    people = Person.objects.in_bulk({e.child_id for e in entries} | {e.author_id for e in entries if e.author_id})
    return [_line(e, people[e.child_id], people.get(e.author_id)) for e in entries if e.child_id in people]


def _line(entry: Entry, child: Person, author: Person | None) -> TimelineLine:
    return TimelineLine(
        id=entry.pk,
        at=entry.at,
        kind=entry.kind,
        voice=entry.voice,
        sentence=sentence_of(entry.kind, entry.params),
        author=str(author) if author else "",
        url=entry.url,
        child_id=entry.child_id,
        child=child.called,
    )
