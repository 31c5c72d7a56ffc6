"""What may be released, for how long, and in which words."""

from datetime import datetime, timedelta

from trefoil.ground.access.types import Authority, Category

LONGEST = timedelta(
    days=365
)  # Minn. Stat. 144.293 subd. 4: one year unless the law or the paper says otherwise
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


def why_not_ask(*, categories: set[Category], starts_at: datetime, ends_at: datetime) -> str | None:
    """Say why a release cannot be asked for as it stands."""
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
    *, authority: str | None, typed_name: str, name: str, signed: bool, over: bool
) -> str | None:
    """Say why a person cannot sign a release now."""
    if authority != Authority.FULL:
        return "Only a parent or guardian with authority can sign this."
    if signed:
        return "This release is already signed."
    if over:
        return "The time this release was asked for has passed. Ask for a new one."
    if _plain(typed_name) != _plain(name):
        return "Type your name as it stands above to sign."
    return None


def why_not_revoke(*, signed: bool, revoked: bool) -> str | None:
    """Say why a release cannot be revoked."""
    if not signed:
        return "This release was never signed."
    return "This release has already ended." if revoked else None


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
