"""Clocks and grounds of requests for the record: pure, without a database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from trefoil.ground.access.types import Category, OrganizationKind
from trefoil.ground.rulebook.rules import due_on
from trefoil.ground.rulebook.types import Clock

from .types import OF_ITEMS, OF_WHOLE, REVIEWABLE, Decision, Due, Ground, Handed, Reason, State

_SCHOOLS = {OrganizationKind.SCHOOL, OrganizationKind.DISTRICT}
_HEALTH = ("access_hipaa", "access_mhra")
EXTENSION = "access_hipaa_extension"
OPEN = frozenset({State.ASKED, State.CHECKED})
# What nobody is given on request, and no list offers: psychotherapy notes, and who reported maltreatment.
NEVER = frozenset({Category.PSYCHOTHERAPY_NOTES, Category.CUSTODY})
# Of these a guardian learns only what the youth opens; a disclosure of them is kept where the youth decides.
OF_YOUTH = frozenset({Category.SUD, Category.YOUTH_CONFIDENTIAL, Category.PSYCHOTHERAPY_NOTES})


def clocks_for(kind: str, *, acts_for_school: bool = False) -> tuple[str, ...]:
    """Return the names of the clocks that run for a custodian of a kind.

    Args:
        kind: what the custodian is.
        acts_for_school: it keeps some records for the school, under FERPA.
    """
    if kind in _SCHOOLS:
        return ("access_ferpa", "access_mgdpa")
    if kind == OrganizationKind.COUNTY:
        return ("access_mgdpa",)
    return (*_HEALTH, "access_ferpa") if acts_for_school else _HEALTH


def due_for(clocks: Iterable[str], law: Mapping[str, Clock], asked_on: date) -> Due:
    """Return the earliest day that any of the clocks gives, and the clocks that give it.

    Weekends are taken out of working days, holidays are not: so the day can be early, never late.
    """
    days = {name: due_on(law[name], asked_on) for name in clocks if name in law}
    first = min(days.values())
    return Due(on=first, clocks=tuple(name for name, day in days.items() if day == first))


def extended_to(due: date, clocks: Iterable[str], law: Mapping[str, Clock]) -> date | None:
    """Return the day to which the time can be extended once, or None where the law knows no extension."""
    health = set(clocks) <= set(_HEALTH) and EXTENSION in law
    return due_on(law[EXTENSION], due) if health else None


def is_overdue(state: str, due: date, today: date) -> bool:
    """Tell whether an answer is later than the law allows."""
    return state in OPEN and due < today


def why_not_ask(
    *,
    authority: str | None,
    is_child: bool,
    custodian_known: bool,
    already_open: bool,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> str | None:
    """Say why the record cannot be asked for like this."""
    if not is_child and authority is None:
        return "Only the student, a parent or a guardian can ask for the record."
    if not custodian_known:
        return "Choose who keeps the record."
    if already_open:
        return "This is already asked for, and the answer is on its way."
    if starts_on and ends_on and ends_on < starts_on:
        return "The last day must come after the first."
    return None


def why_not_check(*, state: str, how: str) -> str | None:
    """Say why the check of who asks cannot be kept."""
    if state != State.ASKED:
        return "This was checked already, or the request is over."
    return None if how.strip() else "Say how you made sure who asks."


def why_not_extend(*, state: str, extended: bool, can: bool, reason: str, due: date, today: date) -> str | None:
    """Say why the time for an answer cannot be extended."""
    if state not in OPEN:
        return "This request is over."
    if not can:
        return "The law that governs this record knows no extension."
    if extended:
        return "The time can be extended once only."
    if due < today:
        return "The time is over; an extension has to be given before."
    return None if reason.strip() else "Say why more time is needed: the letter gives the reason."


def why_not_choose(*, state: str, decision: str, reason: str, shown: str, line: str, is_health: bool) -> str | None:
    """Say why an item cannot be left out, or blacked out, like this."""
    if state not in OPEN:
        return "This request is over."
    if not decision:
        return None
    if reason not in OF_ITEMS:
        return "Choose why: the law names the reasons."
    if reason == Reason.DANGER and not is_health:
        return "A school record cannot be kept back because of danger (34 CFR 99.12 knows no such reason)."
    if decision == Decision.BLACK_OUT and (not shown.strip() or shown.strip() == line.strip()):
        return "Write what remains to be read once the part is taken out."
    return None


def why_not_deliver(*, state: str, items: int, handed: str, proof: str, can_fetch: bool) -> str | None:
    """Say why a request cannot be delivered now."""
    if state == State.ASKED:
        return "First make sure who asks, and what they may see."
    if state != State.CHECKED:
        return "This request is over."
    if items == 0:
        return "Nothing would be handed out. Deny the request instead, and say why."
    if handed == Handed.PORTAL:
        return None if can_fetch else "They have no account to fetch it with. Send a letter, or hand it over."
    return None if proof.strip() else "Keep the proof: the number of the letter, or who signed for it."


def why_not_deny(*, state: str, reason: str, explanation: str, is_health: bool) -> str | None:
    """Say why a request cannot be denied like this."""
    if state not in OPEN:
        return "This request is over."
    if reason not in OF_WHOLE:
        return "Choose why: the law names the reasons."
    if reason == Reason.DANGER and not is_health:
        return "A school record cannot be kept back because of danger (34 CFR 99.12 knows no such reason)."
    return None if explanation.strip() else "Explain it in plain words: they stand in the letter."


def why_not_ask_review(*, reviewable: bool, asked: bool, words: str) -> str | None:
    """Say why no review can be asked for."""
    if not reviewable:
        return "Nothing here can be looked at again this way. You can complain, as the letter says."
    if asked:
        return "You asked for this already."
    return None if words.strip() else "Say in your own words what should be looked at again."


def why_not_review(*, asked: bool, reviewed: bool, took_part: bool, text: str) -> str | None:
    """Say why a review cannot be kept."""
    if not asked or reviewed:
        return "There is nothing to review here."
    if took_part:
        return "Whoever decided cannot review it (45 CFR 164.524(d)(4)). Ask a colleague who had no part in it."
    return None if text.strip() else "Say what you found."


def is_reviewable(reasons: Iterable[str]) -> bool:
    """Tell whether any of the reasons rests on a judgment that somebody else must be able to look at again."""
    return bool(set(reasons) & REVIEWABLE)


def why_not_record(*, ground: str, has_release: bool, what: str, to: str, at: datetime, moment: datetime) -> str | None:
    """Say why a disclosure outside cannot be written down like this."""
    if not what.strip() or not to.strip():
        return "Say what was sent, and to whom."
    if ground == Ground.RELEASE and not has_release:
        return "Choose the release it rests on."
    return "It cannot have been sent later than now." if at > moment else None


def why_not_tell(*, words: str, is_family: bool) -> str | None:
    """Say why a concern cannot be sent."""
    if not is_family:
        return "Only the family can tell this here."
    return None if words.strip() else "Say in your own words what looks wrong."
