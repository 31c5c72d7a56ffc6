"""What makes a reading unusual, and how unusual: pure, so that anybody can see what weighs how much.

Nothing here accuses anybody. It ranks what a person should look at first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from typing import NamedTuple
from uuid import UUID

from trefoil.ground.access.types import Role


class Sign(StrEnum):
    """Something about a reading that care, a meeting or a task does not explain."""

    SAME_NAME = "same_name"
    LINK_ENDED = "link_ended"
    NO_LINK = "no_link"
    FRESH_LINK = "fresh_link"
    NIGHT = "night"
    NO_OCCASION = "no_occasion"
    MANY_THAT_DAY = "many_that_day"


class Weight(NamedTuple):
    """How much a sign weighs the first time, how much each further time, and how much at most."""

    first: int
    more: int
    most: int


WEIGHTS = {
    Sign.SAME_NAME: Weight(40, 0, 40),
    Sign.LINK_ENDED: Weight(30, 5, 60),
    Sign.NO_LINK: Weight(25, 5, 50),
    Sign.FRESH_LINK: Weight(12, 4, 24),
    Sign.NIGHT: Weight(10, 6, 28),
    Sign.NO_OCCASION: Weight(4, 4, 16),
    Sign.MANY_THAT_DAY: Weight(6, 2, 12),
}
LISTED_FROM = 10
OFFICES = {Role.DIRECTOR, Role.ADMIN, Role.HOME_DISTRICT}
# Whose work leads to a record through a meeting or a task; in a classroom every school day is an occasion.
BY_OCCASION = {Role.THERAPIST, Role.PRESCRIBER, Role.SKILLS, Role.FAMILY_PEER, Role.IOP, Role.COUNTY}
IN_SCHOOL = {Role.TEACHER, Role.SCHOOL_MH}
MANY = {True: 10, False: 6}  # children in one day that are many, for an office and for others
TIMES_USUAL = 3
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One person's readings of one child's record on one day, and what may have led there.

    `link` says how they were on the care team: linked, fresh (for less than a day), ended, or nothing.
    """

    person: UUID
    child: UUID
    on_day: date
    times: int
    at_night: int
    first_at: datetime
    last_at: datetime
    pages: tuple[str, ...] = ()
    by_glass: bool = False
    link: str = ""
    met: bool = False
    tasked: bool = False
    same_name: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One person's readings of one child's record, to be looked at: why, and how urgently."""

    person: UUID
    child: UUID
    score: int
    signs: tuple[tuple[Sign, int], ...]
    times: int
    days: int
    first_at: datetime
    last_at: datetime
    pages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BusyDay:
    """A day on which somebody opened far more records than on their other days."""

    person: UUID
    on_day: date
    children: int
    usual: int


Days = Mapping[UUID, Mapping[date, int]]


def findings(openings: Iterable[Opening], roles: Mapping[UUID, Role], busy: Iterable[BusyDay]) -> tuple[Finding, ...]:
    """Return what is to be looked at, the most unusual first; an emergency has its own review."""
    many = {(day.person, day.on_day) for day in busy}
    pairs: dict[tuple[UUID, UUID], list[Opening]] = defaultdict(list)
    for opening in openings:
        if not opening.by_glass and opening.person in roles:
            pairs[opening.person, opening.child].append(opening)
    found = (_finding(group, roles[person], many) for (person, _child), group in pairs.items())
    listed = [one for one in found if one.score >= LISTED_FROM]
    return tuple(sorted(listed, key=lambda f: (-f.score, -f.last_at.timestamp(), str(f.person), str(f.child))))


def _finding(group: list[Opening], role: Role, many: set[tuple[UUID, date]]) -> Finding:
    counts: dict[Sign, int] = defaultdict(int)
    for opening in group:
        for sign in signs_of(opening, role, many=(opening.person, opening.on_day) in many):
            counts[sign] += 1
    signs = tuple(sorted(counts.items(), key=lambda item: (-weight(*item), item[0])))
    return Finding(
        person=group[0].person,
        child=group[0].child,
        score=sum(weight(sign, count) for sign, count in signs),
        signs=signs,
        times=sum(o.times for o in group),
        days=len({o.on_day for o in group}),
        first_at=min(o.first_at for o in group),
        last_at=max(o.last_at for o in group),
        pages=tuple(sorted({page for o in group for page in o.pages})),
    )


def signs_of(opening: Opening, role: Role, *, many: bool = False) -> frozenset[Sign]:
    """Return what is unusual about one person's readings of one record on one day."""
    holds = {
        Sign.SAME_NAME: opening.same_name,
        Sign.LINK_ENDED: role not in OFFICES and opening.link == "ended",
        Sign.NO_LINK: role not in OFFICES and not opening.link,
        Sign.FRESH_LINK: role not in OFFICES and opening.link == "fresh",
        Sign.NIGHT: opening.at_night > 0,
        Sign.NO_OCCASION: not (opening.met or opening.tasked) and _needs_occasion(role, opening.on_day),
        Sign.MANY_THAT_DAY: many,
    }
    return frozenset(sign for sign, true in holds.items() if true)


def _needs_occasion(role: Role, day: date) -> bool:
    return role in BY_OCCASION or (role in IN_SCHOOL and day.weekday() >= SATURDAY)


def weight(sign: Sign, count: int) -> int:
    """Return how much a sign weighs that was found on so many days."""
    scale = WEIGHTS[sign]
    return min(scale.first + scale.more * (count - 1), scale.most) if count > 0 else 0


def busy_days(days: Days, roles: Mapping[UUID, Role], *, since: date) -> tuple[BusyDay, ...]:
    """Return the days from a date on which somebody opened many records, far above their own usual day."""
    found = []
    for person, theirs in days.items():
        for day, children in theirs.items():
            others = [n for other, n in theirs.items() if other < day]
            usual = int(median(others)) if others else 0
            enough = children >= MANY[roles.get(person) in OFFICES]
            if day >= since and enough and children > TIMES_USUAL * usual:
                found.append(BusyDay(person=person, on_day=day, children=children, usual=usual))
    return tuple(sorted(found, key=lambda d: (-d.children, d.on_day, str(d.person))))


def why_not_review(*, own: bool, note: str) -> str | None:
    """Say why a reading cannot be marked as reviewed."""
    if own:
        return "Nobody settles their own reading. Another privacy officer can."
    return None if len(note.strip()) >= 5 else "Say in a few words what you found."
