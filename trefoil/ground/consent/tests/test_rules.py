"""What may be asked, signed, declined and ended."""

from datetime import UTC, datetime, timedelta

import pytest

from trefoil.ground.access.types import Authority, Category
from trefoil.ground.consent import rules

AT = datetime(2026, 9, 1, tzinfo=UTC)


def ask(**changed):
    facts = {
        "categories": {Category.SCHOOL_PLAN},
        "starts_at": AT,
        "ends_at": AT + timedelta(days=360),
        "authority": Authority.FULL,
    }
    return rules.why_not_ask(**(facts | changed))


def test_a_plain_release_may_be_asked_for():
    assert ask() is None
    assert ask(categories=set(rules.TOGETHER)) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"authority": Authority.DELEGATED}, "authority"),
        ({"authority": Authority.NONE}, "authority"),
        ({"authority": None}, "authority"),
        ({"same_organization": True}, "no release"),
        ({"already_asked": True}, "already waiting"),
        ({"categories": set()}, "at least one"),
        ({"ends_at": AT}, "after it begins"),
        ({"ends_at": AT + timedelta(days=366)}, "a year at most"),
    ],
)
def test_a_release_is_not_asked_for_with_its_reason(changed, why):
    assert why in ask(**changed)


@pytest.mark.parametrize("category", list(Category))
def test_what_needs_a_paper_of_its_own_is_never_in_a_release(category):
    assert (ask(categories={category}) is None) == (category not in rules.NEVER | rules.YOUTHS)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"typed_name": " elena   REYES "}, None),
        ({"typed_name": "Elena"}, "Type your name"),
        ({"typed_name": ""}, "Type your name"),
        ({"authority": Authority.DELEGATED}, "Only the parent"),
        ({"authority": None}, "Only the parent"),
        ({"asked_of_them": False}, "Only the parent"),
        ({"signed": True}, "already signed"),
        ({"declined": True}, "declined"),
        ({"over": True}, "has passed"),
    ],
)
def test_signing(changed, why):
    facts = {
        "authority": Authority.FULL,
        "typed_name": "Elena Reyes",
        "name": "Elena Reyes",
        "signed": False,
        "over": False,
    }
    found = rules.why_not_sign(**(facts | changed))
    assert found is None if why is None else why in found


@pytest.mark.parametrize("asked_of_them", [True, False])
@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("declined", [True, False])
def test_declining(asked_of_them, signed, declined):
    found = rules.why_not_decline(asked_of_them=asked_of_them, signed=signed, declined=declined)
    assert (found is None) == (asked_of_them and not signed and not declined)


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("revoked", [True, False])
def test_revoking(signed, revoked):
    assert (rules.why_not_revoke(signed=signed, revoked=revoked) is None) == (signed and not revoked)
