"""How asking went, said on the next page."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .types import Invited


def say(request: HttpRequest, outcome: Invited) -> None:
    """Say on the next page how asking for a release went."""
    if outcome == Invited.NOT_NEEDED:
        messages.success(request, _("Asked. It waits in their list, and an e-mail says that something is there."))
    elif outcome == Invited.SENT:
        messages.success(request, _("Asked. An invitation to open an account is on its way to them."))
    elif outcome == Invited.NO_ADDRESS:
        messages.warning(request, _("Asked, but there is no e-mail address to invite them at. Call, and enter one."))
    else:
        messages.warning(request, _("Asked, but the invitation could not be sent. Try again in a while."))
