from datetime import date, timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, transaction

from trefoil.care.schedule.tests.scenes import THURSDAY, book, local
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions, queries
from trefoil.care.sessions.models import DayAttendance, Note, Session
from trefoil.care.sessions.types import DayStatus, NoteState, Status, Text
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now

TEXT = Text(did="Practiced asking for a break", went="Maya asked twice", next="Card on the desk")
AFTER = local(11)


def hold(cast, at, part="therapist", child="maya", status=Status.ATTENDED, **more):
    """Book and record a session of a part of the cast."""
    (row,) = book(cast, at, child, part=part, kind=more.pop("kind", Kind.INDIVIDUAL), **more)
    with seen_by(cast.person(part), at):
        return actions.record(
            child=cast.children[child],
            kind=row.kind,
            held_at=row.starts_at,
            minutes=30,
            status=status,
            appointment=row,
            by=cast.person(part),
            at=AFTER,
        )


def draft(cast, at, part="therapist", **more):
    session = hold(cast, at, part, **more)
    with seen_by(cast.person(part), at):
        return actions.write(session=session, text=TEXT, by=cast.person(part), at=AFTER)


def signed(cast, at, part="therapist", **more):
    note = draft(cast, at, part, **more)
    with seen_by(cast.person(part), at):
        return actions.sign(note=queries.find_note(note.pk), by=cast.person(part), at=AFTER)


def kinds(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def test_record_tells_and_asks_for_the_note(cast, as_, at):
    session = hold(cast, at)
    assert kinds(cast, as_, "therapist", at) == ["finish_note"]
    with as_("mother", at):
        (line,) = timeline(cast.children["maya"].pk, kinds=["session_held"])
        assert line.sentence == "Individual session with Adaeze Okafor"
    with as_("privacy"):
        assert AuditEntry.objects.filter(page="SessionRecorded", detail__session_id=str(session.pk)).exists()


def test_record_again_corrects_and_asks_no_longer(cast, as_, at):
    session = hold(cast, at)
    with as_("therapist", at):
        again = actions.record(
            child=cast.children["maya"],
            kind=session.kind,
            held_at=session.held_at,
            minutes=30,
            status=Status.MISSED,
            appointment=session.appointment,
            told_by="Elena called",
            by=cast.person("therapist"),
            at=AFTER,
        )
        assert (again.pk, again.minutes, Session.objects.count()) == (session.pk, 0, 1)
    assert kinds(cast, as_, "therapist", at) == []


def test_record_is_for_those_who_write_the_schedule(cast, as_, at):
    with as_("mother", at), pytest.raises(Denied):
        actions.record(
            child=cast.children["maya"],
            kind=Kind.CHECK_IN,
            held_at=at,
            minutes=10,
            status=Status.ATTENDED,
            by=cast.person("mother"),
            at=at,
        )


def test_a_draft_is_its_authors_alone(cast, as_, at):
    note = draft(cast, at)
    for part in ("supervisor", "mother", "maya", "teacher", "skills", "director"):
        with as_(part, at):
            assert not Note.objects.exists(), part
    with as_("therapist", at):
        assert queries.unfinished(cast.person("therapist").pk) == [note]


def test_write_keeps_one_draft_and_the_last_words(cast, as_, at):
    session = hold(cast, at)
    with as_("therapist", at):
        by = cast.person("therapist")
        actions.write(session=session, text=Text(did="a"), by=by, at=AFTER)
        actions.write(session=session, text=Text(did="b", goals=(("g1", "Ask"),)), by=by, at=AFTER)
        assert queries.note_of(session.pk, by.pk).text == Text(did="b", goals=(("g1", "Ask"),))
        assert Note.objects.count() == 1


def test_only_who_held_the_session_writes(cast, as_, at):
    session = hold(cast, at)
    with as_("supervisor", at), pytest.raises(Refused, match="Only who held"):
        actions.write(session=session, text=TEXT, by=cast.person("supervisor"), at=AFTER)


def test_a_family_cannot_write_a_note_even_in_the_database(cast, as_, at):
    session = hold(cast, at)
    note = signed(cast, at, child="jonah", starts=local(10), ends=local(10, 30))
    forged = Note(
        compartment_id=note.compartment_id,
        session=session,
        child_id=note.child_id,
        at=at,
        saved_at=at,
        author=cast.person("jonahs_mother"),
        did="mine",
    )
    with as_("jonahs_mother", at), pytest.raises(ProgrammingError), transaction.atomic():
        forged.save(force_insert=True)


def test_sign_locks_tells_and_opens_to_the_family(cast, as_, at):
    note = signed(cast, at)
    assert note.state == NoteState.SIGNED
    assert kinds(cast, as_, "therapist", at) == []
    for part in ("mother", "maya", "supervisor"):
        with as_(part, at):
            assert queries.find_note(note.pk).did == TEXT.did, part
    for part in ("teacher", "aide", "social_worker", "director", "privacy", "father", "outsider", "coordinator"):
        with as_(part, at):
            assert queries.find_note(note.pk) is None, part
            assert not timeline(cast.children["maya"].pk, kinds=["note_signed"]), part
    with as_("therapist", at), pytest.raises(Refused, match="addendum"):
        actions.write(session=note.session, text=Text(did="other"), by=cast.person("therapist"), at=AFTER)


def test_the_database_keeps_signed_words(cast, as_, at):
    note = signed(cast, at)
    for change in ({"did": "other"}, {"state": "draft", "signed_at": None}, {"goals": [1]}):
        with as_("therapist", at), pytest.raises(DatabaseError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(**change)


def test_sign_refuses_an_empty_note(cast, as_, at):
    session = hold(cast, at)
    with as_("therapist", at):
        note = actions.write(session=session, text=Text(), by=cast.person("therapist"), at=AFTER)
        with pytest.raises(Refused, match="before you sign"):
            actions.sign(note=queries.find_note(note.pk), by=cast.person("therapist"), at=AFTER)


@pytest.mark.parametrize("part", ["skills", "peer"])
def test_cosign_is_asked_for_and_only_then_the_family_reads(cast, as_, at, part):
    note = signed(cast, at, part, kind=Kind.SKILLS if part == "skills" else Kind.PEER_VISIT)
    assert note.state == NoteState.COSIGN_WAITING
    with as_("supervisor", at):
        (task,) = needs_now(cast.person("supervisor").pk, at)
        assert (task.kind, task.due_at) == ("cosign_note", AFTER + timedelta(days=7))
    with as_("mother", at):
        assert queries.find_note(note.pk) is None
    with as_("therapist", at), pytest.raises(Refused, match="somebody else"):
        actions.cosign(note=queries.find_note(note.pk), by=cast.person("therapist"), at=AFTER)
    with as_("supervisor", at):
        waiting = queries.waiting(cast.person("supervisor").pk)[0]
        actions.cosign(note=waiting, words="Well done.", by=cast.person("supervisor"), at=AFTER)
    assert kinds(cast, as_, "supervisor", at) == []
    with as_("mother", at):
        found = queries.find_note(note.pk)
        assert (found.state, [added.text for added in found.addenda.all()]) == ("cosigned", ["Well done."])


def test_a_skills_practitioner_reads_their_own_notes_and_no_others(cast, as_, at):
    mine = signed(cast, at, "skills", kind=Kind.SKILLS)
    other = signed(cast, at, "therapist", starts=local(10), ends=local(10, 30))
    with as_("skills", at):
        assert queries.find_note(mine.pk)
        assert queries.find_note(other.pk) is None


def test_addend_adds_and_changes_nothing(cast, as_, at):
    note = signed(cast, at)
    with as_("therapist", at):
        actions.addend(note=note, text="She called back.", by=cast.person("therapist"), at=AFTER)
        with pytest.raises(Refused):
            actions.addend(note=note, text=" ", by=cast.person("therapist"), at=AFTER)
    with as_("mother", at), pytest.raises(Denied):
        actions.addend(note=note, text="no", by=cast.person("mother"), at=AFTER)
    with as_("mother", at):
        assert [added.text for added in queries.find_note(note.pk).addenda.all()] == ["She called back."]


def test_attendance_stays_once_the_note_is_signed(cast, as_, at):
    note = signed(cast, at)
    with as_("therapist", at), pytest.raises(Refused, match="stays as it is"):
        actions.record(
            child=cast.children["maya"],
            kind=Kind.INDIVIDUAL,
            held_at=local(9, 30),
            minutes=30,
            status=Status.MISSED,
            appointment=note.session.appointment,
            by=cast.person("therapist"),
            at=AFTER,
        )


@pytest.fixture
def group(cast, as_, at):
    rows = book(cast, at, "maya", "jonah", part="skills", kind=Kind.SKILLS_GROUP)
    with as_("skills", at):
        return actions.record_group(
            appointments=queries.group(rows[0].meeting_id)[0],
            statuses={row.child_id: Status.ATTENDED for row in rows},
            minutes=45,
            by=cast.person("skills"),
            at=AFTER,
        )


def lines_for(sessions, **went):
    by_name = {session.child.person.called.lower(): session.child_id for session in sessions}
    return {by_name[name]: Text(went=words) for name, words in went.items()}


def test_a_group_yields_a_note_each_without_the_others_names(cast, as_, at, group):
    by = cast.person("skills")
    lines = lines_for(group, maya="Asked for a break once", jonah="Led the breathing")
    with as_("skills", at):
        notes = actions.write_group(sessions=group, shared=Text(did="Breathing game"), lines=lines, by=by, at=AFTER)
        actions.sign_group(notes=notes, by=by, at=AFTER)
    with as_("supervisor", at):
        for note in queries.waiting(cast.person("supervisor").pk):
            actions.cosign(note=note, by=cast.person("supervisor"), at=AFTER)
    with as_("mother", at):
        (seen,) = Note.objects.all()
        assert (seen.did, seen.went) == ("Breathing game", "Asked for a break once")
        assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("did", "maya", "said"),
    [("Jonah led the game", "fine", "Jonah"), ("Game", "sat with Jonah", "Jonah"), ("Maya and all", "fine", "Maya")],
)
def test_a_group_is_not_signed_with_a_name_in_it(cast, as_, at, group, did, maya, said):
    by = cast.person("skills")
    with as_("skills", at):
        notes = actions.write_group(
            sessions=group, shared=Text(did=did), lines=lines_for(group, maya=maya, jonah="ok"), by=by, at=AFTER
        )
        with pytest.raises(Refused, match=said):
            actions.sign_group(notes=notes, by=by, at=AFTER)
        assert not Note.objects.exclude(state=NoteState.DRAFT).exists()


def test_mark_day_is_the_schools_and_can_be_corrected(cast, as_, at):
    maya = cast.children["maya"]
    with as_("teacher", at):
        for status in (DayStatus.ABSENT, DayStatus.TARDY):
            actions.mark_day(child=maya, on=THURSDAY, status=status, by=cast.person("teacher"), at=AFTER)
        assert queries.attendance_between(maya.pk, THURSDAY, THURSDAY + timedelta(days=1)) == [
            (THURSDAY, DayStatus.TARDY)
        ]
        with pytest.raises(Refused):
            actions.mark_day(
                child=maya, on=date(2026, 12, 24), status=DayStatus.ABSENT, by=cast.person("teacher"), at=AFTER
            )
    with as_("therapist", at), pytest.raises(Denied):
        actions.mark_day(child=maya, on=THURSDAY, status=DayStatus.ABSENT, by=cast.person("therapist"), at=AFTER)
    with as_("outsider", at):
        assert not DayAttendance.objects.exists()


def test_mark_days_writes_many_at_once(cast, as_, at):
    maya = cast.children["maya"]
    days = {THURSDAY - timedelta(days=number): DayStatus.PRESENT for number in range(3)}
    with as_("teacher", at):
        actions.mark_days(child=maya, statuses=days, by=cast.person("teacher"), at=AFTER)
        assert queries.present_on([maya.pk], THURSDAY) == {maya.pk: DayStatus.PRESENT}


def test_unrecorded_names_what_nobody_has_said(cast, as_, at):
    book(cast, at)
    with as_("therapist", at):
        assert len(queries.unrecorded(cast.person("therapist").pk, AFTER)) == 1
        assert queries.unrecorded(cast.person("therapist").pk, local(9)) == []
