"""A release in plain words, in the language of who signs it."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.access.types import Category

from .models import Release

CATEGORY_WORDS = {
    Category.DEMOGRAPHICS: gettext_lazy("name, grade and how to reach you"),
    Category.SCHEDULE: gettext_lazy("times and attendance"),
    Category.SCHOOL_PLAN: gettext_lazy("the plan for school: goals, strategies, accommodations"),
    Category.CLINICAL_PLAN: gettext_lazy("the whole treatment plan"),
    Category.DIAGNOSIS: gettext_lazy("diagnosis"),
    Category.ASSESSMENTS: gettext_lazy("questionnaire results"),
    Category.SESSION_NOTES: gettext_lazy("notes about sessions"),
    Category.SAFETY_PLAN: gettext_lazy("the safety plan"),
    Category.CRISIS_EVENTS: gettext_lazy("crisis events"),
    Category.EDUCATION_RECORDS: gettext_lazy("school records"),
    Category.BEHAVIOR_OBSERVATIONS: gettext_lazy("how the day in class went"),
    Category.FAMILY_NEEDS: gettext_lazy("what the family needs"),
    Category.MESSAGES: gettext_lazy("messages"),
    Category.CONSENTS: gettext_lazy("that you gave this permission"),
}
PURPOSE_WORDS = {
    "coordination": gettext_lazy("to work on one plan together"),
    "school_support": gettext_lazy("to support your child at school"),
    "treatment": gettext_lazy("to treat your child"),
}


def category_words(categories: list[str]) -> list[str]:
    """Return categories in plain words, in their order on the paper."""
    return [str(CATEGORY_WORDS[c]) for c in CATEGORY_WORDS if c in categories]


def text_of(release: Release, *, language: str) -> str:
    """Return the whole text of a release, exactly as it is signed."""
    with translation.override(language):
        return "\n\n".join(_paragraphs(release))


def _paragraphs(release: Release) -> list[str]:
    giver, taker = release.from_organization.name, release.to_organization.name
    first = _("I allow %(giver)s and %(taker)s to share information about %(child)s with each other.")
    if not release.both_ways:
        first = _("I allow %(giver)s to share information about %(child)s with %(taker)s.")
    what = "\n".join(f"• {word}" for word in category_words(release.categories))
    return [
        first % {"giver": giver, "taker": taker, "child": release.child},
        _("What may be shared:") + "\n" + what,
        _("Why: %(why)s.") % {"why": PURPOSE_WORDS.get(release.purpose, release.purpose)},
        _("It begins when I sign and ends on %(day)s.") % {"day": date_format(release.ends_at, "DATE_FORMAT")},
        _(
            "I may say no. Care does not depend on it. I can end this at any time, here or by telling anyone on the"
            " team; what was read before then cannot be called back, and a copy the school keeps becomes a school"
            " record."
        ),
        _("Notes about therapy, diagnoses and test results are not shared unless they are named above."),
    ]
