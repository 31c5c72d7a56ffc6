"""Two evaluations: Maya's, signed some weeks ago by her therapist, and Jonah's, in which something is still missing."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from trefoil.care.evaluation import actions as evaluations
from trefoil.care.evaluation.models import Evaluation
from trefoil.care.evaluation.types import Bears, Part, Reason, Status
from trefoil.ground.access.session import seen_by
from trefoil.ground.people.models import Child, Person

from .opening import Placed, Program

MAYA = {
    Part.QUESTION: {
        "question": "Why does Maya leave the room, and what would let her stay?",
        "asked_by": "Her mother and Ms. Ruiz",
        "since": "Since the move in spring.",
    },
    Part.INTERVIEW: {
        "now": "Maya says her stomach tightens before she speaks in class, and that leaving is the only thing that helps.",
        "story": "Quiet as a small child, with two close friends. After the move she slept badly and began to leave rooms.",
        "school": "Reads above her grade. Does not raise her hand.",
        "impression": "Watchful, warm after twenty minutes, drew while she talked. Mood worried; thinking clear.",
    },
    Part.CULTURE: {
        "language": "Spanish with her mother, English at school; she prefers English for school matters.",
        "meaning": "Her grandmother calls it nervios; her mother sees a strong child under strain.",
        "barriers": "Her mother works evenings.",
    },
    Part.STRENGTHS: {
        "child": "Draws, cares for her cousins, notices how others feel.",
        "family": "Eat together every evening.",
        "around": "Ms. Ruiz; the art club.",
    },
    Part.LEVEL: {
        "level": "3",
        "i": "2",
        "ii": "3",
        "iii": "2",
        "iv_a": "3",
        "iv_b": "2",
        "v": "2",
        "vi_a": "2",
        "vi_b": "1",
        "rationale": "Needs help on most school days, and has people around her who can carry it.",
    },
    Part.SAFETY: {
        "risk": "No thoughts of dying, no self-harm. Leaves the room, never the building.",
        "protects": "Her mother, her drawing, Ms. Ruiz.",
        "agreed": "She shows the card; an adult walks with her.",
    },
}
HER_MOTHER = {
    "worries": "Que no duerme y que le duele la panza antes de la escuela.",
    "began": "Cuando nos mudamos en primavera.",
    "good": "Dibuja y cuida a sus primos.",
    "hopes": "Que vuelva a reír en la escuela.",
}
MAYAS_STORY = {
    "like": "Drawing horses.",
    "hard": "When everybody looks at me.",
    "helps": "Going out for a minute with Mr. Tran.",
    "change": "That nobody asks me in front of the class.",
}
HER_TEACHER = {
    "where": "Mathematics and reading, 80 minutes, eight children",
    "saw": "Left her seat four times. Asked twice for the nurse. Answered in a whisper when asked alone.",
    "before": "Three of the four times somebody had just been called to the board.",
    "helped": "A walk to the window; the card.",
    "strength": "Finished her page first and helped with the plants.",
}
UNDERSTOOD = "Maya has always watched before she joins. The move took her two friends and her room, and being looked at became the sign that she might fail. Leaving brings relief at once, and so it grew. Her drawing, her mother and a teacher who says yes within a minute protect her."
JONAH = {
    Part.QUESTION: {"question": "Is it low mood, or what he says nobody should know?", "asked_by": "School social worker", "since": "Since October."},
    Part.SAFETY: {"risk": "Thinks at times that it would be easier not to be there; no plan, no attempt.", "protects": "His sister, his band.", "agreed": "He tells Dr. Okafor or calls 988."},
}  # fmt: skip


def look_into(program: Program, until: datetime) -> None:
    """Play Maya's evaluation up to its signature, and Jonah's up to where it stands today."""
    for placed in program.placed:
        if placed.part.given == "Maya":
            _mayas(program, placed, until - timedelta(days=30))
        elif placed.part.given == "Jonah":
            _jonahs(placed, until - timedelta(days=9))


def _mayas(program: Program, placed: Placed, at: datetime) -> None:
    therapist, child = placed.therapist.person, placed.child
    evaluation = _begin(child, Reason.FIRST, MAYA[Part.QUESTION], therapist, at)
    mother, teacher = program.cast.person("mother"), program.cast.person("teacher")
    with seen_by(mother, at + timedelta(days=1)):
        evaluations.tell(evaluation=evaluation, content=HER_MOTHER, language="es", by=mother, at=at + timedelta(days=1))
    with seen_by(child.person, at + timedelta(days=2)):
        evaluations.tell(evaluation=evaluation, content=MAYAS_STORY, by=child.person, at=at + timedelta(days=2))
    with seen_by(teacher, at + timedelta(days=3)):
        evaluations.observe(child=child, content=HER_TEACHER, by=teacher, at=at + timedelta(days=3))
    _ask_records(evaluation, therapist, at)
    _write(evaluation, MAYA, therapist, at + timedelta(days=6))
    _conclude(evaluation, therapist, at + timedelta(days=9))


def _begin(child: Child, reason: Reason, question: dict[str, str], by: Person, at: datetime) -> Evaluation:
    with seen_by(by, at):
        return evaluations.begin(child=child, reason=reason, question=question, by=by, at=at)


def _ask_records(evaluation: Evaluation, by: Person, at: datetime) -> None:
    later = at + timedelta(days=5)
    with seen_by(by, later):
        asked = evaluations.request_records(
            evaluation=evaluation, from_whom="Pine Hollow School District", what="Evaluation report and IEP",
            asked_on=timezone.localdate(at), by=by, at=later,
        )  # fmt: skip
        evaluations.receive_records(
            records=asked, received_on=timezone.localdate(later), by=by, at=later,
            outcome="Reading and mathematics above grade; speech tested and clear.",
        )  # fmt: skip


def _write(evaluation: Evaluation, parts: dict[Part, dict[str, str]], by: Person, at: datetime) -> None:
    with seen_by(by, at):
        for part, content in parts.items():
            if part is not Part.QUESTION:
                evaluations.contribute(evaluation=evaluation, part=part, content=content, by=by, at=at)


def _conclude(evaluation: Evaluation, by: Person, at: datetime) -> None:
    said: dict[str, Any] = {"by": by, "at": at}
    with seen_by(by, at):
        evaluations.formulate(
            evaluation=evaluation, summary=UNDERSTOOD, finds_none=False, **said,
            recommends="Weekly therapy with practice in class, the same card at home and at school, a family session each month.",
        )  # fmt: skip
        worry = evaluations.diagnose(
            evaluation=evaluation,
            code="F40.10",
            because="Fear of being looked at and judged, for more than half a year.",
            **said,
        )
        other = evaluations.diagnose(
            evaluation=evaluation, code="F41.1", because="She worries on most school days.", **said
        )
        evaluations.support(
            diagnosis=worry, criterion="Being watched brings fear nearly every time", seen="Three of four times she left after somebody was called to the board.",
            bears=Bears.FOR, source="Observation: Sofia Ruiz", **said,
        )  # fmt: skip
        evaluations.support(
            diagnosis=other, criterion="Worry about many different things", seen="At home and with two friends she does not worry.",
            bears=Bears.AGAINST, source="Clinical interview", **said,
        )  # fmt: skip
        after = at + timedelta(minutes=20)
        for diagnosis, status, because in (
            (worry, Status.CONFIRMED, "Seen in class and told by Maya."),
            (other, Status.RULED_OUT, "The worry is about being watched and about nothing else."),
        ):
            evaluations.reconsider(diagnosis=diagnosis, status=status, because=because, by=by, at=after)
        signed = after + timedelta(minutes=5)
        evaluations.sign(
            evaluation=evaluation, typed_name=str(by), by=by, at=signed,
            why_missing="Questionnaires by others are asked for now and join the first review.",
        )  # fmt: skip


def _jonahs(placed: Placed, at: datetime) -> None:
    therapist = placed.therapist.person
    evaluation = _begin(placed.child, Reason.FIRST, JONAH[Part.QUESTION], therapist, at)
    _write(evaluation, JONAH, therapist, at + timedelta(days=2))
    with seen_by(therapist, at + timedelta(days=3)):
        evaluations.request_records(
            evaluation=evaluation, from_whom="Pine Hollow School District", what="Attendance of two years",
            asked_on=timezone.localdate(at + timedelta(days=3)), by=therapist, at=at + timedelta(days=3),
        )  # fmt: skip
