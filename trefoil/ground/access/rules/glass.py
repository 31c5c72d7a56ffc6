"""Who may break the glass, and when not."""

from datetime import timedelta

from ..types import COLUMN_OF_ROLE
from .professionals import GLASS_CARD_COLUMNS, GLASS_COLUMNS

BREAK_GLASS_LASTS = timedelta(minutes=60)


def may_break_glass(role: str | None) -> bool:
    """Tell whether somebody of this role ever may break the glass."""
    column = COLUMN_OF_ROLE.get(role) if role else None  # type: ignore[call-overload]
    return column in GLASS_COLUMNS | GLASS_CARD_COLUMNS


def why_not_break_glass(*, role: str | None, reason: str, already_open: bool) -> str | None:
    """Say why the glass may not be broken: only by staff who treat or teach, with a reason, once at a time."""
    if not may_break_glass(role):
        return "Breaking the glass is for those who treat or teach the child."
    if len(reason.strip()) < 10:
        return "Say in a sentence what the emergency is. The privacy officer will read it."
    return "The glass is already broken for you; it closes by itself." if already_open else None
