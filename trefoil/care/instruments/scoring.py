"""Score answers natively, from the typed scores and the questionnaire's own weights.

The weight of an answer is what the questionnaire says, never what the answer carries. A gap is never filled unless the
manual says how: without all contributing answers there is no value and no band.
"""

import math
from dataclasses import replace

from .types import (
    Answers,
    Change,
    Gate,
    How,
    Instrument,
    Operator,
    Part,
    Question,
    Questionnaire,
    Score,
    ScoreItem,
    Trigger,
)

Found = tuple[float | None, int]


def weight_of(questionnaire: Questionnaire, link_id: str, answers: Answers) -> float | None:
    """Return the weight of the answer to a question, or None when there is none."""
    question = questionnaire.question(link_id)
    option = question.option(answers[link_id]) if question and link_id in answers else None
    return option.weight if option else None


def is_open(
    questionnaire: Questionnaire, question: Question, answers: Answers, _met: frozenset[str] = frozenset()
) -> bool:
    """Tell whether a question is to be asked; what was answered to a question that is not, counts for nothing."""
    met = _met | {question.link_id}

    def holds(gate: Gate) -> bool:
        found = []
        for condition in gate.conditions:
            asked = questionnaire.question(condition.question)
            counts = asked is None or asked.link_id in met or is_open(questionnaire, asked, answers, met)
            given = answers.get(condition.question) if counts else None
            found.append(_holds(condition.operator, given, condition.code))
        return any(found) if gate.any else all(found)

    return all(holds(gate) for gate in question.gates)


def _holds(operator: Operator, given: str | None, code: str) -> bool:
    if operator is Operator.MISSING:
        return given is None
    if given is None:
        return False
    return operator is Operator.EXISTS or (given == code) is (operator is Operator.IS)


def values(questionnaire: Questionnaire, answers: Answers) -> dict[str, Found]:
    """Return every score's value, None where it cannot be computed, and how many answers it lacks."""
    asked = {q.link_id for q in questionnaire.questions if is_open(questionnaire, q, answers)}
    counted = {link: code for link, code in answers.items() if link in asked}
    found: dict[str, Found] = {}
    for item in questionnaire.scores:
        wanted = [link for link in questionnaire.contributing(item) if link in asked]
        given = [link for link in wanted if weight_of(questionnaire, link, counted) is not None]
        value = None
        if given:
            value = _total(item, found) if item.how is How.TOTAL else add_up(questionnaire, item, counted)
        found[item.link_id] = (value, len(wanted) - len(given))
    return found


def _total(item: ScoreItem, found: dict[str, Found]) -> float | None:
    known = [value for link in item.adds if (value := found[link][0]) is not None]
    return _rounded(sum(known) + item.plus, item.places) if len(known) >= item.needed else None


def add_up(questionnaire: Questionnaire, item: ScoreItem, answers: Answers) -> float | None:
    """Return what the answers to a score's parts come to, or None when too few are answered."""
    weights = [(part, weight_of(questionnaire, part.link_id, answers)) for part in item.parts]
    given = [(part, weight) for part, weight in weights if weight is not None]
    if len(given) < item.needed:
        return None
    if item.how is How.COUNT:
        return sum(1 for _part, weight in given if item.at_least is not None and weight >= item.at_least)
    total = math.fsum(_worth(questionnaire, part, weight) for part, weight in given)
    if item.is_prorated:
        total *= len(item.parts) / len(given)
    return _rounded(total + item.plus, item.places)


def _worth(questionnaire: Questionnaire, part: Part, weight: float) -> float:
    if not part.is_reversed:
        return part.factor * weight
    question = questionnaire.question(part.link_id)
    scale = [option.weight for option in question.options if option.weight is not None] if question else [weight]
    return part.factor * (min(scale) + max(scale) - weight)


def _rounded(value: float, places: int | None) -> float:
    value = round(value, 9)  # what binary arithmetic adds is not part of a score
    if places is not None:
        value = math.floor(round(value * 10**places, 6) + 0.5) / 10**places
    return int(value) if value == int(value) else value


def reach(questionnaire: Questionnaire, item: ScoreItem) -> tuple[float, float]:
    """Return the lowest and the highest value a score can have when everything is answered."""
    lows: Answers = {}
    highs: Answers = {}
    for part in _parts(questionnaire, item):
        question = questionnaire.question(part.link_id)
        options = [option for option in question.options if option.weight is not None] if question else []
        options.sort(key=lambda option: option.weight or 0, reverse=part.is_reversed)
        if options:
            lows[part.link_id], highs[part.link_id] = options[0].code, options[-1].code
    everything = replace(questionnaire, questions=tuple(replace(q, gates=()) for q in questionnaire.questions))
    low, high = (values(everything, answers)[item.link_id][0] or 0 for answers in (lows, highs))
    return low, high


def _parts(questionnaire: Questionnaire, item: ScoreItem) -> list[Part]:
    below = [score for score in questionnaire.scores if score.link_id in item.adds]
    return [*item.parts, *(part for score in below for part in _parts(questionnaire, score))]


def score(instrument: Instrument, answers: Answers) -> Score:
    """Score an answered instrument: value, band, what is missing and which flags are raised."""
    found = values(instrument.questionnaire, answers)
    total, unanswered = found[instrument.total.link_id]
    value = total if not unanswered or instrument.fills_gaps else None
    return Score(
        value=value,
        band=band_of(instrument, value),
        unanswered=unanswered,
        flags=tuple(trigger.name for trigger in raised(instrument, answers)),
        reaches_cut=bool(value is not None and instrument.cut and instrument.reaches(value)),
        parts={link: (v if not gaps or instrument.fills_gaps else None) for link, (v, gaps) in found.items()},
    )


def band_of(instrument: Instrument, value: float | None) -> str | None:
    """Return the manual's word for a score; without bands there is none."""
    if value is None:
        return None
    return next((band.word for band in reversed(instrument.bands) if value >= band.start), None)


def raised(instrument: Instrument, answers: Answers) -> list[Trigger]:
    """Return the triggers that the answers given so far set off."""
    return [trigger for trigger in instrument.triage if _is_raised(instrument, trigger, answers)]


def _is_raised(instrument: Instrument, trigger: Trigger, answers: Answers) -> bool:
    weight = weight_of(instrument.questionnaire, trigger.link_id, answers)
    return weight is not None and weight >= trigger.at_least


def change(instrument: Instrument, before: float | None, after: float | None) -> Change:
    """Say what may be said of two scores: better, worse, within error, or nothing."""
    if before is None or after is None or instrument.reliable_change is None:
        return Change.NOT_CLASSIFIABLE
    if abs(after - before) < instrument.reliable_change.points:
        return Change.WITHIN_ERROR
    return Change.BETTER if (after < before) == instrument.lower_is_better else Change.WORSE
