"""Accounts as others see them: whether there is one, a new link for who has none, and closing one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from trefoil.ground.kit.refusal import Refused

from .actions import invite
from .models import Account, Invitation, Person
from .queries import is_suspended
from .types import AccountState


def invite_anew(*, person: Person, email: str, by: Person, at: datetime) -> tuple[Invitation, str]:
    """Invite a person; an earlier link stops working. The caller has asked whether the actor may."""
    if Account.objects.filter(email__iexact=email.strip()).exclude(person=person).exists():
        # Without saying whose it is: a taken contact point is itself a fact about somebody.
        raise Refused(_("This address cannot be used here. Please give another one."))
    if is_suspended(person.pk):
        raise Refused(_("This person cannot be invited now. Ask the privacy officer."))
    end_invitations(person.pk, at)
    return invite(person=person, email=email, by=by, at=at)


def end_invitations(person_id: UUID, at: datetime) -> None:
    """End every link that was not used."""
    Invitation.objects.filter(person_id=person_id, accepted_at=None, expires_at__gt=at).update(expires_at=at)


def close_account(person_id: UUID, at: datetime) -> None:
    """Let a person sign in no more, from the next click on; no session of before comes to life again."""
    end_invitations(person_id, at)
    Account.objects.filter(person_id=person_id).update(is_active=False, signed_out_at=at)


def open_account_again(person_id: UUID) -> None:
    """Let a person sign in as before, unless a privacy officer has suspended them."""
    if not is_suspended(person_id):
        Account.objects.filter(person_id=person_id).update(is_active=True)


def account_states(people: Iterable[UUID], at: datetime) -> dict[UUID, AccountState]:
    """Return by person whether they can sign in."""
    wanted = set(people)
    states = dict.fromkeys(wanted, AccountState.NONE)
    for person, expires_at in Invitation.objects.filter(person_id__in=wanted, accepted_at=None).values_list(
        "person_id", "expires_at"
    ):
        if expires_at > at:
            states[person] = AccountState.INVITED
        elif states[person] == AccountState.NONE:
            states[person] = AccountState.EXPIRED
    for person, active, last in Account.objects.filter(person_id__in=wanted).values_list(
        "person_id", "is_active", "last_login"
    ):
        opened = AccountState.SIGNED_IN if last else AccountState.OPEN
        states[person] = opened if active else AccountState.CLOSED
    return states
