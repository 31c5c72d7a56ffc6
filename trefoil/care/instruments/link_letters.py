"""The letter that brings a link. What lies on a lock screen names no program, no questionnaire and no child."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from .links import token_of
from .models import AnswerLink

log = logging.getLogger(__name__)


def address_of(link: AnswerLink) -> str:
    """Return the whole address of a link."""
    return settings.PUBLIC_URL + reverse("instruments:open_link", args=[token_of(link)])


def send_link(link: AnswerLink, language: str) -> bool:
    """Send a link to the one person it is for; tell whether it left."""
    with translation.override(language):
        body = _(
            "Hello,\n\na few questions are waiting for you. This link opens them, once, on one device, until %(day)s:"
            "\n\n%(link)s\n\nThis message says no more on purpose."
        )
        said = body % {"day": date_format(localdate(link.expires_at), "DATE_FORMAT"), "link": address_of(link)}
        subject = _("A few questions for you")
    try:
        return send_mail(subject, said, None, [link.email]) == 1
    except (SMTPException, OSError) as error:
        log.error("an e-mail was not sent: %s", type(error).__name__)
        return False
