"""Why something may not be done with a plan now; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from trefoil.ground.access.types import OrganizationKind, Role
from trefoil.ground.people.rules import same_name

from .content import find_goal
from .types import Asked, Edit, EditKind, Finding, Party, PlanContent, Service, Setting, VersionState

# [D] a design default of the house: from here on a youth's own signature is asked for and waited for.
YOUTH_SIGNS_FROM = 12
SIGNS_AS_THERAPIST = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER)
SIGNS_FOR_SCHOOL = (Role.SCHOOL_MH, Role.TEACHER)
READS_WHOLE = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.SKILLS)
BEHIND = (Role.SUPERVISOR, Role.PRESCRIBER)
OFFICERS = (Role.DIRECTOR, Role.HOME_DISTRICT)
SCHOOLS = (OrganizationKind.SCHOOL, OrganizationKind.DISTRICT)
GONE = "This part is no longer in the draft. Somebody took it out while you were writing."
NO_RELEASE = "No release lets the clinic share the plan for school with the school."


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


def why_not_service(service: Service) -> str | None:
    """Say why a service cannot stand like this."""
    if not service.kind:
        return "Say what it is."
    if not 5 <= service.minutes <= 480:
        return "A service takes between 5 minutes and 8 hours."
    if not (1 <= service.times <= 14 and 1 <= service.weeks <= 8):
        return "Say how many times, from 1 to 14, and in how many weeks, from 1 to 8."
    if service.starts_on and service.ends_on and service.ends_on < service.starts_on:
        return "It cannot end before it starts."
    return None


def why_not_link(code: str, *, has_goal: bool, is_linked: bool) -> str | None:
    """Say why a goal cannot be linked to a diagnosis."""
    if not has_goal:
        return GONE
    if not code.strip():
        return "Write the code of the diagnosis."
    return "This goal is already linked to that diagnosis." if is_linked else None


def parties_for(*, age: int, has_school: bool, by_trainee: bool = False) -> dict[Party, bool]:
    """Return who is asked to sign a version, and whether it waits for them."""
    asked = {
        Party.THERAPIST: True,
        **({Party.SUPERVISOR: True} if by_trainee else {}),
        Party.GUARDIAN: True,
        Party.YOUTH: age >= YOUTH_SIGNS_FROM,
    }
    return asked | ({Party.SCHOOL: True} if has_school else {})


def why_not_submit(
    *, state: str, content: PlanContent, guardians: int, therapists: int, lacks_supervisor: bool = False
) -> str | None:
    """Say why a draft cannot be given out for signature."""
    if state != VersionState.DRAFT:
        return "Only a draft can be given out for signature."
    if not content.goals:
        return "A plan needs at least one goal."
    if not any(goal.strategies for goal in content.goals):
        return "Say for at least one goal what is done for it."
    if not therapists:
        return "No therapist is on the care team to sign."
    if lacks_supervisor:
        return "The therapist is a trainee, and no supervisor is named who could co-sign."
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
    *,
    party: str,
    may_sign: bool,
    typed_name: str,
    name: str,
    is_done: bool,
    is_withdrawn: bool,
    therapist_signed: bool = True,
) -> str | None:
    """Say why a person cannot sign now.

    Args:
        may_sign: as a guardian: they may sign for the child, and no court has taken it from them.
        therapist_signed: whether the trainee has signed; a supervisor signs what stands there.
    """
    if is_withdrawn:
        return "This version was taken back to be changed. You will be asked again."
    if is_done:
        return "You have already signed this."
    if party == Party.SUPERVISOR and not therapist_signed:
        return "You co-sign after the one whom you supervise has signed."
    if party == Party.GUARDIAN and not may_sign:
        return "Only a parent or guardian with authority can sign this."
    if not same_name(typed_name, name):
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


def why_not_start_in_emergency(*, state: str, is_started: bool, reason: str) -> str | None:
    """Say why a plan cannot begin before everybody has signed it."""
    if state != VersionState.IN_SIGNATURE:
        return "Ask for signatures first; then it can begin while they are still missing."
    if is_started:
        return "It has already begun."
    if len(reason.strip()) < 10:
        return "Write in a sentence why it cannot wait; it stays with the plan."
    return None


def signatures_due(started_at: datetime, days: int) -> datetime:
    """Return until when a plan that began in an emergency has its signatures."""
    return started_at + timedelta(days=days)


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


def why_not_propose(text: str, *, edits: Sequence[Edit] = ()) -> str | None:
    """Say why a proposal cannot be sent."""
    if any(edit.kind != EditKind.END and not edit.text.strip() for edit in edits):
        return "Say what is done, in a sentence that the one who does it understands."
    if edits and not text.strip():
        return "Write in a sentence why, so that everybody understands it."
    return None if text.strip() else "Write what should change."


def why_not_reword(edits: Sequence[Edit], *, own: Setting) -> str | None:
    """Say why changes cannot come from this lens."""
    if not edits:
        return "Nothing is different from what stands in the plan."
    if any(edit.setting != own for edit in edits):
        return "You change what is done where you are; for the rest, propose it in your words."
    return None


def why_not_remark(text: str, *, is_open: bool) -> str | None:
    """Say why nothing can be said about a proposal."""
    if not is_open:
        return "This proposal is already answered."
    return None if text.strip() else "Write what you think."


def why_not_withdraw(*, is_author: bool, is_open: bool) -> str | None:
    """Say why a proposal cannot be taken back."""
    if not is_author:
        return "Only the one who proposed it can take it back."
    return None if is_open else "This proposal is already answered."


def why_not_approve(*, author_id: UUID, by_id: UUID, role: str, is_open: bool, has_edits: bool) -> str | None:
    """Say why somebody cannot take a proposal into the plan: nobody approves their own alone."""
    if not is_open:
        return "This proposal is already answered."
    if author_id == by_id:
        return "Nobody approves their own proposal. Ask the supervisor or another therapist of the team."
    if role not in SIGNS_AS_THERAPIST:
        return "Whoever answers for the plan approves: its therapist, their supervisor or the prescriber."
    if not has_edits:
        return "It is said in words only: write it into the draft, then answer."
    return None


def why_not_take_in(conflicting: int) -> str | None:
    """Say why proposed words cannot take the place of those that stand there."""
    if conflicting:
        return "The plan was changed since this was proposed. Look at both, then say which words stand."
    return None


def why_not_confirm(*, is_asked: bool, is_done: bool) -> str | None:
    """Say why somebody cannot say that they read a version."""
    if not is_asked:
        return "Nobody waits for your word on this version."
    return "You have already said so." if is_done else None


def why_not_name_priority(text: str, *, is_family: bool, named: int) -> str | None:
    """Say why a priority cannot be written down."""
    if not is_family:
        return "Priorities are the family's own words."
    if not text.strip():
        return "Write what matters most to you."
    return "Five at most, so that each one counts. Take one out first." if named >= 5 else None


def why_not_drop_priority(*, is_author: bool, is_dropped: bool) -> str | None:
    """Say why a priority cannot be taken back."""
    if not is_author:
        return "Only the one who wrote it takes it back."
    return "It is already taken back." if is_dropped else None


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
