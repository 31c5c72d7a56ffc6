"""Keeping and discarding drafts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import require
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if

from . import rules
from .models import Draft


@transaction.atomic
def save(
    *,
    person: Any,
    key: str,
    fields: Mapping[str, list[str]],
    at: datetime,
    compartment: Compartment | int | None = None,
) -> Draft:
    """Keep what a person has typed so far; the same form again replaces it.

    Args:
        key: the form and what it is about, as `note:<session id>`; a view and its template agree on it.
        compartment: where the finished writing will live; the draft is seen no longer than that is open.
    """
    kept = rules.kept(fields)
    refuse_if(rules.why_not_save(key=key, fields=kept))
    if compartment is not None:
        require(person, compartment, May.RESPOND)
    draft = Draft(
        person_id=_id(person),
        key=key,
        fields=kept,
        compartment_id=getattr(compartment, "pk", compartment),
        saved_at=at,
    )
    # One statement, so that two tabs that save in the same second do not refuse each other.
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["person", "key"],
        update_fields=["fields", "saved_at", "compartment"],
    )
    return draft


@transaction.atomic
def discard(*, person: Any, key: str, at: datetime) -> None:
    """Let go of a draft whose form was sent, or that nobody wants."""
    Draft.objects.filter(person_id=_id(person), key=key).update(fields={}, saved_at=at)


def _id(person: Any) -> UUID:
    return getattr(person, "person_id", None) or getattr(person, "pk", person)
