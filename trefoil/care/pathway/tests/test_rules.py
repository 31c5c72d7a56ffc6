"""Which way a referral may go: every state and verb, every reason."""

from datetime import date
from itertools import product

import pytest

from trefoil.care.pathway import rules
from trefoil.care.pathway.types import Census, State, Step, Verb

REASON = "There is another program nearer to home."


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_every_state_and_verb_has_an_answer(state, verb):
    allowed = {
        State.SENT: {Verb.ACCEPT, Verb.DECLINE, Verb.WITHDRAW},
        State.ACCEPTED: {Verb.WITHDRAW},
        State.DECLINED: set(),
        State.WITHDRAWN: set(),
    }
    reason = rules.why_not_move(state, verb)
    assert (reason is None) == (verb in allowed[state])
    assert reason is None or reason.endswith(".")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("asked", [True, False])
def test_accepting_needs_the_release(state, released, asked):
    reason = rules.why_not_accept(state=state, released=released, asked=asked)
    assert (reason is None) == (state == State.SENT and released)
    if state == State.SENT and not released:
        assert ("not signed" in reason) == asked


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("guardian", [True, False])
@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("released", [True, False])
def test_asking_for_the_release(state, guardian, asked, released):
    reason = rules.why_not_ask_release(state=state, guardian=guardian, asked=asked, released=released)
    is_open = state in (State.SENT, State.ACCEPTED)
    assert (reason is None) == (is_open and guardian and not asked and not released)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("reason", [REASON, "no", "   "])
@pytest.mark.parametrize("enrolled", [True, False])
def test_declining_and_withdrawing_need_a_reason(state, reason, enrolled):
    good = reason == REASON
    assert (rules.why_not_decline(state=state, reason=reason) is None) == (good and state == State.SENT)
    found = rules.why_not_withdraw(state=state, reason=reason, enrolled=enrolled)
    assert (found is None) == (good and not enrolled and state in (State.SENT, State.ACCEPTED))


@pytest.mark.parametrize(
    ("census", "waits", "free"),
    [
        (Census(25, 24, 0, 0), False, 1),
        (Census(25, 24, 1, 0), True, 0),
        (Census(25, 25, 0, 0), True, 0),
        (Census(25, 20, 0, 1), True, 5),
        (Census(25, 30, 0, 0), True, 0),
        (Census(None, 300, 9, 0), False, None),
    ],
)
def test_who_waits(census, waits, free):
    assert rules.must_wait(census) == waits
    assert census.free == free


@pytest.mark.parametrize(
    ("place", "of", "up", "reason", "ok"),
    [
        (2, 3, True, REASON, True),
        (2, 3, False, REASON, True),
        (1, 3, True, REASON, False),
        (3, 3, False, REASON, False),
        (None, 3, True, REASON, False),
        (2, 3, True, "", False),
    ],
)
def test_moving_in_the_list(place, of, up, reason, ok):
    assert (rules.why_not_reorder(place=place, of=of, up=up, reason=reason) is None) == ok


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"place": 1}, None),
        ({"enrolled": True}, "already in the program"),
        ({"state": State.SENT}, "accepted"),
        ({"state": State.DECLINED}, "accepted"),
        ({"state": State.WITHDRAWN}, "accepted"),
        ({"released": False}, "release has ended"),
        ({"place": 1, "census": Census(25, 25, 0, 1)}, "No place"),
        ({"place": 2}, "before this one"),
        ({"team": False}, "therapist and a teacher"),
    ],
)
def test_enrolling(changed, why):
    facts = {
        "state": State.ACCEPTED,
        "enrolled": False,
        "released": True,
        "place": None,
        "census": Census(25, 20, 1, 2),
        "team": True,
    }
    found = rules.why_not_enroll(**(facts | changed))
    assert found is None if why is None else why in found


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"is_open": True}, "already referred"),
        ({"is_enrolled": True}, "already in the program"),
        ({"born_on": date(2025, 1, 1)}, "birth date"),
        ({"born_on": date(1990, 1, 1)}, "birth date"),
        ({"born_on": date(2023, 9, 1)}, None),
        ({"born_on": date(2023, 9, 2)}, "birth date"),
        ({"born_on": date(2004, 9, 2)}, None),
        ({"born_on": date(2004, 9, 1)}, "birth date"),
        ({"concern": "Loud."}, "concern"),
    ],
)
def test_sending(changed, why):
    facts = {
        "born_on": date(2015, 3, 4),
        "on": date(2026, 9, 1),
        "is_open": False,
        "is_enrolled": False,
        "concern": "Leaves the room when it is loud.",
    }
    found = rules.why_not_send(**(facts | changed))
    assert found is None if why is None else why in found


@pytest.mark.parametrize("waiting", [True, False])
def test_the_welcome_list_keeps_its_order_and_ends_empty(waiting):
    nothing = rules.open_steps(releases_waiting=waiting, confirmed=frozenset())
    assert nothing == (tuple(Step) if waiting else tuple(Step)[1:])
    all_but_releases = frozenset(Step) - {Step.RELEASES}
    assert bool(rules.open_steps(releases_waiting=waiting, confirmed=all_but_releases)) == waiting
