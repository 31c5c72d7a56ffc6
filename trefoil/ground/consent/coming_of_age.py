"""The 18th birthday: authority over the child ends by itself; what remains is to ask them to sign for themselves."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.models import Compartment
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, Role, system_person
from trefoil.ground.people.models import Child, Membership, Organization
from trefoil.ground.people.rules import birthday_on
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist import actions as worklist
from trefoil.ground.worklist.models import Task

AHEAD = timedelta(days=30)
CAUGHT_UP = timedelta(days=30)  # a worker that stood still for a month must not wake what is long settled
SOON, NOW, OWN = "turns_eighteen", "is_eighteen", "sign_as_adult"
ASKED = (Role.THERAPIST, Role.SCHOOL_MH)


def ask_before_birthdays(at: datetime) -> int:
    """Ask, once each, thirty days before and on the day: the staff who own the case, and the youth; return how many."""
    with seen_by(system_person("reminders")):
        today = timezone.localdate(at)
        packs = set(Organization.objects.values_list("pack", flat=True))
        return sum(_ask_by(pack, today, at) for pack in sorted(packs))


def _ask_by(pack: str, today: date, at: datetime) -> int:
    """Ask in the keeping of the organizations that follow one law, about the age that it sets."""
    adult = law(pack, today).adult_age
    keepers = set(Organization.objects.filter(pack=pack).values_list("pk", flat=True))
    return sum(_ask(child, adult, keepers, today, at) for child in _near(today, adult))


def _near(today: date, adult: int) -> list[Child]:
    youngest, oldest = today + AHEAD, today - CAUGHT_UP
    born = (youngest.year - adult, oldest.year - adult)
    found = Child.objects.select_related("person").filter(born_on__year__gte=min(born), born_on__year__lte=max(born))
    return [c for c in found if oldest < birthday_on(c.born_on, adult) <= youngest]


def _ask(child: Child, adult: int, keepers: set[UUID], today: date, at: datetime) -> int:
    # Each reads it in their own organization's keeping: what a parent's release opened is closed on that day.
    known = Compartment.objects.filter(child_id=child.pk, category=Category.DEMOGRAPHICS, custodian_id__in=keepers)
    places = {c.custodian_id: c for c in known}
    if not places:
        return 0
    of_age = birthday_on(child.born_on, adult) <= today
    url = reverse("consent:releases", args=[child.pk])
    wanted = [
        (person, NOW if of_age else SOON, url, places[keeper])
        for person, keeper in _owners(child, at)
        if keeper in places
    ]
    if of_age:
        wanted.append((child.pk, OWN, reverse("portal:permissions"), next(iter(places.values()))))
    asked = 0
    for person, kind, leads_to, place in wanted:
        if not Task.objects.filter(kind=kind, subject_id=child.pk, person_id=person).exists():
            worklist.ask(
                person=person,
                kind=kind,
                child=child,
                compartment=place,
                subject_id=child.pk,
                url=leads_to,
                by=system_person("reminders"),
                at=at,
            )
            asked += 1
    return asked


def _owners(child: Child, at: datetime) -> list[tuple[UUID, UUID]]:
    """Return whose case it is, with their organization: therapists and the school's mental health staff on the team."""
    team = Membership.objects.filter(child=child, starts_at__lte=at, staff__role__in=ASKED).exclude(ends_at__lte=at)
    return list(team.order_by("pk").values_list("staff_id", "staff__organization_id"))
