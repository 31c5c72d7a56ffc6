"""Requests, readings and disclosures in plain words."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from trefoil.ground.access.types import Basis, Category
from trefoil.ground.consent.words import CATEGORY_WORDS

from .types import Channel, Decision, Form, Ground, Handed, Reason, Received, State

CATEGORIES: dict[str, Any] = {
    **CATEGORY_WORDS,
    Category.CONSENTS: lazy("the permissions"),
    Category.SUD: lazy("care around alcohol and drugs"),
    Category.YOUTH_CONFIDENTIAL: lazy("what the youth keeps alone"),
    Category.PSYCHOTHERAPY_NOTES: lazy("the therapist's own notes"),
    Category.CUSTODY: lazy("court papers"),
}
STATES = {
    State.ASKED: (lazy("asked"), "ask"),
    State.CHECKED: (lazy("being put together"), "info"),
    State.DELIVERED: (lazy("answered"), "good"),
    State.DENIED: (lazy("denied"), "neutral"),
    State.WITHDRAWN: (lazy("taken back"), "neutral"),
}
FORMS = {
    Form.LOOK: lazy("Read it here"),
    Form.PDF: lazy("A file (PDF) to keep"),
    Form.PAPER: lazy("On paper"),
}
RECEIVED = {Received.PORTAL: lazy("here"), Received.LETTER: lazy("by letter"), Received.IN_PERSON: lazy("in person")}
HANDED = {
    Handed.PORTAL: lazy("here, to be fetched"),
    Handed.LETTER: lazy("by letter"),
    Handed.IN_PERSON: lazy("handed over"),
}
REASONS = {
    Reason.OTHER_PERSON: lazy("It is about another person."),
    Reason.YOUTH_CONTROL: lazy("The law leaves this to the youth."),
    Reason.PSYCHOTHERAPY: lazy("They are a therapist's own notes, kept apart from the record."),
    Reason.REPORT: lazy("The law keeps this report closed."),
    Reason.DANGER: lazy("A licensed professional judged that reading it could endanger somebody."),
    Reason.NO_AUTHORITY: lazy("By the papers we have, you may not see this record."),
    Reason.NOT_OURS: lazy("We do not keep this record."),
}
DECISIONS = {Decision.LEAVE_OUT: lazy("left out"), Decision.BLACK_OUT: lazy("blacked out in part")}
CHANNELS = {
    Channel.LETTER: lazy("by letter"),
    Channel.FAX: lazy("by fax"),
    Channel.PHONE: lazy("by telephone"),
    Channel.EMAIL: lazy("by e-mail"),
    Channel.IN_PERSON: lazy("in person"),
}
GROUNDS = {
    Ground.RELEASE: lazy("a permission that was signed"),
    Ground.EMERGENCY: lazy("an emergency"),
    Ground.COURT: lazy("an order of a court"),
    Ground.REPORT: lazy("a report that the law asks for"),
    Ground.LAW: lazy("a law that asks for it"),
}
WHY = {
    Basis.BREAK_GLASS: lazy("because of an emergency, which is looked at afterward"),
    Basis.CRISIS: lazy("because of a crisis"),
    Basis.YOUTH_CONSENT: lazy("because the youth allowed it"),
    Basis.OWN_STUDENT: lazy("as the student's own district"),
    Basis.JEOPARDY_OVERRIDE: lazy("because silence would have endangered the youth"),
    Basis.COVERING: lazy("for a colleague who was away"),
}
RULES = {
    "access_ferpa": lazy("school record: 45 days (FERPA)"),
    "access_mgdpa": lazy("Minnesota government data: 10 working days"),
    "access_hipaa": lazy("health record: 30 days (HIPAA)"),
    "access_mhra": lazy("health record: 30 days (Minnesota Health Records Act)"),
}
TITLES = {
    "accounting": lazy("What left the record"),
    "record": lazy("The record you asked for"),
    "letter": lazy("About your request"),
}
# The rules of the pack that say how long an accounting reaches back, and how long the log is kept.
KEPT = ("clock.accounting_hipaa", "clock.accounting_part2", "clock.access_log_kept")


def said(sentence: Any, language: str) -> str:
    """Return a sentence in a language."""
    with translation.override(language):
        return str(sentence)


def kinds(categories: Iterable[str]) -> list[str]:
    """Return categories in plain words, each once, in the order of the table."""
    known = set(categories)
    return [str(CATEGORIES[c]) for c in Category if c in known and c in CATEGORIES]


def joined(parts: Iterable[str]) -> str:
    """Return words as they are listed in a sentence."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s and %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}
