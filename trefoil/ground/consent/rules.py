"""What may be released, for how long, and in which words."""

from datetime import datetime, timedelta

from trefoil.ground.access.types import Authority, Category

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
NEVER = {Category.PSYCHOTHERAPY_NOTES, Category.SUD, Category.YOUTH_CONFIDENTIAL}


def why_not_ask(
    *,
    categories: set[Category],
    starts_at: datetime,
    ends_at: datetime,
    authority: str | None,
    same_organization: bool = False,
    already_asked: bool = False,
) -> str | None:
    """Say why a release cannot be asked for as it stands.

    Args:
        authority: what the person who is asked may decide for the child.
        already_asked: the same is already waiting for the same person's answer.
    """
    if authority != Authority.FULL:
        return "Choose a parent or guardian who has authority to decide for the child."
    if same_organization:
        return "An organization needs no release to read what it keeps itself."
    if already_asked:
        return "This is already waiting for an answer."
    if not categories:
        return "Choose at least one kind of information."
    if categories & NEVER:
        return "Psychotherapy notes, substance use care and what a youth keeps alone need papers of their own."
    if ends_at <= starts_at:
        return "The release must end after it begins."
    if ends_at - starts_at > LONGEST:
        return "A release lasts a year at most; it can be renewed."
    return None


def why_not_sign(
    *,
    authority: str | None,
    typed_name: str,
    name: str,
    signed: bool,
    over: bool,
    asked_of_them: bool = True,
    declined: bool = False,
) -> str | None:
    """Say why a person cannot sign a release now."""
    if authority != Authority.FULL or not asked_of_them:
        return "Only the parent or guardian who was asked can sign this."
    if signed:
        return "This release is already signed."
    if declined:
        return "This release was declined. Ask for a new one."
    if over:
        return "The time this release was asked for has passed. Ask for a new one."
    if _plain(typed_name) != _plain(name):
        return "Type your name as it stands above to sign."
    return None


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


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
