"""Rules about people, as pure functions."""

import hashlib
from datetime import date


def normalized_contact(kind: str, value: str) -> str:
    """Return a contact point in the one spelling in which it is compared."""
    text = value.strip().lower()
    return "".join(c for c in text if c.isdigit())[-10:] if kind == "phone" else text


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years on a day."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had_birthday else 1)


def why_not_on_team(*, own_family: bool) -> str | None:
    """Say why a member of staff cannot join a care team (256B.0616: never one's own family)."""
    return "Nobody is on the care team of their own family." if own_family else None


def token_hash(token: str) -> str:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()
