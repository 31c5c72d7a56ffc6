"""E-mail to people of the program. What lies on a lock screen names no program, no diagnosis and no child."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import Invitation

log = logging.getLogger(__name__)


class NotSent(Exception):
    """A letter did not leave; a job that raises this is tried again later."""


def send_invitation(invitation: Invitation, token: str) -> bool:
    """Send the link by which a person opens an account; tell whether it left."""
    with translation.override(invitation.language):
        link = settings.PUBLIC_URL + reverse("people:accept_invitation", args=[token])
        body = _(
            "Hello,\n\nsomebody you work with asks you to read something. Open this link to choose a password and see"
            " it:\n\n%(link)s\n\nThe link works once, for seven days. This message says no more on purpose."
        )
        return _send(invitation.email, _("A link for you"), body % {"link": link})


def send_nudge(email: str, language: str) -> bool:
    """Say that something waits, and nothing else; tell whether it left."""
    with translation.override(language):
        body = _(
            "Hello,\n\nsomething is waiting for you. Sign in to read it:\n\n%(link)s\n\nThis message says no more on"
            " purpose."
        )
        return _send(email, _("Something is waiting for you"), body % {"link": settings.PUBLIC_URL + "/"})


def _send(email: str, subject: str, body: str) -> bool:
    try:
        return send_mail(subject, body, None, [email]) == 1
    except (SMTPException, OSError) as error:
        log.error("an e-mail was not sent: %s", type(error).__name__)
        return False
