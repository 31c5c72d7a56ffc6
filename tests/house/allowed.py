"""Which planted string each person may see: worked out from the pure function's grants, not from the wall."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.types import Category, Column, Grant, Scope
from trefoil.ground.people.models import Person

from .canaries import Canary

# Tables whose every column is fit for the minimum-necessary subset.
MINIMUM = {
    "people_caregiver", "people_membership", "pathway_enrollment", "pathway_welcome", "plan_homeplan", "plan_carecard",
    "classroom_rating", "care_sessions_dayattendance", "schedule_childclass", "instruments_score", "instruments_flag",
    "access_break_glass", "instruments_enteredscore",
}  # fmt: skip
# Tables that say where a child is, and when.
PLACES = {
    "schedule_childclass", "schedule_appointment", "schedule_booking", "care_sessions_session",
    "care_sessions_dayattendance", "documents_document", "people_residence",
}  # fmt: skip
AUTHORS = (
    "author_id", "signer_id", "person_id", "added_by_id", "told_by_id", "requester_id", "entered_by_id", "staff_id",
)  # fmt: skip


@dataclass
class Grants:
    """What is open to whom on the stage now, by person and compartment."""

    of: dict[tuple[str, int], list[Grant]] = field(default_factory=lambda: defaultdict(list))
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    hidden: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    categories: dict[int, Category] = field(default_factory=dict)

    def add(self, child_id: UUID | None, organization_id: UUID | None, at: datetime) -> None:
        """Ask the function about one child, or about one organization's roster."""
        for grant in grants_now(child_id, organization_id, at=at):
            period = grant.period
            if (period.starts_at is None or period.starts_at <= at) and not period.over(at):
                self.of[str(grant.person), grant.compartment].append(grant)
                if child_id and (grant.column in (Column.YOUTH, Column.GUARDIAN, Column.LIMITED) or self._knows(grant)):
                    self.children[str(grant.person)].add(str(child_id))
                if child_id and grant.hides_location:
                    self.hidden[str(grant.person)].add(str(child_id))

    def _knows(self, grant: Grant) -> bool:
        return self.categories.get(grant.compartment) == Category.DEMOGRAPHICS

    def may_see(self, viewer: Person, canary: Canary, families: dict[str, set[str]]) -> bool:
        """Tell whether a person may see a planted string.

        Args:
            viewer: who looks.
            canary: what was planted, and where.
            families: of which children each person is the family; the name of one's family is known with the child.
        """
        who, row = str(viewer.pk), canary.row
        if canary.table == "people_person":
            return row["id"] == who or bool(families.get(row["id"], set()) & self.children[who])
        if canary.table == "people_child":
            return row["person_id"] in self.children[who] - self.hidden[who]
        if canary.table == "consent_override" and who in (row["to_id"], *row["told"]):
            return True
        if canary.table == "consent_withholding" and who == row["child_id"] == row["asked_by_id"]:
            return True
        held = self.of.get((who, canary.compartment or 0), [])
        if not held:
            return False
        author = any(row.get(name) == who for name in AUTHORS)
        return any(self._opens(grant, canary, author) for grant in held)

    def _opens(self, grant: Grant, canary: Canary, author: bool) -> bool:
        table, full = canary.table, grant.scope == Scope.FULL
        told = table == "timeline_entry" and self.categories.get(grant.compartment) == Category.SCHEDULE
        if grant.hides_location and (table in PLACES or told):
            return author and table == "documents_document"
        if table == "people_household":
            return full or (grant.scope == Scope.MINIMUM and grant.column == Column.GUARDIAN)
        if table in MINIMUM and grant.scope == Scope.MINIMUM:
            return True
        if table == "people_caregiver" and grant.column == Column.LIMITED:
            return author
        return full or author


def families_of(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return of which children each caregiver is the family, and each child of themselves."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["person_id"]].add(row["child_id"])
        found[row["child_id"]].add(row["child_id"])
    return found
