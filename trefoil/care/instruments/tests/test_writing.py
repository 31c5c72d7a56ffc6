from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.instruments.reading import read_answers, read_declined
from trefoil.care.instruments.writing import write_response

from .shelf import DIFFICULTY, FREQUENCY, ITEM_NINE, NINE, PHQ9, answers

CHILD = UUID("018f0000-0000-7000-8000-000000000001")


def written(given_answers, declined=(), language="en"):
    return write_response(
        PHQ9,
        given_answers,
        declined,
        language=language,
        child_id=CHILD,
        authored="2026-11-20T16:00:00+00:00",
        is_finished=True,
    )


@given(st.dictionaries(st.sampled_from(NINE), st.sampled_from(FREQUENCY)))
def test_what_is_written_is_read_back(given_answers):
    assert read_answers(written(given_answers)) == given_answers


def test_a_question_left_out_says_that_it_was_declined():
    resource = written(answers(1), [ITEM_NINE])

    assert read_declined(resource) == [ITEM_NINE]
    assert ITEM_NINE not in read_answers(resource)


def test_items_stand_in_their_group_and_carry_the_words_the_youth_read():
    group, *rest = written(answers(1), language="es")["item"]

    assert (group["linkId"], rest) == ("problems", [])
    assert group["item"][0]["answer"][0]["valueCoding"]["display"] == "Varios días"


def test_a_follow_up_no_longer_asked_is_not_kept():
    given_answers = {**answers(*[0] * 9), DIFFICULTY: "LA6572-7"}

    assert DIFFICULTY not in read_answers(written(given_answers))
