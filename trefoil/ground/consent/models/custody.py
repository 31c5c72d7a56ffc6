"""What closes a child's record to a caregiver: a court's order, a claim that waits for papers, a suspicion.

No family member reads these rows: an order names the other home, and a suspected caregiver is not to be warned.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category, OrderKind
from trefoil.ground.people.models import Caregiver, Child, Person

from ..custody_types import FactKind, Restriction


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


class Lifting(Record):
    """The end of a hold or a suspicion, with its reason. It ends all that stand against one caregiver of the child.

    Its insertion ends them in the database, because who lifts one need not be able to read it: a suspicion is its
    author's, and a claim may have been entered by another organization.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="liftings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Restriction])
    outcome = models.CharField(max_length=500)
    lifted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(outcome=""), name="a_lifting_has_an_outcome")]

    def __str__(self) -> str:
        return f"lifting {self.pk}"


class FamilyFact(Record):
    """What the privacy officer found true of a family, and what it rests on; its insertion sets the fact itself."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="family_facts")
    caregiver = models.ForeignKey(Caregiver, models.PROTECT, null=True, blank=True, related_name="family_facts")
    """Of whom, or of whose home; empty when it is about the child."""
    what = models.CharField(max_length=20, choices=[(k.value, k.value) for k in FactKind])
    holds = models.BooleanField()
    rests_on = models.CharField(max_length=500)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(rests_on=""), name="a_family_fact_rests_on_something")]

    def __str__(self) -> str:
        return f"family fact {self.pk}"
