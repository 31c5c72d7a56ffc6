"""How a team of the demo program looks at a plan together: a check-in held, a meeting to come, words that wait."""

from datetime import datetime, timedelta
from typing import Any

from trefoil.care.plan import actions as plans
from trefoil.care.plan import queries as plan_queries
from trefoil.care.plan.edits import lens_mark
from trefoil.care.plan.types import Edit, EditKind, Setting
from trefoil.care.reviews import actions as reviews
from trefoil.ground.access.session import seen_by

from .opening import Placed, Program

TWO_WEEKS = timedelta(days=14)


def look_together(program: Program, placed: Placed, until: datetime) -> None:
    """Hold a check-in, agree on a rhythm, arrange a meeting with the school, and leave words of the family's."""
    _hold(placed, until - TWO_WEEKS)
    _speak_up(placed, until - timedelta(days=3))
    _meet_with_school(program, placed, until)
    if placed.part.given == "Maya":
        _reword_at_school(placed, until - timedelta(days=2))


def _hold(placed: Placed, at: datetime) -> None:
    therapist, child, guardian = placed.therapist.person, placed.child, placed.guardian.person
    shape: dict[str, Any] = {"child": child, "kind": "check_in", "starts_at": at, "minutes": 30, "lead": therapist}
    by: dict[str, Any] = {"by": therapist, "at": at}
    with seen_by(therapist, at):
        if plan_queries.signed_version(child.pk) is None:
            return
        rhythm = reviews.set_rhythm(every_days=28, **shape, **by)
        meeting = reviews.arrange(invited=[guardian.pk], rhythm=rhythm, **shape, **by)
        reviews.note_present(meeting=meeting, present=[therapist.pk, guardian.pk], **by)
        text = "Ask the bus driver for the seat in front"
        reviews.decide(meeting=meeting, kind="task", text=text, owner=therapist, due_on=(at + TWO_WEEKS).date(), **by)
        reviews.decide(meeting=meeting, kind="agreed", text="Mornings go better with the list at the door", **by)
        summary = "We went through the goals. Mornings are easier; the way home is still hard on Thursdays."
        reviews.hold(meeting=meeting, summary=summary, by=therapist, at=at + timedelta(minutes=30))


def _speak_up(placed: Placed, at: datetime) -> None:
    guardian, child = placed.guardian.person, placed.child
    with seen_by(guardian, at):
        place = plan_queries.place_of_words(child.pk)
        if place is None or not plan_queries.signed_version(child.pk):
            return
        by: dict[str, Any] = {"child": child, "compartment_id": place, "by": guardian, "at": at}
        plans.name_priority(text="That mornings are not a fight any more", **by)
        reviews.ask(text="What do we do when the bus is late?", **by)


def _meet_with_school(program: Program, placed: Placed, until: datetime) -> None:
    therapist, at = placed.therapist.person, until - timedelta(days=1)
    guardian = placed.guardian.person
    father = program.cast.caregivers.get("father")
    invited = [guardian.pk, placed.teacher.pk]
    with seen_by(therapist, at):
        if not plan_queries.signed_version(placed.child.pk):
            return
        reviews.arrange(
            child=placed.child,
            kind="joint",
            starts_at=until + timedelta(days=6),
            minutes=45,
            lead=therapist,
            invited=[*invited, *([father.person_id] if father and father.child_id == placed.child.pk else [])],
            place="Room 114",
            language=guardian.language if guardian.language != "en" else "",
            by=therapist,
            at=at,
        )


def _reword_at_school(placed: Placed, at: datetime) -> None:
    teacher = placed.teacher.person
    with seen_by(teacher, at):
        part, place = plan_queries.published(placed.child.pk), plan_queries.place_of_words(placed.child.pk)
        if part is None or place is None:
            return
        goal = part.sheet.goals[0]
        first = goal.strategies[0]
        edit = Edit(
            kind=EditKind.CHANGE,
            goal_id=goal.id,
            strategy_id=first.id,
            setting=Setting.SCHOOL,
            text=f"{first.text}; in the hall as well",
            who=first.who,
            frequency=first.frequency,
            looks_like=first.looks_like,
            seen=lens_mark(first),
        )
        why = "Most of the hard moments now begin on the way to the gym."
        plans.propose(child=placed.child, compartment_id=place, text=why, edits=[edit], by=teacher, at=at)
