"""Sessions, notes, addenda and school days."""

from django.db import models
from django.db.models import Q

from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.types import Kind
from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from .types import DayStatus, NoteState, Status, Text


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Session(Record):
    """That a session with a child took place, or why it did not."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="sessions")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="sessions")
    meeting_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=_choices(Kind))
    held_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(Person, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=_choices(Status))
    told_by = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "held_at"], name="session_feed"),
            models.Index(fields=["staff", "held_at"], name="session_of_staff"),
            models.Index(fields=["meeting_id"], name="session_meeting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(appointment__isnull=False), name="an_appointment_is_recorded_once"
            )
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Note(Record):
    """What was written about a session. While it is a draft it is its author's alone; signed, it is locked."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="notes")
    child = models.ForeignKey(Child, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    did = models.TextField(blank=True)
    went = models.TextField(blank=True)
    next = models.TextField(blank=True)
    goals = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=_choices(NoteState), default=NoteState.DRAFT)
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    cosigner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cosigned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="note_feed"),
            models.Index(fields=["author"], condition=Q(state="draft"), name="note_drafts"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["session", "author"], name="one_note_of_an_author_per_session"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_at=None) | (~Q(state="draft") & Q(signed_at__isnull=False)),
                name="note_is_signed_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state="cosigned", cosigned_at__isnull=False)
                | (~Q(state="cosigned") & Q(cosigned_at__isnull=True)),
                name="note_is_cosigned_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def text(self) -> Text:
        """Return what it says."""
        return Text(self.did, self.went, self.next, tuple((goal["id"], goal["title"]) for goal in self.goals))


class Addendum(Record):
    """What was added to a signed note, by whom and when."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="addenda")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="addendum_feed")]

    def __str__(self) -> str:
        return f"addendum {self.pk}"


class DayAttendance(Record):
    """Whether a child was at school on a day."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="school_days")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=_choices(DayStatus))
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "on"], name="day_attendance_feed")]
        constraints = [models.UniqueConstraint(fields=["child", "on"], name="a_day_is_marked_once")]

    def __str__(self) -> str:
        return f"day {self.pk}"
