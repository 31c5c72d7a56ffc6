"""How far a measured goal has come: the measure as it stands now, beside where it started and where it should be."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from trefoil.care.classroom import queries as classroom
from trefoil.care.instruments import queries as instruments
from trefoil.care.plan.types import Goal, MeasureKind
from trefoil.care.sessions import queries as sessions
from trefoil.care.sessions.types import DayStatus
from trefoil.ground.people.models import Child

from . import rules
from .types import Course

WINDOW = timedelta(days=28)
SETTLED = 6


class Stand(NamedTuple):
    """A measured goal now: the value, and whether it is nearer to what is aimed at."""

    goal_id: UUID
    title: str
    start: float | None
    aim: float | None
    now: float
    course: Course


def stands(child: Child, goals: tuple[Goal, ...], at: datetime) -> list[Stand]:
    """Return the measured goals as they stand now; a measure that the viewer may not read is left out."""
    known: dict[tuple[str, str], float | None] = {}
    found = []
    for goal in goals:
        say = _NOW.get(goal.measured_by)
        if say is None:
            continue
        key = (goal.measured_by, goal.instrument)
        if key not in known:
            known[key] = say(child, goal.instrument, at)
        now = known[key]
        if now is not None:
            course = rules.course(goal.start_value, goal.aim_value, now)
            found.append(Stand(goal.id, goal.title, goal.start_value, goal.aim_value, now, course))
    return found


def _score(child: Child, key: str, _at: datetime) -> float | None:
    values = [r.value for r in instruments.scores(child) if r.key == key and r.value is not None]
    return float(values[0]) if values else None


def _ratings(child: Child, _key: str, at: datetime) -> float | None:
    """Return of a hundred ratings how many were settled; missing ones are no ratings."""
    found = [r.regulation for r in classroom.ratings(child.pk, at - WINDOW, at)]
    return round(100 * sum(value >= SETTLED for value in found) / len(found), 1) if found else None


def _episodes(child: Child, _key: str, at: datetime) -> float | None:
    """Return hard moments a week; where nobody rated, none seen says nothing."""
    found = classroom.episodes(child.pk, at - WINDOW, at)
    if not found and not classroom.ratings(child.pk, at - WINDOW, at):
        return None
    return round(len(found) / (WINDOW / timedelta(weeks=1)), 1)


def _attendance(child: Child, _key: str, at: datetime) -> float | None:
    """Return of a hundred marked school days on how many the child was there."""
    today = timezone.localdate(at)
    days = sessions.attendance_between(child.pk, today - WINDOW, today + timedelta(days=1))
    there = sum(status != DayStatus.ABSENT for _on, status in days)
    return round(100 * there / len(days), 1) if days else None


_NOW: dict[MeasureKind, Callable[[Child, str, datetime], float | None]] = {
    MeasureKind.INSTRUMENT: _score,
    MeasureKind.RATING: _ratings,
    MeasureKind.EPISODES: _episodes,
    MeasureKind.ATTENDANCE: _attendance,
}
