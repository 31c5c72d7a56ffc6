"""Services and on whose consent they rest, and what is opened past the youth's control."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category, ConsentBasis
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Child, Organization, Person

from ..service_types import Signed


class ServiceLine(models.Model):
    """What an organization offers, and whether it acts for the school in it: a setting somebody signs for.

    FERPA governs what is kept for the school, HIPAA what is not; the contract decides, so it is never inferred.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="service_lines")
    name = models.CharField(max_length=120)
    acts_for_school = models.BooleanField()
    part2 = models.BooleanField(default=False)
    outpatient_mental_health = models.BooleanField(default=True)
    """Nonresidential mental health care that a youth of 16 may start alone (Minn. Stat. 144.3431)."""
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    """The line whose setting this one changed; what was made under it keeps the old setting."""
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Service(Record):
    """A service one child has, and on whose consent it rests."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="services")
    line = models.ForeignKey(ServiceLine, models.PROTECT, related_name="services")
    consent_basis = models.CharField(max_length=20, choices=[(b.value, b.value) for b in ConsentBasis])
    consenter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    """Which care it is, or why it could not wait, where the basis asks for that."""
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_how = models.CharField(max_length=10, blank=True, choices=[(s.value, s.value) for s in Signed])
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    may_bill_plan = models.BooleanField(default=False)
    """The youth, who owes the bill (144.347), allowed a parent's health plan to be sent it."""
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_text=""), name="a_signed_service_keeps_its_text"
            ),
            models.CheckConstraint(
                condition=~Q(consent_basis="court") | Q(consenter__isnull=False), name="a_court_names_a_consenter"
            ),
        ]

    def __str__(self) -> str:
        return f"service {self.pk}"


class YouthRelease(Record):
    """What the child opens to one caregiver, until when."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="youth_releases")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    categories = ArrayField(models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]))
    part2 = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="youth_release_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"youth release {self.pk}"


class Override(Record):
    """A professional tells a caregiver, because silence would seriously jeopardize the child's health (144.346)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="overrides")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    categories = ArrayField(models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]))
    reason = models.TextField()
    """What is in danger: for the youth and who answers for it."""
    words = models.TextField()
    """What the caregiver is told: the least they need, and all they can read of it."""
    told = ArrayField(models.UUIDField(), default=list)
    """Who answers for it: the privacy officer of the organization, or who stands in for one."""
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_a_reason")]

    def __str__(self) -> str:
        return f"override {self.pk}"
