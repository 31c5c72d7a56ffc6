"""What a roster says, as far as the viewer may know it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import (
    AcademicSession,
    ClassEnrollment,
    RosterPerson,
    RosterRelationship,
)
from .types import PersonKind


@dataclass(frozen=True)
class Contact:
    """Somebody who looks after a student, as the roster has it."""

    person: RosterPerson
    relationship: str
    lives_with: bool | None
    is_primary: bool | None
    is_emergency: bool | None


@dataclass(frozen=True)
class Term:
    """A term in which a class meets; the last day counts."""

    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Lesson:
    """A class of a student: when by period label, where, in which terms, taught by whom."""

    class_id: UUID
    title: str
    subjects: tuple[str, ...]
    periods: tuple[str, ...]
    location: str
    terms: tuple[Term, ...]
    begins_on: date | None
    ends_on: date | None
    teachers: tuple[str, ...]


def students() -> QuerySet[RosterPerson]:
    """Return the current students whose rows are open to the viewer."""
    found = RosterPerson.objects.filter(kind=PersonKind.STUDENT, gone_at=None)
    return found.select_related("org", "org__organization").order_by("family_name", "given_name")


def students_named(text: str, limit: int = 20) -> list[RosterPerson]:
    """Return students all of whose words match some part of a name or the school's number."""
    words = text.split()
    found = students()
    for word in words:
        found = found.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(preferred_given_name__icontains=word)
            | Q(preferred_family_name__icontains=word)
            | Q(identifier=word)
        )
    return list(found[:limit]) if words else []


def get_student(student_id: UUID) -> RosterPerson:
    """Return a student, or raise `RosterPerson.DoesNotExist`."""
    return students().get(pk=student_id)


def contacts_of(student_id: UUID) -> list[Contact]:
    """Return who looks after a student, primary contacts first."""
    found = RosterRelationship.objects.filter(student_id=student_id, gone_at=None)
    ties = found.select_related("contact").order_by("contact__family_name", "contact__given_name")
    contacts = [
        Contact(
            person=tie.contact,
            relationship=tie.relationship,
            lives_with=tie.lives_with,
            is_primary=tie.is_primary_contact,
            is_emergency=tie.is_emergency_contact,
        )
        for tie in ties
    ]
    return sorted(contacts, key=lambda contact: not contact.is_primary)


def timetable_of(student_id: UUID, on: date | None = None) -> list[Lesson]:
    """Return a student's classes in the order of their periods.

    Args:
        student_id: the student on the roster.
        on: only classes of terms that hold this day.
    """
    found = ClassEnrollment.objects.filter(person_id=student_id, role="student", gone_at=None)
    if on is not None:
        found = found.filter(Q(begins_on=None) | Q(begins_on__lte=on))
        found = found.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    enrolled = list(found.select_related("school_class"))
    teachers = _teachers(enrollment.school_class_id for enrollment in enrolled)
    terms = _terms(enrolled)
    lessons = [_lesson(enrollment, teachers, terms) for enrollment in enrolled]
    if on is not None:
        lessons = [lesson for lesson in lessons if _is_in_term(lesson, on)]
    return sorted(lessons, key=lambda lesson: (_period_order(lesson.periods), lesson.title))


def _is_in_term(lesson: Lesson, on: date) -> bool:
    return not lesson.terms or any(t.starts_on <= on <= t.ends_on for t in lesson.terms)


def _lesson(
    enrollment: ClassEnrollment,
    teachers: dict[UUID, tuple[str, ...]],
    terms: dict[tuple[int, str], Term],
) -> Lesson:
    held = enrollment.school_class
    keys = [(held.source_id, term) for term in held.terms]
    return Lesson(
        class_id=held.pk,
        title=held.title,
        subjects=tuple(held.subjects),
        periods=tuple(held.periods),
        location=held.location,
        terms=tuple(terms[key] for key in keys if key in terms),
        begins_on=enrollment.begins_on,
        ends_on=enrollment.ends_on,
        teachers=teachers.get(held.pk, ()),
    )


def _teachers(classes: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    found = ClassEnrollment.objects.filter(school_class_id__in=set(classes), role="teacher", gone_at=None)
    names: dict[UUID, list[str]] = {}
    ordered = sorted(found.select_related("person"), key=lambda one: not one.is_primary)
    for enrollment in ordered:
        names.setdefault(enrollment.school_class_id, []).append(enrollment.person.name)
    return {held: tuple(own) for held, own in names.items()}


def _terms(enrolled: Sequence[ClassEnrollment]) -> dict[tuple[int, str], Term]:
    wanted = {term for enrollment in enrolled for term in enrollment.school_class.terms}
    found = academic_sessions().filter(sourced_id__in=wanted)
    return {
        (session.source_id, session.sourced_id): Term(session.title, session.starts_on, session.ends_on)
        for session in found
    }


def _period_order(periods: Sequence[str]) -> tuple[int, str]:
    first = min(periods, key=lambda label: (len(label), label), default="")
    return (int(first), "") if first.isascii() and first.isdigit() else (1_000, first)


def academic_sessions() -> QuerySet[AcademicSession]:
    """Return the school years, terms and grading periods of all sources."""
    return AcademicSession.objects.filter(gone_at=None).order_by("starts_on", "-ends_on", "title")
