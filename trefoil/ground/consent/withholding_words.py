"""Withholding in plain words, for who decides and for the youth."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from trefoil.ground.people.wording import CATEGORIES

from .withholding_types import Factor, State

FACTORS = {
    Factor.MATURITY: _("They are old and mature enough to say why, and to understand what follows from it"),
    Factor.HARM: _("Knowing it could bring them harm, to body or mind; keeping it from this person protects them"),
    Factor.GROUNDS: _("There is reason to believe that what they say about it is so"),
    Factor.ALONE: _(
        "It is about care that a minor in this state may consent to alone (Minn. Stat. 144.341 to 144.347)"
    ),
}
STATES = {
    State.ASKED: (_("waits for a decision"), "ask"),
    State.GRANTED: (_("withheld"), "info"),
    State.REFUSED: (_("refused"), "neutral"),
    State.TAKEN_BACK: (_("taken back"), "neutral"),
    State.ENDED: (_("ended"), "neutral"),
}


def kinds_of(categories: Iterable[str]) -> list[str]:
    """Return kinds of record in the words of those who decide."""
    wanted = set(categories)
    return [str(words) for category, words in CATEGORIES.items() if category in wanted]
