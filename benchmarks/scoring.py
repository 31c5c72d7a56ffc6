"""Scores: typed and as FHIRPath, 10,000 of each kind that is wanted, and a form of 41 questions shown and scored."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.measuring import RUNS, WARM_UP, Row, median_and_p95, timed

MANY = 10_000
QUESTIONS = 41


def run() -> list[Row]:
    """Measure the typed scores, the contract's FHIRPath, and the reading of a new form."""
    return [*_of_the_phq9(), *_of_a_long_form()]


def _of_the_phq9() -> Iterator[Row]:
    from trefoil.care.instruments import packs, scoring
    from trefoil.care.instruments.sdc import read_form

    instrument = packs.installed()["phq-9"]
    chance = Random(9)
    questions = instrument.questionnaire.questions
    answered = [{q.link_id: chance.choice(q.options).code for q in questions} for _ in range(MANY)]
    took = timed(lambda: [scoring.score(instrument, answers) for answers in answered])
    yield Row("scoring", "typed scores, with band and flags", f"{MANY:,} PHQ-9", took, note=_rate(MANY, took))
    scorer = read_form(packs.document("phq-9", "questionnaire"))
    responses = [_response(instrument, answers) for answers in answered[:300]]
    took = timed(lambda: [scorer.score(response) for response in responses])
    yield Row("scoring", "`trefoil score`, FHIRPath", f"{len(responses)} PHQ-9", took, note=_rate(len(responses), took))


def _rate(many: int, took: float) -> str:
    return f"{1000 * many / took:,.0f} a second"


def _response(instrument: Any, answers: dict[str, str]) -> dict[str, Any]:
    from trefoil.care.instruments.writing import write_response

    return write_response(instrument, answers, [], language="en", child_id="1", authored="", is_finished=True)


def _of_a_long_form() -> Iterator[Row]:
    from trefoil.care.instruments import scoring
    from trefoil.care.instruments.reading import read_questionnaire
    from trefoil.care.instruments.specifying import specify
    from trefoil.care.instruments.tests.forms import SUM, form, question, score

    resource = form(*(question(f"q{n}") for n in range(QUESTIONS)), score("total", SUM))
    read = timed(lambda: specify(resource))
    size = f"{QUESTIONS} questions"
    yield Row("scoring", "a new form read and held against FHIRPath", size, read)
    questionnaire = read_questionnaire(resource, specify(resource).scores)
    answers = {q.link_id: q.options[1].code for q in questionnaire.questions}
    times = [timed(lambda: _shown(questionnaire, answers)) for _ in range(WARM_UP + RUNS)][WARM_UP:]
    yield Row("scoring", "all on one page, shown", size, *median_and_p95(times))
    times = [timed(lambda: scoring.values(questionnaire, answers)) for _ in range(WARM_UP + RUNS)][WARM_UP:]
    value, _gaps = scoring.values(questionnaire, answers)["total"]
    yield Row("scoring", "and scored", size, *median_and_p95(times), note=f"total {Decimal(str(value))}")


def _shown(questionnaire: Any, answers: dict[str, str]) -> str:
    from django.template.loader import render_to_string

    from trefoil.care.instruments import shelving
    from trefoil.care.instruments.shelf_views import faces_of

    page = {"faces": faces_of(questionnaire, answers), "tried": shelving.tried(questionnaire, answers)}
    return render_to_string("instruments/_faces.html", page)
