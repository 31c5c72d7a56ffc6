from trefoil.care.instruments.asking import progress
from trefoil.care.instruments.writing import write_response

from .shelf import ITEM_NINE, PHQ9, answers
from .test_writing import CHILD


def at_progress(given_answers, declined=(), language="en"):
    resource = write_response(
        PHQ9,
        given_answers,
        declined,
        language=language,
        child_id=CHILD,
        authored="2026-11-20T16:00:00+00:00",
        is_finished=False,
    )
    return progress(PHQ9, resource, language)


def test_the_first_question_not_seen_is_next():
    assert at_progress({}).next_number == 1
    assert at_progress(answers(1, 2)).next_number == 3
    assert at_progress(answers(*[1] * 8), [ITEM_NINE]).next_number == 10


def test_when_all_is_seen_nothing_is_next():
    shown = at_progress(answers(*[0] * 9))

    assert (shown.next_number, shown.seen, shown.total) == (None, 9, 9)


def test_the_given_answer_is_marked():
    face = at_progress(answers(2), language="es").face(1)

    assert face.chosen == "Más de la mitad de los días"
    assert sum(choice.is_chosen for choice in face.choices) == 1


def test_a_language_without_wording_falls_back_to_english():
    assert at_progress({}, language="so").language == "en"


def test_numbers_outside_have_no_question():
    assert at_progress({}).face(0) is None
    assert at_progress({}).face(11) is None
