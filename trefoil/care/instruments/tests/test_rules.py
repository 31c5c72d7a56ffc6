from datetime import UTC, datetime, timedelta

import pytest

from trefoil.care.instruments import rules
from trefoil.care.instruments.types import Duty

from .shelf import DIFFICULTY, FREQUENCY, ITEM_NINE, NINE, PHQ9, TEENS, answers

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
DUTY = Duty("Dr. Okafor", AT - timedelta(hours=1), AT + timedelta(hours=1))
ALL_ZERO = answers(*[0] * 9)
OPEN = {"is_finished": False, "is_withdrawn": False}
CLOSED = {"is_finished": True, "is_withdrawn": False}


def test_the_follow_up_is_asked_only_when_something_was_above_zero():
    assert DIFFICULTY not in {q.link_id for q in rules.asked(PHQ9, ALL_ZERO)}
    assert DIFFICULTY in {q.link_id for q in rules.asked(PHQ9, answers(1))}
    assert DIFFICULTY in {q.link_id for q in rules.asked(PHQ9, {})}


def test_duty_covers_its_start_and_not_its_end():
    assert rules.on_duty([DUTY], DUTY.starts_at) == DUTY
    assert rules.on_duty([DUTY], DUTY.ends_at) is None
    assert rules.on_duty([], AT) is None


def test_of_two_on_duty_the_one_who_stays_longer_is_named():
    later = Duty("Dr. Lind", AT, AT + timedelta(hours=5))

    assert rules.on_duty([DUTY, later], AT) == later


def test_the_next_duty_is_the_first_to_begin():
    tomorrow = Duty("Dr. Lind", AT + timedelta(days=1), AT + timedelta(days=1, hours=2))

    assert rules.next_duty([tomorrow, DUTY], AT) == tomorrow


def test_a_delicate_question_waits_for_a_named_person_and_no_other_question_does():
    assert rules.why_not_show(PHQ9, ITEM_NINE, duty=None) == rules.NOBODY_ON_DUTY
    assert rules.why_not_show(PHQ9, ITEM_NINE, duty=DUTY) is None
    assert rules.why_not_show(PHQ9, NINE[0], duty=None) is None


@pytest.mark.parametrize(
    ("link", "code", "is_finished", "duty", "reason"),
    [
        (NINE[0], FREQUENCY[0], False, None, None),
        (NINE[0], FREQUENCY[0], True, None, rules.FINISHED),
        (NINE[0], "7", False, None, rules.NO_SUCH_ANSWER),
        ("/other", FREQUENCY[0], False, None, rules.NO_SUCH_ANSWER),
        (ITEM_NINE, FREQUENCY[0], False, None, rules.NOBODY_ON_DUTY),
        (ITEM_NINE, FREQUENCY[0], False, DUTY, None),
    ],
)
def test_why_not_answer(link, code, is_finished, duty, reason):
    assert rules.why_not_answer(PHQ9, link, code, is_finished=is_finished, is_withdrawn=False, duty=duty) == reason


def test_finishing_needs_every_question_answered_or_knowingly_left_out():
    assert rules.why_not_finish(PHQ9, ALL_ZERO, [], **OPEN) is None
    assert rules.why_not_finish(PHQ9, {}, NINE, **OPEN) == rules.NOT_ALL_SEEN
    assert rules.why_not_finish(PHQ9, {}, [*NINE, DIFFICULTY], **OPEN) is None
    assert rules.why_not_finish(PHQ9, ALL_ZERO, [], **CLOSED) == rules.FINISHED


def test_finishing_waits_for_the_delicate_question():
    without = {link: code for link, code in ALL_ZERO.items() if link != ITEM_NINE}
    left_out = [DIFFICULTY]

    assert rules.why_not_finish(PHQ9, without, left_out, **OPEN) == rules.NOBODY_ON_DUTY


def test_only_a_worded_instrument_is_asked_and_only_once_at_a_time():
    assert rules.why_not_assign(TEENS, is_open=False) == rules.NOT_WORDED
    assert rules.why_not_assign(PHQ9, is_open=True) == rules.ALREADY_ASKED
    assert rules.why_not_assign(PHQ9, is_open=False) is None


def test_a_flag_is_acknowledged_once_and_with_words():
    assert rules.why_not_acknowledge("  ", is_acknowledged=False) == rules.NOTHING_WRITTEN
    assert rules.why_not_acknowledge("Called.", is_acknowledged=True) == rules.ALREADY_ACKNOWLEDGED
    assert rules.why_not_acknowledge("Called.", is_acknowledged=False) is None


def test_duty_ends_after_it_starts():
    later = AT + timedelta(hours=1)

    assert rules.why_not_set_duty(AT, AT, same_organization=True) == rules.ENDS_BEFORE_IT_STARTS
    assert rules.why_not_set_duty(AT, later, same_organization=True) is None
    assert rules.why_not_set_duty(AT, later, same_organization=False) == rules.OTHER_ORGANIZATION


def test_duty_is_taken_back_once_and_by_its_own_organization():
    assert rules.why_not_end_duty(same_organization=True, is_ended=False) is None
    assert rules.why_not_end_duty(same_organization=True, is_ended=True)
    assert rules.why_not_end_duty(same_organization=False, is_ended=False)


def test_what_is_asked_is_withdrawn_with_a_reason_and_only_while_open():
    assert rules.why_not_withdraw("Wrong child.", is_open=True) is None
    assert rules.why_not_withdraw(" ", is_open=True) == rules.NO_REASON
    assert rules.why_not_withdraw("Wrong child.", is_open=False) == rules.FINISHED


def test_nothing_is_taken_after_a_withdrawal():
    flags = {"is_finished": False, "is_withdrawn": True}

    assert rules.why_not_answer(PHQ9, NINE[0], None, duty=DUTY, **flags) == rules.WITHDRAWN
    assert rules.why_not_finish(PHQ9, ALL_ZERO, [], **flags) == rules.WITHDRAWN
