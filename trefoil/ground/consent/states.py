"""How a release stands at an instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .conflict import Answer, state_of_answers
from .conflict import State as Together
from .models import Release
from .types import Says


@dataclass(frozen=True)
class State:
    """A release's state: its code, its word, its tone and since or until when."""

    code: str
    label: Any
    tone: str
    when: datetime | None


def answers_to(release: Release) -> list[Answer]:
    """Return what everybody who decides has answered to a release: the signer's answer, and the refusals that stand."""
    signer = Answer(
        signer=release.signer_id,
        asked_at=release.asked_at,
        signed_at=release.signed_at,
        declined_at=release.declined_at,
        revoked_at=release.revoked_at,
        ends_at=release.ends_at,
    )
    others = [
        a for a in release.answers.all() if a.says == Says.REFUSE and a.stands and a.person_id != release.signer_id
    ]
    return [signer, *(Answer(signer=a.person_id, asked_at=release.asked_at, declined_at=a.at) for a in others)]


def state_of(release: Release, at: datetime) -> State:
    """Return how a release stands at an instant, with what everybody who decides has answered."""
    if release.revoked_at and release.revoked_at <= at:
        return State("revoked", _("ended by the family"), "neutral", release.revoked_at)
    if release.declined_at:
        return State("declined", _("declined"), "neutral", release.declined_at)
    if release.event_at and release.event_at <= at:
        return State("over", _("over"), "neutral", release.event_at)
    if release.ends_at <= at:
        return State("over", _("over"), "neutral", release.ends_at)
    if state_of_answers(answers_to(release), at) == Together.CONFLICT:
        since = max(a.at for a in release.answers.all() if a.says == Says.REFUSE and a.stands)
        return State("conflict", _("answered differently: nothing is shared"), "ask", since)
    if release.signed_at and not release.opens_pages:
        return State("live", _("in force, on paper"), "good", release.ends_at)
    if release.signed_at:
        return State("live", _("in force"), "good", release.ends_at)
    return State("asked", _("waiting for an answer"), "ask", release.asked_at)
