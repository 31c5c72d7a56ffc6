"""Why something may not be done with a plan now; pure."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from trefoil.ground.access.types import OrganizationKind, Role

from .content import find_goal
from .types import Asked, Finding, Party, PlanContent, VersionState

# [D] a design default of the house: from here on a youth's own signature is asked for and waited for.
YOUTH_SIGNS_FROM = 12
SIGNS_AS_THERAPIST = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER)
SIGNS_FOR_SCHOOL = (Role.SCHOOL_MH, Role.TEACHER)
BEHIND = (Role.SUPERVISOR, Role.PRESCRIBER)
OFFICERS = (Role.DIRECTOR, Role.HOME_DISTRICT)
SCHOOLS = (OrganizationKind.SCHOOL, OrganizationKind.DISTRICT)
GONE = "This part is no longer in the draft. Somebody took it out while you were writing."
NO_RELEASE = "No release lets the clinic share the plan for school with the school."


def age_on(born_on: date, on: date) -> int:
    """Return the age in whole years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def why_not_draft(*, has_draft: bool) -> str | None:
    """Say why a new version cannot be begun."""
    return "There is already a draft. Change that one." if has_draft else None


def why_not_change(state: str) -> str | None:
    """Say why a version cannot be changed."""
    if state != VersionState.DRAFT:
        return "This version is out for signature or signed. Begin a new one to change it."
    return None


def why_not_overwrite(*, seen: str | None, now: str, changed_by: str = "") -> str | None:
    """Say why a part cannot be changed by somebody who had the words marked `seen` before them."""
    if seen is None or seen == now:
        return None
    return (
        f"{changed_by or 'Somebody'} changed this while you were writing. Nothing of theirs was overwritten, and your"
        " words still stand above."
    )


def why_not_goal(content: PlanContent, *, goal_id: UUID, title: str, parent_id: UUID | None) -> str | None:
    """Say why a goal cannot stand like this."""
    if not title.strip():
        return "A goal needs a sentence, best in the child's own words."
    above = parent_id
    for _ in content.goals:
        if above is None:
            return None
        if above == goal_id:
            return "A goal cannot be part of itself."
        parent = find_goal(content, above)
        if parent is None:
            return "The goal that this one belongs to is not in the plan."
        above = parent.parent_id
    return None if above is None else "A goal cannot be part of itself."


def why_not_strategy(text: str) -> str | None:
    """Say why a strategy cannot stand like this."""
    return None if text.strip() else "Say what is done, in a sentence that the one who does it understands."


def why_not_accommodation(text: str, *, starts_on: date | None, ends_on: date | None) -> str | None:
    """Say why an accommodation cannot stand like this."""
    if not text.strip():
        return "Say what is made different."
    if starts_on and ends_on and ends_on < starts_on:
        return "It cannot end before it starts."
    return None


def parties_for(*, age: int, has_school: bool) -> dict[Party, bool]:
    """Return who is asked to sign a version, and whether it waits for them."""
    asked = {
        Party.THERAPIST: True,
        Party.GUARDIAN: True,
        Party.YOUTH: age >= YOUTH_SIGNS_FROM,
    }
    return asked | ({Party.SCHOOL: True} if has_school else {})


def why_not_submit(*, state: str, content: PlanContent, guardians: int, therapists: int) -> str | None:
    """Say why a draft cannot be given out for signature."""
    if state != VersionState.DRAFT:
        return "Only a draft can be given out for signature."
    if not content.goals:
        return "A plan needs at least one goal."
    if not any(goal.strategies for goal in content.goals):
        return "Say for at least one goal what is done for it."
    if not therapists:
        return "No therapist is on the care team to sign."
    if not guardians:
        return "No parent or guardian with authority is known to you who could sign."
    return None


def missing(asked: Iterable[Asked]) -> tuple[Party, ...]:
    """Return the parties a version still waits for: one signature of a party is enough."""
    every = list(asked)
    needed = {a.party for a in every if a.is_required}
    done = {a.party for a in every if a.is_done}
    return tuple(p for p in Party if p in needed - done)


def why_not_sign(
    *, party: str, may_sign: bool, typed_name: str, name: str, is_done: bool, is_withdrawn: bool
) -> str | None:
    """Say why a person cannot sign now.

    Args:
        may_sign: as a guardian: they may sign for the child, and no court has taken it from them.
    """
    if is_withdrawn:
        return "This version was taken back to be changed. You will be asked again."
    if is_done:
        return "You have already signed this."
    if party == Party.GUARDIAN and not may_sign:
        return "Only a parent or guardian with authority can sign this."
    if _plain(typed_name) != _plain(name):
        return "Type your name as it stands above to sign."
    return None


def why_not_go_on_without(*, party: str, reason: str, is_done: bool, is_withdrawn: bool) -> str | None:
    """Say why a version cannot go on without a signature."""
    if is_withdrawn or is_done:
        return "There is nothing to wait for here any more."
    if party not in (Party.YOUTH, Party.SCHOOL):
        return "Nobody can go on without the therapist or the family."
    if len(reason.strip()) < 10:
        return "Write in a sentence why; it stays with the plan."
    return None


def unjustified(found: Iterable[Finding], justified: Iterable[str], justification: str) -> tuple[Finding, ...]:
    """Return the findings that nobody has given a reason for."""
    if len(justification.strip()) < 10:
        known = set(justified)
        return tuple(f for f in found if f.key not in known)
    return ()


def why_not_share(found: Iterable[Finding]) -> str | None:
    """Say why the plan for school may not leave as it is worded."""
    words = ", ".join(f"“{f.words}”" for f in found)
    if not words:
        return None
    return f"The school would read {words}. Reword it, or write why the school needs it."


def why_not_publish(
    *, state: str, is_published: bool, has_release: bool, readers: int, found: Iterable[Finding] = ()
) -> str | None:
    """Say why the plan for school cannot be opened to its readers."""
    if state not in (VersionState.SIGNED, VersionState.SUPERSEDED):
        return "It can be published once everybody has signed."
    if state == VersionState.SUPERSEDED:
        return "A newer version has taken the place of this one."
    if is_published:
        return "This version is already published."
    if not has_release:
        return NO_RELEASE
    if not readers:
        return "Nobody of the school is on the care team yet."
    return why_not_share(found)


def why_not_acknowledge(*, is_published: bool, is_done: bool) -> str | None:
    """Say why a reader cannot say that they have read it."""
    if not is_published:
        return "This is not published."
    return "You have already said so." if is_done else None


def why_not_propose(text: str) -> str | None:
    """Say why a proposal cannot be sent."""
    return None if text.strip() else "Write what should change."


def why_not_answer(words: str, *, is_answered: bool) -> str | None:
    """Say why a proposal cannot be answered."""
    if is_answered:
        return "This proposal is already answered."
    return None if words.strip() else "Write an answer; the one who proposed reads it."


def release_covers(
    *,
    from_organization: UUID,
    to_organization: UUID | None,
    both_ways: bool,
    giver: UUID,
    taker: UUID,
) -> bool:
    """Tell whether a release lets one organization share with another."""
    forth = from_organization == giver and to_organization == taker
    back = from_organization == taker and to_organization == giver
    return forth or (both_ways and back)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
