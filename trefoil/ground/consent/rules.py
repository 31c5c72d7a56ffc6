"""What may be released, for how long, and in which words."""

from datetime import datetime, timedelta

from trefoil.ground.access.types import Authority, Category
from trefoil.ground.people.rules import same_name

from .elements import why_not_one_paper

LONGEST = timedelta(days=365)  # Minn. Stat. 144.293 subd. 4: one year unless the law or the paper says otherwise
TOGETHER = (
    Category.DEMOGRAPHICS,
    Category.SCHEDULE,
    Category.SCHOOL_PLAN,
    Category.SAFETY_PLAN,
    Category.EDUCATION_RECORDS,
    Category.BEHAVIOR_OBSERVATIONS,
    Category.CONSENTS,
)
NEVER = {Category.CUSTODY}
YOUTHS = {Category.SUD, Category.YOUTH_CONFIDENTIAL}  # only the child can release them (42 CFR 2.14; 144.341-.347)
TO_RELATIVES = {Category.SCHOOL_PLAN, Category.SCHEDULE}  # what a consent opens to somebody without authority


def why_not_ask(
    *,
    categories: set[Category],
    starts_at: datetime,
    ends_at: datetime,
    authority: str | None,
    same_organization: bool = False,
    already_asked: bool = False,
    of_child: bool = False,
    child_decides: bool = False,
    part2: bool = False,
    longest: timedelta = LONGEST,
) -> str | None:
    """Say why a release cannot be asked for as it stands.

    Args:
        authority: what the person who is asked may decide for the child.
        already_asked: the same is already waiting for the same person's answer.
        of_child: it is the child who is asked.
        child_decides: the child decides alone, about everything or in a service of their own.
    """
    if refusal := why_not_of(categories, authority=authority, of_child=of_child, child_decides=child_decides):
        return refusal
    if same_organization:
        return "An organization needs no release to read what it keeps itself."
    if already_asked:
        return "This is already waiting for an answer."
    if not categories:
        return "Choose at least one kind of information."
    if refusal := why_not_one_paper(categories, part2=part2):
        return refusal
    if ends_at <= starts_at:
        return "The release must end after it begins."
    if ends_at - starts_at > longest:
        return "A release lasts a year at most; it can be renewed."
    return None


def why_not_of(categories: set[Category], *, authority: str | None, of_child: bool, child_decides: bool) -> str | None:
    """Say why a person cannot be asked to release these kinds of information."""
    youths = bool(categories & YOUTHS)
    if of_child:
        return (
            None if youths or child_decides else "A parent or guardian decides about this while the child is a minor."
        )
    if youths:
        return "Only the youth can release substance use care and what they keep to themselves."
    if authority != Authority.FULL:
        return "Choose a parent or guardian who has authority to decide for the child."
    return None


def why_not_reach(
    *, categories: set[Category], of_organization: bool, of_relative: bool, authority: str | None, both_ways: bool
) -> str | None:
    """Say why a release cannot reach one person.

    Args:
        of_organization: the person works where it is shared to.
        of_relative: the person is a caregiver of the child, with the authority given.
    """
    if not (of_organization or of_relative):
        return "Choose somebody who works there, or one of the child's caregivers."
    if of_relative and authority == Authority.FULL:
        return "A parent or guardian with authority needs no release."
    if of_relative and not categories <= TO_RELATIVES:
        return "A member of the family without authority can be given the plan for school and the times, no more."
    return "Only organizations can share with each other in both directions." if both_ways else None


def why_not_sign(
    *,
    authority: str | None,
    typed_name: str,
    name: str,
    signed: bool,
    over: bool,
    asked_of_them: bool = True,
    declined: bool = False,
    of_child: bool = False,
) -> str | None:
    """Say why a person cannot sign a release now."""
    if not asked_of_them or (authority != Authority.FULL and not of_child):
        return "Only the parent or guardian who was asked can sign this."
    if signed:
        return "This release is already signed."
    if declined:
        return "This release was declined. Ask for a new one."
    if over:
        return "The time this release was asked for has passed. Ask for a new one."
    if not same_name(typed_name, name):
        return "Type your name as it stands above to sign."
    return None


def why_not_renew(*, signed: bool, revoked: bool) -> str | None:
    """Say why the same cannot be asked for again."""
    if not signed:
        return "This release was never signed."
    return "This release was ended by the family. Ask for a new one." if revoked else None


def why_not_object(*, may_decide: bool, asked_of_them: bool, over: bool, answered: bool, youths: bool) -> str | None:
    """Say why somebody cannot object to a release that was asked of another.

    Args:
        may_decide: they could have signed it themselves.
        answered: an objection of theirs already stands.
        youths: it is the child's own.
    """
    if not may_decide or youths or asked_of_them:
        return "Only another parent or guardian who could have signed this can object to it."
    if over:
        return "This release has already ended."
    return "Your objection already stands." if answered else None


def why_not_settle(*, is_officer: bool, stands: bool, reason: str) -> str | None:
    """Say why an answer cannot be set aside."""
    if not is_officer:
        return "The privacy officer settles this."
    if not stands:
        return "This answer no longer stands."
    return "Say what shows that this answer does not count." if not reason.strip() else None


def next_warning(days_left: int, warned: int | None, thresholds: tuple[int, ...]) -> int | None:
    """Return the threshold whose warning is due now, or None: once for each, and only the nearest when late."""
    due = min((t for t in thresholds if days_left <= t), default=None)
    return due if due is not None and (warned is None or due < warned) else None


def why_not_decline(*, asked_of_them: bool, signed: bool, declined: bool) -> str | None:
    """Say why a person cannot decline a release."""
    if not asked_of_them:
        return "Only the parent or guardian who was asked can answer this."
    if signed:
        return "This release is already signed. You can end it instead."
    return "This release was already declined." if declined else None


def why_not_revoke(*, signed: bool, revoked: bool) -> str | None:
    """Say why a release cannot be revoked."""
    if not signed:
        return "This release was never signed."
    return "This release has already ended." if revoked else None


def why_not_order(
    *, is_officer: bool, is_caregiver: bool, court: str, starts_at: datetime, ends_at: datetime | None
) -> str | None:
    """Say why a court order cannot be entered like this."""
    if not is_officer:
        return "Court orders are entered by the privacy officer."
    if not is_caregiver:
        return "Choose one of the child's caregivers."
    if not court.strip():
        return "Say which court gave the order."
    if ends_at is not None and ends_at <= starts_at:
        return "The order must end after it begins."
    return None
