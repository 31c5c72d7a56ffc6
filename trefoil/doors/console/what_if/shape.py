"""What a form of facts holds: its parts, the fields of a row in each, and the choices of a field."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Authority, Category, ConsentBasis, OrganizationKind, Purpose

from ..law_words import ORDERS, PURPOSES, ROLES
from ..words import CATEGORIES

TABLE_CATEGORIES = {c: CATEGORIES[c] for c in Category if c not in (Category.CONSENTS, Category.CUSTODY)}
Choices = dict[Any, Any]
KINDS = {
    OrganizationKind.SCHOOL: _("school"),
    OrganizationKind.CLINIC: _("clinic"),
    OrganizationKind.IOP: _("intensive outpatient program"),
    OrganizationKind.DISTRICT: _("district"),
    OrganizationKind.COUNTY: _("county"),
    OrganizationKind.EVALUATOR: _("evaluator"),
}
AUTHORITIES = {
    Authority.FULL: _("full authority"),
    Authority.DELEGATED: _("delegated for a time"),
    Authority.NONE: _("no legal authority"),
}
CONSENT_BASES = {
    ConsentBasis.PARENT: _("a parent's consent"),
    ConsentBasis.MINOR_144_3431: _("the youth's own, 16 and outpatient (144.3431)"),
    ConsentBasis.MINOR_144_343: _("the youth's own, substance use and the like (144.343)"),
    ConsentBasis.MINOR_144_341: _("the youth's own, living apart (144.341)"),
    ConsentBasis.COURT: _("a consenter named by a court"),
    ConsentBasis.EMERGENCY: _("an emergency"),
}
LEVELS = {"1": _("1, a concern"), "2": _("2, acute"), "3": _("3, imminent")}


@dataclass(frozen=True)
class Field:
    """One field: its place in the row of the document, its label, and what may stand in it.

    `kind` is text, when, day, yes, numbers, choice, one (an id of `of`) or many (ids of `of`, or of `choices`).
    """

    name: str
    label: Any
    kind: str = "text"
    of: str = ""
    choices: Choices | None = None
    always: bool = False
    """Written down also when it is not ticked."""


@dataclass(frozen=True)
class Part:
    """A list of the facts object."""

    name: str
    title: Any
    one: Any
    fields: tuple[Field, ...]
    required: bool = False


def _text(name: str, label: Any) -> Field:
    return Field(name, label)


def _when(name: str, label: Any) -> Field:
    return Field(name, label, "when")


def _yes(name: str, label: Any, *, always: bool = False) -> Field:
    return Field(name, label, "yes", always=always)


def _choice(name: str, label: Any, choices: Choices) -> Field:
    return Field(name, label, "choice", choices=choices)


def _one(name: str, label: Any, of: str) -> Field:
    return Field(name, label, "one", of=of)


def _many(name: str, label: Any, of: str = "", choices: Choices | None = None) -> Field:
    return Field(name, label, "many", of=of, choices=choices)


def _categories(name: str = "categories", label: Any = "") -> Field:
    return _many(name, label or _("What"), choices=TABLE_CATEGORIES)


_FROM, _UNTIL = _when("from", _("From")), _when("until", _("Until"))
HEAD = (
    Field("child.id", _("The child is called")),
    Field("child.born_on", _("Born on"), "day"),
    _when("at", _("The question is asked at")),
    _text("zone", _("Time zone")),
    _one("child.resident_district", _("Home district"), "organizations"),
    _yes("child.lives_apart", _("Lives apart from parents and manages own money")),
    _yes("child.married_or_parent", _("Is or was married, or has a child")),
)
QUESTIONS = Part(
    "questions",
    _("Questions"),
    _("question"),
    (
        _one("viewer", _("Who looks"), "anybody"),
        _choice("category", _("At what"), TABLE_CATEGORIES),
        _choice("purpose", _("What for"), {k: v for k, v in PURPOSES.items() if k != Purpose.TPO}),
        _one("record.custodian", _("Whose record"), "organizations"),
        _many("record.services", _("Made in"), "services"),
        _one("record.author", _("Written by"), "anybody"),
        _one("record.household", _("About the home"), "households"),
        _many("record.participants", _("Who took part"), "anybody"),
        _many("record.mentions", _("Who is mentioned"), "anybody"),
        _many("record.withheld_from", _("Withheld from"), "anybody"),
        _many("record.named", _("Named as helpers"), "anybody"),
        Field("cells", _("Numbers of a table, with commas"), "numbers"),
        _yes("record.part2", _("Substance use program data (Part 2)")),
        _yes("record.minor_confidential", _("Confidential to the youth")),
        _yes("record.masked_lines", _("Has lines that the youth keeps private")),
        _yes("record.maltreatment_report", _("Is a maltreatment report")),
        _yes("export", _("To be exported")),
    ),
    required=True,
)
PARTS = (
    Part(
        "organizations",
        _("Organizations"),
        _("organization"),
        (_text("id", _("Name")), _choice("kind", _("Kind"), KINDS), _yes("part2", _("Substance use program (Part 2)"))),
        required=True,
    ),
    Part(
        "people",
        _("People"),
        _("person"),
        (
            _text("id", _("Name")),
            _choice("role", _("Role"), ROLES),
            _one("organization", _("Works for"), "organizations"),
            _FROM,
            _UNTIL,
            _yes("trainee", _("Is a trainee")),
            _one("supervisor", _("Supervised by"), "people"),
        ),
        required=True,
    ),
    Part(
        "care_team",
        _("Care team"),
        _("time on the care team"),
        (_one("person", _("Who"), "people"), _FROM, _UNTIL, _one("covers", _("Covers for"), "people")),
    ),
    Part(
        "households",
        _("Homes"),
        _("home"),
        (_text("id", _("Name")), _yes("safe_at_home", _("Address is confidential (Safe at Home)"))),
    ),
    Part(
        "caregivers",
        _("Caregivers"),
        _("caregiver"),
        (
            _one("person", _("Who"), "people"),
            _text("relationship", _("Relationship")),
            _choice("authority", _("Authority"), AUTHORITIES),
            _FROM,
            _UNTIL,
            _categories("scope", _("What is delegated")),
            _one("household", _("Lives in"), "households"),
            _yes("emergency_contact", _("Is an emergency contact")),
            _yes("acting_parent", _("Acts as the parent for the school")),
        ),
    ),
    Part(
        "court_orders",
        _("Court orders"),
        _("court order"),
        (
            _one("person", _("About"), "people"),
            _choice("kind", _("Kind"), ORDERS),
            _FROM,
            _UNTIL,
            _categories("leaves", _("What it leaves open")),
        ),
    ),
    Part("holds", _("Claims without papers"), _("claim"), (_one("person", _("About"), "people"), _FROM)),
    Part("suspicions", _("Suspicions"), _("suspicion"), (_one("person", _("Of"), "people"), _FROM, _UNTIL)),
    Part(
        "services",
        _("Services"),
        _("service"),
        (
            _text("id", _("Name")),
            _one("organization", _("Of"), "organizations"),
            _choice("consent_basis", _("Rests on"), CONSENT_BASES),
            _one("consenter", _("Consenter"), "people"),
            _FROM,
            _UNTIL,
            _yes("acts_for_school", _("Acts for the school"), always=True),
            _yes("part2", _("Substance use program (Part 2)")),
        ),
    ),
    Part(
        "consents",
        _("Releases"),
        _("release"),
        (
            _text("id", _("Name")),
            _one("from_organization", _("Whose records"), "organizations"),
            _one("to.organization", _("To the organization"), "organizations"),
            _choice("to.role", _("To the role"), ROLES),
            _one("to.person", _("Or to the person"), "people"),
            _categories(),
            _choice("purpose", _("What for"), PURPOSES),
            _when("effective", _("From")),
            _when("expires", _("Until")),
            _when("revoked_at", _("Revoked")),
            _one("signed_by", _("Signed by"), "anybody"),
            _yes("part2", _("With the elements for substance use records")),
        ),
    ),
    Part(
        "youth_releases",
        _("What the youth opens"),
        _("release by the youth"),
        (
            _text("id", _("Name")),
            _one("to", _("To"), "people"),
            _categories(),
            _FROM,
            _UNTIL,
            _when("revoked_at", _("Revoked")),
            _yes("part2", _("With the elements for substance use records")),
        ),
    ),
    Part(
        "overrides",
        _("Told to avert serious harm"),
        _("override"),
        (
            _one("to", _("To"), "people"),
            _one("by", _("By"), "people"),
            _categories(),
            _text("reason", _("Reason")),
            _FROM,
            _UNTIL,
        ),
    ),
    Part(
        "crises",
        _("Crises"),
        _("crisis"),
        (_choice("level", _("Level"), LEVELS), _when("opened_at", _("Opened")), _when("closed_at", _("Closed"))),
    ),
    Part(
        "break_glass",
        _("Emergency access"),
        _("emergency"),
        (_one("person", _("Who"), "people"), _text("reason", _("Reason")), _FROM, _UNTIL),
    ),
)
EVERY_PART = (QUESTIONS, *PARTS)
