from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.sessions import rules
from trefoil.care.sessions.types import NoteState, Status, Text
from trefoil.care.sessions.words import DAY_WORDS, STATE_WORDS, STATUS_WORDS

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
WRITTEN = Text(did="Practiced asking for a break")


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(status):
    assert STATUS_WORDS[status]


def test_every_state_and_day_has_words():
    assert set(STATE_WORDS) == set(NoteState)
    assert len(DAY_WORDS) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"is_noted": True}, "signed"),
        ({"held_at": AT + timedelta(hours=1)}, "not begun"),
        ({"held_at": AT + timedelta(hours=1), "status": Status.CANCELED}, None),
        ({"minutes": 0}, "how many minutes"),
        ({"minutes": 0, "status": Status.MISSED}, None),
    ],
)
def test_why_not_record(changes, said):
    why = rules.why_not_record(
        **({"held_at": AT, "at": AT, "minutes": 30, "status": Status.ATTENDED, "is_noted": False} | changes)
    )
    assert why is None if said is None else said in why


@pytest.mark.parametrize("state", NoteState)
def test_only_a_draft_is_written_on(state):
    why = rules.why_not_write(is_author=True, state=state, was_held=True)
    assert (why is None) == (state == NoteState.DRAFT)


def test_why_not_sign():
    fine = {"is_author": True, "state": NoteState.DRAFT, "was_held": True, "text": WRITTEN}
    assert rules.why_not_sign(**fine) is None
    assert "who held" in rules.why_not_sign(**fine | {"is_author": False})
    assert "did not take place" in rules.why_not_sign(**fine | {"was_held": False})
    assert rules.why_not_sign(**fine | {"state": NoteState.SIGNED}) == rules.LOCKED
    assert "before you sign" in rules.why_not_sign(**fine | {"text": Text(next="Call")})


@pytest.mark.parametrize(
    ("role", "license_number", "has_supervisor", "asked"),
    [
        ("therapist", "LP 1", True, False),
        ("therapist", "", True, True),
        ("therapist", " ", False, False),
        ("skills", "X 1", True, True),
        ("family_peer", "CFPS 1", True, True),
        ("skills", "", False, False),
    ],
)
def test_asks_cosign(role, license_number, has_supervisor, asked):
    assert rules.asks_cosign(role=role, license_number=license_number, has_supervisor=has_supervisor) is asked


@pytest.mark.parametrize("state", NoteState)
def test_only_what_waits_is_cosigned_and_only_by_whom_it_waits_for(state):
    waits = state == NoteState.COSIGN_WAITING
    assert (rules.why_not_cosign(is_cosigner=True, state=state) is None) == waits
    assert rules.why_not_cosign(is_cosigner=False, state=state)


@pytest.mark.parametrize("state", NoteState)
def test_why_not_addend(state):
    assert (rules.why_not_addend(state=state, text="more") is None) == state.is_locked
    assert rules.why_not_addend(state=state, text=" ")


def test_a_shared_text_names_no_child():
    assert "Leo" in rules.why_not_share("Leo led the warm-up", ["Leo", "Maya"])
    assert rules.why_not_share("Leonard Cohen songs", ["Leo"]) is None
    assert rules.why_not_share("Breathing and a game", ["Leo", ""]) is None


def test_the_size_of_a_group():
    assert rules.why_not_group(8) is None
    assert rules.why_not_group(0)
    assert rules.why_not_group(9)


def test_why_not_mark_day():
    assert rules.why_not_mark_day(date(2026, 11, 19), date(2026, 11, 19)) is None
    assert rules.why_not_mark_day(date(2026, 11, 20), date(2026, 11, 19))


def test_the_supervisor_not_on_the_team_is_said():
    assert rules.why_not_ask_cosign(supervisor_on_team=True) is None
    assert "not on this child's team" in rules.why_not_ask_cosign(supervisor_on_team=False)


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_why_not_share_never_breaks_on_odd_names(text, names):
    rules.why_not_share(text, names)
