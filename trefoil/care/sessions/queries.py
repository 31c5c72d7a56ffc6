"""What was delivered and written, as far as the viewer may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from trefoil.care.plan import queries as plans
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.words import kind_word

from .models import Addendum, DayAttendance, Note, Session
from .types import DayStatus, NoteState, Status
from .words import STATE_WORDS, STATUS_WORDS


class GoalChoice(NamedTuple):
    """A goal of the plan that a note can be bound to."""

    id: str
    title: str


@dataclass(frozen=True)
class SessionLine:
    """A session in one line, with its note if the viewer may know of one."""

    id: UUID
    held_at: datetime
    kind: str
    title: str
    minutes: int
    staff: str
    status: Status
    status_word: str
    tone: str
    note_id: UUID | None
    note_word: str
    note_tone: str
    is_mine: bool


def find_session(session_id: UUID) -> Session | None:
    """Return a session the viewer may know."""
    return _sessions().filter(pk=session_id).first()


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("child__person", "staff__staff", "compartment", "appointment")


def recorded(appointment_id: UUID) -> Session | None:
    """Return what was recorded for an appointment."""
    return _sessions().filter(appointment_id=appointment_id).first()


def has_signed_note(session: Session) -> bool:
    """Tell whether a signed note about a session is known to the viewer."""
    return Note.objects.filter(session=session).exclude(state=NoteState.DRAFT).exists()


def note_of(session_id: UUID, author_id: UUID) -> Note | None:
    """Return an author's note about a session."""
    return _notes().filter(session_id=session_id, author_id=author_id).first()


def find_note(note_id: UUID) -> Note | None:
    """Return a note the viewer may read, with what was added to it."""
    added = Prefetch("addenda", Addendum.objects.select_related("author").order_by("at"))
    return _notes().filter(pk=note_id).prefetch_related(added).first()


def _notes() -> QuerySet[Note]:
    return Note.objects.select_related("session__staff", "child__person", "author__staff", "cosigner__staff")


def sessions_between(child_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Session]:
    """Return a child's recorded sessions of a period, in order."""
    found = Session.objects.filter(child_id=child_id, held_at__gte=starts_at, held_at__lt=ends_at)
    return list(found.select_related("staff").order_by("held_at"))


def attendance_between(child_id: UUID, first: date, until: date) -> list[tuple[date, DayStatus]]:
    """Return a child's marked school days of a half-open period, in order."""
    found = DayAttendance.objects.filter(child_id=child_id, on__gte=first, on__lt=until).order_by("on")
    return [(day.on, DayStatus(day.status)) for day in found]


def present_on(child_ids: Iterable[UUID], on: date) -> dict[UUID, DayStatus]:
    """Return how some children's day was marked."""
    found = DayAttendance.objects.filter(child_id__in=list(child_ids), on=on)
    return {day.child_id: DayStatus(day.status) for day in found}


def lines(child_id: UUID, viewer_id: UUID, limit: int = 60) -> list[SessionLine]:
    """Return a child's sessions, newest first, each with its note if the viewer may read one."""
    rows = list(_sessions().filter(child_id=child_id).order_by("-held_at")[:limit])
    notes: dict[UUID, Note] = {}
    for note in Note.objects.filter(session_id__in=[row.pk for row in rows]).defer("did", "went", "next", "goals"):
        notes[note.session_id] = note
    return [_line(row, notes.get(row.pk), viewer_id) for row in rows]


def _line(row: Session, note: Note | None, viewer_id: UUID) -> SessionLine:
    status = Status(row.status)
    word, tone = STATUS_WORDS[status]
    note_word, note_tone = STATE_WORDS[NoteState(note.state)] if note else ("", "")
    return SessionLine(
        id=row.pk,
        held_at=row.held_at,
        kind=row.kind,
        title=kind_word(row.kind),
        minutes=row.minutes,
        staff=str(row.staff),
        status=status,
        status_word=str(word),
        tone=tone,
        note_id=note.pk if note else None,
        note_word=str(note_word),
        note_tone=note_tone,
        is_mine=row.staff_id == viewer_id,
    )


def unfinished(person_id: UUID) -> list[Note]:
    """Return the drafts of an author, the oldest first."""
    return list(_notes().filter(author_id=person_id, state=NoteState.DRAFT).order_by("session__held_at"))


def waiting(person_id: UUID) -> list[Note]:
    """Return the notes that wait for a supervisor's co-signature, the oldest first."""
    return list(_notes().filter(cosigner_id=person_id, state=NoteState.COSIGN_WAITING).order_by("signed_at"))


def unrecorded(person_id: UUID, at: datetime, days: int = 14) -> list[Appointment]:
    """Return the appointments a person has led in the last days of which nobody has said who came."""
    found = schedules.appointments().filter(
        lead_id=person_id, child__isnull=False, ends_at__lt=at, ends_at__gte=at - timedelta(days=days)
    )
    return list(found.filter(sessions=None).order_by("starts_at"))


def group(meeting_id: UUID) -> tuple[list[Appointment], dict[UUID, Session], dict[UUID, Note]]:
    """Return a group's appointments, and by child what was recorded and written, as far as the viewer may know."""
    rows = schedules.meeting(meeting_id)
    sessions = {row.child_id: row for row in _sessions().filter(meeting_id=meeting_id)}
    notes = {note.child_id: note for note in _notes().filter(session__meeting_id=meeting_id)}
    return rows, sessions, notes


def goals(child_id: UUID) -> list[GoalChoice]:
    """Return the goals of the plan that a note can be bound to."""
    return [GoalChoice(str(goal.id), goal.title) for goal in plans.goals(child_id)]
