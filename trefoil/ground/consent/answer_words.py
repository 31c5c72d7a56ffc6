"""How those who answered a release are named to who reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trefoil.ground.access.types import Viewer
from trefoil.ground.people.models import Caregiver
from trefoil.ground.people.queries import caregiver_of, names
from trefoil.ground.people.types import Kind

from .models import Release, ReleaseAnswer


@dataclass(frozen=True)
class Naming:
    """Whose names a reader of releases learns, and whether the answers of the others too."""

    names: Mapping[UUID, str]
    is_family: bool

    def knows(self, person_id: UUID) -> bool:
        """Tell whether the reader learns what this person answered."""
        return not self.is_family or person_id in self.names

    def name(self, person_id: UUID) -> str:
        """Return how a person is named to the reader."""
        other = _("another parent or guardian") if self.is_family else _("a member of the family")
        return self.names.get(person_id) or other

    def signature(self, release: Release) -> str:
        """Return the name that stands under a release, as the reader may know it."""
        return release.signed_name if self.knows(release.signer_id) else ""

    def answers(self, release: Release) -> list[tuple[str, ReleaseAnswer | None]]:
        """Return who answered a release and what, in their order; of others only that they answered, once."""
        found = sorted(release.answers.all(), key=lambda a: a.at)
        others = {a.person_id for a in found if not self.knows(a.person_id)}
        shown = [(self.name(a.person_id), a) for a in found if self.knows(a.person_id)]
        return [*shown, *((self.name(person), None) for person in others)]


def naming_for(viewer: Viewer, child_id: UUID, releases: Iterable[Release]) -> Naming:
    """Return how those who answered a child's releases are named to somebody.

    Homes may be apart because one must not find the other: a guardian reads that somebody answered, and not who.
    """
    people = {p for r in releases for p in (r.signer_id, *(a.person_id for a in r.answers.all()))}
    is_family = viewer.kind == Kind.CAREGIVER
    return Naming(names(people & _of_home(viewer.person_id, child_id) if is_family else people), is_family)


def _of_home(person_id: UUID, child_id: UUID) -> set[UUID]:
    mine = caregiver_of(child_id, person_id)
    home = mine.household_id if mine else None
    of_home = Caregiver.objects.filter(child_id=child_id, household_id=home, ends_at=None) if home else ()
    return {child_id, person_id, *(one.person_id for one in of_home)}
