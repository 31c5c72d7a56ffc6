"""Reviews in plain words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .types import Course, DecisionKind, MeetingKind, Standing

KIND: dict[str, Any] = {
    MeetingKind.CHECK_IN: _("Check-in of clinic and family"),
    MeetingKind.JOINT: _("Meeting of family, school and clinic"),
}
EVERY: list[tuple[int, Any]] = [
    (7, _("every week")),
    (14, _("every two weeks")),
    (28, _("every four weeks")),
    (90, _("every 90 days")),
]
DECISION: dict[str, Any] = {
    DecisionKind.TASK: _("somebody does something"),
    DecisionKind.PLAN_CHANGE: _("the plan changes"),
    DecisionKind.AGREED: _("we agreed"),
}
STANDING: dict[str, tuple[Any, str]] = {
    Standing.FINE: (_("in time"), "good"),
    Standing.SOON: (_("soon"), "info"),
    Standing.DUE: (_("due"), "ask"),
    Standing.OVER: (_("past the limit"), "danger"),
}
COURSE: dict[str, Any] = {
    Course.REACHED: _("reached"),
    Course.NEARER: _("nearer"),
    Course.NO_NEARER: _("no nearer than at the start"),
    Course.UNKNOWN: "",
}
PART: dict[str, Any] = {
    "questions": _("Questions of those who come"),
    "decisions": _("Given to somebody and not done yet"),
    "off_track": _("Goals that need a look"),
    "measures": _("What was measured"),
    "scores": _("Questionnaires since last time"),
    "dose": _("What was planned, what was given"),
    "episodes": _("Hard moments"),
    "proposals": _("Proposals for the plan"),
}
GOAL: dict[str, Any] = {
    "target": _("Where we want to be"),
    "baseline": _("Where we started"),
    "measure": _("How we measure it"),
    "school_goal": _("Goal of the IEP or 504 plan"),
    "review_on": _("We look again"),
}
