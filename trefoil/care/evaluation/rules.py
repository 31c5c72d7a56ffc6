"""What may be gathered, concluded and signed: pure, without clock or database."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from trefoil.ground.rulebook.rules import due_on
from trefoil.ground.rulebook.types import Clock

from .types import FIELDS, LEVELS, NEEDED, RATINGS, SOUGHT, Bears, Block, Dues, Part, State, Status, Weighed

INTERVIEW_CLOCK, SIGNED_CLOCK, YEARLY_CLOCK = "evaluation_interview", "evaluation_signed", "evaluation_yearly"
COSIGN_WITHIN = timedelta(days=7)  # [D] a design default of the house, as for notes
OBSERVED_BEFORE = timedelta(days=90)  # [D] what was seen or measured so long before still counts for an evaluation
SIGNS = frozenset({"therapist", "supervisor", "prescriber"})
LONGEST = 8000

LOCKED = "This evaluation is signed and locked. What is missing goes into an addendum."
NOT_OPEN = "This evaluation is over."


def dues(clocks: Mapping[str, Clock], begun_on: date) -> Dues:
    """Return when the interview and the signature are due, where the rulebook has a clock for it."""
    interview, signed = clocks.get(INTERVIEW_CLOCK), clocks.get(SIGNED_CLOCK)
    return Dues(
        interview_on=due_on(interview, begun_on) if interview else None,
        signed_on=due_on(signed, begun_on) if signed else None,
    )


def next_due(clocks: Mapping[str, Clock], signed_on: date) -> date | None:
    """Return when a signed evaluation has to be brought up to date."""
    yearly = clocks.get(YEARLY_CLOCK)
    return due_on(yearly, signed_on) if yearly else None


def why_not_begin(*, is_one_open: bool, may_sign: bool) -> str | None:
    """Say why an evaluation cannot be begun."""
    if is_one_open:
        return "There is an open evaluation for this child already. Work on that one."
    if not may_sign:
        return "Choose a therapist, supervisor or prescriber of your own organization who is answerable for it."
    return None


def why_not_contribute(*, state: State, part: Part, content: Mapping[str, str]) -> str | None:
    """Say why a part cannot be handed in so."""
    if refusal := why_not_change(state):
        return refusal
    if set(content) - set(FIELDS.get(part, ())):
        return "This part has no such field."
    if any(len(text) > LONGEST for text in content.values()):
        return "Keep each answer under 8,000 characters."
    if not any(text.strip() for text in content.values()):
        return "Write something before you hand it in."
    return why_not_level(content) if part is Part.LEVEL else None


def why_not_level(content: Mapping[str, str]) -> str | None:
    """Say why a level of care cannot stand so: it is entered from the program's own licensed form, with a reason."""
    if content.get("level", "") not in {str(level) for level in LEVELS}:
        return "Enter the level, from 0 to 6, as your form gives it."
    allowed = {"", *(str(rating) for rating in RATINGS)}
    if any(text not in allowed for name, text in content.items() if name not in ("level", "rationale")):
        return "Each rating is a number from 1 to 5, or left empty."
    return None if content.get("rationale", "").strip() else "Write why this level fits."


def why_not_change(state: State) -> str | None:
    """Say why nothing can be written into an evaluation."""
    if state is State.OPEN:
        return None
    return NOT_OPEN if state is State.WITHDRAWN else LOCKED


def why_not_ask_school(*, reads_school: bool) -> str | None:
    """Say why the school cannot be asked to observe for the clinic."""
    if reads_school:
        return None
    return "No release lets the clinic read what the school observes. Ask for the release first."


def why_not_withdraw(*, state: State, reason: str) -> str | None:
    """Say why an evaluation cannot be withdrawn."""
    if refusal := why_not_change(state):
        return refusal
    return None if reason.strip() else "Write why it is withdrawn."


def why_not_request_records(*, state: State, asked_on: date, today: date) -> str | None:
    """Say why records cannot be noted as asked for."""
    return why_not_change(state) or ("This day has not come yet." if asked_on > today else None)


def why_not_receive(*, is_received: bool, asked_on: date, received_on: date, today: date) -> str | None:
    """Say why records cannot be noted as received."""
    if is_received:
        return "These records have come already."
    if received_on < asked_on:
        return "They cannot have come before they were asked for."
    return "This day has not come yet." if received_on > today else None


def why_not_diagnose(*, state: State, is_known: bool, is_billable: bool, is_listed: bool, because: str) -> str | None:
    """Say why a diagnosis cannot be considered."""
    if refusal := why_not_change(state):
        return refusal
    if not is_known:
        return "There is no such code in the code set."
    if not is_billable:
        return "This is a heading. Choose one of the codes under it."
    if is_listed:
        return "This code is on the list already. Change what it is held for there."
    return None if because.strip() else "Write in a sentence why you consider it."


def why_not_reconsider(*, state: State, before: Status, after: Status, because: str) -> str | None:
    """Say why a diagnosis cannot be judged anew; a signed one can, with its reason."""
    if state in (State.COSIGN_WAITING, State.WITHDRAWN):
        return why_not_change(state)
    if before is after:
        return "Choose what has changed."
    return None if because.strip() else "Write why."


def why_not_support(*, state: State, criterion: str, seen: str) -> str | None:
    """Say why evidence cannot be noted."""
    if refusal := why_not_change(state):
        return refusal
    if not criterion.strip():
        return "Say in your own words which criterion this is about."
    return None if seen.strip() else "Write what was observed."


def missing(done: Collection[Part]) -> list[Part]:
    """Return the parts that are not there, those first without which nobody signs."""
    return [part for part in (*NEEDED, *SOUGHT) if part not in done]


def may_sign(*, role: str) -> bool:
    """Tell whether those of a role sign evaluations."""
    return role in SIGNS


def needs_cosign(*, license_number: str, is_trainee: bool) -> bool:
    """Tell whether a licensed professional has to put their name under somebody's evaluation."""
    return is_trainee or not license_number.strip()


def why_not_sign(
    *,
    state: State,
    role: str,
    done: Collection[Part],
    diagnoses: Iterable[Weighed],
    finds_none: bool,
    why_missing: str,
    typed_name: str,
    name: str,
) -> str | None:
    """Say why an evaluation cannot be signed."""
    if refusal := why_not_change(state):
        return refusal
    if not may_sign(role=role):
        return "A therapist, supervisor or prescriber signs an evaluation."
    gaps = missing(done)
    if any(part in NEEDED for part in gaps):
        return "Not yet: the question, the interview, safety and the formulation have to be there."
    return (
        why_not_conclude(list(diagnoses), finds_none=finds_none)
        or ("Say why it is signed without what is missing." if gaps and not why_missing.strip() else None)
        or why_not_name(typed_name, name)
    )


def why_not_conclude(diagnoses: list[Weighed], *, finds_none: bool) -> str | None:
    """Say why what the evaluation concludes cannot be signed."""
    held = [d for d in diagnoses if d.status is not Status.RULED_OUT]
    if finds_none and held:
        return "It says that there is no diagnosis, and lists one. Rule it out or change the formulation."
    if not held and not finds_none:
        return "Hold a diagnosis provisionally or as confirmed, or say in the formulation that there is none."
    bare = next((d.code for d in held if d.status is Status.CONFIRMED and not d.evidence), None)
    return f"{bare} is confirmed without evidence. Note what was observed, or hold it provisionally." if bare else None


def why_not_name(typed_name: str, name: str) -> str | None:
    """Say why a typed name is no signature."""
    if " ".join(typed_name.split()).casefold() == name.casefold():
        return None
    return "Sign with your name as it stands here: " + name


def why_not_ask_cosign(*, has_supervisor: bool, on_team: bool, is_licensed: bool) -> str | None:
    """Say why a trainee's evaluation cannot be handed on."""
    if not has_supervisor:
        return "You sign with a co-signature, and no supervisor is named for you. Ask a director."
    if not is_licensed:
        return "Your supervisor has no license here and cannot co-sign. Ask a director."
    return None if on_team else "Your supervisor is not on this child's team. Ask a director to add them."


def why_not_cosign(*, state: State, is_cosigner: bool, typed_name: str, name: str) -> str | None:
    """Say why an evaluation cannot be co-signed."""
    if state is not State.COSIGN_WAITING:
        return "This evaluation does not wait for a co-signature."
    if not is_cosigner:
        return "This evaluation waits for somebody else's co-signature."
    return why_not_name(typed_name, name)


def why_not_addend(*, state: State, text: str) -> str | None:
    """Say why nothing can be added."""
    if state is not State.SIGNED:
        return "It is not signed yet: write in its parts instead."
    return None if text.strip() else "Write what is to be added."


def digest(title: str, blocks: Iterable[Block]) -> str:
    """Return the fingerprint of one part of the text."""
    text = json.dumps([title, [[b.label, b.text] for b in blocks]], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal(digests: Iterable[str]) -> str:
    """Return the fingerprint of the whole text, from those of its parts in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def balance(bearings: Iterable[Bears]) -> dict[Bears, int]:
    """Return how many observations speak for, against and neither."""
    found = list(bearings)
    return {bears: found.count(bears) for bears in Bears}
