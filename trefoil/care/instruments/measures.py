"""What may be done with measures: set one for a program, end it, ask when it is due, close one without answers."""

from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, Viewer, system_person
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Organization, Person

from . import actions, alerts, events, informants, measure_queries, measure_rules, packs, queries
from .measure_models import Measure
from .measure_queries import Stay
from .measure_types import Closed, Informant, Rhythm
from .models import Assignment

ROBOT = Viewer(person_id=system_person("measures"), kind="system", name="measures")


@transaction.atomic
def set_measure(
    *, organization: Organization, key: str, informant: Informant, rhythm: Rhythm, by: Person, at: datetime
) -> Measure:
    """Set what an organization asks of an informant of every child on its teams, and how often."""
    is_set = measure_queries.measures(organization.pk).filter(instrument=key, informant=informant).exists()
    refuse_if(measure_rules.why_not_set(rhythm, is_set=is_set))
    refuse_if(measure_rules.why_not_of(informant, packs.installed()[key].informants))
    return Measure.objects.create(
        organization=organization,
        instrument=key,
        informant=informant,
        first_after_days=rhythm.first_after_days,
        every_days=rhythm.every_days,
        days_to_answer=rhythm.days_to_answer,
        set_by=by,
        set_at=at,
    )


@transaction.atomic
def end_measure(*, measure: Measure, by: Person, at: datetime) -> Measure:
    """Ask it no more by itself; what was asked already stays asked."""
    same = by.staff.organization_id == measure.organization_id
    refuse_if(measure_rules.why_not_end(same_organization=same, is_ended=measure.voided_at is not None))
    measure.voided_at, measure.voided_by = at, by
    measure.save()
    return measure


@transaction.atomic
def close(*, assignment: Assignment, how: Closed, by: Person | Viewer, at: datetime) -> Assignment:
    """Close an asking without answers: it was declined, whoever was asked has left, or the next one is due."""
    asked = getattr(by, "pk", None) == assignment.asked_of_id
    require(by, assignment.compartment_id, May.RESPOND if asked else May.WRITE)
    refuse_if(measure_rules.why_not_close(is_open=queries.is_open(assignment)))
    assignment.closed_as, assignment.closed_at = how, at
    assignment.save()
    alerts.settle(assignment, by=by, at=at)
    tell(
        events.QuestionnaireClosed(child_id=assignment.child_id, assignment_id=assignment.pk, at=at),
        by=by,
        compartment=assignment.compartment_id,
    )
    return assignment


@transaction.atomic
def ask_due(*, at: datetime) -> int:
    """Ask every measure that is due today, close what has lapsed or whose informant has left; return how many asked.

    Run again on the same day it does nothing more. The caller has set the viewer.
    """
    found = Measure.objects.filter(voided_at=None).select_related("organization", "set_by").order_by("organization_id")
    return sum(
        _ask_for_organization(organization, list(measures), at)
        for organization, measures in groupby(found, key=lambda m: m.organization)
    )


def _ask_for_organization(organization: Organization, measures: list[Measure], at: datetime) -> int:
    teams = measure_queries.on_teams(organization.pk, at)
    _close_who_left(organization.pk, {stay.child.pk for stay in teams}, at)
    return sum(_ask_for_child(stay, measures, at) for stay in teams)


def _close_who_left(organization_id: UUID, here: set[UUID], at: datetime) -> None:
    gone = measure_queries.open_askings(organization_id).exclude(child_id__in=here)
    for assignment in gone:
        close(assignment=assignment, how=Closed.LEFT, by=ROBOT, at=at)


def _ask_for_child(stay: Stay, measures: list[Measure], at: datetime) -> int:
    today = timezone.localdate(at)
    for measure in measures:
        _close_lapsed(stay.child, measure, today, at)
    due = [measure for measure in measures if _is_due(stay, measure, today)]
    if not due:
        return 0
    place = compartment_for(child_id=stay.child.pk, category=Category.ASSESSMENTS, custodian_id=due[0].organization_id)
    around = informants.candidates(stay.child, place.pk, at)
    return sum(_ask(stay, measure, place, around, at) for measure in due)


def _is_due(stay: Stay, measure: Measure, today: date) -> bool:
    past = measure_queries.askings(stay.child.pk, measure)
    waits = any(not asking.is_answered and not asking.closed_as for asking in past)
    return not waits and measure_rules.next_on(measure.rhythm, stay.joined_on, past) <= today


def _close_lapsed(child: Child, measure: Measure, today: date, at: datetime) -> None:
    for assignment in measure_queries.of_measure(child.pk, measure).filter(voided_at=None):
        begun = queries.response_to(assignment) is not None
        if measure_rules.lapses(measure_queries.as_asked(assignment), measure.rhythm, today, is_begun=begun):
            close(assignment=assignment, how=Closed.LAPSED, by=ROBOT, at=at)


def _ask(
    stay: Stay, measure: Measure, compartment: Compartment, around: list[informants.Candidate], at: datetime
) -> int:
    people = {c.person.pk: c.person for c in around if c.informant == measure.informant}
    whom = measure_rules.who_answers(list(people), measure_queries.askings(stay.child.pk, measure))
    if whom is None or packs.find(measure.instrument) is None:
        return 0
    waits = queries.open_assignments(people[whom]).filter(instrument=measure.instrument, child=stay.child)
    if waits.exists():
        return 0
    actions.place(
        compartment=compartment,
        child=stay.child,
        key=measure.instrument,
        asked_of=people[whom],
        informant=Informant(measure.informant),
        due_on=timezone.localdate(at) + timedelta(days=measure.days_to_answer),
        author=stay.reader or measure.set_by,
        measure=measure,
        by=ROBOT,
        at=at,
    )
    return 1
