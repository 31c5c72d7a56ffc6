"""Bells, rooms, classes, appointments, and the bookings that cannot overlap."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Compartment, Record
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Child, Person, Site
from trefoil.ground.people.models.staff import TsTzRange

from .types import Kind, ResourceKind, Subject


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class BellSchedule(models.Model):
    """On which weekdays which periods ring at a site (Monday is 0)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="bell_schedules")
    name = models.CharField(max_length=100)
    weekdays = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="bell_schedule_named_once")]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """One period of a bell schedule; its label is what a roster calls it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bell_schedule = models.ForeignKey(BellSchedule, models.CASCADE, related_name="periods")
    label = models.CharField(max_length=40)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bell_schedule", "label"], name="period_labeled_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="period_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.label


class Room(models.Model):
    """A room that can be booked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="room_named_once")]

    def __str__(self) -> str:
        return self.name


class ChildClass(Record):
    """A child's place in a class, from a day until before another."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="classes")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=_choices(Subject))
    title = models.CharField(max_length=200)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    period = models.CharField(max_length=40)
    room = models.CharField(max_length=100, blank=True)
    teacher = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="child_class_feed")]

    def __str__(self) -> str:
        return f"class {self.pk}"


class Appointment(models.Model):
    """One person's place in a meeting: a row for each child, so that no row names another child.

    Rows of one meeting share `meeting_id`. Time among staff has one row without child and compartment,
    seen only by who takes part.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+", editable=False)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="appointments")
    meeting_id = models.UUIDField(default=new_id)
    series_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=_choices(Kind))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    people = ArrayField(models.UUIDField())
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    by_video = models.BooleanField(default=False)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "starts_at"], name="appointment_feed"),
            models.Index(fields=["meeting_id"], name="appointment_meeting"),
            models.Index(fields=["series_id", "starts_at"], name="appointment_series"),
            GinIndex(fields=["people"], name="appointment_people"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(room=None) | Q(by_video=False), name="a_room_or_video"),
            models.CheckConstraint(
                condition=Q(child=None, compartment=None) | Q(child__isnull=False, compartment__isnull=False),
                name="appointment_of_a_child_has_a_compartment",
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class Booking(models.Model):
    """That a person, a child or a room is taken for a time. It bears no title, so that it betrays none.

    A child's booking lives in the child's compartment; those of grown-ups and rooms in none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+", editable=False)
    meeting_id = models.UUIDField()
    resource_kind = models.CharField(max_length=10, choices=_choices(ResourceKind))
    resource_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["meeting_id"], name="booking_meeting")]
        constraints = [
            ExclusionConstraint(
                name="taken_once_at_a_time",
                expressions=[
                    (F("resource_id"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}"
