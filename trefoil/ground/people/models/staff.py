"""Staff and the care teams they belong to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Role

from .family import Child
from .organization import Organization
from .person import Person


class TsTzRange(Func):
    """PostgreSQL's `tstzrange(from, until)`, half-open."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class Staff(models.Model):
    """A member of staff: discipline, organization, license, supervisor."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="staff")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="staff")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    discipline = models.CharField(max_length=100, blank=True)
    license = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100, blank=True)
    trainee = models.BooleanField(default=False, db_default=False)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supervises")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.title or self.discipline or self.role}"


class Membership(Record):
    """A member of staff on a child's care team, for a period."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="team")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="memberships")
    covers = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose messages this person covers meanwhile."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    (F("child"), RangeOperators.EQUAL),
                    (F("staff"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
