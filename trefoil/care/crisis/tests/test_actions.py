"""Opening and closing a crisis, and what it opens."""

from datetime import timedelta

import pytest
from django.db import transaction

from trefoil.care.crisis import actions, rules
from trefoil.care.crisis.models import Crisis
from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.types import Basis, Category, Scope
from trefoil.ground.kit.refusal import Refused


def _open(cast, as_, part, at, level=3):
    with as_(part, at):
        return actions.open_crisis(child=cast.children["maya"], level=level, by=cast.person(part), at=at)


def _card(cast, as_, part, at):
    with as_(part, at):
        sight, _ = sight_of(cast.children["maya"].pk)
    return sight.scope(Category.SAFETY_PLAN), sight.bases.get(Category.SAFETY_PLAN)


@pytest.fixture
def plan(cast):
    return compartment_for(
        child_id=cast.children["maya"].pk,
        category=Category.SAFETY_PLAN,
        custodian_id=cast.organizations["clinic"].pk,
    )


def test_open_crisis_opens_the_card_and_close_crisis_closes_it(cast, as_, at, plan):
    assert _card(cast, as_, "teacher", at) == (None, None)
    crisis = _open(cast, as_, "therapist", at)
    assert _card(cast, as_, "teacher", at) == (Scope.CARD, {Basis.CRISIS})
    over = at + timedelta(minutes=50)
    with as_("therapist", over):
        actions.close_crisis(crisis=Crisis.objects.get(pk=crisis.pk), by=cast.person("therapist"), at=over)
    assert _card(cast, as_, "teacher", over) == (None, None)
    assert _card(cast, as_, "teacher", over - timedelta(seconds=1)) == (None, None), "what is over is not judged anew"


def test_open_crisis_of_a_lower_level_opens_no_card(cast, as_, at, plan):
    _open(cast, as_, "therapist", at, level=2)
    assert _card(cast, as_, "teacher", at) == (None, None)


def test_open_crisis_is_for_those_who_treat_or_teach(cast, as_, at):
    for part in ("director", "coordinator", "outsider"):
        with pytest.raises(Denied):
            _open(cast, as_, part, at)


def test_open_crisis_is_refused_while_one_as_grave_is_open(cast, as_, at):
    _open(cast, as_, "teacher", at, level=2)
    with pytest.raises(Refused):
        _open(cast, as_, "teacher", at, level=2)
    assert _open(cast, as_, "teacher", at, level=3).level == 3


def test_close_crisis_is_refused_twice_and_before_it_began(cast, as_, at):
    crisis = _open(cast, as_, "teacher", at)
    by = cast.person("teacher")
    with as_("teacher"), pytest.raises(Refused), transaction.atomic():
        actions.close_crisis(crisis=crisis, by=by, at=at - timedelta(minutes=1))
    with as_("teacher"):
        actions.close_crisis(crisis=crisis, by=by, at=at)
        with pytest.raises(Refused):
            actions.close_crisis(crisis=crisis, by=by, at=at)


def test_a_crisis_has_a_level():
    assert rules.why_not_open(level=4, open_levels=[])
    assert rules.why_not_open(level=1, open_levels=[]) is None
