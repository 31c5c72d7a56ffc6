"""What if, about a real child: one change, and what opens and closes before it happens. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.rules.moment import adult_at
from trefoil.ground.access.situation import Facts
from trefoil.ground.access.types import Category, Role, Scope
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Organization, Person, Staff
from trefoil.ground.rulebook.types import Law

from ..desk import own_law
from ..law_words import SCOPES
from ..why import with_staff
from ..words import CATEGORIES
from .changes import Change, Difference, Sight, changed, differences, seen, whole
from .child_form import CHANGES, ChangeForm, Choice, change_of


@dataclass(frozen=True)
class MovedRow:
    """One category that changes for one person, and in whose records."""

    what: str
    whose: str
    before: str
    after: str


@dataclass(frozen=True)
class Moved:
    """What changes for one person."""

    name: str
    title: str
    opens: list[MovedRow]
    closes: list[MovedRow]


@require_safe
def what_if_child(request: Any, child_id: UUID) -> HttpResponse:
    """Show what one change would open and close, people by categories."""
    if request.viewer.role != Role.ADMIN or not _oversees(child_id):
        deny(request, page="what_if_child", child_id=child_id)
    enter(request, child_id, page="what_if_child", categories=[Category.DEMOGRAPHICS, Category.CONSENTS])
    facts = facts_now(child_id)
    change = change_of(request.GET.get("change", "")) or Change.RELEASE
    asked, ruling = "go" in request.GET, own_law(request.viewer.organization_id, request.at)
    form = ChangeForm(request.GET if asked else None, change=change, choices=_choices(facts, request.at))
    context = {
        "child": people.get_child(child_id),
        "changes": CHANGES.items(),
        "change": change,
        "form": form,
        "moved": _tried(form, facts, ruling, request.at) if asked and form.is_valid() else None,
        "words": CHANGES[change],
    }
    return render(request, "console/what_if_child.html", context, status=422 if form.errors else 200)


def _oversees(child_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select oversees(%s)", [child_id])
        return bool(cursor.fetchone()[0])


def _tried(form: ChangeForm, facts: Facts, ruling: Law, at: datetime) -> list[Moved] | None:
    wanted = form.wanted()
    extra = Staff.objects.filter(pk=wanted.person) | Staff.objects.filter(organization_id=wanted.taker, ends_at=None)
    known = with_staff(whole(facts), list(extra.select_related("organization")))
    adult = adult_at(facts.born_on, ruling.adult_age, facts.zone) if facts.born_on else None
    try:
        after, then = changed(known, wanted, at, adult)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return None
    return _moved(differences(seen(known, at), seen(after, then)))


def _moved(found: Iterable[Difference]) -> list[Moved]:
    by_person: dict[Any, list[Difference]] = defaultdict(list)
    for difference in found:
        by_person[difference.person].append(difference)
    keepers = dict(Organization.objects.values_list("pk", "name"))
    known = Person.objects.filter(pk__in=list(by_person)).select_related("staff__organization")
    made = (_one(person, by_person[person.pk], keepers) for person in known)
    return sorted(made, key=lambda m: (not m.opens, m.title, m.name))


def _one(person: Person, found: list[Difference], keepers: dict[UUID, str]) -> Moved:
    staff = getattr(person, "staff", None)
    title = f"{staff.title or staff.role}, {staff.organization}" if staff else _("family")
    ways = [_rows([d for d in found if d.opens == opens], keepers) for opens in (True, False)]
    return Moved(str(person), title, *ways)


def _rows(found: list[Difference], keepers: dict[UUID, str]) -> list[MovedRow]:
    """Say each category once for all keepers for whom it changes alike."""
    alike: dict[tuple[Category, str, str], list[str]] = defaultdict(list)
    order = list(CATEGORIES)
    for one in sorted(found, key=lambda d: order.index(d.category)):
        alike[one.category, _said(one.before), _said(one.after)].append(keepers.get(one.keeper, ""))  # type: ignore[call-overload]
    return [
        MovedRow(str(CATEGORIES[category]), ", ".join(sorted(whose)), before, after)
        for (category, before, after), whose in alike.items()
    ]


def _said(sight: Sight) -> str:
    scope = str(SCOPES[Scope(sight[0])])
    return _("%(scope)s, without any place") % {"scope": scope} if sight[1] else scope


def _choices(facts: Facts, at: datetime) -> dict[str, list[Choice]]:
    organizations = list(Organization.objects.order_by("name"))
    keepers = {c.item.custodian for c in facts.compartments}
    caregivers = _named(facts.caregivers)
    linked = _named({link.person for link in facts.links if link.period.ends_at is None or link.period.ends_at > at})
    staff = Staff.objects.filter(ends_at=None).select_related("person", "organization")
    everybody = [(str(s.pk), f"{s.person} ({s.organization})") for s in staff.order_by("person__given_name")[:500]]
    return {
        "giver": [(str(o.pk), o.name) for o in organizations if o.pk in keepers],
        "taker": [(str(o.pk), o.name) for o in organizations],
        "person": [*caregivers, *everybody],
        "caregiver": caregivers,
        "signer": [*caregivers, *_named({facts.child})],
        "staff": everybody,
        "linked": linked,
        "consent": _consents(facts, at),
    }


def _named(ids: Iterable[Any]) -> list[Choice]:
    names = people.names(set(ids))
    return sorted(((str(person), name) for person, name in names.items()), key=lambda choice: choice[1])


def _consents(facts: Facts, at: datetime) -> list[Choice]:
    names = dict(Organization.objects.values_list("pk", "name"))
    live = {c.id: c for c in reversed(facts.consents) if c.ends_at is None or c.ends_at > at}
    return [
        (str(c.id), f"{names.get(c.from_organization, '')} → {names.get(c.to.organization, _('a person'))}")  # type: ignore[call-overload]
        for c in live.values()
    ]
