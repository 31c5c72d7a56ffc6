"""What a family, or a youth, sees: one thought per card, composed out of many contexts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.queries import Block
from trefoil.doors.portal import week
from trefoil.ground.access.types import Viewer
from trefoil.ground.consent import queries as consents
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.words import category_words
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Membership
from trefoil.ground.people.types import Kind
from trefoil.ground.worklist import queries as worklists
from trefoil.ground.worklist.queries import Line


@dataclass(frozen=True)
class ChildCard:
    """One child's part of the home page."""

    child: Child
    summary: list[str]
    tonight: list[str]
    upcoming: list[Block]
    team: list[Membership]


@dataclass(frozen=True)
class Home:
    """The portal's home."""

    needs: list[Line]
    cards: list[ChildCard]


@dataclass(frozen=True)
class ReaderLine:
    """One person who opened the child's record on one day."""

    on: date
    name: str
    place: str
    what: list[str] = field(default_factory=list)


def own_children(viewer: Viewer) -> list[Child]:
    """Return the children of a caregiver, or the youth themselves."""
    if viewer.kind == Kind.CHILD:
        return list(people.children().filter(pk=viewer.person_id))
    return list(people.children_of_caregiver(viewer.person_id))


def home(viewer: Viewer, at: datetime) -> Home:
    """Compose the home page."""
    return Home(
        needs=worklists.needs_now(viewer.person_id, at),
        cards=[_card(child, viewer, at) for child in own_children(viewer)],
    )


def _card(child: Child, viewer: Viewer, at: datetime) -> ChildCard:
    summary = week.today_in_words(child.pk, viewer=viewer, at=at)
    return ChildCard(
        child=child,
        summary=summary.sentences,
        tonight=summary.at_home,
        upcoming=list(schedules.upcoming(child.pk, at, limit=3)),
        team=people.team(child.pk),
    )


def permissions(viewer: Viewer, at: datetime) -> list[tuple[Child, list[Release]]]:
    """Return each child's releases as the family sees them."""
    return [(child, list(consents.releases(child.pk))) for child in own_children(viewer)]


def readers(child_id: UUID, limit: int = 400) -> list[ReaderLine]:
    """Return who opened the record, a line per person and day, with what they opened in plain words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.at, r.person_id, r.categories, p.given_name || ' ' || p.family_name, coalesce(o.name, '')"
            " from readers_of(%s) r left join people_person p on p.id = r.person_id"
            " left join people_staff s on s.person_id = r.person_id"
            " left join people_organization o on o.id = s.organization_id limit %s",
            [child_id, limit],
        )
        rows = cursor.fetchall()
    grouped: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    for at, _person, categories, name, place in rows:
        grouped[timezone.localdate(at), name or _("somebody"), place].update(categories)
    return [
        ReaderLine(on=on, name=name, place=place, what=category_words(list(what)))
        for (on, name, place), what in grouped.items()
    ]
