"""When a measure is due, of whom, and how it stands; pure, the day is passed in."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from .measure_types import Asked, Informant, Rate, Rhythm, Standing

SMALL = 10
NO_INTERVAL = "Say after how many days it is asked again, at least seven."
NO_TIME = "There must be at least one day to answer, and fewer than until it is asked again."
ALREADY_SET = "This is already asked of them. End it first, then set it anew."
OTHER_ORGANIZATION = "That is for the people of that organization."
ALREADY_ENDED = "This was already ended."
NOT_MADE_FOR = "This questionnaire is not made for them to answer."
NOT_OPEN = "It no longer waits for an answer."
MAY_NOT_ANSWER = "This person may not answer here now."


def why_not_set(rhythm: Rhythm, *, is_set: bool) -> str | None:
    """Say why a measure may not be set for a program."""
    if is_set:
        return ALREADY_SET
    if rhythm.every_days < 7:
        return NO_INTERVAL
    return None if 0 < rhythm.days_to_answer < rhythm.every_days else NO_TIME


def why_not_of(informant: str, made_for: Collection[str]) -> str | None:
    """Say why an informant may not be asked: *you* in a questionnaire for youth would be the teacher."""
    return None if informant in made_for else NOT_MADE_FOR


def why_not_end(*, same_organization: bool, is_ended: bool) -> str | None:
    """Say why a measure may not be ended."""
    if not same_organization:
        return OTHER_ORGANIZATION
    return ALREADY_ENDED if is_ended else None


def why_not_close(*, is_open: bool) -> str | None:
    """Say why an asking may not be closed without answers."""
    return None if is_open else NOT_OPEN


def next_on(rhythm: Rhythm, joined_on: date, askings: Iterable[Asked]) -> date:
    """Return the day on which a measure is asked next: from the last asking, else from the first day here."""
    last = max((asking.asked_on for asking in askings), default=None)
    if last is None:
        return joined_on + timedelta(days=rhythm.first_after_days)
    return last + rhythm.interval


def who_answers(candidates: Sequence[UUID], askings: Iterable[Asked]) -> UUID | None:
    """Return who is asked: whoever answered last while they may, else the first; one rater over time."""
    for asking in sorted(askings, key=lambda a: a.asked_on, reverse=True):
        if asking.asked_of in candidates:
            return asking.asked_of
    return candidates[0] if candidates else None


def standing(asking: Asked, today: date) -> Standing:
    """Return what became of one asking."""
    if asking.is_answered:
        return Standing.ANSWERED
    if asking.closed_as:
        return Standing(asking.closed_as)
    return Standing.OVERDUE if asking.due_on and asking.due_on < today else Standing.DUE


def standing_of(rhythm: Rhythm, joined_on: date, askings: Sequence[Asked], today: date, *, can_ask: bool) -> Standing:
    """Return how a measure stands with a child now: the open asking first, then whether one is to be made."""
    last = max(askings, key=lambda a: a.asked_on, default=None)
    now_stands = standing(last, today) if last else None
    if now_stands in (Standing.DUE, Standing.OVERDUE):
        return now_stands
    if next_on(rhythm, joined_on, askings) <= today:
        return Standing.TO_ASK if can_ask else Standing.NOBODY
    return now_stands or Standing.LATER


def lapses(asking: Asked, rhythm: Rhythm, today: date, *, is_begun: bool) -> bool:
    """Tell whether an asking gives way to the next: never one that somebody has begun to answer."""
    waits = not asking.is_answered and not asking.closed_as
    return waits and not is_begun and asking.asked_on + rhythm.interval <= today


def rates(askings: Iterable[tuple[str, Asked]], today: date) -> list[Rate]:
    """Return for each informant what became of the askings."""
    counts: dict[str, Counter[Standing]] = {}
    for informant, asking in askings:
        counts.setdefault(informant, Counter())[standing(asking, today)] += 1
    order = [informant.value for informant in Informant]
    return [_rate(informant, counts[informant]) for informant in sorted(counts, key=order.index)]


def _rate(informant: str, counts: Counter[Standing]) -> Rate:
    return Rate(
        informant=informant,
        asked=counts.total(),
        answered=counts[Standing.ANSWERED],
        due=counts[Standing.DUE],
        overdue=counts[Standing.OVERDUE],
        declined=counts[Standing.DECLINED],
        left=counts[Standing.LEFT],
        lapsed=counts[Standing.LAPSED],
    )


def percent(part: int, whole: int) -> int | None:
    """Return a whole percentage, or None where so few were asked that only the counts may be shown."""
    return round(100 * part / whole) if whole >= SMALL else None
