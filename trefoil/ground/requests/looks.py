"""Who has looked at the record, in the eyes of the youth or a guardian; and telling the officer that it looks wrong."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.types import Category, May, Viewer
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.types import Kind
from trefoil.ground.worklist import actions as worklist

from . import events, queries, rules, words
from .models import Concern

PAGE = 20
TASK = "answer_concern"


@dataclass(frozen=True)
class Look:
    """What one person opened in one week."""

    week: date
    last_at: datetime
    times: int
    person_id: UUID
    person: str
    title: str
    organization: str
    voice: str
    at_home: bool
    categories: tuple[str, ...]
    bases: tuple[str, ...]
    release_id: UUID | None
    released_at: datetime | None
    released_by: UUID | None

    @property
    def kinds(self) -> list[str]:
        """Return what was opened, in plain words."""
        return words.kinds(self.categories)

    @property
    def often(self) -> str:
        """Return how often, in plain words."""
        return _("once") if self.times == 1 else ngettext("%(n)s time", "%(n)s times", self.times) % {"n": self.times}

    @property
    def emergency(self) -> bool:
        """Tell whether an emergency was declared for it."""
        return "break_glass" in self.bases

    @property
    def reasons(self) -> list[str]:
        """Return why it was open to them, without the release."""
        said = [str(words.WHY[b]) for b in words.WHY if b in self.bases]
        if self.at_home or not (said or self.release_id):
            said.append(_("because it is part of their work there"))
        return said


@dataclass(frozen=True)
class Asked:
    """Which looks to show: of one person, of one side, and which page of them."""

    person: UUID | None = None
    side: str = ""
    page: int = 1


_QUERY = """
with all_looks as materialized (
  select week, last_at, times, person_id, person, title, organization, side, at_home, categories, bases, release_id,
    released_at, released_by from looks_at(%(child)s, %(zone)s))
select l.*, (select array_agg(distinct k.person_id::text || '|' || k.person) from all_looks k)
from all_looks l
where (%(person)s::uuid is null or person_id = %(person)s)
  and (%(side)s = '' or side = %(side)s or (%(side)s = 'emergency' and 'break_glass' = any(bases)))
order by last_at desc, person limit %(limit)s offset %(offset)s
"""


def looks(child_id: UUID, asked: Asked) -> tuple[list[Look], list[tuple[str, str]], bool]:
    """Return one page of who looked, newest first; everybody who ever did; and whether there is more."""
    with connection.cursor() as cursor:
        cursor.execute(
            _QUERY,
            {
                "child": child_id,
                "zone": settings.TIME_ZONE,
                "person": asked.person,
                "side": asked.side,
                "limit": PAGE + 1,
                "offset": (asked.page - 1) * PAGE,
            },
        )
        rows = cursor.fetchall()
    named = [entry.partition("|") for entry in rows[0][-1]] if rows else []
    people = sorted(((person, name) for person, _bar, name in named), key=lambda p: p[1])
    return [_look(row) for row in rows[:PAGE]], people, len(rows) > PAGE


def _look(row: tuple[Any, ...]) -> Look:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row[:-1]]
    return Look(*values)


@dataclass(frozen=True)
class Week:
    """One week's looks."""

    starts_on: date
    looks: list[Look]

    @property
    def ends_on(self) -> date:
        """Return the last day."""
        return self.starts_on + timedelta(days=6)


def by_week(found: list[Look]) -> list[Week]:
    """Return looks by week, in their order."""
    weeks: dict[date, list[Look]] = {}
    for look in found:
        weeks.setdefault(look.week, []).append(look)
    return [Week(week, made) for week, made in weeks.items()]


def has_looked(child_id: UUID, person_id: UUID) -> bool:
    """Tell whether the viewer knows that a person has looked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from looks_at(%s, %s) where person_id = %s)",
            [child_id, settings.TIME_ZONE, person_id],
        )
        found: bool = cursor.fetchone()[0]
    return found


@transaction.atomic
def tell_officer(*, child: Child, about: Person, words: str, by: Person, at: datetime) -> Concern:
    """Tell the privacy officer of the reader's organization that a reading looks wrong, in one's own words."""
    is_family = by.kind in (Kind.CHILD, Kind.CAREGIVER)
    refuse_if(rules.why_not_tell(words=words, is_family=is_family))
    others = _family_of(child) - {by.pk}
    compartment = compartment_for(
        child_id=child.pk,
        category=Category.CONSENTS,
        custodian_id=about.staff.organization_id,
        withheld_from=sorted(others, key=str),
    )
    require(by, compartment, May.RESPOND)
    officers = queries.answering(compartment.pk, about.pk)
    if not officers:
        raise Refused(_("Nobody can be told here. Call the school and ask for the privacy officer."))
    concern = Concern(compartment=compartment, child=child, about=about, words=words.strip(), told_by=by, told_at=at)
    concern.save(force_insert=True)
    for officer in officers:
        worklist.ask(
            person=officer,
            kind=TASK,
            child=child,
            compartment=compartment,
            subject_id=concern.pk,
            url=reverse("requests:concern", args=[concern.pk]),
            by=by,
            at=at,
        )
    tell(events.ConcernTold(child_id=child.pk, concern_id=concern.pk, at=at), by=by, compartment=compartment)
    return concern


def _family_of(child: Child) -> set[UUID]:
    return {c.person_id for c in queries.requesters_of(child.pk)} | {child.pk}


@transaction.atomic
def answer(*, concern: Concern, text: str, by: Person, at: datetime) -> Concern:
    """Answer a concern; who told it reads the answer where they told it."""
    require(by, concern.compartment_id)
    refuse_if("This was answered already." if concern.answered_at else None)
    refuse_if(None if text.strip() else "Say what you found, in plain words.")
    concern.answer, concern.answered_by, concern.answered_at = text.strip(), by, at
    concern.save(update_fields=["answer", "answered_by", "answered_at"])
    worklist.done(kind=TASK, subject_id=concern.pk, by=by, at=at)
    worklist.ask(
        person=concern.told_by_id,
        kind="concern_answered",
        child=concern.child,
        compartment=concern.compartment_id,
        subject_id=concern.pk,
        url=reverse("requests:concern", args=[concern.pk]),
        by=by,
        at=at,
    )
    event = events.ConcernAnswered(child_id=concern.child_id, concern_id=concern.pk, at=at)
    tell(event, by=by, compartment=concern.compartment_id)
    return concern


def seen(*, concern: Concern, viewer: Viewer, at: datetime) -> None:
    """Take the answer off the list of who told it, once they have read it."""
    if concern.answered_at and viewer.person_id == concern.told_by_id:
        worklist.done(kind="concern_answered", subject_id=concern.pk, by=viewer, at=at)
