"""What stands against an appointment, what it would take away, and where it would fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import queries, rules
from .types import Bell, Missed, ResourceKind, Span

TAKEN_BY_ITSELF = gettext_lazy("The days of this series run into each other.")


@dataclass(frozen=True)
class Proposal:
    """An appointment looked at before it is made."""

    span: Span
    taken: list[str]
    missed: list[tuple[str, Missed]]
    slots: list[Span]

    @property
    def is_free(self) -> bool:
        """Tell whether nobody is busy then."""
        return not self.taken


def resources_of(
    *, people: Iterable[UUID], children: Iterable[UUID], room_id: UUID | None
) -> list[tuple[ResourceKind, UUID]]:
    """Return everything that a meeting takes."""
    found = [*((ResourceKind.PERSON, pk) for pk in people), *((ResourceKind.CHILD, pk) for pk in children)]
    return [*found, (ResourceKind.ROOM, room_id)] if room_id else found


def propose(
    *,
    span: Span,
    people: Sequence[UUID],
    children: Sequence[UUID],
    room_id: UUID | None,
    at: datetime,
    except_meeting: UUID | None = None,
) -> Proposal:
    """Look at a time: who is busy, which classes would be missed, and the next three slots that miss none."""
    resources = resources_of(people=people, children=children, room_id=room_id)
    first = timezone.localdate(max(at, span.starts_at))
    wide = queries.day_span(first, rules.LOOK_AHEAD * 2)
    since = min(span.starts_at, wide.starts_at)
    taken = queries.busy([pk for _k, pk in resources], since, wide.ends_at, except_meeting=except_meeting)
    lessons = queries.lessons_of(children, timezone.localdate(since), (wide.ends_at - since).days + 1)
    slots = rules.free_slots(
        after=max(at, span.starts_at),
        minutes=span.minutes,
        days=rules.school_days(first, _bells_of(children)),
        busy=[s for spans in taken.values() for s in spans],
        lessons=[lesson for held in lessons.values() for lesson in held],
        zone=timezone.get_current_timezone(),
    )
    names = queries.resource_names(resources)
    return Proposal(
        span=span,
        taken=sentences([pk for pk, spans in taken.items() if any(span.meets(s) for s in spans)], resources, names),
        missed=[(names.get(c, ""), m) for c in children for m in rules.missed(span, lessons.get(c, []))],
        slots=[slot for slot in slots if slot.starts_at != span.starts_at],
    )


def _bells_of(children: Sequence[UUID]) -> list[Bell]:
    school = queries.school_of(children[0]) if children else None
    if school is None:
        return []
    found = queries.bells(site.pk for site in queries.sites(school.pk))
    return [bell for ringing in found.values() for bell in ringing]


def sentences(
    taken: Iterable[UUID], resources: Iterable[tuple[ResourceKind, UUID]], names: dict[UUID, str]
) -> list[str]:
    """Say what is taken, never by whom or for what."""
    busy = set(taken)
    found = []
    for kind, pk in resources:
        if pk in busy:
            name = names.get(pk) or _("Somebody")
            words = _("%(name)s is taken then.") if kind == ResourceKind.ROOM else _("%(name)s is busy then.")
            found.append(words % {"name": name})
    return found
