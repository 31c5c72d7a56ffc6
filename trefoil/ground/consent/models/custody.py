"""What closes a child's record to a caregiver: a court's order, a claim that waits for papers, a suspicion.

No family member reads these rows: an order names the other home, and a suspected caregiver is not to be warned.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category, OrderKind
from trefoil.ground.people.models import Child, Person


class CourtOrder(Record):
    """A reviewed order of a court about one caregiver, and what it leaves open."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="court_orders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OrderKind])
    leaves = ArrayField(
        models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]), default=list, blank=True
    )
    court = models.CharField(max_length=200)
    file_number = models.CharField(max_length=80, blank=True)
    document_id = models.UUIDField(null=True)
    """The paper itself, among the child's documents."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="order_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="order_is_voided_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"


class Hold(Record):
    """Somebody's claim about a caregiver, without papers yet: it holds for 48 hours and is settled by a person."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="holds")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    claim = models.TextField()
    claimed_by = models.CharField(max_length=200)
    """Who said so, in words: seldom somebody with a sign-in."""
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Suspicion(Record):
    """A suspicion that a caregiver abuses, neglects or endangers the child (45 CFR 164.502(g)(5))."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="suspicions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    grounds = models.TextField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"suspicion {self.pk}"
