"""A refresh writes only where the grants differ from the facts, and finds every difference."""

from dataclasses import replace
from datetime import timedelta

import pytest

from trefoil.ground.access import actions
from trefoil.ground.access.digest import digest
from trefoil.ground.access.session import ask_refresher
from trefoil.ground.access.types import Basis, Column, May, Period, Scope


def _held(child):
    [found] = ask_refresher("facts_of", children=[child], functions=["grants_digest"])
    return found[str(child)]


def test_a_refresh_of_what_is_right_writes_nothing(released, at, monkeypatch):
    maya = released.children["maya"].pk
    actions.refresh(maya, at=at)
    assert _held(maya) == digest(actions.grants_now(maya, at=at))
    monkeypatch.setattr(actions, "_replace", lambda *_: pytest.fail("it wrote"))
    actions.refresh(maya, at=at)


@pytest.mark.parametrize(
    "change",
    [
        {"column": Column.EVALUATOR},
        {"scope": Scope.CARD},
        {"may": May.WRITE},
        {"basis": Basis.BREAK_GLASS},
        {"hides_location": True},
        {"source": "00000000-0000-0000-0000-000000000001"},
        {"stands_in_for": "00000000-0000-0000-0000-000000000001"},
        {"person": "00000000-0000-0000-0000-000000000001"},
        {"period": (-1, None)},
        {"period": (None, 1)},
    ],
    ids=str,
)
def test_a_refresh_mends_whatever_differs(released, at, change):
    maya = released.children["maya"].pk
    right = actions.grants_now(maya, at=at)
    one = next(g for g in right if g.may == May.READ and g.basis == Basis.CARE_TEAM)
    if "period" in change:
        starts, ends = (days and at + timedelta(days=days, microseconds=1) for days in change["period"])
        change = {"period": Period(starts_at=starts, ends_at=ends)}
    actions.place_only(maya, right - {one} | {replace(one, **change)})
    assert _held(maya) != digest(right)
    actions.refresh(maya, at=at)
    assert _held(maya) == digest(right)


def test_a_refresh_brings_what_is_missing_and_takes_what_is_too_much(released, at):
    maya = released.children["maya"].pk
    right = actions.grants_now(maya, at=at)
    one = min(right, key=str)
    for wrong in (right - {one}, right | {replace(one, may=May.WRITE, column=Column.EVALUATOR)}, frozenset()):
        actions.place_only(maya, wrong)
        actions.refresh(maya, at=at)
        assert _held(maya) == digest(right)
