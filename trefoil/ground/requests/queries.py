"""Which requests there are, what the requester may see, and who answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.rules import grants_for
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Basis, Category, Scope
from trefoil.ground.consent.models import ServiceLine
from trefoil.ground.people.models import Account, Caregiver, Organization, Person
from trefoil.ground.rulebook.queries import law

from . import offers, rules
from .models import AccessRequest, Choice, Package
from .types import Chosen, Due, Item, Wanted

_WIDE = {Scope.FULL, Scope.MINIMUM}
_WITH = ("child__person", "custodian", "requester", "entered_by", "decided_by", "checked_by", "reviewed_by")


@dataclass(frozen=True)
class Open:
    """One category that is open to the requester today, and on which bases."""

    category: Category
    bases: tuple[Basis, ...]


def requests() -> QuerySet[AccessRequest]:
    """Return the requests the viewer may see, the first due first."""
    return AccessRequest.objects.select_related(*_WITH).order_by("due_on", "asked_at")


def requests_of(child_id: UUID) -> QuerySet[AccessRequest]:
    """Return a child's requests, the newest first."""
    return requests().filter(child_id=child_id).order_by("-asked_at")


def asked_by(person_id: UUID) -> QuerySet[AccessRequest]:
    """Return what a person has asked for, the newest first."""
    return requests().filter(requester_id=person_id).order_by("-asked_at")


def packages_of(request_id: UUID) -> QuerySet[Package]:
    """Return the files that were handed out on a request."""
    return Package.objects.filter(request_id=request_id).select_related("fetched_by").order_by("made_at", "name")


def custodians_of(child_id: UUID) -> list[Organization]:
    """Return who keeps records about a child, as far as the viewer may see any of them."""
    kept = Compartment.objects.filter(child_id=child_id).values("custodian_id")
    return list(Organization.objects.filter(pk__in=kept).order_by("name"))


def requesters_of(child_id: UUID) -> list[Caregiver]:
    """Return the caregivers of a child whom the viewer may know of."""
    found = Caregiver.objects.filter(child_id=child_id, ends_at=None).select_related("person", "household")
    return list(found.order_by("pk"))


def due_of(custodian: Organization, at: datetime) -> Due:
    """Return when an answer of a custodian is due to what is asked at an instant."""
    for_school = ServiceLine.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), organization=custodian, acts_for_school=True, signed_at__lte=at
    ).exists()
    day = timezone.localdate(at)
    names = rules.clocks_for(custodian.kind, acts_for_school=for_school)
    return rules.due_for(names, law(custodian.pack, day).clocks, day)


def open_to(person_id: UUID, child_id: UUID, custodian_id: UUID, at: datetime) -> list[Open]:
    """Return what of a custodian's record a person may see at an instant, by the function that makes the grants."""
    facts = facts_now(child_id)
    kept = {
        c.id: Category(c.category)
        for c in facts.compartments
        if str(c.item.custodian) == str(custodian_id) and c.category not in rules.NEVER
    }
    found: dict[Category, set[Basis]] = {}
    for grant in grants_for(facts, at, lambda pack: law(pack, timezone.localdate(at))):
        live = grant.period.starts_at is None or grant.period.starts_at <= at
        if str(grant.person) == str(person_id) and live and grant.scope in _WIDE and grant.compartment in kept:
            found.setdefault(kept[grant.compartment], set()).add(grant.basis)
    return [Open(category, tuple(sorted(found[category]))) for category in Category if category in found]


def items_for(request: AccessRequest, at: datetime) -> list[Item]:
    """Return everything that was asked for and that the requester may see, through their own eyes; newest first."""
    wanted = Wanted(
        child_id=request.child_id,
        custodian_id=request.custodian_id,
        categories=tuple(request.categories),
        starts_on=request.starts_on,
        ends_on=request.ends_on,
    )
    with seen_by(request.requester_id, at):
        return offers.items(wanted)


def chosen(request: AccessRequest, items: Iterable[Item]) -> list[Chosen]:
    """Return the items with what was decided about each."""
    made = {(c.kind, c.subject_id): c for c in Choice.objects.filter(request=request)}
    return [_chosen(item, made.get((item.kind, item.id))) for item in items]


def _chosen(item: Item, choice: Choice | None) -> Chosen:
    if choice is None:
        return Chosen(item=item)
    return Chosen(item=item, decision=choice.decision, reason=choice.reason, shown=choice.shown)


def answering(compartment_id: int, besides: UUID | None = None) -> list[UUID]:
    """Return who answers for the custodian of a compartment."""
    with connection.cursor() as cursor:
        cursor.execute("select answering_for(%s, %s)", [compartment_id, besides])
        found: list[UUID] = cursor.fetchone()[0]
    return found


def can_fetch(person: Person) -> bool:
    """Tell whether a person has an account to fetch something with."""
    return Account.objects.filter(person=person, is_active=True).exists()
