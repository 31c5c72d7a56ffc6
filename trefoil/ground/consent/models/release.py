"""Releases of information."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category, Role
from trefoil.ground.people.models import Child, Organization, Person


class Release(Record):
    """One organization may share some categories about a child with another, for a purpose and a time."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="releases")
    from_organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    to_organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """The one person it reaches, instead of the whole organization."""
    to_role = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in Role])
    """The one role in the organization that it reaches."""
    categories = ArrayField(models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]))
    purpose = models.CharField(max_length=30)
    part2 = models.BooleanField(default=False)
    """Made for substance use records, with the elements of 42 CFR 2.31."""
    both_ways = models.BooleanField(default=True)
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    then = models.CharField(max_length=300, blank=True)
    """Where whoever asked goes on once it is signed."""
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="release_ends_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_text=""),
                name="a_signed_release_keeps_its_text",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"
