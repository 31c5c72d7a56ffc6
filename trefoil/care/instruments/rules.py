"""Why something may not be done with a questionnaire now; pure, the clock is passed in."""

from collections.abc import Iterable
from datetime import datetime

from .scoring import is_open, weight_of
from .types import Answers, Duty, Instrument, Question

NOT_WORDED = "The wording of this questionnaire is not installed here."
ALREADY_ASKED = "This questionnaire is already waiting for an answer."
FINISHED = "These answers are finished and can no longer be changed."
WITHDRAWN = "This questionnaire is no longer asked."
NO_SUCH_ANSWER = "Please choose one of the answers."
NOBODY_ON_DUTY = "This question waits until a person from your team is there for you."
NOT_ALL_SEEN = "There are questions you have not seen yet."
NOTHING_WRITTEN = "Please write what was done."
ALREADY_ACKNOWLEDGED = "Somebody has already written what was done."
OTHER_ORGANIZATION = "That is for the people of that organization."
ALREADY_TAKEN_BACK = "This time on duty was already taken back."
NO_REASON = "Please write why."
ENDS_BEFORE_IT_STARTS = "The end must come after the start."


def asked(instrument: Instrument, answers: Answers) -> list[Question]:
    """Return the questions to ask in order; a follow-up only when something was above zero."""
    form = instrument.questionnaire
    weights = [weight_of(form, link, answers) for link in form.contributing(instrument.total)]
    nothing = all(weight == 0 for weight in weights)
    return [
        question
        for question in form.questions
        if is_open(form, question, answers) and not (nothing and question.link_id in instrument.only_when_any)
    ]


def on_duty(duties: Iterable[Duty], at: datetime) -> Duty | None:
    """Return the period of duty that covers an instant, the one that lasts longest."""
    running = [duty for duty in duties if duty.starts_at <= at < duty.ends_at]
    return max(running, key=lambda duty: duty.ends_at, default=None)


def next_duty(duties: Iterable[Duty], at: datetime) -> Duty | None:
    """Return the next period of duty to begin."""
    coming = [duty for duty in duties if duty.starts_at > at]
    return min(coming, key=lambda duty: duty.starts_at, default=None)


def why_not_set_duty(starts_at: datetime, ends_at: datetime, *, same_organization: bool) -> str | None:
    """Say why a period of duty may not be written down."""
    if not same_organization:
        return OTHER_ORGANIZATION
    return ENDS_BEFORE_IT_STARTS if ends_at <= starts_at else None


def why_not_end_duty(*, same_organization: bool, is_ended: bool) -> str | None:
    """Say why a period of duty may not be taken back."""
    if not same_organization:
        return OTHER_ORGANIZATION
    return ALREADY_TAKEN_BACK if is_ended else None


def why_not_assign(instrument: Instrument, *, is_open: bool) -> str | None:
    """Say why an instrument may not be asked now."""
    if "en" not in instrument.questionnaire.languages():
        return NOT_WORDED
    return ALREADY_ASKED if is_open else None


def why_not_withdraw(reason: str, *, is_open: bool) -> str | None:
    """Say why a questionnaire may not be withdrawn."""
    if not is_open:
        return FINISHED
    return None if reason.strip() else NO_REASON


def why_not_show(instrument: Instrument, link_id: str, *, duty: Duty | None) -> str | None:
    """Say why a question may not be put now: a delicate one needs a named person on duty."""
    # A screen for suicide risk is never left unattended: nobody on duty, no question.
    return NOBODY_ON_DUTY if link_id in instrument.delicate and duty is None else None


def why_not_answer(
    instrument: Instrument,
    link_id: str,
    code: str | None,
    *,
    is_finished: bool,
    is_withdrawn: bool,
    duty: Duty | None,
) -> str | None:
    """Say why an answer may not be taken; no code means that the question is left out knowingly."""
    if is_finished or is_withdrawn:
        return FINISHED if is_finished else WITHDRAWN
    question = instrument.questionnaire.question(link_id)
    if question is None or (code is not None and question.option(code) is None):
        return NO_SUCH_ANSWER
    return why_not_show(instrument, link_id, duty=duty)


def why_not_finish(
    instrument: Instrument,
    answers: Answers,
    declined: Iterable[str],
    *,
    is_finished: bool,
    is_withdrawn: bool,
) -> str | None:
    """Say why the answers may not be handed in: each question is answered or left out knowingly."""
    if is_finished or is_withdrawn:
        return FINISHED if is_finished else WITHDRAWN
    seen = set(answers) | set(declined)
    unseen = {q.link_id for q in asked(instrument, answers)} - seen
    if unseen and unseen <= instrument.delicate:
        return NOBODY_ON_DUTY
    return NOT_ALL_SEEN if unseen else None


def why_not_acknowledge(done: str, *, is_acknowledged: bool) -> str | None:
    """Say why a flag may not be acknowledged: what was done must be written, once."""
    if is_acknowledged:
        return ALREADY_ACKNOWLEDGED
    return None if done.strip() else NOTHING_WRITTEN
