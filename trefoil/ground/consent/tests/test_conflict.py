"""Answers of several who decide: what holds, whatever they say and in whichever order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trefoil.ground.consent.conflict import Answer, State, brings_consent, state_of_answers, why_conflict

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
BEFORE = AT - timedelta(days=3)
WHEN = st.none() | st.integers(-48, 48).map(lambda hours: AT + timedelta(hours=hours))
ANSWER = st.builds(
    Answer,
    signer=st.sampled_from(["elena", "david", "aunt"]),
    asked_at=st.just(BEFORE),
    signed_at=WHEN,
    declined_at=WHEN,
    revoked_at=WHEN,
    ends_at=WHEN,
    decides=st.booleans(),
)
ONE_EACH = st.lists(ANSWER, max_size=3, unique_by=lambda answer: answer.signer)


def yes(signer, **more):
    return Answer(signer=signer, asked_at=BEFORE, signed_at=AT - timedelta(hours=1), **more)


def no(signer, **more):
    return Answer(signer=signer, asked_at=BEFORE, declined_at=AT - timedelta(hours=1), **more)


def nothing(signer):
    return Answer(signer=signer, asked_at=BEFORE)


def test_state_of_answers_in_plain_cases():
    assert state_of_answers([nothing("elena"), nothing("david")], AT) == State.ASKED
    assert state_of_answers([yes("elena"), nothing("david")], AT) == State.IN_FORCE
    assert state_of_answers([yes("elena"), yes("david")], AT) == State.IN_FORCE
    assert state_of_answers([yes("elena"), no("david")], AT) == State.CONFLICT
    assert state_of_answers([no("elena"), nothing("david")], AT) == State.DECLINED
    assert state_of_answers([yes("elena", ends_at=AT)], AT) == State.ENDED
    assert state_of_answers([], AT) == State.ENDED


def test_taking_back_is_a_no_to_what_the_other_signed():
    answers = [yes("elena"), yes("david", revoked_at=AT)]
    assert state_of_answers(answers, AT) == State.CONFLICT
    assert "taken the permission back" in why_conflict(answers, AT)
    assert state_of_answers(answers, AT - timedelta(seconds=1)) == State.IN_FORCE


def test_the_no_of_one_who_no_longer_decides_closes_nothing_and_their_yes_opens_nothing():
    assert brings_consent([yes("elena"), no("david", decides=False)], AT) == {"elena"}
    assert brings_consent([yes("david", decides=False)], AT) == frozenset()


def test_asked_anew_the_newest_answer_counts_and_silence_takes_nothing_back():
    later = AT - timedelta(minutes=30)
    changed_mind = Answer(signer="david", asked_at=later, signed_at=AT)
    assert state_of_answers([yes("elena"), no("david"), changed_mind], AT) == State.IN_FORCE
    silent = Answer(signer="david", asked_at=later)
    assert state_of_answers([yes("elena"), no("david"), silent], AT) == State.CONFLICT


@given(ONE_EACH)
def test_the_order_of_answers_changes_nothing(answers):
    assert state_of_answers(answers, AT) == state_of_answers(answers[::-1], AT)


@given(ONE_EACH)
def test_the_stricter_holds(answers):
    """Nothing is open while anybody who decides says no, and never without a yes that lives."""
    open_now = brings_consent(answers, AT)
    deciding = [a for a in answers if a.decides]
    if any((t and t <= AT) for a in deciding for t in (a.declined_at, a.revoked_at)):
        assert open_now == frozenset()
    assert open_now <= {a.signer for a in deciding if a.signed_at and a.signed_at <= AT}
    assert bool(open_now) == (state_of_answers(answers, AT) == State.IN_FORCE)


@given(ONE_EACH, st.sampled_from(["elena", "david", "aunt"]))
def test_a_further_no_never_opens(answers, signer):
    others = [a for a in answers if a.signer != signer]
    assert brings_consent([*others, no(signer)], AT) == frozenset()


@given(ONE_EACH)
def test_a_conflict_says_why_and_nothing_else_does(answers):
    assert (why_conflict(answers, AT) is not None) == (state_of_answers(answers, AT) == State.CONFLICT)
