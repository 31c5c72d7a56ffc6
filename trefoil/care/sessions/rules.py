"""What may be recorded, written, signed and added: pure, without clock or database."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from .types import NoteState, Status, Text

COSIGN_WITHIN = timedelta(days=7)  # [D] a design default of the house
LARGEST_GROUP = 8
WRITES_NOTES = frozenset({"therapist", "supervisor", "prescriber", "skills", "family_peer"})
_ASKS_COSIGN = frozenset({"skills", "family_peer"})

LOCKED = "This note is signed and locked. What is missing goes into an addendum."


def why_not_record(*, held_at: datetime, at: datetime, minutes: int, status: Status, is_noted: bool) -> str | None:
    """Say why attendance cannot be recorded so."""
    if is_noted:
        return "The note about this session is signed, so its attendance stays as it is."
    if status.was_held and held_at > at + timedelta(minutes=30):
        return "This session has not begun yet."
    if status.was_held and not 1 <= minutes <= 480:
        return "Say how many minutes it lasted, between 1 and 480."
    return None


def writes_notes(role: str) -> bool:
    """Tell whether those of a role write notes about sessions."""
    return role in WRITES_NOTES


def why_not_write(*, is_author: bool, state: NoteState, was_held: bool) -> str | None:
    """Say why a note cannot be written on."""
    if not is_author:
        return "Only who held the session writes its note."
    if not was_held:
        return "There is no note about a session that did not take place."
    return LOCKED if state.is_locked else None


def why_not_sign(*, is_author: bool, state: NoteState, was_held: bool, text: Text) -> str | None:
    """Say why a note cannot be signed."""
    if refusal := why_not_write(is_author=is_author, state=state, was_held=was_held):
        return refusal
    return "Write what you did or how it went before you sign." if text.is_empty else None


def asks_cosign(*, role: str, license_number: str, has_supervisor: bool) -> bool:
    """Tell whether a supervisor has to put their name under the notes of somebody."""
    return has_supervisor and (role in _ASKS_COSIGN or not license_number.strip())


def why_not_ask_cosign(*, supervisor_on_team: bool) -> str | None:
    """Say why a note that needs a co-signature cannot be handed on."""
    if supervisor_on_team:
        return None
    return "Your supervisor is not on this child's team and could not read the note. Ask a director to add them."


def why_not_cosign(*, is_cosigner: bool, state: NoteState) -> str | None:
    """Say why a note cannot be co-signed."""
    if state != NoteState.COSIGN_WAITING:
        return "This note does not wait for a co-signature."
    return None if is_cosigner else "This note waits for somebody else's co-signature."


def why_not_addend(*, state: NoteState, text: str) -> str | None:
    """Say why nothing can be added to a note."""
    if not state.is_locked:
        return "This note is still a draft: write on it instead."
    return None if text.strip() else "Write what is to be added."


def why_not_group(count: int) -> str | None:
    """Say why a group cannot be recorded."""
    return None if 1 <= count <= LARGEST_GROUP else "A group has between one and eight children."


def why_not_share(text: str, names: Iterable[str]) -> str | None:
    """Say why a text cannot stand in several children's notes: no note names another child of the group."""
    found = [name for name in dict.fromkeys(names) if name and re.search(rf"\b{re.escape(name)}\b", text)]
    if not found:
        return None
    return f"No child's note may name another child of the group. Take out: {', '.join(found)}."


def why_not_mark_day(on: date, today: date) -> str | None:
    """Say why a school day cannot be marked."""
    return "This day has not come yet." if on > today else None
