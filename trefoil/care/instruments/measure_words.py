"""The words for who answers and how a measure stands, with their tones."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .change import Category, Lamp
from .measure_types import Informant, Standing


class Sign(NamedTuple):
    """A word and its tone, as a badge shows them."""

    label: Any
    tone: str


INFORMANTS: dict[Informant, Any] = {
    Informant.YOUTH: pgettext_lazy("informant", "Youth"),
    Informant.CAREGIVER: pgettext_lazy("informant", "Caregiver"),
    Informant.TEACHER: pgettext_lazy("informant", "School staff"),
    Informant.CLINICIAN: pgettext_lazy("informant", "Clinician"),
}
STANDINGS: dict[Standing, Sign] = {
    Standing.LATER: Sign(_("not yet"), "neutral"),
    Standing.TO_ASK: Sign(_("to be asked"), "ask"),
    Standing.NOBODY: Sign(_("nobody may answer"), "ask"),
    Standing.DUE: Sign(_("waiting"), "info"),
    Standing.OVERDUE: Sign(_("overdue"), "danger"),
    Standing.ANSWERED: Sign(_("answered"), "good"),
    Standing.DECLINED: Sign(_("declined"), "neutral"),
    Standing.LEFT: Sign(_("left"), "neutral"),
    Standing.LAPSED: Sign(_("not answered in time"), "neutral"),
}
CATEGORIES: dict[Category, Sign] = {
    Category.RECOVERED: Sign(_("recovered"), "good"),
    Category.IMPROVED: Sign(_("reliably improved"), "good"),
    Category.UNCHANGED: Sign(_("no reliable change"), "neutral"),
    Category.DETERIORATED: Sign(_("reliably worse"), "danger"),
    Category.NOT_CLASSIFIABLE: Sign(_("change not classifiable"), "neutral"),
}
LAMPS: dict[Lamp, Any] = {
    Lamp.WORSE: _("Reliably worse than at the start: talk about it in the next session and with the supervisor."),
    Lamp.NO_CHANGE: _(
        "After eight weeks no reliable change, and still at or beyond the cut-off: look at the plan together."
    ),
    Lamp.NO_DATA: _("Nothing could be scored for more than two intervals: not known is not the same as stable."),
}
