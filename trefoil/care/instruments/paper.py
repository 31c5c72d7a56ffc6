"""Answers given on paper or aloud, and typed in later by staff: who answered and when stays what it was."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import require
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person

from . import actions, measure_rules, packs, queries
from .models import Assignment, Score
from .types import Mode

FROM_THE_FUTURE = "That day has not come yet."
ALREADY_BEGUN = "Somebody has begun to answer on a screen. Finish it there."


@transaction.atomic
def type_in(
    *,
    assignment: Assignment,
    answers: Mapping[str, str | None],
    language: str,
    answered_at: datetime,
    by: Person,
    at: datetime,
) -> Score:
    """Type in a form that was answered on paper or aloud; a question left empty there is left out knowingly here.

    Args:
        assignment: what was asked, and of whom: the informant.
        answers: the code for each answered question by link id; what is not among them the paper left empty.
        language: the language of the form.
        answered_at: when it was answered, not when it is typed in.
        by: who types.
        at: now; an answer that needs a person raises its alert now.
    """
    require(by, assignment.compartment_id, May.WRITE)
    refuse_if(None if queries.is_open(assignment) else measure_rules.NOT_OPEN)
    refuse_if(FROM_THE_FUTURE if answered_at > at else None)
    refuse_if(ALREADY_BEGUN if queries.response_to(assignment) else None)
    instrument = packs.installed()[assignment.instrument]
    for question in instrument.questionnaire.questions:
        actions.answer(
            assignment=assignment,
            link_id=question.link_id,
            code=answers.get(question.link_id),
            language=language,
            mode=Mode.PAPER,
            by=by,
            at=at,
        )
    return actions.finish(assignment=assignment, by=by, at=at, answered_at=answered_at)
