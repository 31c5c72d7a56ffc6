"""The plan in plain words: labels, tones, and the text that is signed."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trefoil.care.schedule.words import kind_word

from .content import in_tree_order
from .types import (
    Accommodation,
    AccommodationBasis,
    Goal,
    GoalStatus,
    MeasureKind,
    Modality,
    Party,
    PlanContent,
    SchoolContent,
    SchoolGoal,
    Service,
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
MEASURED_BY: dict[str, Any] = {
    MeasureKind.OWN: gettext_lazy("our own count, in words"),
    MeasureKind.INSTRUMENT: gettext_lazy("a questionnaire"),
    MeasureKind.RATING: gettext_lazy("ratings in class"),
    MeasureKind.EPISODES: gettext_lazy("hard moments a week"),
    MeasureKind.ATTENDANCE: gettext_lazy("days at school"),
}
MODALITY: dict[str, Any] = {
    Modality.IN_PERSON: gettext_lazy("in person"),
    Modality.VIDEO: gettext_lazy("by video"),
    Modality.PHONE: gettext_lazy("by phone"),
}
STATE: dict[str, tuple[Any, str]] = {
    VersionState.DRAFT: (gettext_lazy("draft"), "neutral"),
    VersionState.IN_SIGNATURE: (gettext_lazy("out for signature"), "ask"),
    VersionState.SIGNED: (gettext_lazy("signed"), "good"),
    VersionState.SUPERSEDED: (gettext_lazy("replaced"), "neutral"),
}
PARTY: dict[str, Any] = {
    Party.THERAPIST: gettext_lazy("therapist"),
    Party.SUPERVISOR: gettext_lazy("supervisor, co-signs"),
    Party.GUARDIAN: gettext_lazy("parent or guardian"),
    Party.YOUTH: gettext_lazy("youth"),
    Party.SCHOOL: gettext_lazy("school"),
}
PARTY_VOICE = {
    Party.THERAPIST: "clinic",
    Party.SUPERVISOR: "clinic",
    Party.GUARDIAN: "home",
    Party.YOUTH: "home",
    Party.SCHOOL: "school",
}
THING: dict[str, Any] = {
    "goal": gettext_lazy("Goal"),
    "strategy": gettext_lazy("Strategy"),
    "service": gettext_lazy("Service"),
    "accommodation": gettext_lazy("Accommodation"),
}
KIND: dict[str, tuple[Any, str]] = {
    "added": (gettext_lazy("added"), "good"),
    "ended": (gettext_lazy("ended"), "neutral"),
    "changed": (gettext_lazy("changed"), "info"),
}
FIELD: dict[str, Any] = {
    "title": gettext_lazy("the goal's words"),
    "professional": gettext_lazy("in professional words"),
    "measured_by": gettext_lazy("what tells how far it has come"),
    "instrument": gettext_lazy("which questionnaire"),
    "start_value": gettext_lazy("measured at the start"),
    "aim_value": gettext_lazy("aimed at"),
    "school_goal": gettext_lazy("goal of the IEP or 504 plan"),
    "school_basis": gettext_lazy("where that goal stands"),
    "parent_id": gettext_lazy("which goal it is part of"),
    "looks_like": gettext_lazy("how it looks when it works"),
    "who_id": gettext_lazy("by whom"),
    "kind": gettext_lazy("what it is"),
    "minutes": gettext_lazy("minutes"),
    "times": gettext_lazy("how many times"),
    "weeks": gettext_lazy("in how many weeks"),
    "modality": gettext_lazy("how"),
    "provider": gettext_lazy("from whom"),
    "goal_ids": gettext_lazy("for which goals"),
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


# Ids that stand beside a name: the name says it.
SILENT = {"who_id", "provider_id"}


def value_words(field: str, value: Any) -> str:
    """Return a changed value as people say it."""
    tables: dict[str, dict[str, Any]] = {
        "status": {k: label for k, (label, _tone) in STATUS.items()},
        "setting": SETTING,
        "basis": BASIS,
        "school_basis": BASIS,
        "measured_by": MEASURED_BY,
        "modality": MODALITY,
    }
    if isinstance(value, bool):
        return str(_VALUES["yes" if value else "no"])
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(kind_word(value) if field == "kind" else tables.get(field, {}).get(value, value))


def dose_words(service: Service) -> str:
    """Return how long and how often, as people say it: `45 minutes, twice a week`."""
    minutes = ngettext("%(n)s minute", "%(n)s minutes", service.minutes) % {"n": service.minutes}
    if service.weeks == 1:
        often = ngettext("%(n)s time a week", "%(n)s times a week", service.times) % {"n": service.times}
    else:
        often = ngettext("%(n)s time in %(weeks)s weeks", "%(n)s times in %(weeks)s weeks", service.times) % {
            "n": service.times,
            "weeks": service.weeks,
        }
    return f"{minutes}, {often}"


def text_of(content: PlanContent, *, child: str, number: int, language: str) -> str:
    """Return the whole plan as plain text, exactly as it is signed."""
    with translation.override(language):
        head = _("Plan for %(child)s, version %(number)s") % {"child": child, "number": number}
        goals = [_goal_text(goal, place) for goal, place in in_tree_order(content)]
        services = _services_text(content.services)
        return "\n\n".join([head, *goals, *services, *_accommodations_text(content.accommodations)])


def _goal_text(goal: Goal, place: str) -> str:
    lines = [_("Goal %(number)s: %(title)s") % {"number": place, "title": goal.title}]
    for field in ("professional", "measure", "baseline", "target", "instrument", "start_value", "aim_value"):
        if said := value_words(field, getattr(goal, field)):
            lines.append(f"{FIELD[field]}: {said}")
    if goal.school_goal:
        lines.append(f"{BASIS[goal.school_basis]}: {goal.school_goal}")
    lines.append(f"{FIELD['status']}: {STATUS[goal.status][0]}")
    if goal.review_on:
        lines.append(f"{FIELD['review_on']}: {date_format(goal.review_on)}")
    for setting in Setting:
        lines += [_strategy_text(s, SETTING[setting]) for s in goal.strategies if s.setting == setting]
    return "\n".join(lines)


def _strategy_text(strategy: Any, heading: Any) -> str:
    more = [strategy.who, getattr(strategy, "role", ""), strategy.frequency]
    tail = ", ".join(part for part in more if part)
    looks = f"; {FIELD['looks_like']}: {strategy.looks_like}" if strategy.looks_like else ""
    return f"• {heading}: {strategy.text}" + (f" ({tail})" if tail else "") + looks


def _services_text(services: tuple[Service, ...]) -> list[str]:
    if not services:
        return []
    lines = []
    for service in services:
        more = ", ".join(
            part for part in (dose_words(service), str(MODALITY[service.modality]), service.provider) if part
        )
        lines.append(f"• {kind_word(service.kind)}: {more}{_span(service)}")
    return ["\n".join([_("What is given:"), *lines])]


def _accommodations_text(accommodations: tuple[Accommodation, ...]) -> list[str]:
    if not accommodations:
        return []
    lines = [f"• {a.text} ({BASIS[a.basis]}{_span(a)})" for a in accommodations]
    return ["\n".join([_("What is made different at school:"), *lines])]


def _span(part: Accommodation | Service) -> str:
    starts, ends = part.starts_on, part.ends_on
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
    if goal.school_goal:
        lines.append(f"{FIELD['school_goal']}: {goal.school_goal}")
    lines.append(f"{FIELD['status']}: {STATUS[goal.status][0]}")
    if goal.review_on:
        lines.append(f"{FIELD['review_on']}: {date_format(goal.review_on)}")
    return "\n".join([*lines, *(_strategy_text(s, SETTING[Setting.SCHOOL]) for s in goal.strategies)])
