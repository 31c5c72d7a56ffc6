"""Children, their households and their caregivers."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Authority, Category
from trefoil.ground.kit.ids import new_id

from ..types import ContactKind, Decision, Relationship
from .organization import Organization
from .person import Person


class Child(models.Model):
    """A child in care. One row, known to whoever holds an open grant on the child's demographics."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="child")
    born_on = models.DateField()
    grade = models.CharField(max_length=10, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    room = models.CharField(max_length=60, blank=True)
    lives_apart = models.BooleanField(default=False, db_default=False)
    """Lives apart from parents and manages own money: decides about own health care (Minn. Stat. 144.341)."""
    married_or_parent = models.BooleanField(default=False, db_default=False)
    """Married or has borne a child: decides about own health care (Minn. Stat. 144.342)."""

    def __str__(self) -> str:
        return str(self.person)


class Residence(Record):
    """Four separate facts: where the child lives, who pays, which district is resident, which serves."""

    child = models.OneToOneField(Child, models.PROTECT, related_name="residence")
    county_of_residence = models.CharField(max_length=60, blank=True)
    county_of_financial_responsibility = models.CharField(max_length=60, blank=True)
    resident_district = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    serving_district = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"residence {self.pk}"


class Household(Record):
    """A home of the child. Its address and needs are invisible to another home."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="households")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    safe_at_home = models.BooleanField(default=False)
    """In the address confidentiality program (Minn. Stat. ch. 5B): no place or time reaches another home."""

    def __str__(self) -> str:
        return self.name


class Caregiver(Record):
    """A caregiver of one child: relationship, legal authority, home, and whether they may be called."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="caregivers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="care_of")
    relationship = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relationship])
    authority = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Authority])
    scope = ArrayField(
        models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category]),
        default=list,
        blank=True,
    )
    """What a delegated authority covers."""
    authority_since = models.DateTimeField(null=True, blank=True)
    authority_until = models.DateTimeField(null=True, blank=True)
    acting_parent = models.BooleanField(default=False)
    """Acts as the parent for the school, in the absence of one (34 CFR 99.3)."""
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="caregivers")
    emergency_contact = models.BooleanField(default=False)
    may_call = models.BooleanField(default=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "person"], name="one_caregiver_entry_per_child")]

    def __str__(self) -> str:
        return f"caregiver {self.pk}"


class FamilyDecision(Record):
    """Why a caregiver's authority was changed or their entry ended: what it rests on, and who wrote it down."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="family_decisions")
    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=12, choices=[(w.value, w.value) for w in Decision])
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "decided_at"], name="people_decision_feed")]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Small(Func):
    """A boolean as a small number, which a GiST index can compare on every PostgreSQL we support."""

    template = "(case when %(expressions)s then 1 else 0 end)"
    output_field = models.IntegerField()


class ContactPoint(models.Model):
    """An address or number that reaches a person. A youth and a grown-up never share one.

    Hazard: teens' accounts registered with a guardian's e-mail open their care to that guardian.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    of_child = models.BooleanField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ContactKind])
    value = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], name="contact_point_once"),
            ExclusionConstraint(
                name="youth_and_grown_up_never_share",
                expressions=[
                    (F("kind"), RangeOperators.EQUAL),
                    (F("value"), RangeOperators.EQUAL),
                    (Small(F("of_child")), RangeOperators.NOT_EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
