"""Who may consent to a service, what a youth may open, and when a caregiver may be told: pure."""

from collections.abc import Collection
from datetime import datetime, timedelta

from trefoil.ground.access.types import Authority, Category, ConsentBasis
from trefoil.ground.people.rules import same_name

from .service_types import StartFacts

REASON_NEEDS = 20
MINOR = {ConsentBasis.MINOR_144_3431, ConsentBasis.MINOR_144_343, ConsentBasis.MINOR_144_341}
# What a youth may open to a caregiver; of psychotherapy notes nobody but their author disposes.
RELEASABLE = (
    Category.SCHEDULE,
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.ASSESSMENTS,
    Category.SESSION_NOTES,
    Category.SAFETY_PLAN,
    Category.CRISIS_EVENTS,
    Category.YOUTH_CONFIDENTIAL,
)
# Of these the portal has pages for a caregiver.
OFFERED = (Category.SCHEDULE, Category.SESSION_NOTES)
# What a caregiver may be told under 144.346: never substance use care.
TELLABLE = (
    Category.SCHEDULE,
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.ASSESSMENTS,
    Category.SESSION_NOTES,
    Category.SAFETY_PLAN,
    Category.YOUTH_CONFIDENTIAL,
)


def why_not_start_service(facts: StartFacts) -> str | None:
    """Say why a service cannot start on a basis."""
    if not facts.line.signed or facts.line.ended:
        return "Choose a service line whose setting the privacy officer has signed."
    if facts.already:
        return "This service runs already, or waits for a signature."
    if facts.basis in MINOR:
        return _why_not_alone(facts)
    if facts.basis == ConsentBasis.COURT:
        named = facts.has_consenter and not facts.consenter_is_child
        return None if named else "Name the person whom the court lets consent."
    if facts.basis == ConsentBasis.EMERGENCY:
        return why_not_reason(facts.reason, "Say in a sentence why it could not wait for anybody's consent.")
    return _why_not_parent(facts)


def _why_not_alone(facts: StartFacts) -> str | None:
    if facts.age >= facts.adult_age:
        return "At 18 they consent as any adult does. Choose that they sign for themselves."
    least = facts.least_ages.get(facts.basis)
    if least is None:
        return "The law that this organization follows knows no such consent by a minor."
    if facts.age < least:
        return f"For this a youth must be {least} or older on the day it starts."
    if facts.basis == ConsentBasis.MINOR_144_3431 and not facts.line.outpatient_mental_health:
        return "A youth of 16 can start outpatient mental health care alone, and this line is not that."
    if facts.basis == ConsentBasis.MINOR_144_341 and not facts.on_own:
        return "The record does not say that the youth lives apart, is married or is a parent."
    if facts.basis == ConsentBasis.MINOR_144_343 and not facts.reason.strip():
        return "Say which care it is: about pregnancy, an infection, alcohol or drugs."
    return None if facts.consenter_is_child else "On this basis the youth, and nobody else, signs."


def _why_not_parent(facts: StartFacts) -> str | None:
    if facts.age >= facts.adult_age:
        return None if facts.consenter_is_child else "At 18 nobody but they themselves can sign."
    if facts.consenter_is_child or not facts.consenter_decides:
        return "Choose a parent or guardian who has authority to decide for the child."
    return None


def why_not_reason(reason: str, otherwise: str) -> str | None:
    """Say that a reason is too short to be one."""
    return None if len(" ".join(reason.split())) >= REASON_NEEDS else otherwise


def why_not_sign_service(
    *, is_consenter: bool, beside_them: bool, typed_name: str, name: str, signed: bool, declined: bool
) -> str | None:
    """Say why a name cannot be put under a service.

    Args:
        is_consenter: it is the one who consents who types.
        beside_them: a clinician lets them sign at the clinician's own screen, or keeps their paper.
    """
    if not (is_consenter or beside_them):
        return "Only the person who consents can sign this."
    if signed:
        return "This is already signed."
    if declined:
        return "They said no. Start again if they want it after all."
    return None if same_name(typed_name, name) else "Type the name as it stands above to sign."


def why_not_end_service(*, ended: bool, reason: str, by_consenter: bool) -> str | None:
    """Say why a service cannot be ended; whoever consented to it need not say why."""
    if ended:
        return "This service has already ended."
    return None if by_consenter or reason.strip() else "Say in a few words why it ends."


def why_not_set_line(
    *, answers_for: bool, name: str, typed_name: str, own_name: str, ended: bool = False
) -> str | None:
    """Say why a service line cannot be set like this."""
    if not answers_for:
        return "Service lines are set by the privacy officer."
    if ended:
        return "This line has already ended."
    if not name.strip():
        return "Give the line the name that the contract gives it."
    return None if same_name(typed_name, own_name) else "Type your name as it stands above to sign."


def why_not_release_more(
    *,
    categories: Collection[Category],
    part2: bool,
    starts_at: datetime,
    ends_at: datetime,
    longest_days: int,
    typed_name: str,
    name: str,
) -> str | None:
    """Say why a youth cannot open something to a caregiver like this."""
    if not set(categories) - {Category.SUD}:
        return "Choose at least one thing to share."
    if set(categories) - set(RELEASABLE) - ({Category.SUD} if part2 else set()):
        return "This cannot be shared here."
    if ends_at <= starts_at:
        return "Choose a day that is still to come."
    if ends_at - starts_at > timedelta(days=longest_days + 1):
        return f"You can share for {longest_days} days at most, and then again."
    return None if same_name(typed_name, name) else "Type your name as it stands above to sign."


def why_not_take_back(*, ended: bool) -> str | None:
    """Say why a youth cannot take back what they opened."""
    return "This is no longer shared." if ended else None


def why_not_tell(
    *,
    allowed: bool,
    treats: bool,
    authority: str | None,
    adult: bool,
    categories: Collection[Category],
    reason: str,
    words: str,
) -> str | None:
    """Say why a clinician cannot tell a caregiver what the youth decides about.

    Args:
        allowed: the law of the organization knows such telling.
        treats: who tells is a clinician of the child's team.
        authority: what the caregiver may decide for the child.
        adult: the child is of age.
        reason: what is in danger.
        words: what the caregiver is told.
    """
    if not allowed:
        return "The law that this organization follows knows no such telling."
    if not treats:
        return "Only a clinician of the child's team can decide this."
    if adult:
        return "They are of age. Nobody is told without their word."
    if authority not in (Authority.FULL, Authority.DELEGATED):
        return "Choose a parent or guardian who has authority to decide for the child."
    if not categories:
        return "Choose what the caregiver has to know, and no more."
    if set(categories) - set(TELLABLE):
        return "Substance use care and psychotherapy notes are never told this way."
    return why_not_reason(reason, "Say in a sentence or two what is in danger, and why telling helps.") or (
        None if words.strip() else "Write what they have to know, and no more."
    )
