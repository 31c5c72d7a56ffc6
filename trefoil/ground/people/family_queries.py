"""A child's family as far as the viewer may know it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from trefoil.ground.access.models import Compartment
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.types import Authority, Category

from . import rules, wording
from .inviting import account_states
from .models import Caregiver, Child, FamilyDecision, Household, Residence
from .types import AccountState, Relationship

INVITABLE = (AccountState.NONE, AccountState.INVITED, AccountState.EXPIRED)


@dataclass(frozen=True)
class CaregiverRow:
    """One caregiver on the page."""

    caregiver: Caregiver
    relationship: object
    authority: object
    scope: list[object]
    account: object
    tone: str
    may_change: bool
    may_invite: bool
    decisions: list[FamilyDecision]


@dataclass(frozen=True)
class FamilyPage:
    """All of a family that its page shows."""

    child: Child
    homes: list[tuple[Household | None, list[CaregiverRow], bool]]
    past: list[CaregiverRow]
    residence: Residence | None
    may_write: bool
    may_change_residence: bool
    youth_account: object
    youth_tone: str
    may_invite_youth: bool
    why_not_invite_youth: str | None


def open_homes(child_id: UUID, custodian_id: UUID) -> list[Household]:
    """Return the homes into which a custodian can enter a caregiver: its own."""
    kept = Compartment.objects.filter(child_id=child_id, custodian_id=custodian_id).values("pk")
    return list(Household.objects.filter(child_id=child_id, compartment_id__in=kept).order_by("pk"))


def keeps_record(child_id: UUID, organization_id: UUID) -> bool:
    """Tell whether an organization keeps the child's record, as far as the viewer may know."""
    kept = Compartment.objects.filter(child_id=child_id, custodian_id=organization_id, category=Category.DEMOGRAPHICS)
    return kept.exists()


def family_of(child: Child, may_write: bool, today: date, at: datetime) -> FamilyPage:
    """Return a child's family as far as the viewer may know it."""
    ours = set(writable_compartments())
    rows = _caregivers(child, ours, at)
    seen = list(Household.objects.filter(child=child).order_by("pk"))
    present = [r for r in rows if not r.caregiver.ends_at]
    homes = [(h, [r for r in present if r.caregiver.household_id == h.pk], h.compartment_id in ours) for h in seen]
    elsewhere = [r for r in present if r.caregiver.household_id not in {h.pk for h in seen}]
    residence = Residence.objects.filter(child=child).select_related("resident_district", "serving_district").first()
    state = account_states([child.pk], at)[child.pk]
    label, tone = wording.ACCOUNTS[state]
    why_not = rules.why_not_youth_sign_in(age=rules.age_on(child.born_on, today))
    return FamilyPage(
        child=child,
        homes=[*homes, (None, elsewhere, False)] if elsewhere else list(homes),
        past=[r for r in rows if r.caregiver.ends_at],
        residence=residence,
        may_write=may_write,
        may_change_residence=bool(residence and residence.compartment_id in ours),
        youth_account=label,
        youth_tone=tone,
        may_invite_youth=may_write and state in INVITABLE,
        why_not_invite_youth=why_not and _(why_not),
    )


def _caregivers(child: Child, ours: set[int], at: datetime) -> list[CaregiverRow]:
    found = list(Caregiver.objects.filter(child=child).select_related("person").order_by("pk"))
    states = account_states([c.person_id for c in found], at)
    kept: dict[UUID, list[FamilyDecision]] = {}
    for decision in FamilyDecision.objects.filter(child=child).select_related("decided_by").order_by("decided_at"):
        kept.setdefault(decision.caregiver_id, []).append(decision)
    return [_row(c, states[c.person_id], kept.get(c.pk, []), ours) for c in found]


def _row(one: Caregiver, state: AccountState, decisions: list[FamilyDecision], ours: set[int]) -> CaregiverRow:
    label, tone = wording.ACCOUNTS[state]
    may_change = one.compartment_id in ours and not one.ends_at
    words = dict(wording.LEFT_BY_ORDERS)
    return CaregiverRow(
        caregiver=one,
        relationship=wording.RELATIONSHIPS[Relationship(one.relationship)],
        authority=wording.AUTHORITIES[Authority(one.authority)],
        scope=[words.get(name, name) for name in one.scope],
        account=label,
        tone=tone,
        may_change=may_change,
        may_invite=may_change and one.authority != Authority.NONE and state in INVITABLE,
        decisions=decisions,
    )
