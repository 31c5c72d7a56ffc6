"""Which way a referral may go, who waits, and who comes in."""

from datetime import date

from .types import Census, State, Step, Verb

MOVES: dict[tuple[State, Verb], State] = {
    (State.SENT, Verb.ACCEPT): State.ACCEPTED,
    (State.SENT, Verb.DECLINE): State.DECLINED,
    (State.SENT, Verb.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Verb.WITHDRAW): State.WITHDRAWN,
}
_ALREADY = {
    State.SENT: "This referral has not been answered yet.",
    State.ACCEPTED: "This referral was already accepted.",
    State.DECLINED: "This referral was declined.",
    State.WITHDRAWN: "This referral was withdrawn.",
}
OLDEST, YOUNGEST = 22, 3  # ages between which a public school serves a child with a disability in Minnesota
SHORTEST_REASON = 10


def why_not_move(state: State, verb: Verb) -> str | None:
    """Say why a referral in a state cannot be accepted, declined or withdrawn."""
    return None if (state, verb) in MOVES else _ALREADY[state]


def why_not_reason(reason: str) -> str | None:
    """Say why a reason is none."""
    return "Give the reason in a sentence." if len(reason.strip()) < SHORTEST_REASON else None


def why_not_send(*, born_on: date, on: date, is_open: bool, is_enrolled: bool, concern: str) -> str | None:
    """Say why a child cannot be referred.

    Args:
        is_open: a referral of this child is not answered yet, or is accepted and waits for its place.
    """
    if is_enrolled:
        return "This child is already in the program."
    if is_open:
        return "This child is already referred."
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    if not YOUNGEST <= age < OLDEST:
        return "Check the birth date: the program serves ages 3 to 21."
    return "Say in a few sentences what the concern is." if len(concern.strip()) < 20 else None


def why_not_ask_release(*, state: State, guardian: bool, asked: bool, released: bool) -> str | None:
    """Say why the family cannot be asked for the release now."""
    if state not in (State.SENT, State.ACCEPTED):
        return _ALREADY[state]
    if released:
        return "The release is signed."
    if asked:
        return "The release is waiting for the family's answer."
    return None if guardian else "No parent or guardian with authority is entered."


def why_not_accept(*, state: State, released: bool, asked: bool) -> str | None:
    """Say why a referral cannot be accepted: the family's release comes first."""
    if reason := why_not_move(state, Verb.ACCEPT):
        return reason
    if released:
        return None
    if asked:
        return "The family has not signed the release yet."
    return "Ask the family for a release first: without one, school and clinic may not look at this child together."


def why_not_decline(*, state: State, reason: str) -> str | None:
    """Say why a referral cannot be declined."""
    return why_not_move(state, Verb.DECLINE) or why_not_reason(reason)


def why_not_withdraw(*, state: State, reason: str, enrolled: bool) -> str | None:
    """Say why a referral cannot be withdrawn."""
    if enrolled:
        return "The child is in the program. Leaving is planned with the team, not withdrawn."
    return why_not_move(state, Verb.WITHDRAW) or why_not_reason(reason)


def must_wait(census: Census) -> bool:
    """Tell whether a child who is accepted now waits: no place is free, or others were there before."""
    return census.waiting > 0 or census.free == 0


def why_not_reorder(*, place: int | None, of: int, up: bool, reason: str) -> str | None:
    """Say why a child cannot move in the waiting list.

    Args:
        place: the child's place, 1 being the next to come in.
        of: how many wait.
    """
    if place is None:
        return "This child does not wait."
    if up and place == 1:
        return "This child is already the next."
    if not up and place == of:
        return "This child is already the last."
    return why_not_reason(reason)


def why_not_enroll(
    *, state: State, enrolled: bool, released: bool, place: int | None, census: Census, team: bool
) -> str | None:
    """Say why a child cannot be enrolled.

    Args:
        place: the child's place in the waiting list, or None when a place is held for them.
        team: a therapist and a teacher are on the care team.
    """
    if enrolled:
        return "This child is already in the program."
    if state != State.ACCEPTED:
        return "Only an accepted referral leads to enrollment."
    if not released:
        return "The release has ended. Ask the family for a new one."
    if place is not None and census.free == 0:
        return "No place is free."
    if place is not None and place > 1:
        return "Another child is before this one. Change the order first, with its reason."
    return None if team else "Choose at least a therapist and a teacher for the care team."


def open_steps(*, releases_waiting: bool, confirmed: frozenset[Step]) -> tuple[Step, ...]:
    """Return the steps of the welcome list that are still to be done, in their order."""
    done = confirmed | (frozenset() if releases_waiting else {Step.RELEASES})
    return tuple(step for step in Step if step not in done)
