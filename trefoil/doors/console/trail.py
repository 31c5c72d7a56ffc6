"""The audit trail as the privacy officer reads it: newest first, by child, by person, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.types import Basis, Category
from trefoil.ground.people import queries as people

from .words import BASES, CATEGORIES, KINDS, page_words

PAGE = 100


@dataclass(frozen=True)
class TrailLine:
    """One entry of the audit trail in words."""

    at: datetime
    who: str
    kind: str
    kind_words: str
    page: str
    categories: str
    why: str
    children: list[str]
    more: int


@dataclass(frozen=True)
class Asked:
    """What to look for: about whom, by whom, of which kind, and before which entry."""

    child: UUID | None = None
    about: str = ""
    who: str = ""
    kind: str = ""
    before: tuple[datetime, int] | None = None


def trail_lines(asked: Asked) -> tuple[list[TrailLine], str]:
    """Return the newest entries the viewer may see, and where to go on from."""
    entries = list(_found(asked)[: PAGE + 1])
    shown = entries[:PAGE]
    names = people.names({e.person_id for e in shown if e.person_id} | {c for e in shown for c in e.children[:3]})
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(entries) > PAGE else ""
    return [_line(e, names) for e in shown], older


def _found(asked: Asked) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.order_by("-at", "-pk")
    if asked.child:
        found = found.filter(children__contains=[asked.child])
    if asked.about:
        found = found.filter(children__overlap=[c.pk for c in people.find_children(asked.about, limit=50)])
    if asked.who:
        found = found.filter(person_id__in=people.find_people(asked.who))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.before:
        at, number = asked.before
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    return found


def _line(entry: AuditEntry, names: dict[UUID, str]) -> TrailLine:
    return TrailLine(
        at=entry.at,
        who=names.get(entry.person_id, "—") if entry.person_id else "—",
        kind=entry.kind,
        kind_words=str(KINDS.get(entry.kind, entry.kind)),
        page="" if entry.kind == "sign_in" else page_words(entry.page),
        categories=_joined(CATEGORIES[Category(c)] for c in entry.categories),
        why=_joined(BASES[Basis(b)] for b in entry.bases),
        children=[names[c] for c in entry.children[:3] if c in names],
        more=max(len(entry.children) - 3, 0),
    )


def _joined(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)
