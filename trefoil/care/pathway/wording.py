"""Languages and relationships in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from trefoil.ground.people.types import Relationship

LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("so", _("Somali")),
    ("hmn", _("Hmong")),
    ("om", _("Oromo")),
    ("vi", _("Vietnamese")),
    ("kar", _("Karen")),
    ("am", _("Amharic")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh", _("Chinese")),
    ("oj", _("Ojibwe")),
    ("dak", _("Dakota")),
    ("ase", _("American Sign Language")),
]
RELATIONSHIPS = {
    Relationship.MOTHER: _("mother"),
    Relationship.FATHER: _("father"),
    Relationship.GRANDPARENT: _("grandparent"),
    Relationship.STEPPARENT: _("stepparent"),
    Relationship.FOSTER_PARENT: _("foster parent"),
    Relationship.OTHER: _("somebody else"),
}


def language_words(codes: Iterable[str]) -> list[Any]:
    """Return languages by name; an unlisted one by its code."""
    known = dict(LANGUAGES)
    return [known.get(code, code) for code in codes]
