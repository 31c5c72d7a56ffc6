"""Links without sign-in: one form, once, on one device, for the one person who was asked.

The token says who is asked and under which link, and is signed; everything else stands in the link's row, which is read
through the eyes of that person alone. A link that leads to a child's questions opens nothing else of the child.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person

from . import events, queries
from .models import AnswerLink, Assignment

SALT = "trefoil.instruments.link"
LASTS = timedelta(days=14)
NOT_OPEN = "It no longer waits for an answer."
DEVICE_BYTES = 32


@dataclass(frozen=True)
class Named:
    """Whom a token names, and under which link."""

    link_id: UUID
    person_id: UUID


def token_of(link: AnswerLink) -> str:
    """Return the secret of a link."""
    return signing.dumps([link.pk.hex, link.person_id.hex], salt=SALT)


def named_in(token: str) -> Named | None:
    """Return whom a token names, or None if nobody here has signed it or its time is long over."""
    try:
        link, person = signing.loads(token, salt=SALT, max_age=LASTS)
        return Named(UUID(link), UUID(person))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def open_link(named: Named, at: datetime) -> AnswerLink | None:
    """Return the link a token names while it can be used, seen by the person it is for."""
    return (
        AnswerLink.objects.filter(pk=named.link_id, person_id=named.person_id, ended_at=None, expires_at__gt=at)
        .select_related("assignment__compartment", "assignment__child__person", "assignment__asked_of")
        .first()
    )


@transaction.atomic
def make_link(*, assignment: Assignment, email: str, by: Person, at: datetime) -> AnswerLink:
    """Make a link for who was asked; an earlier one for the same questions stops working."""
    require(by, assignment.compartment_id, May.WRITE)
    refuse_if(None if queries.is_open(assignment) else NOT_OPEN)
    AnswerLink.objects.filter(assignment=assignment, ended_at=None).update(ended_at=at)
    link = AnswerLink.objects.create(
        compartment_id=assignment.compartment_id,
        assignment=assignment,
        person_id=assignment.asked_of_id,
        email=email.strip(),
        made_by=by,
        at=at,
        expires_at=at + LASTS,
    )
    tell(
        events.LinkMade(child_id=assignment.child_id, assignment_id=assignment.pk, at=at),
        by=by,
        compartment=assignment.compartment_id,
    )
    return link


@transaction.atomic
def begin(*, link: AnswerLink, by: Person, at: datetime) -> str | None:
    """Bind a link to the device that opens it first, and return that device's secret; None if another has."""
    held = AnswerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    require(by, held.compartment_id, May.RESPOND)
    if held.opened_at is not None or held.ended_at is not None:
        return None
    device = secrets.token_urlsafe(DEVICE_BYTES)
    held.opened_at, held.device_hash = at, _hash(device)
    held.save()
    return device


def is_device(link: AnswerLink, device: str) -> bool:
    """Tell whether a device is the one that opened the link."""
    return bool(link.device_hash) and secrets.compare_digest(link.device_hash, _hash(device))


def _hash(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()
