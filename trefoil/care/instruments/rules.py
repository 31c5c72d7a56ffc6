"""Why something may not be done with a questionnaire now; pure, the clock is passed in."""

from collections.abc import Iterable
from datetime import datetime

from .scoring import weight_of
from .types import Answers, Duty, Instrument, Question

NOT_WORDED = "The wording of this questionnaire is not installed here."
ALREADY_ASKED = "This questionnaire is already waiting for an answer."
FINISHED = "These answers are finished and can no longer be changed."
WITHDRAWN = "This questionnaire is no longer asked."
NOT_ASKED_OF_YOU = "This questionnaire was asked of somebody else."
NO_SUCH_ANSWER = "Please choose one of the answers."
NOBODY_ON_DUTY = "This question waits until a person from your team is there for you."
NOT_ALL_SEEN = "There are questions you have not seen yet."
NOTHING_WRITTEN = "Please write what was done."
ALREADY_ACKNOWLEDGED = "Somebody has already written what was done."
ENDS_BEFORE_IT_STARTS = "The end must come after the start."


def asked(instrument: Instrument, answers: Answers) -> list[Question]:
    """Return the questions to ask in order; a follow-up only when something was above zero."""
    weights = [
        weight_of(instrument.questionnaire, link, answers)
        for link in instrument.total.contributing
    ]
    nothing = all(weight == 0 for weight in weights)
    return [
        question
        for question in instrument.questionnaire.questions
        if not (nothing and question.link_id in instrument.only_when_any)
    ]


def on_duty(duties: Iterable[Duty], at: datetime) -> Duty | None:
    """Return the period of duty that covers an instant, the one that lasts longest."""
    running = [duty for duty in duties if duty.starts_at <= at < duty.ends_at]
    return max(running, key=lambda duty: duty.ends_at, default=None)


def next_duty(duties: Iterable[Duty], at: datetime) -> Duty | None:
    """Return the next period of duty to begin."""
    coming = [duty for duty in duties if duty.starts_at > at]
    return min(coming, key=lambda duty: duty.starts_at, default=None)


def why_not_set_duty(starts_at: datetime, ends_at: datetime) -> str | None:
    """Say why a period of duty may not be written down."""
    return ENDS_BEFORE_IT_STARTS if ends_at <= starts_at else None


def why_not_assign(instrument: Instrument, *, is_open: bool) -> str | None:
    """Say why an instrument may not be asked now."""
    if "en" not in instrument.questionnaire.languages():
        return NOT_WORDED
    return ALREADY_ASKED if is_open else None


def why_not_show(instrument: Instrument, link_id: str, *, duty: Duty | None) -> str | None:
    """Say why a question may not be put now: a delicate one needs a named person on duty."""
    # A screen for suicide risk is never left unattended: nobody on duty, no question.
    return NOBODY_ON_DUTY if link_id in instrument.delicate and duty is None else None


def why_not_answer(
    instrument: Instrument, link_id: str, code: str, *, is_finished: bool, duty: Duty | None
) -> str | None:
    """Say why an answer may not be taken."""
    if is_finished:
        return FINISHED
    question = instrument.questionnaire.question(link_id)
    if question is None or question.option(code) is None:
        return NO_SUCH_ANSWER
    return why_not_show(instrument, link_id, duty=duty)


def why_not_finish(
    instrument: Instrument, answers: Answers, skipped: Iterable[str], *, is_finished: bool
) -> str | None:
    """Say why the answers may not be handed in: each question is answered or skipped knowingly."""
    if is_finished:
        return FINISHED
    seen = set(answers) | set(skipped)
    open_links = [q.link_id for q in asked(instrument, answers) if q.link_id not in seen]
    if any(link in instrument.delicate for link in open_links):
        return NOBODY_ON_DUTY if len(open_links) == 1 else NOT_ALL_SEEN
    return NOT_ALL_SEEN if open_links else None


def why_not_acknowledge(done: str, *, is_acknowledged: bool) -> str | None:
    """Say why a flag may not be acknowledged: what was done must be written, once."""
    if is_acknowledged:
        return ALREADY_ACKNOWLEDGED
    return None if done.strip() else NOTHING_WRITTEN
