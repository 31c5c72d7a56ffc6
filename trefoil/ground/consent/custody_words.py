"""Court orders, claims and facts about a family in plain words, for staff. No caregiver reads them."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Category, OrderKind, Scope
from trefoil.ground.people.wording import CATEGORIES, LEFT_BY_ORDERS

from .custody_types import FactKind


class KindWords(NamedTuple):
    """A kind of order: its name, what it takes, and what it can leave."""

    name: Any
    takes: Any
    leaves: Any


KINDS: dict[OrderKind, KindWords] = {
    OrderKind.NO_CONTACT: KindWords(
        _("No contact"),
        _(
            "Closes everything you do not tick. Addresses, times, places and photos stay closed even so, "
            "in every page, letter, calendar and file."
        ),
        _("What you tick stays open in its short form only."),
    ),
    OrderKind.LIMITS_MEDICAL: KindWords(
        _("Limits health decisions and records"),
        _("Closes everything you do not tick; they no longer sign for the child."),
        _("Most such orders leave what school is about. Read the paper: tick what it leaves."),
    ),
    OrderKind.LIMITS_EDUCATION: KindWords(
        _("Limits school decisions and records"),
        _("Closes everything you do not tick; they no longer sign for the child."),
        _("Most such orders leave what treatment is about. Read the paper: tick what it leaves."),
    ),
    OrderKind.ENDS_RIGHTS: KindWords(
        _("Ends parental rights"),
        _("Closes everything, and leaves nothing."),
        "",
    ),
}
PLACES = (Category.DEMOGRAPHICS, Category.SCHEDULE)


class FactWords(NamedTuple):
    """A fact about a family: its name, what follows from it, and what it may rest on."""

    name: Any
    no: Any
    follows: Any
    rests_on: Any


FACTS: dict[FactKind, FactWords] = {
    FactKind.LIVES_APART: FactWords(
        _("Lives apart from the parents and manages own money"),
        _("Lives with a parent, or does not manage own money"),
        _("The youth then decides about all health care alone, and parents see of it only what the youth opens."),
        _("For example: talked with the youth on May 3; lease and pay slips seen. (Minn. Stat. 144.341)"),
    ),
    FactKind.MARRIED_OR_PARENT: FactWords(
        _("Is married or has borne a child"),
        _("Is not married and has borne no child"),
        _("The youth then decides about all health care alone, and parents see of it only what the youth opens."),
        _("For example: certificate seen on May 3. (Minn. Stat. 144.342)"),
    ),
    FactKind.SAFE_AT_HOME: FactWords(
        _("This home is in Safe at Home"),
        _("This home is not in Safe at Home"),
        _("Nobody outside this home then sees an address, a time, a place or a photo anywhere."),
        _("For example: program card seen, with its number. (Minn. Stat. ch. 5B)"),
    ),
    FactKind.ACTING_PARENT: FactWords(
        _("Acts as the parent for the school"),
        _("Does not act as the parent for the school"),
        _("They then read the school records, in the absence of a parent; they still do not sign."),
        _("For example: lives with the grandmother, parents abroad; letter of May 3. (34 CFR 99.3)"),
    ),
}
SCOPES: dict[Scope, Any] = {
    Scope.FULL: _("all of it"),
    Scope.MINIMUM: _("the short form"),
    Scope.CARD: _("the card"),
    Scope.OWN: _("what they wrote themselves"),
    Scope.DEIDENTIFIED: _("numbers without names"),
    Scope.NONE: _("nothing"),
}


def choices_left(kind: OrderKind) -> list[tuple[str, Any]]:
    """Return what an order of a kind can leave open, in words."""
    if kind == OrderKind.ENDS_RIGHTS:
        return []
    closed = PLACES if kind == OrderKind.NO_CONTACT else ()
    return [(value, words) for value, words in LEFT_BY_ORDERS if value not in closed]


def left_words(leaves: list[str]) -> list[Any]:
    """Return what an order leaves, in words."""
    return [words for category, words in CATEGORIES.items() if category in leaves]
