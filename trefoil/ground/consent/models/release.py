"""Releases of information, and what each of those who decide has answered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category, Purpose, Role
from trefoil.ground.people.models import Child, Organization, Person

from ..types import Capacity, EndEvent, Reach, RevokedHow, Says


class Release(Record):
    """One organization may share some categories about a child with somebody, for a purpose and a time."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="releases")
    from_organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    to_organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """Empty when it reaches a member of the family, or a whole class of those who treat (42 CFR 2.31(a)(4)(ii))."""
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """The one person it reaches, instead of the whole organization."""
    to_role = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in Role])
    """The one role in the organization that it reaches."""
    categories = ArrayField(models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]))
    purpose = models.CharField(max_length=30)
    part2 = models.BooleanField(default=False)
    """Made for substance use records, with the elements of 42 CFR 2.31."""
    both_ways = models.BooleanField(default=True)
    records_from = models.DateField(null=True, blank=True)
    records_until = models.DateField(null=True, blank=True)
    """Of which days the records are. A page opens a kind of information as a whole, so that a paper for certain days
    opens none: whoever keeps the records hands out what falls within them."""
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, blank=True, choices=[(c.value, c.value) for c in Capacity])
    evidence = models.CharField(max_length=300, blank=True)
    """What the signer's authority rests on."""
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    end_event = models.CharField(max_length=20, blank=True, choices=[(e.value, e.value) for e in EndEvent])
    event_at = models.DateTimeField(null=True, blank=True)
    event_noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    """The day beside the signature; on paper it may lie before the day it was entered."""
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    form_version = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    interpreter = models.CharField(max_length=200, blank=True)
    on_paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who entered a paper."""
    then = models.CharField(max_length=300, blank=True)
    """Where whoever asked goes on once it is signed."""
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """At how many days before its end the last warning was given."""
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_how = models.CharField(max_length=10, blank=True, choices=[(h.value, h.value) for h in RevokedHow])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="release_ends_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_text=""),
                name="a_signed_release_keeps_its_text",
            ),
            models.CheckConstraint(
                condition=Q(to_organization__isnull=False)
                | Q(to_person__isnull=False)
                | (Q(part2=True, purpose=Purpose.TPO.value, both_ways=False) & ~Q(to_role="")),
                name="a_release_reaches_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                name="release_ending",
                condition=Q(signed_at__isnull=False, revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"

    @property
    def reach(self) -> Reach:
        """Return whether it reaches an organization, a role in it or one person."""
        if self.to_person_id:
            return Reach.PERSON
        return Reach.ROLE if self.to_role else Reach.ORGANIZATION

    @property
    def psychotherapy(self) -> bool:
        """Tell whether it is the separate authorization for psychotherapy notes."""
        return self.categories == [Category.PSYCHOTHERAPY_NOTES]

    @property
    def opens_pages(self) -> bool:
        """Tell whether it opens anything here, or is a paper for what is handed out by somebody."""
        return not (self.psychotherapy or self.records_from or self.records_until)


class ReleaseAnswer(Record):
    """What one of those who decide for the child answered. Each answer stays; a refusal that stands closes it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    says = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Says])
    at = models.DateTimeField()
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="an_answer_is_voided_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def stands(self) -> bool:
        """Tell whether it was neither taken back nor set aside."""
        return self.withdrawn_at is None and self.voided_at is None
