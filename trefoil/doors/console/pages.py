"""What the privacy officer sees: who can see whom and why, and who did."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.models import AuditEntry, BreakGlass
from trefoil.ground.access.types import Basis, Category, Column, Grant, Scope
from trefoil.ground.people.models import Person

BASIS_WORDS = {
    Basis.OWN_RECORD: _("it is their own record"),
    Basis.PARENTAL_AUTHORITY: _("parent or guardian with authority"),
    Basis.ORDER_LEAVES: _("what the court order leaves open"),
    Basis.CARE_TEAM: _("on the care team"),
    Basis.AUTHOR: _("what they wrote or took part in"),
    Basis.CONSENT: _("a signed release"),
    Basis.OWN_STUDENT: _("the district's own student"),
    Basis.OPERATIONS: _("runs the program"),
    Basis.BREAK_GLASS: _("a declared emergency"),
    Basis.SYSTEM: _("a job of the system"),
}
CATEGORY_NAMES = {
    Category.DEMOGRAPHICS: _("Who they are"),
    Category.SCHEDULE: _("Schedule"),
    Category.SCHOOL_PLAN: _("Plan for school"),
    Category.CLINICAL_PLAN: _("Treatment plan"),
    Category.DIAGNOSIS: _("Diagnosis"),
    Category.ASSESSMENTS: _("Scores"),
    Category.SESSION_NOTES: _("Session notes"),
    Category.SAFETY_PLAN: _("Safety plan"),
    Category.CRISIS_EVENTS: _("Crisis"),
    Category.EDUCATION_RECORDS: _("School records"),
    Category.BEHAVIOR_OBSERVATIONS: _("Classroom"),
    Category.FAMILY_NEEDS: _("Family needs"),
    Category.CONSENTS: _("Papers"),
}
SCOPE_NAMES = {
    Scope.FULL: _("all"),
    Scope.MINIMUM: _("minimum"),
    Scope.OWN: _("own"),
    Scope.CARD: _("card"),
}


@dataclass(frozen=True)
class Dot:
    """One meeting of a person and a category: how much, why, until when."""

    scope: str
    why: str
    until: datetime | None


@dataclass(frozen=True)
class MatrixRow:
    """One person and what they can see of the child."""

    name: str
    place: str
    cells: list[Dot | None]


@dataclass(frozen=True)
class Matrix:
    """People by categories."""

    headers: list[str]
    rows: list[MatrixRow]


def matrix(child_id: UUID, compartments: dict[int, Category], at: datetime) -> Matrix:
    """Compose who can see the child at an instant, from the facts as they were then."""
    held: dict[UUID, dict[Category, Grant]] = defaultdict(dict)
    for grant in grants_now(child_id, at=at):
        starts = grant.period.starts_at
        if grant.column == Column.SYSTEM or starts and starts > at or grant.compartment not in compartments:
            continue
        category = compartments[grant.compartment]
        held[grant.person][category] = _wider(held[grant.person].get(category), grant)
    shown = [c for c in CATEGORY_NAMES if any(c in found for found in held.values())]
    people = {p.pk: p for p in Person.objects.filter(pk__in=held).select_related("staff__organization")}
    rows = [_row(people.get(who), found, shown) for who, found in held.items()]
    return Matrix([str(CATEGORY_NAMES[c]) for c in shown], sorted(rows, key=lambda r: (r.place, r.name)))


def _wider(present: Grant | None, other: Grant) -> Grant:
    order = [Scope.CARD, Scope.OWN, Scope.MINIMUM, Scope.FULL]
    return other if present is None or order.index(other.scope) > order.index(present.scope) else present


def _row(person: Person | None, found: dict[Category, Grant], shown: list[Category]) -> MatrixRow:
    staff = getattr(person, "staff", None)
    return MatrixRow(
        name=str(person) if person else str(_("Somebody you may not know")),
        place=f"{staff.organization.name} · {staff.title}" if staff else str(_("Family")),
        cells=[_dot(found.get(category)) for category in shown],
    )


def _dot(grant: Grant | None) -> Dot | None:
    if grant is None:
        return None
    return Dot(str(SCOPE_NAMES[grant.scope]), str(BASIS_WORDS[grant.basis]), grant.period.ends_at)


@dataclass(frozen=True)
class TrailLine:
    """One entry of the audit trail in words."""

    at: datetime
    who: str
    kind: str
    page: str
    categories: str
    why: str
    children: list[str]


KIND_WORDS = {"read": _("read"), "denied": _("was refused"), "act": _("did"), "sign_in": _("signed in")}


def trail(*, child_id: UUID | None, before: int | None, limit: int = 100) -> tuple[list[TrailLine], int | None]:
    """Return the newest entries the viewer may see, and the number to go on from."""
    found = AuditEntry.objects.order_by("-pk")
    if child_id:
        found = found.filter(children__contains=[child_id])
    if before:
        found = found.filter(pk__lt=before)
    entries = list(found[: limit + 1])
    shown = entries[:limit]
    ids = {e.person_id for e in shown if e.person_id} | {c for e in shown for c in e.children}
    names = {p.pk: str(p) for p in Person.objects.filter(pk__in=ids)}
    lines = [_trail_line(e, names) for e in shown]
    return lines, shown[-1].pk if len(entries) > limit else None


def _trail_line(entry: AuditEntry, names: dict[UUID, str]) -> TrailLine:
    return TrailLine(
        at=entry.at,
        who=names.get(entry.person_id, "—") if entry.person_id else "—",
        kind=str(KIND_WORDS.get(entry.kind, entry.kind)),
        page=entry.page,
        categories=", ".join(str(CATEGORY_NAMES.get(Category(c), c)) for c in entry.categories),
        why=", ".join(str(BASIS_WORDS[Basis(b)]) for b in entry.bases),
        children=sorted(names[c] for c in entry.children if c in names),
    )


def emergencies() -> list[tuple[BreakGlass, str, str]]:
    """Return the broken glasses the viewer may see, with who broke them and for whom."""
    found = list(BreakGlass.objects.order_by("-starts_at")[:50])
    names = {
        p.pk: str(p) for p in Person.objects.filter(pk__in={g.person_id for g in found} | {g.child_id for g in found})
    }
    return [(g, names.get(g.person_id, "—"), names.get(g.child_id, "—")) for g in found]
