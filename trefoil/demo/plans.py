"""The plans of the demo program: four kinds of goals, in children's words, varied from child to child."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from trefoil.care.plan import actions as plans
from trefoil.care.plan.types import (
    Accommodation,
    AccommodationBasis,
    Goal,
    GoalStatus,
    PlanContent,
    Service,
    Setting,
    Strategy,
)
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.ids import new_id

from .calendar import moment
from .opening import Placed, Program

S, T, H = Setting.SCHOOL, Setting.THERAPY, Setting.HOME


@dataclass(frozen=True)
class Theme:
    """A goal with what is done for it in three places; the first two lines at school help in the moment."""

    title: str
    measure: str
    baseline: str
    target: str
    professional: str
    school_goal: str
    works: str
    school: tuple[str, ...]
    therapy: tuple[str, ...]
    home: tuple[str, ...]


THEMES = (
    Theme(
        "I ask for a break before I leave the room", "Breaks asked for of all times out of the room", "4 of 18", "14 of 18",
        "Uses a functional request to escape demands before elopement", "Requests a break by card in 4 of 5 opportunities", "the card is up before the chair moves",
        ("Break card on the desk; an adult says yes within a minute", "A walk to the window and back with an adult", "Praise the asking, not the calm"),
        ("Practice asking in role play, ten minutes each week", "Name the first body signal together"),
        ("The same card on the fridge; yes first, then a walk",),
    ),
    Theme(
        "I tell someone when my thoughts get loud", "Times told of all hard moments", "2 of 12", "9 of 12",
        "Labels internal states and seeks co-regulation from an adult", "Names a feeling to an adult in 3 of 4 hard moments", "the color is named before the voice gets loud",
        ("Headphones and the quiet corner, five minutes", "Color card: green, yellow, red on the desk", "Check-in at the door each morning"),
        ("A list of loud thoughts and what answers them", "Slow breathing with a hand on the belly"),
        ("Ten quiet minutes after school before any question",),
    ),
    Theme(
        "I come to school on time, three days out of four", "Days on time of all school days", "11 of 20", "15 of 20",
        "Graded exposure to school arrival; reduces avoidance", "", "the coat is on the hook by 8:35",
        ("Start the day with the job of watering the plants", "Enter by the side door when the hall is loud"),
        ("A ladder of small steps from home to the classroom",),
        ("Clothes and bag ready in the evening", "The same goodbye every morning"),
    ),
    Theme(
        "I stay with a hard task for ten minutes", "Minutes before stopping, by the timer", "3 minutes", "10 minutes",
        "Builds frustration tolerance through graded task demand", "Works independently for 10 minutes on grade-level work", "the timer rings before the pencil is down",
        ("Cut the page in half; one half now, one later", "Timer in sight and a stretch at the bell", "First task of the day is one that works"),
        ("Practice getting stuck on purpose with a puzzle",),
        ("Homework for ten minutes, then stop, whatever is done",),
    ),
)  # fmt: skip
ACCOMMODATIONS = (
    ("Extra time for written work", AccommodationBasis.IEP),
    ("Seat beside the door", AccommodationBasis.INFORMAL),
    ("Instructions one step at a time, also on paper", AccommodationBasis.IEP),
    ("Deadlines may move by two school days", AccommodationBasis.SECTION_504),
)


def content_for(placed: Placed, number: int, first: date, review_on: date) -> PlanContent:
    """Return the plan of the child with that number."""
    themes = [THEMES[(number + step) % len(THEMES)] for step in range(2 + number % 2)]
    goals = tuple(_goal(theme, placed, review_on, n) for n, theme in enumerate(themes))
    kept = [ACCOMMODATIONS[(number + step) % len(ACCOMMODATIONS)] for step in range(2)]
    weekly = ("individual", 45, placed.therapist), ("skills_group", 50, placed.therapist)
    return PlanContent(
        goals=goals,
        services=tuple(
            Service(
                id=new_id(),
                kind=kind,
                minutes=minutes,
                times=1,
                weeks=1,
                provider=str(staff.person),
                provider_id=staff.pk,
                starts_on=first,
                goal_ids=tuple(goal.id for goal in goals),
            )
            for kind, minutes, staff in weekly
        ),
        accommodations=tuple(
            Accommodation(id=new_id(), text=text, basis=basis, starts_on=first) for text, basis in kept
        ),
    )


def _goal(theme: Theme, placed: Placed, review_on: date, number: int) -> Goal:
    who = {S: placed.teacher, T: placed.therapist}
    return Goal(
        id=new_id(),
        title=theme.title,
        measure=theme.measure,
        baseline=theme.baseline,
        target=theme.target,
        professional=theme.professional,
        school_goal=theme.school_goal,
        review_on=review_on,
        status=GoalStatus.OFF_TRACK if placed.part.gain < 0.5 and number == 0 else GoalStatus.ON_TRACK,
        for_school=True,
        strategies=tuple(
            Strategy(
                id=new_id(),
                setting=setting,
                text=text,
                who=str(who[setting].person) if setting in who else str(placed.guardian.person),
                frequency="weekly" if setting == T else "daily",
                looks_like=theme.works if n == 0 and setting != T else "",
                helps_in_the_moment=setting == S and n < 2,
            )
            for setting, texts in ((S, theme.school), (T, theme.therapy), (H, theme.home))
            for n, text in enumerate(texts)
        ),
    )


CARDS = (
    ("Peanuts", "none"),
    ("none known", "Methylphenidate 10 mg, mornings at home"),
    ("Penicillin", "none"),
    ("none known", "none"),
)


def plan_the_year(program: Program, placed: Placed, number: int, days: list[date], chance: Random) -> None:
    """Draft, sign and publish a plan; for every fourth child a second version follows in the middle of the year."""
    therapist = placed.therapist.person
    review_on = days[-1] + timedelta(days=10 + number * 2)
    content = content_for(placed, number, days[0], review_on)
    begins = moment(days[min(8, len(days) - 1)], 10)
    with seen_by(therapist, begins):
        allergies, medicines = CARDS[number % len(CARDS)]
        plans.write_card(child=placed.child, allergies=allergies, medicines=medicines, by=therapist, at=begins)
    _sign_and_share(program, placed, content, begins, chance)
    if number % 4 == 0 and len(days) > 60:
        _sign_and_share(program, placed, _grown(content), moment(days[len(days) * 2 // 3], 10), chance)


def _grown(content: PlanContent) -> PlanContent:
    """Return the plan as it was changed at its review: one goal is met, another aims higher."""
    first, second, *others = content.goals
    higher = replace(
        second,
        target="three times out of four, without a reminder",
        strategies=(
            *second.strategies,
            Strategy(id=new_id(), setting=H, text="Tell each other one loud thought at supper", frequency="daily"),
        ),
    )
    return replace(content, goals=(replace(first, status=GoalStatus.MET), higher, *others))


def _sign_and_share(program: Program, placed: Placed, content: PlanContent, at: datetime, chance: Random) -> None:
    cast, therapist = program.cast, placed.therapist.person
    with seen_by(therapist, at):
        version = plans.draft(child=placed.child, by=therapist, at=at, content=content)
        plans.submit(version=version, by=therapist, at=at, school_signer=cast.staff["social_worker"])
    signed = at + timedelta(days=1)
    for person in (therapist, placed.guardian.person, placed.child.person, cast.person("social_worker")):
        _sign(version.pk, person, signed + timedelta(hours=chance.randrange(30)))
    published = signed + timedelta(days=3)
    with seen_by(therapist, published):
        version.refresh_from_db()
        plans.publish(version=version, by=therapist, at=published)
    _acknowledge(placed, published + timedelta(hours=20))


def _sign(version_id: object, person: object, at: datetime) -> None:
    from trefoil.care.plan import queries

    with seen_by(person, at):
        signature = queries.signature_of(version_id, person.pk)  # type: ignore[attr-defined, arg-type]
        if signature:
            language = person.language if person.language in ("en", "es") else "en"  # type: ignore[attr-defined]
            plans.sign(signature=signature, typed_name=str(person), language=language, by=person, at=at)  # type: ignore[arg-type]


def _acknowledge(placed: Placed, at: datetime) -> None:
    from trefoil.care.plan import queries

    teacher = placed.teacher.person
    with seen_by(teacher, at):
        part = queries.published(placed.child.pk)
        if part:
            plans.acknowledge(school_plan=part, by=teacher, at=at)
