"""Asking, signing, declining and ending a release: what changes, who is told, what is refused."""

from datetime import timedelta

import pytest
from django.core import mail

from trefoil.demo.cast import open_accounts
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, system_person
from trefoil.ground.consent import actions, handlers, queries
from trefoil.ground.consent.events import ReleaseAsked
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now


@pytest.fixture
def ask(cast, as_, at):
    def run(part="director", signer="mother", **changed):
        with as_(part, at):
            facts = {
                "child": cast.children["maya"],
                "from_organization": cast.organizations["clinic"],
                "to_organization": cast.organizations["school"],
                "categories": [Category.SCHOOL_PLAN],
                "purpose": "coordination",
                "signer": cast.person(signer),
                "ends_at": at + timedelta(days=300),
                "by": cast.person(part),
                "at": at,
            }
            return actions.ask(**(facts | changed))

    return run


def kinds(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def sign(release, cast, as_, at, part="mother", **changed):
    with as_(part, at):
        facts = {"typed_name": str(cast.person(part)), "language": "es", "by": cast.person(part), "at": at}
        return actions.sign(release=release, **(facts | changed))


def test_ask_puts_it_in_the_signers_list_at_once(ask, cast, as_, at):
    release = ask()
    with as_("mother", at):
        (line,) = needs_now(cast.person("mother").pk, at)
    assert (line.kind, line.url) == ("sign_release", f"/releases/{release.pk}/")
    assert kinds(cast, as_, "father", at) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"signer": "father"}, "authority"),
        ({"categories": [Category.PSYCHOTHERAPY_NOTES, Category.SCHEDULE]}, "paper of their own"),
        ({"categories": [Category.SUD]}, "Only the youth"),
    ],
)
def test_ask_refuses(ask, changed, why):
    with pytest.raises(Refused, match=why):
        ask(**changed)


def test_ask_twice_is_refused_and_after_a_no_it_is_not(ask, cast, as_, at):
    release = ask()
    with pytest.raises(Refused, match="already waiting"):
        ask()
    with as_("mother", at):
        actions.decline(release=release, by=cast.person("mother"), at=at)
    assert ask().pk != release.pk


@pytest.mark.parametrize("part", ["teacher", "outsider", "mother"])
def test_ask_is_denied_to_who_keeps_no_papers(cast, ask, part):
    if part == "mother":
        with pytest.raises(AttributeError):  # a guardian writes for no organization
            ask(part)
    else:
        with pytest.raises(Denied):
            ask(part)


def test_sign_keeps_the_text_closes_the_task_and_tells_who_asked(ask, cast, as_, at):
    release = sign(ask(then="/referrals/x/"), cast, as_, at)
    assert release.signed_name == "Elena Reyes"
    assert "Harbor Clinic" in release.signed_text
    assert kinds(cast, as_, "mother", at) == []
    with as_("director", at):
        (line,) = needs_now(cast.person("director").pk, at)
        assert (line.kind, line.url) == ("release_signed", "/referrals/x/")
        assert timeline(cast.children["maya"].pk)[0].kind == "release_signed"
    with as_("privacy", at):
        assert AuditEntry.objects.filter(page="ReleaseSigned", person_id=cast.person("mother").pk).count() == 1


@pytest.mark.parametrize("part", ["father", "therapist", "outsider"])
def test_sign_is_closed_to_others(ask, cast, as_, at, part):
    with pytest.raises((Denied, Refused)):
        sign(ask(), cast, as_, at, part)


def test_sign_refuses_another_name(ask, cast, as_, at):
    with pytest.raises(Refused, match="Type your name"):
        sign(ask(), cast, as_, at, typed_name="David Reyes")


def test_another_parent_with_authority_cannot_sign_what_was_not_asked_of_them(ask, cast, as_, at):
    from trefoil.demo.parents import add_parent

    cast.caregivers["aunt"] = add_parent(
        cast,
        cast.children["maya"],
        "Ines",
        "Reyes",
        "other",
        "full",
        at,
        home="Ines's home",
        address="",
        phone="",
        email="ines@home.example",
    )
    with pytest.raises(Refused, match="who was asked"):
        sign(ask(), cast, as_, at, "aunt")


def test_decline_tells_who_asked_and_shares_nothing(ask, cast, as_, at):
    release = ask()
    with as_("mother", at):
        actions.decline(release=release, by=cast.person("mother"), at=at)
        with pytest.raises(Refused):
            actions.decline(release=release, by=cast.person("mother"), at=at)
    assert kinds(cast, as_, "mother", at) == []
    assert kinds(cast, as_, "director", at) == ["release_declined"]
    with as_("director", at):
        assert not queries.live(cast.children["maya"].pk, at).exists()
    with pytest.raises(Refused, match="declined"):
        sign(release, cast, as_, at)


def test_revoke_closes_at_once_and_tells_who_asked(ask, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    later = at + timedelta(hours=1)
    with as_("mother", later):
        actions.revoke(release=release, by=cast.person("mother"), at=later)
        with pytest.raises(Refused, match="already ended"):
            actions.revoke(release=release, by=cast.person("mother"), at=later)
    assert "release_revoked" in kinds(cast, as_, "director", later)
    with as_("director", later):
        actions.notice(releases=[release], by=cast.person("director"), at=later)
    assert kinds(cast, as_, "director", later) == []


def test_revoke_on_the_familys_word_by_who_keeps_the_papers_only(ask, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    for part in ("teacher", "father", "outsider"):
        with as_(part, at), pytest.raises(Denied):
            actions.revoke(release=release, by=cast.person(part), at=at)
    with as_("director", at):
        assert actions.revoke(release=release, by=cast.person("director"), at=at).revoked_by == cast.person("director")


def test_the_nudge_says_nothing_and_goes_to_who_has_an_account(ask, cast, as_, at):
    release = ask()
    event = ReleaseAsked(child_id=release.child_id, release_id=release.pk, at=at)
    handlers.nudge_signer(event)
    assert mail.outbox == []
    open_accounts(cast)
    handlers.nudge_signer(event)
    (letter,) = mail.outbox
    assert letter.to == ["elena@home.example"]
    for word in ("Maya", "Reyes", "Trefoil", "Cedar", "Harbor", "release"):
        assert word not in letter.subject + letter.body
    with seen_by(system_person("reminders")):
        assert queries.releases(release.child_id).exists()
