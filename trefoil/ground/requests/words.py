"""Requests, readings and disclosures in plain words."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.access.types import Basis, Category, OrganizationKind
from trefoil.ground.consent.words import CATEGORY_WORDS, PLACES
from trefoil.ground.people.models import Organization

from .types import Channel, Form, Ground, Handed, Reason, Received, State

CATEGORIES: dict[str, Any] = {
    **{str(category): words for category, words in CATEGORY_WORDS.items()},
    Category.CONSENTS: gettext_lazy("the permissions"),
    Category.SUD: gettext_lazy("care around alcohol and drugs"),
    Category.YOUTH_CONFIDENTIAL: gettext_lazy("what the youth keeps alone"),
    Category.PSYCHOTHERAPY_NOTES: gettext_lazy("the therapist's own notes"),
    Category.CUSTODY: gettext_lazy("court papers"),
}
STATES = {
    State.ASKED: (gettext_lazy("asked"), "ask"),
    State.CHECKED: (gettext_lazy("being put together"), "info"),
    State.DELIVERED: (gettext_lazy("answered"), "good"),
    State.DENIED: (gettext_lazy("denied"), "neutral"),
    State.WITHDRAWN: (gettext_lazy("taken back"), "neutral"),
}
FORMS = {
    Form.LOOK: gettext_lazy("Read it here"),
    Form.PDF: gettext_lazy("A file (PDF) to keep"),
    Form.PAPER: gettext_lazy("On paper"),
}
RECEIVED = {
    Received.PORTAL: gettext_lazy("here"),
    Received.LETTER: gettext_lazy("by letter"),
    Received.IN_PERSON: gettext_lazy("in person"),
}
HANDED = {
    Handed.PORTAL: gettext_lazy("here, to be fetched"),
    Handed.LETTER: gettext_lazy("by letter"),
    Handed.IN_PERSON: gettext_lazy("handed over"),
}
REASONS = {
    Reason.OTHER_PERSON: gettext_lazy("It is about another person."),
    Reason.YOUTH_CONTROL: gettext_lazy("The law leaves this to the youth."),
    Reason.PSYCHOTHERAPY: gettext_lazy("They are a therapist's own notes, kept apart from the record."),
    Reason.REPORT: gettext_lazy("The law keeps this report closed."),
    Reason.DANGER: gettext_lazy("A licensed professional judged that reading it could endanger somebody."),
    Reason.NO_AUTHORITY: gettext_lazy("By the papers we have, you may not see this record."),
    Reason.NOT_OURS: gettext_lazy("We do not keep this record."),
}
CHANNELS = {
    Channel.LETTER: gettext_lazy("by letter"),
    Channel.FAX: gettext_lazy("by fax"),
    Channel.PHONE: gettext_lazy("by telephone"),
    Channel.EMAIL: gettext_lazy("by e-mail"),
    Channel.IN_PERSON: gettext_lazy("in person"),
}
GROUNDS = {
    Ground.RELEASE: gettext_lazy("a permission that was signed"),
    Ground.EMERGENCY: gettext_lazy("an emergency"),
    Ground.COURT: gettext_lazy("an order of a court"),
    Ground.REPORT: gettext_lazy("a report that the law asks for"),
    Ground.LAW: gettext_lazy("a law that asks for it"),
}
WHY = {
    Basis.BREAK_GLASS: gettext_lazy("because of an emergency, which is looked at afterward"),
    Basis.CRISIS: gettext_lazy("because of a crisis"),
    Basis.YOUTH_CONSENT: gettext_lazy("because the youth allowed it"),
    Basis.OWN_STUDENT: gettext_lazy("as the student's own district"),
    Basis.JEOPARDY_OVERRIDE: gettext_lazy("because silence would have endangered the youth"),
    Basis.COVERING: gettext_lazy("for a colleague who was away"),
}
RULES = {
    "access_ferpa": gettext_lazy("school record: 45 days (FERPA)"),
    "access_mgdpa": gettext_lazy("Minnesota government data: 10 working days"),
    "access_hipaa": gettext_lazy("health record: 30 days (HIPAA)"),
    "access_mhra": gettext_lazy("health record: 30 days (Minnesota Health Records Act)"),
}
TITLES = {
    "accounting": gettext_lazy("What left the record"),
    "record": gettext_lazy("The record you asked for"),
    "letter": gettext_lazy("About your request"),
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


def kept_by(organization: Organization, *, hides_places: bool) -> str:
    """Name who keeps a record; to whom places are hidden, a school's name would say where the child is."""
    return str(PLACES.get(OrganizationKind(organization.kind), _("an agency"))) if hides_places else organization.name
