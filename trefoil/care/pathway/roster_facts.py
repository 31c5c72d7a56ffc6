"""What a district's own roster says of a student, as the first words of a referral."""

from typing import Any
from uuid import UUID

from trefoil.ground.people.types import Relationship
from trefoil.ground.roster import queries as roster
from trefoil.ground.roster.models import RosterPerson

from .forms import GRADES

_GRADES = {str(value) for value, _label in GRADES if value}


def has_any() -> bool:
    """Tell whether the viewer's roster has students."""
    return roster.students().exists()


def named(text: str) -> list[RosterPerson]:
    """Return students of the viewer's roster by name or number."""
    return roster.students_named(text) if text else []


def of_student(student_id: str) -> dict[str, Any]:
    """Return the fields of a referral that the roster knows; an unknown student gives none."""
    try:
        student = roster.get_student(UUID(student_id))
    except (ValueError, RosterPerson.DoesNotExist):
        return {}
    facts = {
        "given_name": student.given_name,
        "family_name": student.family_name,
        "preferred_name": student.preferred_given_name,
        "pronouns": student.pronouns[:40],
        "born_on": student.born_on,
        "grade": _grade(student.grades),
    }
    return facts | _guardian(student)


def _grade(grades: list[str]) -> str:
    for given in grades:
        plain = {"KG": "K"}.get(given.upper(), given.lstrip("0").upper())
        if plain in _GRADES:
            return plain
    return ""


def _guardian(student: RosterPerson) -> dict[str, Any]:
    contacts = roster.contacts_of(student.pk)
    if not contacts:
        return {}
    first = contacts[0]
    known = {r.value for r in Relationship}
    return {
        "guardian_given_name": first.person.given_name,
        "guardian_family_name": first.person.family_name,
        "relationship": first.relationship.lower() if first.relationship.lower() in known else "other",
        "email": first.person.email,
        "phone": first.person.phone or first.person.sms,
    }
