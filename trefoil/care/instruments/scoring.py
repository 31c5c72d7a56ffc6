"""Score answers natively from the questionnaire's own ordinal values.

The weight of an answer is what the questionnaire says, never what the answer carries. A gap is
never filled: without all contributing answers there is no value and no band.
"""

from .types import Answers, Change, Instrument, Questionnaire, Score, ScoreItem, Trigger


def weight_of(questionnaire: Questionnaire, link_id: str, answers: Answers) -> float | None:
    """Return the weight of the answer to a question, or None when there is none."""
    question = questionnaire.question(link_id)
    option = question.option(answers[link_id]) if question and link_id in answers else None
    return option.weight if option else None


def add_up(questionnaire: Questionnaire, item: ScoreItem, answers: Answers) -> tuple[float | None, int]:
    """Return the sum of the contributing answers and how many are missing."""
    weights = [weight_of(questionnaire, link, answers) for link in item.contributing]
    given = [weight for weight in weights if weight is not None]
    return (sum(given) if given else None), len(weights) - len(given)


def score(instrument: Instrument, answers: Answers) -> Score:
    """Score an answered instrument: value, band, what is missing and which flags are raised."""
    total, unanswered = add_up(instrument.questionnaire, instrument.total, answers)
    value = int(total) if total is not None and not unanswered else None
    return Score(
        value=value,
        band=band_of(instrument, value),
        unanswered=unanswered,
        flags=tuple(trigger.name for trigger in raised(instrument, answers)),
        reaches_cut=bool(value is not None and instrument.cut and value >= instrument.cut.at_least),
    )


def band_of(instrument: Instrument, value: int | None) -> str | None:
    """Return the manual's word for a score."""
    if value is None:
        return None
    return next(band.word for band in instrument.bands if band.start <= value <= band.end)


def raised(instrument: Instrument, answers: Answers) -> list[Trigger]:
    """Return the triggers that the answers given so far set off."""
    return [trigger for trigger in instrument.triage if _is_raised(instrument, trigger, answers)]


def _is_raised(instrument: Instrument, trigger: Trigger, answers: Answers) -> bool:
    weight = weight_of(instrument.questionnaire, trigger.link_id, answers)
    return weight is not None and weight >= trigger.at_least


def change(instrument: Instrument, before: int | None, after: int | None) -> Change:
    """Say what may be said of two scores: better, worse, within error, or nothing."""
    if before is None or after is None or instrument.reliable_change is None:
        return Change.NOT_CLASSIFIABLE
    if abs(after - before) < instrument.reliable_change.points:
        return Change.WITHIN_ERROR
    return Change.BETTER if after < before else Change.WORSE
