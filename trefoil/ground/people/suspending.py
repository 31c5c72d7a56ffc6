"""Closing everything to one person everywhere, at once, and opening it again: a privacy officer's own verb."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from trefoil.ground.access.actions import Denied, refresh, refresh_roster, tell
from trefoil.ground.access.session import on_our_word
from trefoil.ground.kit.refusal import refuse_if

from . import rules
from .events import PersonSuspended, SuspensionLifted
from .inviting import close_account, open_account_again
from .jobs import refresh_children
from .models import Person, Staff, Suspension
from .queries import is_suspended

AT_ONCE = 100
"""Children whose grants are rebuilt at once, the others by a job; what was open is closed before that."""


def may_suspend(person_id: UUID) -> bool:
    """Tell whether the present viewer is the privacy officer of a person."""
    with connection.cursor() as cursor:
        cursor.execute("select may_suspend(%s)", [person_id])
        return bool(cursor.fetchone()[0])


def _organization(by: Person, person: Person) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("select viewer(), overseen_organization(), may_suspend(%s)", [person.pk])
        viewer, organization, may = cursor.fetchone()
    if viewer != by.pk or not organization or not may:
        raise Denied
    return UUID(str(organization))


@transaction.atomic
def suspend(*, person: Person, reason: str, by: Person, at: datetime) -> Suspension:
    """Close everything to a person now: sessions, sign-in, invitations and every grant, of every child."""
    organization = _organization(by, person)
    refuse_if(rules.why_not_suspend(suspended=is_suspended(person.pk), reason=reason))
    with on_our_word("suspension"):
        made = Suspension.objects.create(
            person=person, organization_id=organization, reason=reason.strip(), starts_at=at, suspended_by=by
        )
    close_account(person.pk, at)
    with connection.cursor() as cursor:
        cursor.execute("select close_grants_of(%s, %s)", [person.pk, at])
    _refresh(person, at)
    tell(PersonSuspended(person_id=person.pk, suspension_id=made.pk, at=at), by=by)
    return made


@transaction.atomic
def lift(*, suspension: Suspension, reason: str, by: Person, at: datetime) -> Suspension:
    """Open again what the facts open now; the person signs in anew."""
    person = suspension.person
    _organization(by, person)
    refuse_if(rules.why_not_lift(ended=suspension.ends_at is not None, reason=reason))
    suspension.ends_at, suspension.lifted_by, suspension.lift_reason = at, by, reason.strip()
    with on_our_word("suspension"):
        suspension.save(update_fields=["ends_at", "lifted_by", "lift_reason"])
    if not Staff.objects.filter(pk=person.pk, ends_at__lte=at).exists():
        open_account_again(person.pk)
    _refresh(person, at)
    tell(SuspensionLifted(person_id=person.pk, suspension_id=suspension.pk, at=at), by=by)
    return suspension


def _refresh(person: Person, at: datetime) -> None:
    """Rebuild the grants on every child of the person, past a lock on each, so that none comes back."""
    with connection.cursor() as cursor:
        cursor.execute("select children_open_to(%s)", [person.pk])
        children = sorted(cursor.fetchone()[0])
    for child_id in children[:AT_ONCE]:
        refresh(child_id, at=at)
    for start in range(AT_ONCE, len(children), AT_ONCE):
        refresh_children.defer(children=[str(child) for child in children[start : start + AT_ONCE]])
    if place := Staff.objects.filter(pk=person.pk).values_list("organization_id", flat=True).first():
        refresh_roster(place, at=at)
