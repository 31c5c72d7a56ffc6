"""What may be asked about reviews: meetings, the agenda that fills itself, the clock, what a room may see."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from trefoil.care.plan import queries as plans
from trefoil.care.plan.content import in_tree_order
from trefoil.care.plan.types import HomeGoal, SchoolStrategy
from trefoil.ground.access.session import seen_by
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Organization, Person
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law

from . import rules, wall
from .models import Clock, Decision, Invitation, Meeting, Question, Rhythm
from .types import Due, MeetingKind


def meetings(child_id: UUID) -> list[Meeting]:
    """Return the meetings about a child that the viewer may know of, newest first."""
    return list(found_meetings().filter(child_id=child_id).order_by("-starts_at")[:60])


def found_meetings() -> QuerySet[Meeting]:
    """Return the meetings that the viewer may know of, with those invited and what was decided."""
    invited = Prefetch("invitations", Invitation.objects.select_related("person__staff__organization").order_by("pk"))
    decided = Prefetch("decisions", Decision.objects.select_related("owner", "proposal").order_by("at"))
    return Meeting.objects.select_related("child__person", "lead", "rhythm").prefetch_related(invited, decided)


def rhythms(child_id: UUID) -> list[Rhythm]:
    """Return the rhythms in which a team meets about a child."""
    return list(Rhythm.objects.filter(child_id=child_id, ended_at=None).select_related("lead").order_by("kind"))


def next_of(rhythm: Rhythm, at: datetime) -> datetime:
    """Return when a rhythm meets next, at the same hour of the day in summer and winter."""
    first = timezone.localtime(rhythm.starts_at).replace(tzinfo=None)
    after = timezone.localtime(at).replace(tzinfo=None)
    return timezone.make_aware(rules.next_start(first, rhythm.every_days, after))


def upcoming(child_id: UUID, at: datetime) -> Meeting | None:
    """Return the next meeting that is still to be held."""
    soon = at - timedelta(hours=12)
    waiting = found_meetings().filter(child_id=child_id, held_at=None, canceled_at=None, starts_at__gte=soon)
    return waiting.order_by("starts_at").first()


def last_held(child_id: UUID, before: datetime) -> datetime | None:
    """Return when the team last met, as far as the viewer may know."""
    held = Meeting.objects.filter(child_id=child_id, held_at__lt=before)
    return held.order_by("-held_at").values_list("held_at", flat=True).first()


def questions(child_id: UUID) -> list[Question]:
    """Return the questions that wait for a meeting, as far as the viewer may read them."""
    return list(Question.objects.filter(child_id=child_id, settled_at=None).select_related("author").order_by("at"))


def answered(child_id: UUID, author_id: UUID, limit: int = 5) -> list[Question]:
    """Return one's own questions that were answered, the newest first."""
    found = Question.objects.filter(child_id=child_id, author_id=author_id, settled_at__isnull=False)
    return list(found.exclude(answer="").select_related("settled_by").order_by("-settled_at")[:limit])


def open_decisions(child_id: UUID) -> list[Decision]:
    """Return what was given to somebody to do and is not done."""
    found = Decision.objects.filter(child_id=child_id, kind="task", done_at=None)
    return list(found.select_related("owner").order_by("at"))


def who_can_come(child: Child) -> list[tuple[str, str, Person]]:
    """Return those who can be invited, each with their voice and part: the team, the caregivers, the youth."""
    found = [
        (m.staff.organization.voice, m.staff.title or m.staff.discipline, m.staff.person) for m in people.team(child.pk)
    ]
    found += [("home", str(c.relationship), c.person) for c in people.caregivers(child.pk)]
    return [*found, ("home", "", child.person)]


def due_of(child_id: UUID, at: datetime) -> Due | None:
    """Return how the clock of review stands; None before there is a plan the viewer reads."""
    held, today = last_held(child_id, at), timezone.localdate(at)
    known = [timezone.localdate(held)] if held else []
    clock = Clock.objects.filter(child_id=child_id).first()
    if clock:
        reviewed_on = max([*known, *([clock.reviewed_on] if clock.reviewed_on else [])], default=None)
        return due_in(law(clock.pack, at.date()), clock.started_on, reviewed_on, today)
    version = plans.signed_version(child_id)
    if version is None:
        return None
    started_on = timezone.localdate(version.emergency_at or version.signed_at or version.at)
    pack = Organization.objects.filter(pk=version.compartment.custodian_id).values_list("pack", flat=True).first()
    reviewed_on = max((day for day in known if day >= started_on), default=None)
    return due_in(law(pack or "us", at.date()), started_on, reviewed_on, today)


def due_in(of: Law, started_on: date, reviewed_on: date | None, today: date) -> Due:
    """Return how a clock of review stands under the law of a program."""
    clocks = of.clocks
    return rules.due(
        started_on=started_on,
        reviewed_on=reviewed_on,
        today=today,
        first=clocks["plan_first_review"].days,
        every=clocks["plan_review"].days,
        limit=clocks["plan_review_limit"].days,
    )


def view_of_plan(child_id: UUID) -> frozenset[wall.Fact]:
    """Return the plan as the present viewer may see it, as facts."""
    found: frozenset[wall.Fact] = frozenset()
    version = plans.signed_version(child_id)
    if version:
        found |= wall.of_plan(version.number, version.plan)
    part = plans.published(child_id)
    if part:
        found |= wall.of_sheet(part.number, part.sheet)
    home = plans.home_plan(child_id)
    if home:
        found |= wall.of_home(home.number, _home_goals(home.content))
    return found


def _home_goals(raw: list[dict]) -> list[HomeGoal]:
    return [
        HomeGoal(
            id=UUID(goal["id"]),
            title=goal["title"],
            strategies=tuple(SchoolStrategy(**s | {"id": UUID(s["id"])}) for s in goal["strategies"]),
        )
        for goal in raw
        if goal.get("id")
    ]


def on_the_wall(
    child_id: UUID, present: Iterable[UUID], at: datetime, *, has_guest: bool = False
) -> tuple[int | None, list[wall.WallGoal]]:
    """Return what everybody in the room may see of the plan, through the eyes of each of them and of the viewer."""
    # Of a guest nobody knows anything, so nothing is known to be open to them.
    views = [view_of_plan(child_id), *([frozenset()] if has_guest else [])]
    for person in sorted(set(present)):
        with seen_by(person, at):
            views.append(view_of_plan(child_id))
    version = plans.signed_version(child_id)
    read = [goal for goal, _number in in_tree_order(version.plan)] if version else []
    order = [each for goal in read for each in (goal.id, *(s.id for s in goal.strategies))]
    return wall.tree(rules.shared(views), order)


def present_in(meeting: Meeting) -> Sequence[UUID]:
    """Return who is in the room."""
    return [row.person_id for row in meeting.invitations.all() if row.is_present]


def is_joint(kind: str) -> bool:
    """Tell whether the school takes part."""
    return kind == MeetingKind.JOINT
