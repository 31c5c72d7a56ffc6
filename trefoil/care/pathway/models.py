"""Programs, referrals, the waiting list, enrollments and the family's welcome list."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.consent.models import Release
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Caregiver, Child, Organization, Person

from .types import State


def _person(**options: Any) -> Any:
    return models.ForeignKey(Person, models.PROTECT, related_name="+", **options)


class Program(models.Model):
    """A school and a clinic that take children in together; how many, the school's capacity says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    school = models.OneToOneField(Organization, models.PROTECT, related_name="program")
    clinic = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.school} · {self.clinic}"


class Referral(Record):
    """A home district's request to take a child in. It lives among the receiving school's education records.

    The guardian's contacts are not here but in the compartment of their home, which another parent does not see.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="referrals")
    program = models.ForeignKey(Program, models.PROTECT, related_name="referrals")
    district = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Caregiver, models.PROTECT, related_name="+")
    concern = models.TextField()
    tried = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.SENT)
    sent_at = models.DateTimeField()
    sent_by = _person()
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = _person(null=True)
    reason = models.TextField(blank=True)
    waits_since = models.DateTimeField(null=True)
    waits_at = models.PositiveIntegerField(null=True)
    """The place in the waiting list; the smallest is the next to come in."""

    class Meta:
        indexes = [models.Index(fields=["compartment", "sent_at"], name="referral_compartment_at")]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(state="sent"), name="one_open_referral_a_child"),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "withdrawn"]) | ~Q(reason=""), name="a_no_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(waits_at=None) | Q(state="accepted"), name="only_the_accepted_wait_for_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class Move(Record):
    """A move in the waiting list and the reason for it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="moves")
    up = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    moved_by = _person()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="move_compartment_at")]

    def __str__(self) -> str:
        return f"move {self.pk}"


class Enrollment(Record):
    """A child in a program, for a period."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="enrollments")
    program = models.ForeignKey(Program, models.PROTECT, related_name="enrollments")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="enrollments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    enrolled_by = _person()
    ended_by = _person(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(ends_at=None), name="one_enrollment_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="enrollment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"enrollment {self.pk}"


class Welcome(Record):
    """A guardian's first list of things to do. It lives in their own home's compartment."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="welcomes")
    person = _person()
    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    contact_at = models.DateTimeField(null=True)
    languages_at = models.DateTimeField(null=True)
    calls_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "person"], condition=Q(finished_at=None), name="one_welcome_list_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"welcome {self.pk}"
