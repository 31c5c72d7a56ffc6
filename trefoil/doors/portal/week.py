"""The family's week: what the reader may know of it, gathered from many contexts and said in plain words."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trefoil.care.classroom import general
from trefoil.care.classroom import queries as classroom
from trefoil.care.classroom.rules import kind_of_day
from trefoil.care.classroom.types import HELPED
from trefoil.care.plan import queries as plans
from trefoil.care.schedule import queries as schedules
from trefoil.care.sessions import queries as sessions
from trefoil.care.sessions.types import Status
from trefoil.ground.access.gate import Sight, deny, enter, sight_of
from trefoil.ground.access.types import Category, Viewer
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from .week_words import ClassDay, HardMoment, Meeting, Next, Part, WeekFacts, day_in_words, in_words

TOLD = {Category.BEHAVIOR_OBSERVATIONS, Category.SCHEDULE, Category.CLINICAL_PLAN}
IDEAS = 3
SATURDAY = 5


@dataclass(frozen=True)
class Summary:
    """A day in words: what happened, and what to try at home."""

    sentences: list[str] = field(default_factory=list)
    at_home: list[str] = field(default_factory=list)


@require_GET
def week(request: Any, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="portal:week", categories=TOLD)
    if request.viewer.kind == Kind.STAFF:
        deny(request, page="portal:week", child_id=child_id, categories=TOLD)
    monday, this_monday = monday_asked(request), monday_of(timezone.localdate(request.at))
    page = {
        "child": get_child(child_id),
        "parts": _titled(week_in_words(sight, request.viewer, monday, request.at), request.viewer),
        "monday": monday,
        "friday": monday + timedelta(days=4),
        "is_now": monday == this_monday,
        "earlier": (monday - timedelta(days=7)).isoformat(),
        "later": (monday + timedelta(days=7)).isoformat() if monday < this_monday else "",
        "of_youth": request.viewer.kind == Kind.CHILD,
    }
    return render(request, "portal/week.html", page)


def monday_of(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def monday_asked(request: HttpRequest) -> date:
    """Return the Monday of the week that was asked for, never one that has not begun."""
    today: date = timezone.localdate(request.at)  # type: ignore[attr-defined]
    try:
        asked = date.fromisoformat(request.GET.get("start", ""))
    except ValueError:
        asked = today
    return monday_of(max(min(asked, today), date(2000, 1, 3)))


def week_in_words(sight: Sight, viewer: Viewer, monday: date, at: datetime) -> list[Part]:
    """Return one week of a child in words."""
    return in_words(_facts(sight, viewer, monday, 5, at), translation.get_language() or "en")


def today_in_words(child_id: UUID, *, viewer: Viewer, at: datetime) -> Summary:
    """Return today in words, or on a weekend the days before it, and what to try tonight."""
    sight, _numbers = sight_of(child_id)
    if not TOLD & set(sight.scopes):
        return Summary()
    today = timezone.localdate(at)
    first, length = (monday_of(today), 5) if today.weekday() >= SATURDAY else (today, 1)
    facts = _facts(sight, viewer, first, length, at, ahead=False)
    return Summary(day_in_words(facts, translation.get_language() or "en"), list(facts.at_home or ()))


def _facts(sight: Sight, viewer: Viewer, first: date, length: int, at: datetime, *, ahead: bool = True) -> WeekFacts:
    """Gather what the reader may know; a part that is closed to them stays None."""
    start, end = _midnight(first), _midnight(first + timedelta(days=length))
    child = get_child(sight.child_id)
    sees_schedule = ahead and sight.sees_fully(Category.SCHEDULE) and not sight.hides_location
    days, moments = _in_class(sight, start, end, at)
    return WeekFacts(
        name=child.person.called,
        to_youth=viewer.kind == Kind.CHILD,
        days=days,
        moments=moments,
        meetings=_meetings(sight.child_id, start, min(end, at)) if sees_schedule else None,
        at_home=_at_home(sight.child_id) if sight.sees_fully(Category.CLINICAL_PLAN) else None,
        upcoming=_upcoming(sight.child_id, at) if sees_schedule else None,
        no_times=sight.hides_location,
    )


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day))


def _in_class(
    sight: Sight, start: datetime, end: datetime, at: datetime
) -> tuple[tuple[ClassDay, ...] | None, tuple[HardMoment, ...] | None]:
    if not sight.sees_fully(Category.BEHAVIOR_OBSERVATIONS):
        return None, None
    settled: dict[date, list[int]] = defaultdict(list)
    strong: dict[date, list[int]] = defaultdict(list)
    for rating in classroom.ratings(sight.child_id, start, end):
        settled[timezone.localdate(rating.at)].append(rating.regulation)
    hard = [line for line in classroom.episodes(sight.child_id, start, end) if not line.is_running]
    for line in hard:
        strong[timezone.localdate(line.at)].append(line.intensity or 0)
    language = translation.get_language() or "en"
    days = [ClassDay(on, kind_of_day(settled[on], strong[on])) for on in _school_days(start, min(end, at))]
    moments = [
        HardMoment(
            at=timezone.localtime(line.at),
            minutes=line.minutes,
            tried=general.in_language(line.strategy_key, line.strategy, language),
            helped=line.outcome in HELPED,
        )
        for line in hard
    ]
    return tuple(days), tuple(moments)


def _school_days(start: datetime, end: datetime) -> list[date]:
    first, last = timezone.localdate(start), timezone.localdate(end - timedelta(microseconds=1))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def _meetings(child_id: UUID, start: datetime, end: datetime) -> tuple[Meeting, ...]:
    if end <= start:
        return ()
    recorded = sessions.sessions_between(child_id, start, end)
    known = {row.appointment_id for row in recorded}
    told = [(row.held_at, Status(row.status).was_held) for row in recorded if row.status != Status.CANCELED]
    planned = schedules.sessions_between(child_id, start, end)
    unknown = [(row.starts_at, None) for row in planned if row.pk not in known and row.ends_at <= end]
    met = sorted([*told, *unknown], key=lambda one: one[0])
    return tuple(Meeting(timezone.localtime(when), came) for when, came in met)


def _at_home(child_id: UUID) -> tuple[str, ...]:
    home = plans.home_plan(child_id)
    if home is None:
        return ()
    return tuple(strategy["text"] for goal in home.content for strategy in goal["strategies"])[:IDEAS]


def _upcoming(child_id: UUID, at: datetime) -> tuple[Next, ...]:
    return tuple(
        Next(timezone.localtime(block.starts_at), block.place) for block in schedules.upcoming(child_id, at, 1)
    )


def _titled(parts: list[Part], viewer: Viewer) -> list[dict[str, Any]]:
    """Give each part its title and the voice of who says it."""
    titles = {
        "days": (_("How the days went"), "school"),
        "moments": (_("Hard moments, and what helped"), "school"),
        "meetings": (_("Time with the team"), "clinic"),
        "at_home": (_("To try at home"), "home"),
        "upcoming": (_("What comes next"), "clinic"),
    }
    return [{"title": titles[p.key][0], "voice": titles[p.key][1], "sentences": p.sentences} for p in parts]
