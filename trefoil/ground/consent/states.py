"""How a release stands at an instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Release


@dataclass(frozen=True)
class State:
    """A release's state: its code, its word, its tone and since or until when."""

    code: str
    label: Any
    tone: str
    when: datetime | None


def state_of(release: Release, at: datetime) -> State:
    """Return how a release stands at an instant."""
    if release.revoked_at and release.revoked_at <= at:
        return State("revoked", _("ended by the family"), "neutral", release.revoked_at)
    if release.declined_at:
        return State("declined", _("declined"), "neutral", release.declined_at)
    if release.ends_at <= at:
        return State("over", _("over"), "neutral", release.ends_at)
    if release.signed_at:
        return State("live", _("in force"), "good", release.ends_at)
    return State("asked", _("waiting for an answer"), "ask", release.asked_at)
