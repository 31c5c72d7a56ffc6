"""What an organization keeps from somebody of the family: at the youth's request, or because it would do harm.

It lies with the papers of custody, which nobody of the family reads; the youth reads what they asked themselves.
"""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Child, Organization, Person

from ..withholding_types import Factor, State


def _kinds() -> ArrayField:
    return ArrayField(models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]), default=list)


class Withholding(Record):
    """A request to withhold some kinds of an organization's record from somebody, and what was decided."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="withholdings")
    custodian = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    people = ArrayField(models.UUIDField())
    """From whom it was asked to be withheld."""
    categories = _kinds()
    words = models.TextField(blank=True)
    """Why, as the youth said it; empty when a clinician began it."""
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    factors = ArrayField(models.CharField(max_length=12, choices=[(f.value, f.value) for f in Factor]), default=list)
    reason = models.TextField(blank=True)
    """Of the decision; a youth who asked reads it."""
    closed_to = ArrayField(models.UUIDField(), default=list)
    """From whom it is withheld: those of the request, or fewer."""
    closed = _kinds()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "asked_at"], name="withholding_feed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at")), name="withholding_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(reason=""), name="a_withholding_is_decided_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"withholding {self.pk}"

    @property
    def by_youth(self) -> bool:
        """Tell whether the youth asked for it."""
        return self.asked_by_id == self.child_id

    def live(self, at: datetime) -> bool:
        """Tell whether it closes something at an instant."""
        return self.state == State.GRANTED and self.ends_at is not None and at < self.ends_at
