"""Bringing in the guardian who is asked: a release cannot be signed by somebody without an account."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trefoil.ground.people import actions as people
from trefoil.ground.people import letters
from trefoil.ground.people.models import Caregiver, Person

from . import queries
from .models import Release

NOT_NEEDED, SENT, NO_ADDRESS, NOT_SENT = "not_needed", "sent", "no_address", "not_sent"


def invite_signer(release: Release, *, by: Person, at: datetime) -> str:
    """Invite the signer of a release by e-mail if they have no account yet; tell how it went."""
    if queries.has_account(release.signer_id):
        return NOT_NEEDED
    caregiver = Caregiver.objects.filter(child_id=release.child_id, person_id=release.signer_id, ends_at=None).first()
    if caregiver is None or not caregiver.email:
        return NO_ADDRESS
    invitation, token = people.invite(person=release.signer, email=caregiver.email, by=by, at=at)
    return SENT if letters.send_invitation(invitation, token) else NOT_SENT


def say(request: HttpRequest, outcome: str) -> None:
    """Say on the next page how asking went."""
    if outcome == NOT_NEEDED:
        messages.success(request, _("Asked. It waits in their list, and an e-mail says that something is there."))
    elif outcome == SENT:
        messages.success(request, _("Asked. An invitation to open an account is on its way to them."))
    elif outcome == NO_ADDRESS:
        messages.warning(request, _("Asked, but there is no e-mail address to invite them at. Call, and enter one."))
    else:
        messages.warning(request, _("Asked, but the invitation could not be sent. Try again in a while."))
