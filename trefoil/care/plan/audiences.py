"""What each audience reads of a plan; pure."""

from .types import (
    Contact,
    Goal,
    HomeGoal,
    LensGoal,
    PlanContent,
    SchoolContent,
    SchoolGoal,
    SchoolStrategy,
    Setting,
    Strategy,
)


def for_school(content: PlanContent, contacts: tuple[Contact, ...] = ()) -> SchoolContent:
    """Return what the school reads: goals meant for school, strategies at school, accommodations, contacts."""
    return SchoolContent(
        goals=tuple(_school_goal(g) for g in content.goals if g.for_school),
        accommodations=content.accommodations,
        contacts=contacts,
    )


def _school_goal(goal: Goal) -> SchoolGoal:
    return SchoolGoal(
        id=goal.id,
        title=goal.title,
        target=goal.target,
        school_goal=goal.school_goal,
        review_on=goal.review_on,
        status=goal.status,
        strategies=_in(Setting.SCHOOL, goal),
    )


def as_plan(sheet: SchoolContent) -> PlanContent:
    """Return what the school reads in the shape of a plan, to be compared with what is proposed."""
    return PlanContent(
        goals=tuple(
            Goal(
                id=g.id,
                title=g.title,
                target=g.target,
                school_goal=g.school_goal,
                review_on=g.review_on,
                status=g.status,
                strategies=tuple(
                    Strategy(
                        id=s.id,
                        setting=Setting.SCHOOL,
                        text=s.text,
                        who=s.who,
                        frequency=s.frequency,
                        looks_like=s.looks_like,
                        helps_in_the_moment=s.helps_in_the_moment,
                    )
                    for s in g.strategies
                ),
            )
            for g in sheet.goals
        ),
        accommodations=sheet.accommodations,
    )


def for_home(content: PlanContent) -> tuple[HomeGoal, ...]:
    """Return what a family peer specialist reads: the goals with something to do at home."""
    found = (HomeGoal(id=g.id, title=g.title, strategies=_in(Setting.HOME, g)) for g in content.goals)
    return tuple(goal for goal in found if goal.strategies)


def lens(content: PlanContent, setting: Setting) -> tuple[LensGoal, ...]:
    """Return every goal with what is done for it in one setting."""
    return tuple(LensGoal(id=g.id, title=g.title, strategies=_in(setting, g)) for g in content.goals)


def _in(setting: Setting, goal: Goal) -> tuple[SchoolStrategy, ...]:
    return tuple(_plain(s) for s in goal.strategies if s.setting == setting)


def _plain(strategy: Strategy) -> SchoolStrategy:
    return SchoolStrategy(
        id=strategy.id,
        text=strategy.text,
        who=", ".join(part for part in (strategy.who, strategy.role) if part),
        frequency=strategy.frequency,
        looks_like=strategy.looks_like,
        helps_in_the_moment=strategy.helps_in_the_moment,
    )


def best_first(content: SchoolContent) -> list[SchoolStrategy]:
    """Return the school's strategies, those that help in the moment first."""
    every = [s for g in content.goals for s in g.strategies]
    return sorted(every, key=lambda s: not s.helps_in_the_moment)


def texts_of(content: SchoolContent) -> list[tuple[str, str]]:
    """Return every text that the school would read and that somebody wrote, with its place."""
    texts = [(f"goal {n}", part) for n, g in enumerate(content.goals, 1) for part in (g.title, g.target, g.school_goal)]
    texts += [
        (f"goal {n}, strategy {m}", part)
        for n, g in enumerate(content.goals, 1)
        for m, s in enumerate(g.strategies, 1)
        for part in (s.text, s.who, s.frequency, s.looks_like)
    ]
    texts += [(f"accommodation {n}", a.text) for n, a in enumerate(content.accommodations, 1)]
    return [(where, text) for where, text in texts if text]


def not_shown(content: PlanContent) -> dict[str, int]:
    """Count what stays with the clinic and the family: goals, and strategies in therapy and at home."""
    elsewhere = [s for g in content.goals for s in g.strategies if s.setting != Setting.SCHOOL]
    return {
        "goals": sum(not g.for_school for g in content.goals),
        "in_therapy": sum(s.setting == Setting.THERAPY for s in elsewhere),
        "at_home": sum(s.setting == Setting.HOME for s in elsewhere),
    }
