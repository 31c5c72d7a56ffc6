"""What may be done about a session: record it, write, sign, add, co-sign; and mark a school day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.types import Kind
from trefoil.care.schedule.words import kind_word
from trefoil.ground.access.actions import Denied, compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.consent import choosing
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Membership, Person
from trefoil.ground.timeline.actions import note as tell_timeline
from trefoil.ground.worklist.actions import ask, done

from . import events, queries, rules
from .models import Addendum, DayAttendance, Note, Session
from .types import DayStatus, NoteState, Status, Text

FINISH, FINISH_GROUP, COSIGN = "finish_note", "finish_group", "cosign_note"


def _place(
    child_id: UUID, category: Category, by: Person, *, confidential: bool = False, services: Sequence[UUID] = ()
) -> Compartment:
    staff = getattr(by, "staff", None)
    if staff is None:
        raise Denied
    return compartment_for(
        child_id=child_id,
        category=category,
        custodian_id=staff.organization_id,
        confidential=confidential,
        services=list(services),
    )


@transaction.atomic
def record(
    *,
    child: Child,
    kind: Kind | str,
    held_at: datetime,
    minutes: int,
    status: Status | str,
    by: Person,
    at: datetime,
    appointment: Appointment | None = None,
    staff: Person | None = None,
    told_by: str = "",
    service_id: UUID | None = None,
) -> Session:
    """Write down whether a session took place; the same appointment again corrects it.

    Args:
        service_id: the service of a session that nobody had booked; a booked one belongs to its appointment's.
    """
    compartment = _place_of_session(child, appointment, service_id, by, at)
    require(by, compartment, May.WRITE)
    said = Status(status)
    known = queries.recorded(appointment.pk) if appointment else None
    is_noted = known is not None and queries.has_signed_note(known)
    refuse_if(rules.why_not_record(held_at=held_at, at=at, minutes=minutes, status=said, is_noted=is_noted))
    was_held = Status(known.status).was_held if known else None
    session = known or Session(compartment=compartment, child=child, appointment=appointment, author=by)
    session.meeting_id = appointment.meeting_id if appointment else None
    session.kind, session.held_at, session.at = Kind(kind), held_at, at
    session.minutes = minutes if said.was_held else 0
    session.staff = staff or (appointment.lead if appointment else by)
    session.status, session.told_by = said, told_by.strip()
    session.save(force_insert=known is None)
    if was_held != said.was_held:
        _tell_held(session, by=by)
    _ask_for_note(session, by=by, at=at)
    told = events.SessionRecorded(child_id=child.pk, session_id=session.pk, status=said, at=at)
    tell(told, by=by, compartment=compartment)
    return session


def _place_of_session(
    child: Child, appointment: Appointment | None, service_id: UUID | None, by: Person, at: datetime
) -> Compartment:
    """Return where a session is kept: as its appointment, else as the service that was chosen."""
    if appointment is not None and appointment.compartment is not None:
        same = appointment.compartment
        return _place(child.pk, Category.SCHEDULE, by, confidential=same.confidential, services=same.services)
    if getattr(by, "staff", None) is None:
        raise Denied
    own = by.staff.organization_id
    return _place(
        child.pk, Category.SCHEDULE, by, **choosing.stamp(service_id, child_id=child.pk, organization_id=own, at=at)
    )


def _tell_held(session: Session, *, by: Person) -> None:
    held = Status(session.status).was_held
    tell_timeline(
        child=session.child_id,
        compartment=session.compartment_id,
        at=session.held_at,
        kind="session_held" if held else "session_missed",
        voice=by.staff.organization.voice,
        params={"session": _word_of(session.kind), "staff": str(session.staff), "status": session.status},
        subject_id=session.pk,
        by=by,
    )


def _word_of(kind: str) -> str:
    """Return the kind in the language of the source, whoever records; readers translate it into theirs."""
    with translation.override("en"):
        return kind_word(kind)


def _ask_for_note(session: Session, *, by: Person, at: datetime) -> None:
    if not Status(session.status).was_held:
        done(kind=FINISH, subject_id=session.pk, by=by, at=at)
    elif session.kind != Kind.SKILLS_GROUP and rules.writes_notes(session.staff.staff.role):
        ask(
            person=session.staff_id,
            child=session.child,
            compartment=session.compartment_id,
            kind=FINISH,
            subject_id=session.pk,
            url=reverse("sessions:note", args=[session.pk]),
            by=by,
            at=at,
        )


@transaction.atomic
def write(*, session: Session, text: Text, by: Person, at: datetime) -> Note:
    """Keep what has been written so far as a draft that only its author sees."""
    known = queries.note_of(session.pk, by.pk)
    compartment = known.compartment_id if known else _notes_of(session, by).pk
    _require_writer(by, compartment)
    state = NoteState(known.state) if known else NoteState.DRAFT
    refuse_if(
        rules.why_not_write(is_author=session.staff_id == by.pk, state=state, was_held=Status(session.status).was_held)
    )
    note = known or Note(compartment_id=compartment, session=session, child_id=session.child_id, author=by, at=at)
    note.did, note.went, note.next, note.saved_at = text.did, text.went, text.next, at
    note.goals = [{"id": key, "title": title} for key, title in text.goals]
    note.save(force_insert=known is None)
    return note


def open_notes(*, session: Session, by: Person) -> Compartment:
    """Open the place where an organization keeps its notes about a child, if it is the first."""
    return _notes_of(session, by)


def _notes_of(session: Session, by: Person) -> Compartment:
    same = session.compartment
    return _place(session.child_id, Category.SESSION_NOTES, by, confidential=same.confidential, services=same.services)


def _require_writer(by: Person, compartment: Compartment | int) -> None:
    """Let staff write notes of their own; a grant to respond is not a grant to write notes."""
    if not rules.writes_notes(by.staff.role):
        raise Denied
    require(by, compartment, May.RESPOND)


@transaction.atomic
def sign(*, note: Note, by: Person, at: datetime) -> Note:
    """Sign a note and lock it; where a supervisor has to co-sign, ask them."""
    _require_writer(by, note.compartment_id)
    held = Status(note.session.status).was_held
    refuse_if(
        rules.why_not_sign(
            is_author=note.author_id == by.pk, state=NoteState(note.state), was_held=held, text=note.text
        )
    )
    cosigner = _cosigner(note, by)
    note.state = NoteState.COSIGN_WAITING if cosigner else NoteState.SIGNED
    note.signed_at, note.cosigner = at, cosigner
    note.save(update_fields=["state", "signed_at", "cosigner"])
    done(kind=FINISH, subject_id=note.session_id, by=by, at=at)
    if cosigner:
        _ask_to_cosign(note, cosigner, by=by, at=at)
    _note_signed(note, by=by, at=at)
    tell(events.NoteSigned(child_id=note.child_id, note_id=note.pk, at=at), by=by, compartment=note.compartment_id)
    return note


def _cosigner(note: Note, by: Person) -> Person | None:
    staff = by.staff
    if not rules.asks_cosign(
        role=staff.role, license_number=staff.license, has_supervisor=staff.supervisor_id is not None
    ):
        return None
    # Before a release the clinic does not see the school's list of the team; then the rule stays silent.
    team = set(Membership.objects.filter(child_id=note.child_id, ends_at=None).values_list("staff_id", flat=True))
    refuse_if(rules.why_not_ask_cosign(supervisor_on_team=not team or staff.supervisor_id in team))
    return staff.supervisor.person if staff.supervisor else None


def _ask_to_cosign(note: Note, cosigner: Person, *, by: Person, at: datetime) -> None:
    ask(
        person=cosigner,
        child=note.child,
        compartment=note.compartment_id,
        kind=COSIGN,
        subject_id=note.pk,
        url=reverse("sessions:cosign", args=[note.pk]),
        due_at=at + rules.COSIGN_WITHIN,
        by=by,
        at=at,
    )


def _note_signed(note: Note, *, by: Person, at: datetime) -> None:
    tell_timeline(
        child=note.child_id,
        compartment=note.compartment_id,
        at=at,
        kind="note_signed",
        voice=by.staff.organization.voice,
        subject_id=note.pk,
        url=reverse("sessions:read", args=[note.pk]),
        by=by,
    )


@transaction.atomic
def cosign(*, note: Note, by: Person, at: datetime, words: str = "") -> Note:
    """Put the supervisor's name under a note; what they have to say becomes an addendum."""
    require(by, note.compartment_id, May.WRITE)
    refuse_if(rules.why_not_cosign(is_cosigner=note.cosigner_id == by.pk, state=NoteState(note.state)))
    note.state, note.cosigned_at = NoteState.COSIGNED, at
    note.save(update_fields=["state", "cosigned_at"])
    if words.strip():
        addend(note=note, text=words, by=by, at=at)
    done(kind=COSIGN, subject_id=note.pk, by=by, at=at)
    told = events.NoteCosigned(child_id=note.child_id, note_id=note.pk, at=at)
    tell(told, by=by, compartment=note.compartment_id)
    return note


@transaction.atomic
def addend(*, note: Note, text: str, by: Person, at: datetime) -> Addendum:
    """Add to a signed note; what was signed stays as it is."""
    if by.pk in (note.author_id, note.cosigner_id):
        _require_writer(by, note.compartment_id)
    else:
        require(by, note.compartment_id, May.WRITE)
    refuse_if(rules.why_not_addend(state=NoteState(note.state), text=text))
    addendum = Addendum.objects.create(
        compartment_id=note.compartment_id, note=note, child_id=note.child_id, author=by, at=at, text=text.strip()
    )
    told = events.NoteAddended(child_id=note.child_id, note_id=note.pk, at=at)
    tell(told, by=by, compartment=note.compartment_id)
    return addendum


@transaction.atomic
def record_group(
    *,
    appointments: Sequence[Appointment],
    statuses: Mapping[UUID, Status | str],
    minutes: int,
    by: Person,
    at: datetime,
) -> list[Session]:
    """Write down who of a group came: one session for each child."""
    refuse_if(rules.why_not_group(len(appointments)))
    sessions = [
        record(
            child=row.child,
            kind=row.kind,
            held_at=row.starts_at,
            minutes=minutes,
            status=statuses[row.child.pk],
            appointment=row,
            by=by,
            at=at,
        )
        for row in appointments
        if row.child and row.child.pk in statuses
    ]
    if any(Status(session.status).was_held for session in sessions) and rules.writes_notes(by.staff.role):
        _ask_for_group_notes(appointments[0], by=by, at=at)
    return sessions


def _ask_for_group_notes(appointment: Appointment, *, by: Person, at: datetime) -> None:
    ask(
        person=appointment.lead_id,
        kind=FINISH_GROUP,
        subject_id=appointment.meeting_id,
        url=reverse("sessions:group", args=[appointment.meeting_id]),
        by=by,
        at=at,
    )


@transaction.atomic
def write_group(
    *, sessions: Sequence[Session], shared: Text, lines: Mapping[UUID, Text], by: Person, at: datetime
) -> list[Note]:
    """Keep a group's notes: a text that all share, and a line and the goals of each child."""
    return [
        write(
            session=session,
            text=Text(shared.did, lines[session.child_id].went, shared.next, lines[session.child_id].goals),
            by=by,
            at=at,
        )
        for session in sessions
        if session.child_id in lines
    ]


@transaction.atomic
def sign_group(*, notes: Sequence[Note], by: Person, at: datetime) -> list[Note]:
    """Sign the notes of a group, all or none; none may name another child of the group."""
    called = {note.child_id: _called(note.child) for note in notes}
    for note in notes:
        others = [name for child_id, names in called.items() if child_id != note.child_id for name in names]
        shared = [*others, *called[note.child_id]] if len(notes) > 1 else others
        refuse_if(rules.why_not_share(f"{note.did} {note.next}", shared))
        refuse_if(rules.why_not_share(note.went, set(others) - set(called[note.child_id])))
    for meeting_id in {note.session.meeting_id for note in notes if note.session.meeting_id}:
        done(kind=FINISH_GROUP, subject_id=meeting_id, by=by, at=at)
    return [sign(note=note, by=by, at=at) for note in notes]


def _called(child: Child) -> Iterable[str]:
    person = child.person
    return [name for name in (person.called, person.given_name, person.family_name) if name]


@transaction.atomic
def mark_day(*, child: Child, on: date, status: DayStatus | str, by: Person, at: datetime) -> DayAttendance:
    """Write down whether a child was at school on a day; the same day again corrects it."""
    compartment = _place(child.pk, Category.SCHEDULE, by)
    if by.staff.organization.voice != "school":
        raise Denied
    require(by, compartment, May.WRITE)
    refuse_if(rules.why_not_mark_day(on, timezone.localdate(at)))
    marked, _made = DayAttendance.objects.update_or_create(
        child=child,
        on=on,
        defaults={"status": DayStatus(status), "author": by, "at": at},
        create_defaults={"compartment": compartment, "status": DayStatus(status), "author": by, "at": at},
    )
    tell(events.DayMarked(child_id=child.pk, at=at), by=by, compartment=compartment)
    return marked


@transaction.atomic
def mark_days(
    *, child: Child, statuses: Mapping[date, DayStatus | str], by: Person, at: datetime
) -> list[DayAttendance]:
    """Write down several school days at once, none of which was marked before."""
    compartment = _place(child.pk, Category.SCHEDULE, by)
    if by.staff.organization.voice != "school":
        raise Denied
    require(by, compartment, May.WRITE)
    refuse_if(rules.why_not_mark_day(max(statuses), timezone.localdate(at)) if statuses else None)
    rows = [
        DayAttendance(compartment=compartment, child=child, on=on, status=DayStatus(status), author=by, at=at)
        for on, status in statuses.items()
    ]
    DayAttendance.objects.bulk_create(rows)
    tell(events.DayMarked(child_id=child.pk, at=at), by=by, compartment=compartment)
    return rows
