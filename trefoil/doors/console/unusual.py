"""Unusual reading: what the database says was opened, weighed by the rules, with names and words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.ground.access import actions as access
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import ReadingReview
from trefoil.ground.access.types import Role, Viewer
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Person, Staff

from . import rules
from .rules import BusyDay, Finding, Opening, Sign
from .words import page_words

WINDOW = timedelta(days=14)
USUAL = timedelta(days=60)
MOST = 50


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it."""

    finding: Finding
    who: str
    role: str
    child: str
    reasons: list[str]
    pages: str
    own: bool
    may_suspend: bool


@dataclass(frozen=True)
class Weighed:
    """All that is unusual now, what was reviewed lately, and how many more there are."""

    shown: list[Shown]
    more: int
    busy: list[tuple[str, BusyDay]]
    reviewed: list[tuple[str, str, ReadingReview]]


def weighed(viewer: Viewer, at: datetime) -> Weighed:
    """Return what the present privacy officer should look at, in a number of queries that no row adds to."""
    openings, days = _openings(at), _days(at)
    reviews = list(ReadingReview.objects.order_by("-reviewed_at")[:500])
    staff = _staff({o.person for o in openings} | set(days) | {r.person_id for r in reviews})
    roles = {person: Role(member.role) for person, member in staff.items()}
    busy = rules.busy_days(days, roles, since=(timezone.localtime(at) - WINDOW).date())
    found = rules.findings(_left(openings, reviews), roles, busy)
    children = people.names({f.child for f in found[:MOST]} | {r.child_id for r in reviews[:20]})
    return Weighed(
        shown=[_shown(f, staff[f.person], children.get(f.child, "—"), viewer) for f in found[:MOST]],
        more=max(len(found) - MOST, 0),
        busy=[(str(staff[day.person].person), day) for day in busy if day.person in staff][:10],
        reviewed=[
            (str(staff[r.person_id].person) if r.person_id in staff else "—", children.get(r.child_id, "—"), r)
            for r in reviews[:20]
        ],
    )


def _left(openings: Iterable[Opening], reviews: Iterable[ReadingReview]) -> list[Opening]:
    """Return what was read after it was last reviewed."""
    until: dict[tuple[UUID, UUID], datetime] = {}
    for review in reviews:
        key = (review.person_id, review.child_id)
        until[key] = max(review.read_until, until.get(key, review.read_until))
    return [o for o in openings if (o.person, o.child) not in until or o.last_at > until[o.person, o.child]]


def _ask(function: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}(%s, %s, %s)", [since, until, settings.TIME_ZONE])  # noqa: S608  one of two names below
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _openings(at: datetime) -> list[Opening]:
    return [
        Opening(
            person=row.pop("person_id"),
            child=row.pop("child_id"),
            pages=tuple(row.pop("pages")),
            link=row.pop("link") or "",
            **row,
        )
        for row in _ask("openings", at - WINDOW, at)
    ]


def _days(at: datetime) -> dict[UUID, dict[date, int]]:
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for row in _ask("opening_days", at - USUAL, at):
        found[row["person_id"]][row["on_day"]] = row["children"]
    return found


def _staff(ids: set[UUID]) -> dict[UUID, Staff]:
    return Staff.objects.select_related("person", "organization").in_bulk(ids)


def _shown(finding: Finding, member: Staff, child: str, viewer: Viewer) -> Shown:
    return Shown(
        finding=finding,
        who=str(member.person),
        role=f"{member.title or member.role}, {member.organization.name}",
        child=child,
        reasons=[sign_words(sign, count) for sign, count in finding.signs],
        pages=", ".join(page_words(page) for page in finding.pages),
        own=finding.person == viewer.person_id,
        may_suspend=member.organization_id == viewer.organization_id and finding.person != viewer.person_id,
    )


def sign_words(sign: Sign, count: int) -> str:
    """Say what is unusual, and on how many days."""
    said = {
        Sign.SAME_NAME: _("They have the child's family name."),
        Sign.LINK_ENDED: ngettext(
            "On %(n)s day they were no longer on the care team.",
            "On %(n)s days they were no longer on the care team.",
            count,
        ),
        Sign.NO_LINK: ngettext(
            "On %(n)s day they were not on the care team.", "On %(n)s days they were not on the care team.", count
        ),
        Sign.FRESH_LINK: ngettext(
            "On %(n)s day they had been on the care team for less than a day.",
            "On %(n)s days they had been on the care team for less than a day.",
            count,
        ),
        Sign.NIGHT: ngettext(
            "In %(n)s night, between 21:00 and 6:00.", "In %(n)s nights, between 21:00 and 6:00.", count
        ),
        Sign.NO_OCCASION: ngettext(
            "On %(n)s day without a meeting, a session or a task about the child.",
            "On %(n)s days without a meeting, a session or a task about the child.",
            count,
        ),
        Sign.MANY_THAT_DAY: ngettext(
            "On %(n)s day on which they opened far more records than usual.",
            "On %(n)s days on which they opened far more records than usual.",
            count,
        ),
    }
    return said[sign] % {"n": count} if "%(n)s" in said[sign] else said[sign]


@transaction.atomic
def review(*, person_id: UUID, child_id: UUID, note: str, by: Person, at: datetime) -> ReadingReview:
    """Keep what a privacy officer found about somebody's reading; what is read later is weighed anew."""
    with connection.cursor() as cursor:
        cursor.execute("select viewer(), overseen_organization(), oversees(%s)", [child_id])
        viewer, organization, oversees = cursor.fetchone()
    if viewer != by.pk or not organization or not oversees:
        raise Denied
    refuse_if(rules.why_not_review(own=person_id == by.pk, note=note))
    made = ReadingReview.objects.create(
        organization_id=organization,
        person_id=person_id,
        child_id=child_id,
        read_until=at,
        note=note.strip(),
        reviewed_by=by.pk,
        reviewed_at=at,
    )
    detail = {"review_id": str(made.pk), "person_id": str(person_id)}
    access.record(kind="act", page="ReadingReviewed", by=by.pk, at=at, children=[child_id], detail=detail)
    return made
