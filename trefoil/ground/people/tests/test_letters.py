"""Letters: what lies on a lock screen names no program and no child; what did not leave is tried again."""

from datetime import timedelta

import pytest
from django.core import mail

from trefoil.demo.cast import EMAILS, open_accounts
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent import handlers
from trefoil.ground.consent.events import ReleaseAsked
from trefoil.ground.people import letters
from trefoil.ground.people.models import Invitation

NAMING = ("Trefoil", "school", "clinic", "child", "plan", "release", "escuela", "clínica", "permiso", "niño")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_nudge_names_nothing(settings, language):
    assert letters.send_nudge("elena@home.example", language)
    [letter] = mail.outbox
    words = f"{letter.subject} {letter.body}".replace(settings.PUBLIC_URL, "")
    assert [word for word in NAMING if word.lower() in words.lower()] == []
    assert ("Hola" in letter.body) == (language == "es")


def test_an_invitation_brings_its_link_and_nothing_else(settings):
    invitation = Invitation(email="elena@home.example", language="en")
    assert letters.send_invitation(invitation, "a-secret")
    [letter] = mail.outbox
    assert f"{settings.PUBLIC_URL}/people/invitation/a-secret/" in letter.body
    assert letter.to == ["elena@home.example"]


def test_a_letter_that_does_not_leave_is_said_to_have_stayed(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    assert not letters.send_nudge("elena@home.example", "en")
    assert "elena" not in caplog.text


def test_a_job_whose_letter_stayed_fails_so_that_it_is_tried_again(cast, at, monkeypatch):
    open_accounts(cast)
    director = cast.person("director")
    with seen_by(director):
        release = consent.ask(
            child=cast.children["maya"], from_organization=cast.organizations["school"],
            to_organization=cast.organizations["virtual"], categories=[Category.SCHOOL_PLAN], purpose="coordination",
            signer=cast.person("mother"), ends_at=at + timedelta(days=30), by=director, at=at,
        )  # fmt: skip
    event = ReleaseAsked(child_id=release.child_id, release_id=release.pk, at=at)
    handlers.nudge_signer(event)
    assert [letter.to for letter in mail.outbox] == [[EMAILS["mother"]]]
    monkeypatch.setattr(letters, "send_nudge", lambda *_: False)
    with pytest.raises(letters.NotSent):
        handlers.nudge_signer(event)
