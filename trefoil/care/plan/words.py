"""The plan in plain words: labels, tones, and the text that is signed."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .content import in_tree_order
from .types import (
    Accommodation,
    AccommodationBasis,
    Goal,
    GoalStatus,
    Party,
    PlanContent,
    SchoolContent,
    SchoolGoal,
    Setting,
    VersionState,
)

STATUS: dict[str, tuple[Any, str]] = {
    GoalStatus.ON_TRACK: (gettext_lazy("on track"), "good"),
    GoalStatus.OFF_TRACK: (gettext_lazy("off track"), "ask"),
    GoalStatus.MET: (gettext_lazy("reached"), "good"),
    GoalStatus.PAUSED: (gettext_lazy("paused"), "neutral"),
}
SETTING: dict[str, Any] = {
    Setting.SCHOOL: gettext_lazy("At school"),
    Setting.THERAPY: gettext_lazy("In therapy"),
    Setting.HOME: gettext_lazy("At home"),
}
BASIS: dict[str, Any] = {
    AccommodationBasis.IEP: gettext_lazy("IEP"),
    AccommodationBasis.SECTION_504: gettext_lazy("504 plan"),
    AccommodationBasis.INFORMAL: gettext_lazy("agreed informally"),
}
STATE: dict[str, tuple[Any, str]] = {
    VersionState.DRAFT: (gettext_lazy("draft"), "neutral"),
    VersionState.IN_SIGNATURE: (gettext_lazy("out for signature"), "ask"),
    VersionState.SIGNED: (gettext_lazy("signed"), "good"),
    VersionState.SUPERSEDED: (gettext_lazy("replaced"), "neutral"),
}
PARTY: dict[str, Any] = {
    Party.THERAPIST: gettext_lazy("therapist"),
    Party.GUARDIAN: gettext_lazy("parent or guardian"),
    Party.YOUTH: gettext_lazy("youth"),
    Party.SCHOOL: gettext_lazy("school"),
}
PARTY_VOICE = {Party.THERAPIST: "clinic", Party.GUARDIAN: "home", Party.YOUTH: "home", Party.SCHOOL: "school"}
THING: dict[str, Any] = {
    "goal": gettext_lazy("Goal"),
    "strategy": gettext_lazy("Strategy"),
    "accommodation": gettext_lazy("Accommodation"),
}
KIND: dict[str, tuple[Any, str]] = {
    "added": (gettext_lazy("added"), "good"),
    "removed": (gettext_lazy("taken out"), "danger"),
    "changed": (gettext_lazy("changed"), "info"),
}
FIELD: dict[str, Any] = {
    "title": gettext_lazy("the goal's words"),
    "measure": gettext_lazy("how we measure it"),
    "baseline": gettext_lazy("where we started"),
    "target": gettext_lazy("where we want to be"),
    "review_on": gettext_lazy("when we look again"),
    "status": gettext_lazy("how it goes"),
    "for_school": gettext_lazy("shown to the school"),
    "text": gettext_lazy("words"),
    "setting": gettext_lazy("where"),
    "who": gettext_lazy("by whom"),
    "role": gettext_lazy("in which part"),
    "frequency": gettext_lazy("how often"),
    "helps_in_the_moment": gettext_lazy("helps in the moment"),
    "basis": gettext_lazy("what it rests on"),
    "starts_on": gettext_lazy("begins"),
    "ends_on": gettext_lazy("ends"),
}
_VALUES: dict[str, Any] = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
FINDING: dict[str, Any] = {
    "code": gettext_lazy("looks like a diagnosis code"),
    "drug": gettext_lazy("looks like a medicine"),
    "trauma": gettext_lazy("speaks of harm"),
    "diagnosis": gettext_lazy("speaks of a diagnosis"),
    "name": gettext_lazy("names somebody of a family"),
}


def value_words(field: str, value: str) -> str:
    """Return a changed value as people say it."""
    tables: dict[str, dict[str, Any]] = {
        "status": {k: label for k, (label, _tone) in STATUS.items()},
        "setting": SETTING,
        "basis": BASIS,
    }
    return str(tables.get(field, _VALUES).get(value, value))


def text_of(content: PlanContent, *, child: str, number: int, language: str) -> str:
    """Return the whole plan as plain text, exactly as it is signed."""
    with translation.override(language):
        head = _("Plan for %(child)s, version %(number)s") % {"child": child, "number": number}
        goals = [_goal_text(goal, place) for goal, place in in_tree_order(content)]
        return "\n\n".join([head, *goals, *_accommodations_text(content.accommodations)])


def _goal_text(goal: Goal, place: str) -> str:
    lines = [_("Goal %(number)s: %(title)s") % {"number": place, "title": goal.title}]
    for field in ("measure", "baseline", "target"):
        if said := getattr(goal, field):
            lines.append(f"{FIELD[field]}: {said}")
    lines.append(f"{FIELD['status']}: {STATUS[goal.status][0]}")
    if goal.review_on:
        lines.append(f"{FIELD['review_on']}: {date_format(goal.review_on)}")
    for setting in Setting:
        lines += [_strategy_text(s, SETTING[setting]) for s in goal.strategies if s.setting == setting]
    return "\n".join(lines)


def _strategy_text(strategy: Any, heading: Any) -> str:
    more = [strategy.who, getattr(strategy, "role", ""), strategy.frequency]
    tail = ", ".join(part for part in more if part)
    return f"• {heading}: {strategy.text}" + (f" ({tail})" if tail else "")


def _accommodations_text(accommodations: tuple[Accommodation, ...]) -> list[str]:
    if not accommodations:
        return []
    lines = [f"• {a.text} ({BASIS[a.basis]}{_span(a)})" for a in accommodations]
    return ["\n".join([_("What is made different at school:"), *lines])]


def _span(accommodation: Accommodation) -> str:
    starts, ends = accommodation.starts_on, accommodation.ends_on
    return (f", {FIELD['starts_on']} {date_format(starts)}" if starts else "") + (
        f", {FIELD['ends_on']} {date_format(ends)}" if ends else ""
    )


def school_text_of(content: SchoolContent, *, child: str, number: int, language: str) -> str:
    """Return the plan for school as plain text, exactly as the school signs it."""
    with translation.override(language):
        head = _("Plan for school for %(child)s, version %(number)s") % {"child": child, "number": number}
        goals = [_school_goal_text(goal, place) for place, goal in enumerate(content.goals, 1)]
        return "\n\n".join([head, *goals, *_accommodations_text(content.accommodations)])


def _school_goal_text(goal: SchoolGoal, place: int) -> str:
    lines = [_("Goal %(number)s: %(title)s") % {"number": place, "title": goal.title}]
    if goal.target:
        lines.append(f"{FIELD['target']}: {goal.target}")
    lines.append(f"{FIELD['status']}: {STATUS[goal.status][0]}")
    if goal.review_on:
        lines.append(f"{FIELD['review_on']}: {date_format(goal.review_on)}")
    return "\n".join([*lines, *(_strategy_text(s, SETTING[Setting.SCHOOL]) for s in goal.strategies)])
