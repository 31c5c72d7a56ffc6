"""Short scenes that tests, demo and journeys share, played through the real actions."""

from datetime import datetime, timedelta

from trefoil.demo.cast import Cast
from trefoil.ground.access.session import seen_by
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.rules import TOGETHER
from trefoil.ground.people.models import Child


def release_together(cast: Cast, child: Child, signer: str, at: datetime) -> Release:
    """Let school and clinic share what they work on together: the director asks, a guardian signs."""
    director, guardian = cast.person("director"), cast.person(signer)
    with seen_by(director, at):
        release = consent.ask(
            child=child,
            from_organization=cast.organizations["clinic"],
            to_organization=cast.organizations["school"],
            categories=TOGETHER,
            purpose="coordination",
            signer=guardian,
            ends_at=at + timedelta(days=360),
            by=director,
            at=at,
        )
    with seen_by(guardian, at):
        return consent.sign(
            release=release,
            typed_name=str(guardian),
            language=guardian.language,
            by=guardian,
            at=at,
        )
