"""A person, whoever they are."""

from django.db import models

from trefoil.ground.access.types import Role, Viewer
from trefoil.ground.kit.ids import new_id

from ..types import Kind


class Person(models.Model):
    """Anybody of the program. Staff are known to all; a family is known to those who know its child."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Kind])
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    preferred_name = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en")

    def __str__(self) -> str:
        return f"{self.called} {self.family_name}".strip()

    @property
    def called(self) -> str:
        """Return the name the person goes by."""
        return self.preferred_name or self.given_name

    @property
    def short_name(self) -> str:
        """Return the name with the family name's first letter, as `Maya R.`"""
        return f"{self.called} {self.family_name[:1]}.".replace(" .", "")

    def as_viewer(self) -> Viewer:
        """Return the person as one who looks."""
        staff = getattr(self, "staff", None)
        return Viewer(
            person_id=self.pk,
            kind=self.kind,
            name=str(self),
            role=Role(staff.role) if staff else None,
            organization_id=staff.organization_id if staff else None,
            language=self.language,
        )
