"""How a release stands at an instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Release
from .types import Says


@dataclass(frozen=True)
class State:
    """A release's state: its code, its word, its tone and since or until when."""

    code: str
    label: Any
    tone: str
    when: datetime | None


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
    refused = [a for a in release.answers.all() if a.says == Says.REFUSE and a.stands]
    if release.signed_at and refused:
        return State("conflict", _("answered differently: nothing is shared"), "ask", max(a.at for a in refused))
    if release.signed_at and not release.opens_pages:
        return State("live", _("in force, on paper"), "good", release.ends_at)
    if release.signed_at:
        return State("live", _("in force"), "good", release.ends_at)
    return State("asked", _("waiting for an answer"), "ask", release.asked_at)
