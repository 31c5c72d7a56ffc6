"""The elements that a release must hold by law before anybody signs it; pure.

45 CFR 164.508(c), Minn. Stat. 144.293, 34 CFR 99.30 and, for substance use records, 42 CFR 2.31. What is the same on
every paper (that it can be ended and how, that it may be passed on, that a copy is kept, what saying no costs) stands
in the text, which is kept word for word: `STATEMENTS` names them, and the text has all of them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trefoil.ground.access.types import Category, Purpose

FORM_VERSION = "2026-11"
STATEMENTS = ("right_to_revoke", "not_called_back", "refusing", "redisclosure", "copy")


@dataclass(frozen=True, kw_only=True)
class Elements:
    """What stands on a release, as far as it differs from one to the next."""

    subject: str
    giver: str
    recipient: str
    categories: frozenset[Category]
    purpose: str
    effective: datetime
    ends_at: datetime
    signer: str
    capacity: str
    evidence: str
    signed_name: str
    signed_on: date | None
    language: str
    form_version: str
    statements: Collection[str]
    part2: bool = False
    records_from: date | None = None
    records_until: date | None = None


def why_not_complete(e: Elements, *, longest: timedelta, today: date) -> str | None:
    """Say which element a release lacks, in the order in which they stand on it."""
    lacking = next((name for name, there in _present(e).items() if not there), None)
    if lacking:
        return f"This release lacks {lacking}."
    if e.records_from and e.records_until and e.records_until < e.records_from:
        return "The days the records are of must end after they begin."
    if e.ends_at <= e.effective:
        return "The release must end after it begins."
    if e.ends_at - e.effective > longest:
        return "A release lasts a year at most; it can be renewed."
    if e.signed_on and e.signed_on > today:
        return "The day of the signature cannot be in the future."
    return why_not_one_paper(e.categories, part2=e.part2)


def _present(e: Elements) -> dict[str, bool]:
    return {
        "whom it is about": bool(e.subject),
        "who shares": bool(e.giver),
        "who receives": bool(e.recipient),
        "what is shared": bool(e.categories),
        "what it is for": e.purpose in set(Purpose),
        "who signs": bool(e.signer),
        "in which capacity the signer signs": bool(e.capacity),
        "what the signer's authority rests on": bool(e.evidence),
        "the signature": bool(e.signed_name.strip()),
        "the day of the signature": e.signed_on is not None,
        "the language it was read in": bool(e.language),
        "the version of the form": bool(e.form_version),
        "what the signer must be told": set(STATEMENTS) <= set(e.statements),
        "the statement about substance use records": not e.part2 or "part2" in e.statements,
    }


def why_not_one_paper(categories: Collection[Category], *, part2: bool) -> str | None:
    """Say why these kinds of information cannot stand on one paper."""
    wanted = set(categories)
    if Category.PSYCHOTHERAPY_NOTES in wanted and len(wanted) > 1:
        return "Psychotherapy notes need a paper of their own, with nothing else on it."
    if Category.CUSTODY in wanted:
        return "Court orders and what the team suspects are never released like this."
    if (Category.SUD in wanted) != part2 or (part2 and not wanted <= {Category.SUD, Category.CONSENTS}):
        return "Substance use care needs a paper of its own, with nothing else on it."
    return None
