"""How the classroom's numbers and outcomes are said; the definitions are the house's own."""

from django.utils.translation import gettext_lazy as _

from .types import Outcome

OUTCOMES = {
    Outcome.CALMER_ALONE: _("Calmer, alone"),
    Outcome.CALMER_WITH_HELP: _("Calmer, with help"),
    Outcome.LEFT_WITH_ADULT: _("Left the room with an adult"),
    Outcome.ESCALATED: _("It got harder"),
    Outcome.OTHER: _("Something else"),
}
INTENSITIES = {
    1: _("Uneasy"),
    2: _("Upset"),
    3: _("Very upset"),
    4: _("Out of control"),
    5: _("Not safe"),
}
REGULATION = _("Regulation")
ENGAGEMENT = _("Engagement")
REGULATION_ENDS = (_("never settled"), _("settled throughout"))
ENGAGEMENT_ENDS = (_("took no part"), _("took part throughout"))
DEFINITIONS = (
    (
        REGULATION,
        _(
            "How much of this part of the day the child's body and feelings were settled enough to be here. "
            "0: at no time, even with help. 5: about half of it. 10: all of it. Settled with help counts as settled: "
            "what matters is that the child got there, not that they got there alone."
        ),
    ),
    (
        ENGAGEMENT,
        _(
            "How much of this part of the day the child took part in what was asked: listening, trying, asking, or "
            "resting when rest was the task. 0: in none of it. 5: in about half. 10: in all of it. It does not say how "
            "well the work came out."
        ),
    ),
    (
        _("Hard moment"),
        _(
            "When a child is too upset to go on. 1 Uneasy: fidgeting, refusing, near tears. 2 Upset: crying or "
            "arguing, still answers. 3 Very upset: shouting or hiding, hardly answers. 4 Out of control: throws, runs, "
            "hits things. 5 Not safe: somebody may get hurt."
        ),
    ),
)
