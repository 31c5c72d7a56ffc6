"""Organizations and their sites."""

from django.db import models

from trefoil.ground.access.types import OrganizationKind
from trefoil.ground.kit.ids import new_id


class Organization(models.Model):
    """A school, clinic, virtual program, district, county or evaluator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OrganizationKind])
    phone = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    part2 = models.BooleanField(default=False, db_default=False)
    """Holds itself out as giving substance use care (42 CFR 2.11)."""
    pack = models.CharField(max_length=40, default="us-mn", db_default="us-mn")
    """Whose law its records follow: a pack of the rulebook."""
    capacity = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def voice(self) -> str:
        """Return whose voice the organization's people speak with: school or clinic."""
        return "clinic" if self.kind in (OrganizationKind.CLINIC, OrganizationKind.IOP) else "school"


class Site(models.Model):
    """A place where an organization works."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name
