"""How those who answered a release are named to who reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trefoil.ground.access.types import Viewer
from trefoil.ground.people.models import Caregiver, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.types import Kind

from .models import Release, ReleaseAnswer


@dataclass(frozen=True)
class Naming:
    """Whose names and answers a reader learns: all of them, or those of the reader's own home alone."""

    known: Collection[UUID] | None

    def knows(self, person_id: UUID) -> bool:
        """Tell whether the reader learns this person's name, and what they answered."""
        return self.known is None or person_id in self.known

    def name(self, person: Person) -> str:
        """Return how a person is named to the reader."""
        return str(person) if self.knows(person.pk) else _("another parent or guardian")

    def signature(self, release: Release) -> str:
        """Return the name that stands under a release, as the reader may know it."""
        return release.signed_name if self.knows(release.signer_id) else ""

    def answers(self, release: Release) -> list[tuple[str, ReleaseAnswer | None]]:
        """Return who answered a release and what, in their order; of others only that they answered, once."""
        found = sorted(release.answers.all(), key=lambda a: a.at)
        others = {a.person_id: a.person for a in found if not self.knows(a.person_id)}
        shown = [(self.name(a.person), a) for a in found if self.knows(a.person_id)]
        return [*shown, *((self.name(person), None) for person in others.values())]


def naming_for(viewer: Viewer, child_id: UUID) -> Naming:
    """Return whose names the papers of a child tell somebody.

    Homes may be apart because one must not find the other: a guardian reads that somebody answered, and not who.
    """
    if viewer.kind != Kind.CAREGIVER:
        return Naming(None)
    mine = caregiver_of(child_id, viewer.person_id)
    home = mine.household_id if mine else None
    of_home = Caregiver.objects.filter(child_id=child_id, household_id=home, ends_at=None) if home else ()
    return Naming({child_id, viewer.person_id, *(one.person_id for one in of_home)})
