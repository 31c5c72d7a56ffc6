"""Closing everything to one person at once, until somebody has looked into it."""

from django.db import models
from django.db.models import F, Q

from trefoil.ground.kit.ids import new_id

from .organization import Organization
from .person import Person


class Suspension(models.Model):
    """A time in which a person can neither sign in nor see anything, by a privacy officer and with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="suspensions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    """Whose privacy officer it was; its officers alone read this row."""
    reason = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    suspended_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_at=None), name="suspended_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="suspension_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"
