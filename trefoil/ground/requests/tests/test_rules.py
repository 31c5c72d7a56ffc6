"""Clocks and grounds, without a database."""

from datetime import date

import pytest

from trefoil.ground.access.types import OrganizationKind
from trefoil.ground.requests import rules
from trefoil.ground.requests.types import Decision, Handed, Reason, State
from trefoil.ground.rulebook.queries import SHIPPED, law

CLOCKS = law("us-mn", date(2026, 11, 21), SHIPPED).clocks
FEDERAL = law("us", date(2026, 11, 21), SHIPPED).clocks
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "law_of", "due", "by"),
    [
        (OrganizationKind.SCHOOL, CLOCKS, date(2026, 12, 4), ("access_mgdpa",)),
        (OrganizationKind.DISTRICT, CLOCKS, date(2026, 12, 4), ("access_mgdpa",)),
        (OrganizationKind.COUNTY, CLOCKS, date(2026, 12, 4), ("access_mgdpa",)),
        (OrganizationKind.CLINIC, CLOCKS, date(2026, 12, 20), ("access_hipaa", "access_mhra")),
        (OrganizationKind.IOP, CLOCKS, date(2026, 12, 20), ("access_hipaa", "access_mhra")),
        (OrganizationKind.SCHOOL, FEDERAL, date(2027, 1, 4), ("access_ferpa",)),
        (OrganizationKind.CLINIC, FEDERAL, date(2026, 12, 20), ("access_hipaa",)),
    ],
)
def test_who_keeps_the_record_decides_the_clock(kind, law_of, due, by):
    found = rules.due_for(rules.clocks_for(kind), law_of, FRIDAY)
    assert (found.on, found.clocks) == (due, by)


def test_a_clinic_that_acts_for_the_school_runs_under_both():
    names = rules.clocks_for(OrganizationKind.CLINIC, acts_for_school=True)
    assert "access_ferpa" in names
    assert rules.due_for(names, CLOCKS, FRIDAY).on == date(2026, 12, 20)


def test_only_health_records_know_an_extension():
    assert rules.extended_to(date(2026, 12, 20), ("access_hipaa", "access_mhra"), CLOCKS) == date(2027, 1, 19)
    assert rules.extended_to(date(2026, 12, 4), ("access_mgdpa",), CLOCKS) is None


def test_overdue_is_what_is_open_after_its_day():
    assert not rules.is_overdue(State.ASKED, FRIDAY, FRIDAY)
    assert rules.is_overdue(State.CHECKED, FRIDAY, date(2026, 11, 21))
    assert not rules.is_overdue(State.DELIVERED, FRIDAY, date(2026, 11, 21))


def why_not_choose(**changed):
    given = {
        "state": State.CHECKED, "decision": Decision.LEAVE_OUT, "reason": Reason.DANGER, "shown": "", "line": "a b",
        "is_health": True,
    }  # fmt: skip
    return rules.why_not_choose(**(given | changed))


def test_what_is_left_out_has_a_reason_that_the_law_knows():
    assert why_not_choose() is None
    assert why_not_choose(reason="") is not None
    assert why_not_choose(reason=Reason.NOT_OURS) is not None
    assert why_not_choose(is_health=False) is not None  # no school record is kept back for danger
    assert why_not_choose(is_health=False, reason=Reason.OTHER_PERSON) is None
    assert why_not_choose(state=State.DELIVERED) is not None
    assert why_not_choose(decision=Decision.BLACK_OUT) is not None
    assert why_not_choose(decision=Decision.BLACK_OUT, shown="a b") is not None
    assert why_not_choose(decision=Decision.BLACK_OUT, shown="a") is None
    assert why_not_choose(decision="", reason="") is None


@pytest.mark.parametrize(
    ("changed", "may"),
    [
        ({}, True),
        ({"state": State.ASKED}, False),
        ({"state": State.DENIED}, False),
        ({"items": 0}, False),
        ({"can_fetch": False}, False),
        ({"handed": Handed.LETTER}, False),
        ({"handed": Handed.LETTER, "proof": "RR 12", "can_fetch": False}, True),
    ],
)
def test_delivering_needs_a_checked_requester_and_a_proof(changed, may):
    given = {"state": State.CHECKED, "items": 3, "handed": Handed.PORTAL, "proof": "", "can_fetch": True}
    assert (rules.why_not_deliver(**(given | changed)) is None) == may


def test_only_danger_is_reviewable_and_never_by_who_decided():
    assert rules.is_reviewable([Reason.DANGER])
    assert not rules.is_reviewable([Reason.OTHER_PERSON, Reason.YOUTH_CONTROL])
    assert rules.why_not_review(asked=True, reviewed=False, took_part=True, text="x") is not None
    assert rules.why_not_review(asked=True, reviewed=False, took_part=False, text="x") is None
    assert rules.why_not_ask_review(reviewable=False, asked=False, words="x") is not None
    assert rules.why_not_ask_review(reviewable=True, asked=True, words="x") is not None
