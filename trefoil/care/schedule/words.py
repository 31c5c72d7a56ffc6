"""Kinds and subjects in words."""

from django.utils.translation import gettext_lazy as _

from .types import Kind, Subject

KIND_WORDS = {
    Kind.INDIVIDUAL: _("Individual session"),
    Kind.FAMILY: _("Family session"),
    Kind.SKILLS_GROUP: _("Skills group"),
    Kind.SKILLS: _("Skills session"),
    Kind.CHECK_IN: _("Check-in"),
    Kind.PLAN_MEETING: _("Plan meeting"),
    Kind.PEER_VISIT: _("Family support visit"),
    Kind.STAFF: _("Staff time"),
}
SUBJECT_WORDS = {
    Subject.MATH: _("Math"),
    Subject.ENGLISH: _("English and reading"),
    Subject.SCIENCE: _("Science"),
    Subject.SOCIAL: _("Social studies"),
    Subject.SPECIAL: _("Arts, sports or health"),
    Subject.LUNCH: _("Lunch"),
    Subject.STUDY: _("Study hall"),
    Subject.OTHER: _("Other class"),
}
WEEKDAY_WORDS = {
    0: _("Monday"),
    1: _("Tuesday"),
    2: _("Wednesday"),
    3: _("Thursday"),
    4: _("Friday"),
    5: _("Saturday"),
    6: _("Sunday"),
}
VOICE_OF_KIND = {Kind.FAMILY: "home", Kind.PEER_VISIT: "home"}


def kind_word(kind: str) -> str:
    """Return a kind of appointment in words."""
    return str(KIND_WORDS[Kind(kind)])
