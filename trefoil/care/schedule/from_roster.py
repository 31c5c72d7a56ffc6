"""A child's classes as the school's roster has them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Organization, Person
from trefoil.ground.roster import queries as roster
from trefoil.ground.roster.models import RosterPerson
from trefoil.ground.roster.queries import Lesson

from . import actions, queries, rules
from .models import ChildClass

NO_STUDENT = "The roster has no student of this name and birth date, or more than one."
NO_BELLS = "Enter the bell schedule first, so that the periods have hours."


def student_of(child: Child) -> RosterPerson | None:
    """Return the one student of the roster with the child's name and birth date, as far as the viewer may know."""
    found = roster.students().filter(
        given_name__iexact=child.person.given_name, family_name__iexact=child.person.family_name, born_on=child.born_on
    )[:2]
    return found[0] if len(found) == 1 else None


def bring_classes(*, child: Child, organization: Organization, by: Person, at: datetime) -> list[ChildClass]:
    """Bring the classes of the current term onto the child's timetable; those already there stay as they are."""
    student = student_of(child)
    if student is None:
        raise Refused(NO_STUDENT)
    site = queries.site_of_period(organization.pk)
    if site is None:
        raise Refused(NO_BELLS)
    today = timezone.localdate(at)
    known = {(row.title, row.period) for row in queries.classes(child.pk, today)}
    seats = [
        _seat(lesson, period, today)
        for lesson in roster.timetable_of(student.pk, today)
        for period in lesson.periods
        if (lesson.title, period) not in known
    ]
    return actions.add_classes(child=child, site=site, seats=seats, by=by, at=at)


def _seat(lesson: Lesson, period: str, today: Any) -> dict[str, Any]:
    last = min((term.ends_on for term in lesson.terms if term.ends_on >= today), default=lesson.ends_on)
    return {
        "title": lesson.title,
        "subject": rules.subject_of(" ".join([*lesson.subjects, lesson.title])),
        "weekdays": [0, 1, 2, 3, 4],
        "period": period,
        "room": lesson.location,
        "teacher": ", ".join(lesson.teachers),
        "starts_on": lesson.begins_on or min((t.starts_on for t in lesson.terms), default=today),
        "ends_on": last + timedelta(days=1) if last else None,
    }
