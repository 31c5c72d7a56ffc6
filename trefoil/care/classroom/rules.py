"""What may be rated, corrected and voided; which step comes next; what to try first. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

from trefoil.ground.access.types import Role

from .types import Choice, DayKind, Outcome, Step, Strategy, Success

LOW, HIGH = 0, 10
MILDEST, STRONGEST = 1, 5
CORRECTABLE_FOR = timedelta(hours=24)
# A clock that nobody stopped says nothing about the child: past this, the length is unknown until somebody writes it.
LONGEST = timedelta(hours=2)
# A device without a network sends later what happened at its own time.
SENT_LATE_BY = timedelta(hours=12)
CLOCKS_DIFFER_BY = timedelta(minutes=2)
BOARD_ROLES = frozenset({Role.TEACHER, Role.SCHOOL_MH, Role.SKILLS})
VOIDING_ROLES = frozenset({Role.SCHOOL_MH, Role.DIRECTOR})
BEST = 3
GOOD_DAY, HARD_DAY = 6, 3
MILD_MOMENT, HARD_MOMENT = 2, 4


def why_not_rate(*, regulation: int, engagement: int) -> str | None:
    """Say why two numbers are no rating."""
    if not (LOW <= regulation <= HIGH and LOW <= engagement <= HIGH):
        return "A rating is a whole number from 0 to 10."
    return None


def why_not_correct(*, is_author: bool, since: datetime, voided: bool, at: datetime) -> str | None:
    """Say why an entry cannot be corrected or taken back any more."""
    if voided:
        return "This entry no longer counts; it cannot be changed."
    if not is_author:
        return "Only the person who wrote this can correct it."
    if at - since >= CORRECTABLE_FOR:
        return "An entry can be corrected for 24 hours. After that it stays, or is voided with a reason."
    return None


def why_not_void(*, role: str | None, reason: str, voided: bool) -> str | None:
    """Say why an entry cannot be voided."""
    if voided:
        return "This entry no longer counts already."
    if role not in VOIDING_ROLES:
        return "Only school mental health staff or the director can void an entry."
    if not reason.strip():
        return "Write the reason; it stays with the entry."
    return None


def why_not_grade(*, intensity: int, ended: bool, voided: bool) -> str | None:
    """Say why the strength of a hard moment cannot be set."""
    if not MILDEST <= intensity <= STRONGEST:
        return "The strength is a whole number from 1 to 5."
    return why_not_go_on(ended=ended, voided=voided)


def why_not_go_on(*, ended: bool, voided: bool) -> str | None:
    """Say why a hard moment cannot be gone on with."""
    if voided:
        return "This entry no longer counts; it cannot be changed."
    return "This moment has already been ended. Correct it instead." if ended else None


def why_not_end(*, intensity: int | None, strategy: str, ended: bool, voided: bool) -> str | None:
    """Say why a hard moment cannot be ended yet."""
    if intensity is None or not strategy:
        return "First say how strong it is and what you try."
    return why_not_go_on(ended=ended, voided=voided)


def why_not_last(*, minutes: int | None) -> str | None:
    """Say why a length is none of a moment in class."""
    if minutes is not None and not 0 <= minutes <= 600:
        return "Write how many minutes it lasted, at most 600."
    return None


def next_step(*, intensity: int | None, strategy: str, outcome: str) -> Step:
    """Return which tap comes next."""
    if outcome:
        return Step.DONE
    if intensity is None:
        return Step.INTENSITY
    return Step.OUTCOME if strategy else Step.STRATEGY


def ended_at(*, starts_at: datetime, at: datetime) -> datetime | None:
    """Return when a moment ended; None if the clock ran so long that nobody was watching it."""
    return None if at - starts_at > LONGEST else max(at, starts_at)


def moment_of(claimed: datetime | None, *, received_at: datetime) -> datetime:
    """Return when something happened: as the device says if that can be, else when it came in."""
    if claimed is None or claimed.tzinfo is None:
        return received_at
    if not received_at - SENT_LATE_BY <= claimed <= received_at + CLOCKS_DIFFER_BY:
        return received_at
    return min(claimed, received_at)


def kind_of_day(regulation: Sequence[int], intensities: Sequence[int]) -> DayKind:
    """Say how a day went from its ratings and its hard moments; without a rating nobody knows that it was good.

    [D] The house's own reading, for families: good is settled most of the time with nothing beyond upset; hard is
    settled hardly at all, or a moment out of control.
    """
    strongest = max(intensities, default=0)
    if not regulation:
        return DayKind.HARD if strongest >= HARD_MOMENT else DayKind.UNKNOWN
    settled = median(regulation)
    if strongest >= HARD_MOMENT or settled <= HARD_DAY:
        return DayKind.HARD
    return DayKind.GOOD if settled >= GOOD_DAY and strongest <= MILD_MOMENT else DayKind.MIXED


def successes(tried: Iterable[tuple[str, Outcome | None]]) -> dict[str, Success]:
    """Count, per strategy, how often it was tried to the end and how often it helped."""
    counts: dict[str, Success] = {}
    for key, outcome in tried:
        if not key or outcome is None:
            continue
        before = counts.get(key, Success())
        helped = outcome in (Outcome.CALMER_ALONE, Outcome.CALMER_WITH_HELP)
        counts[key] = Success(before.tried + 1, before.helped + helped)
    return counts


def best_first(
    planned: Sequence[Strategy], general: Sequence[Strategy], counts: Mapping[str, Success]
) -> tuple[list[Choice], list[Choice]]:
    """Return the three to offer first, and the others.

    What helped this child more often comes first; one success more and one failure more are counted for everything,
    so that a single lucky try does not beat a habit. Between equals, the child's plan comes before what suits all.
    """
    choices = [Choice(s, counts.get(s.key, Success())) for s in (*planned, *general)]
    ordered = sorted(choices, key=lambda c: (-_promise(c.success), not c.strategy.of_plan))
    return ordered[:BEST], ordered[BEST:]


def _promise(success: Success) -> float:
    return (success.helped + 1) / (success.tried + 2)
