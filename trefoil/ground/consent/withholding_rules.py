"""Who may ask to withhold something, who decides, and for how long: pure."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from trefoil.ground.access.situation import Facts
from trefoil.ground.access.types import Category, Id, OrganizationKind, Period, Role

from .withholding_types import Factor, State

TELLS_THE_MINOR = "duty.tell_the_minor"
"""The rule of a pack by which minors are told that they may ask; without it they are not."""
CLINICIANS = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.IOP)
DECIDERS = (*CLINICIANS, Role.ADMIN)
# What a school keeps is an education record, which a parent may read by federal law (34 CFR 99.10).
NEVER = (OrganizationKind.SCHOOL, OrganizationKind.DISTRICT, OrganizationKind.EVALUATOR)
WITHHOLDABLE = (
    Category.SCHEDULE,
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.ASSESSMENTS,
    Category.SESSION_NOTES,
    Category.SAFETY_PLAN,
    Category.CRISIS_EVENTS,
)
REASON_NEEDS = 20
LONGEST = timedelta(days=366)
USUALLY = timedelta(days=365)  # [D] a design default of the house: looked at again after a year at the latest
LOOK_AGAIN = timedelta(days=14)


def may_decide(role: str | None, organization: str) -> bool:
    """Tell whether a role in a kind of organization decides what is withheld."""
    return role in DECIDERS and organization not in NEVER


def deciders(facts: Facts, custodian: UUID, at: datetime) -> list[UUID]:
    """Return who decides for an organization now: its clinicians on the care team, and its privacy officer."""

    def linked(person: Id) -> bool:
        return any(_within(link.period, at) for link in facts.links_of.get(person, ()))

    return [
        UUID(str(one.id))
        for one in facts.people.values()
        if one.organization == custodian
        and _within(one.period, at)
        and (one.role == Role.ADMIN or (one.role in CLINICIANS and linked(one.id)))
    ]


def _within(period: Period, at: datetime) -> bool:
    return (period.starts_at is None or period.starts_at <= at) and not period.over(at)


def last_day(today: date, birthday: date) -> date:
    """Return the last day that is offered: after a year, or the day before the birthday on which they are of age."""
    return min(today + USUALLY, birthday - timedelta(days=1))


def why_not_ask(
    *, is_child: bool, people: Collection[UUID], known: Collection[UUID], kinds: Iterable[Category],
    offered: bool, waits: bool, words: str,
) -> str | None:  # fmt: skip
    """Say why a youth cannot ask.

    Args:
        people: from whom it is to be withheld.
        known: the grown-ups who look after them.
        kinds: the kinds of record.
        offered: they are a minor, and each organization asked is one that has to tell them that they may.
        waits: the same was asked and is not decided yet.
        words: why, in their own words.
    """
    if not is_child or not offered:
        return "Only the youth asks for this, here."
    if why_not := _why_not_whom_and_what(people, known, kinds):
        return why_not
    if waits:
        return "You have asked for this already. Somebody will decide it."
    return None if words.strip() else "Say in a few words why. It helps whoever decides."


def _why_not_whom_and_what(people: Collection[UUID], known: Collection[UUID], kinds: Iterable[Category]) -> str | None:
    wanted = set(kinds)
    if not people or set(people) - set(known):
        return "Choose from whom."
    if Category.EDUCATION_RECORDS in wanted:
        return "School records cannot be withheld from a parent."
    if not wanted or wanted - set(WITHHOLDABLE):
        return "Choose what it is about."
    return None


def why_not_take_back(*, is_theirs: bool, state: str) -> str | None:
    """Say why a youth cannot take a request back."""
    return None if is_theirs and state == State.ASKED else "This was decided already. Talk with somebody on your team."


def why_not_grant(
    *, state: str, decides: bool, people: Collection[UUID], known: Collection[UUID], kinds: Iterable[Category],
    factors: Collection[str], reason: str, starts_at: datetime, ends_at: datetime, adult_at: datetime,
) -> str | None:  # fmt: skip
    """Say why something cannot be withheld.

    Args:
        state: how it stands; one that was granted may be decided anew.
        decides: the actor decides for the organization that keeps the record.
        people: from whom.
        known: the child and the grown-ups who look after them.
        kinds: the kinds of record.
        factors: what speaks for it.
        reason: why.
        starts_at: from when.
        ends_at: until when; it is looked at again before.
        adult_at: when the child is of age, and decides for themselves.
    """
    if not decides or state not in (State.ASKED, State.GRANTED):
        return "This is not yours to decide, or it was decided already."
    if why_not := _why_not_whom_and_what(people, known, kinds):
        return why_not
    if not factors:
        return "Mark what speaks for it. Without grounds a parent's rights stand."
    if why_not := _why_not_reason(reason):
        return why_not
    if not starts_at < ends_at <= min(starts_at + LONGEST, adult_at):
        return "It ends within a year, and at the 18th birthday at the latest. It can be decided anew before."
    return None


def why_not_start(*, is_clinician: bool, factors: Collection[str]) -> str | None:
    """Say why nobody may withhold it without the youth's asking: only a clinician does, and only against harm."""
    if not is_clinician:
        return "Without the youth's asking only a clinician on the care team withholds something."
    return None if Factor.HARM in factors else "Without the youth's asking, only protection from harm is a ground."


def why_not_refuse(*, state: str, decides: bool, reason: str) -> str | None:
    """Say why a request cannot be refused."""
    if not decides or state != State.ASKED:
        return "This is not yours to decide, or it was decided already."
    return _why_not_reason(reason)


def why_not_end(*, live: bool, decides: bool, reason: str) -> str | None:
    """Say why a withholding cannot be ended before its day."""
    if not decides or not live:
        return "This has already ended."
    return _why_not_reason(reason)


def _why_not_reason(reason: str) -> str | None:
    return None if len(reason.strip()) >= REASON_NEEDS else "Give the reason in a sentence. It stays in the record."
