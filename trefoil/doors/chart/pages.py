"""Pages composed out of many contexts: the data of one page, made by one function."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trefoil.care.pathway import queries as pathways
from trefoil.care.pathway.types import Census
from trefoil.care.plan import queries as plans
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.queries import Block
from trefoil.doors.chart.needs import folded
from trefoil.doors.chart.week.pages import WeekPage, week_page
from trefoil.doors.chart.week.spans import Span, stretch_of
from trefoil.ground.access.gate import Sight
from trefoil.ground.access.types import Category, Role, Viewer
from trefoil.ground.consent.sharing import CLINICIANS
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Caregiver, Child, Membership
from trefoil.ground.timeline import queries as timelines
from trefoil.ground.timeline.queries import TimelineLine
from trefoil.ground.worklist import queries as worklists
from trefoil.ground.worklist.queries import Line

ON_A_TEAM = (
    Role.THERAPIST,
    Role.SUPERVISOR,
    Role.PRESCRIBER,
    Role.SKILLS,
    Role.FAMILY_PEER,
    Role.TEACHER,
    Role.SCHOOL_MH,
    Role.IOP,
    Role.COUNTY,
)


@dataclass(frozen=True)
class Today:
    """What needs me, my day, and what happened since yesterday."""

    needs: list[Line]
    day: list[Block]
    since: list[TimelineLine]
    children: list[Child]
    more: int
    census: Census | None


@dataclass(frozen=True)
class Way:
    """One place to go from a child's page."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class ChildPage:
    """One child: now, plan, timeline, people, with what is not the viewer's simply not there."""

    child: Child
    care_card: object | None
    strategies: list[object]
    plan: object | None
    lines: list[TimelineLine]
    team: list[Membership]
    caregivers: list[Caregiver]
    next_appointments: list[Block]
    month: WeekPage | None
    ways: list[Way]


def my_children(viewer: Viewer, limit: int | None = None) -> list[Child]:
    """Return the children of the viewer: the team's, or all that their office lets them know."""
    found = people.children_of_team(viewer.person_id) if viewer.role in ON_A_TEAM else people.children()
    return list(found[:limit])


def today(viewer: Viewer, at: datetime) -> Today:
    """Compose Today."""
    children = my_children(viewer, 13)
    return Today(
        needs=folded(worklists.needs_now(viewer.person_id, at, limit=200)),
        day=list(schedules.day(viewer.person_id, timezone.localdate(at))),
        since=timelines.newest_since(at - timedelta(days=1), [c.pk for c in children]),
        children=children[:12],
        more=max(len(children) - 12, 0),
        census=_census(viewer) if viewer.role == Role.DIRECTOR else None,
    )


def _census(viewer: Viewer) -> Census | None:
    program = pathways.program_of(viewer.organization_id)
    return pathways.census(program) if program else None


def child_page(sight: Sight, viewer: Viewer, at: datetime) -> ChildPage:
    """Compose a child's page from what the viewer sees."""
    child_id = sight.child_id
    child = people.get_child(child_id)
    return ChildPage(
        child=child,
        care_card=plans.care_card(child_id) if sight.sees(Category.CLINICAL_PLAN) else None,
        strategies=list(plans.school_strategies(child_id))[:3] if sight.sees(Category.SCHOOL_PLAN) else [],
        plan=plans.current(child_id) if sight.sees_fully(Category.CLINICAL_PLAN) else None,
        lines=timelines.timeline(child_id, limit=12),
        team=people.team(child_id),
        caregivers=people.caregivers(child_id),
        next_appointments=schedules.upcoming(child_id, at, limit=3) if sight.sees(Category.SCHEDULE) else [],
        month=_month(child, sight, at),
        ways=_ways(sight, viewer),
    )


def _month(child: Child, sight: Sight, at: datetime) -> WeekPage | None:
    if not sight.sees(Category.BEHAVIOR_OBSERVATIONS):
        return None
    stretch = stretch_of(Span.MONTH, timezone.localdate(at))
    return week_page(child, sight, stretch, at)


def _ways(sight: Sight, viewer: Viewer) -> list[Way]:
    """Return where one can go from a child's page: only what is open leads anywhere."""
    treats = viewer.role in (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.SKILLS)
    teaches = viewer.role in (Role.TEACHER, Role.SCHOOL_MH, Role.DIRECTOR)
    in_class = sight.sees(Category.BEHAVIOR_OBSERVATIONS)
    places = [
        (in_class or treats, _("The week"), "chart:week", "activity"),
        (sight.sees_fully(Category.CLINICAL_PLAN), _("Plan"), "plan:plan", "target"),
        (sight.sees(Category.SCHOOL_PLAN), _("Plan for school"), "plan:for_school", "book-open"),
        (sight.sees_fully(Category.SCHOOL_PLAN), _("Meetings"), "reviews:reviews", "users"),
        (sight.sees(Category.ASSESSMENTS) and treats, _("Scores"), "instruments:scores", "clipboard-list"),
        (sight.sees_fully(Category.ASSESSMENTS) and treats, _("Evaluation"), "evaluation:evaluation", "file-text"),
        (sight.writes(Category.BEHAVIOR_OBSERVATIONS), _("What I saw"), "evaluation:observe", "eye"),
        (sight.sees(Category.SCHEDULE) and (treats or teaches), _("Schedule"), "schedule:child_week", "calendar"),
        (in_class and (treats or teaches), _("In class"), "classroom:observations", "notebook-pen"),
        (sight.sees(Category.CONSENTS), _("Releases"), "consent:releases", "shield"),
        (viewer.role in CLINICIANS, _("Services"), "consent:services", "key-round"),
    ]
    return [Way(label, reverse(name, args=[sight.child_id]), icon) for open_, label, name, icon in places if open_]
