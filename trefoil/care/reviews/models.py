"""Meetings about a plan, who is there, what is asked and decided, and the clock of review."""

from django.db import models
from django.db.models import Q

from trefoil.care.plan.models import Proposal
from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from .types import DecisionKind, MeetingKind

_KINDS = [(k.value, k.value) for k in MeetingKind]


class Rhythm(Record):
    """How often a team meets about a child, and who leads."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="review_rhythms")
    kind = models.CharField(max_length=10, choices=_KINDS)
    every_days = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="review_rhythm_feed")]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "kind"], condition=Q(ended_at=None), name="one_rhythm_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"rhythm {self.pk}"


class Meeting(Record):
    """One meeting about a plan: arranged, held with its minutes, or canceled."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="review_meetings")
    kind = models.CharField(max_length=10, choices=_KINDS)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)
    # A language that somebody present needs put into words by an interpreter; empty when nobody does.
    language = models.CharField(max_length=10, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    rhythm = models.ForeignKey(Rhythm, models.PROTECT, null=True, related_name="meetings")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Somebody in the room of whom the program knows nothing: before them the wall stays empty.
    has_guest = models.BooleanField(default=False)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    canceled_at = models.DateTimeField(null=True, blank=True)
    canceled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "starts_at"], name="review_meeting_feed"),
            models.Index(fields=["child", "-starts_at"], name="review_meeting_of_child"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether the meeting is still to come or going on."""
        return self.held_at is None and self.canceled_at is None


class Invitation(Record):
    """Somebody who is invited to a meeting, and whether they are in the room."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Question(Record):
    """What somebody wants to ask when the team meets next."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="review_questions")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="review_question_feed")]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Decision(Record):
    """What a meeting decided: something to do, a change of the plan, or what was agreed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in DecisionKind])
    text = models.CharField(max_length=1000)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="review_decision_feed")]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Clock(Record):
    """Since when a plan runs and when it was last looked at together; the reminders read it every morning."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    started_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compartment"], name="one_review_clock")]

    def __str__(self) -> str:
        return f"review clock {self.pk}"
