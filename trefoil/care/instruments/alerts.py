"""Who must act on an answer: asked in the answer's own transaction, never through an event."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from trefoil.ground.people.models import Person
from trefoil.ground.worklist.actions import ask, done

from . import scoring
from .measure_types import Informant
from .models import Assignment, Flag, Response
from .queries import responders
from .reading import read_answers, read_declined
from .types import Instrument

QUESTIONNAIRE = "answer_questionnaire"
ABOUT_CHILD = "answer_about_child"
FINISHED_ABOUT = "questionnaire_about_finished"
FINISHED = "questionnaire_finished"
ITEM_NINE = "item_nine"
OTHER_ANSWER = "answer_needs_person"
ANSWER_ABOUT = "answer_about_needs_person"
NEEDS_PERSON = (ITEM_NINE, OTHER_ANSWER, ANSWER_ABOUT)


def ask_informant(assignment: Assignment, *, by: Any, at: datetime) -> None:
    """Put the questions on the list of whoever was asked, in neutral words."""
    ask(
        person=assignment.asked_of_id,
        child=assignment.child,
        compartment=assignment.compartment,
        kind=_asking_kind(assignment),
        subject_id=assignment.pk,
        url=reverse("instruments:answer", args=[assignment.pk]),
        due_at=due_at(assignment.due_on),
        by=by,
        at=at,
    )


def settle(assignment: Assignment, *, by: Any, at: datetime) -> None:
    """Take the questions off the list of whoever was asked."""
    done(kind=_asking_kind(assignment), subject_id=assignment.pk, by=by, at=at)


def _asking_kind(assignment: Assignment) -> str:
    return QUESTIONNAIRE if assignment.informant == Informant.YOUTH else ABOUT_CHILD


def due_at(day: date | None) -> datetime | None:
    """Return the last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None


def tell_asker(response: Response, *, by: Person, at: datetime) -> None:
    """Ask whoever asked the questions to read the answers."""
    ask(
        person=response.assignment.author,
        child=response.child,
        compartment=response.compartment,
        kind=FINISHED if response.assignment.informant == Informant.YOUTH else FINISHED_ABOUT,
        subject_id=response.child_id,
        url=reverse("instruments:scores", args=[response.child_id]),
        by=by,
        at=at,
    )


def kind_of(flag: Flag) -> str:
    """Return the kind of task that a flag asks for."""
    if flag.response.assignment.informant != Informant.YOUTH:
        return ANSWER_ABOUT
    return ITEM_NINE if flag.name == "item 9 positive" else OTHER_ANSWER


def raise_flags(response: Response, instrument: Instrument, *, by: Person, at: datetime) -> list[Flag]:
    """Raise each flag once, and ask the therapists and their supervisors to respond now."""
    # A flag stays when the answer is changed back: only a person may put it to rest.
    known = set(Flag.objects.filter(response=response).values_list("name", flat=True))
    return [_raise(response, name, by=by, at=at) for name in _names(response, instrument) if name not in known]


def _names(response: Response, instrument: Instrument) -> Iterable[str]:
    for trigger in scoring.raised(instrument, read_answers(response.resource)):
        yield trigger.name
    if response.finished_at is not None:
        declined = read_declined(response.resource)
        yield from (t.name_unanswered for t in instrument.triage if t.link_id in declined)


def _raise(response: Response, name: str, *, by: Person, at: datetime) -> Flag:
    flag = Flag.objects.create(
        compartment_id=response.compartment_id,
        response=response,
        child_id=response.child_id,
        author=by,
        name=name,
        at=at,
    )
    for person in responders(response, at):
        ask(
            person=person,
            child=response.child,
            compartment=response.compartment,
            kind=kind_of(flag),
            subject_id=flag.pk,
            url=reverse("instruments:scores", args=[response.child_id]),
            due_at=at,
            urgent=True,
            by=by,
            at=at,
        )
    return flag
