from datetime import date, time

import pytest

from trefoil.care.schedule import actions, proposing, queries
from trefoil.care.schedule.models import Appointment, Booking, ChildClass
from trefoil.care.schedule.types import Kind, Reach, Span
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.refusal import Refused

from .scenes import PERIODS, THURSDAY, book, local, plan, ring, room, seat


def test_book_holds_everybodys_time_and_the_room(cast, as_, at):
    place = room(cast, at)
    (row,) = book(cast, at, room=place)
    with as_("therapist", at):
        taken = queries.busy([cast.person("therapist").pk, cast.children["maya"].pk, place.pk], local(8), local(17))
        assert set(map(tuple, taken.values())) == {(Span(row.starts_at, row.ends_at),)}
        assert len(taken) == 3
        assert queries.day(cast.person("therapist").pk, THURSDAY)[0].title == "Individual session: Maya"
    with as_("director", at), seen_by(cast.person("therapist"), at):
        assert queries.upcoming(cast.children["maya"].pk, at)[0].place == "Room 2"


def test_book_tells_the_trail(cast, as_, at):
    book(cast, at)
    with as_("privacy"):
        assert AuditEntry.objects.filter(page="AppointmentBooked").exists()


def test_book_refuses_a_room_that_is_taken_and_never_says_by_whom(cast, as_, at):
    place = room(cast, at)
    book(cast, at, room=place)
    with pytest.raises(Refused) as refused:
        book(cast, at, "jonah", part="supervisor", room=place)
    assert str(refused.value) == "Room 2 is taken then."
    with as_("supervisor", at):
        assert Appointment.objects.filter(child=cast.children["jonah"]).count() == 0


def test_book_refuses_a_person_who_is_busy(cast, as_, at):
    book(cast, at)
    with pytest.raises(Refused) as refused:
        book(cast, at, "jonah", staff=("therapist",), starts=local(9, 45), ends=local(10, 15))
    assert str(refused.value) == "Adaeze Okafor is busy then."


def test_book_lets_one_begin_when_the_other_ends(cast, at):
    book(cast, at)
    assert book(cast, at, "jonah", starts=local(10), ends=local(10, 30))


def test_book_asks_for_a_place_on_the_team(cast, at):
    with pytest.raises(Denied):
        book(cast, at, part="outsider")
    with seen_by(cast.person("mother"), at), pytest.raises(Denied):
        actions.book(plan=plan(cast, "maya"), starts_at=local(9), ends_at=local(10), by=cast.person("mother"), at=at)


def test_a_group_has_a_row_for_each_child_and_holds_the_leader_once(cast, as_, at):
    rows = book(cast, at, "maya", "jonah", part="skills", kind=Kind.SKILLS_GROUP)
    assert len({row.meeting_id for row in rows}) == 1
    with as_("skills", at):
        assert queries.day(cast.person("skills").pk, THURSDAY)[0].title == "Skills group: 2 children"
    with as_("mother", at):
        (seen,) = queries.appointments()
        assert seen.child_id == cast.children["maya"].pk


def test_staff_time_is_seen_by_who_takes_part_alone(cast, as_, at):
    with as_("therapist", at):
        actions.book(
            plan=plan(cast, staff=("therapist", "supervisor"), kind=Kind.STAFF),
            starts_at=local(9),
            ends_at=local(10),
            by=cast.person("therapist"),
            at=at,
        )
    with as_("supervisor", at):
        assert queries.day(cast.person("supervisor").pk, THURSDAY)[0].title == "Staff time"
    with as_("skills", at):
        assert not Appointment.objects.exists()
        assert queries.busy([cast.person("therapist").pk], local(8), local(17))


def test_book_weekly_books_all_or_none(cast, as_, at):
    book(cast, at, "jonah", starts=local(9, 30, date(2026, 12, 3)), ends=local(10, 0, date(2026, 12, 3)))
    series = {
        "first": THURSDAY,
        "until": date(2026, 12, 17),
        "weekdays": [3],
        "starts": time(9, 30),
        "minutes": 30,
        "by": cast.person("therapist"),
        "at": at,
    }
    with as_("therapist", at):
        with pytest.raises(Refused, match="2026-12-03 09:30: Adaeze Okafor is busy"):
            actions.book_weekly(plan=plan(cast, "maya"), **series)
        assert not Appointment.objects.filter(child=cast.children["maya"]).exists()
        rows = actions.book_weekly(plan=plan(cast, "maya"), skip=[date(2026, 12, 3)], **series)
    assert [row.starts_at.day for row in rows] == [19, 26, 10, 17]
    assert len({row.series_id for row in rows}) == 1


@pytest.fixture
def series(cast, as_, at):
    with as_("therapist", at):
        return actions.book_weekly(
            plan=plan(cast, "maya"),
            first=THURSDAY,
            until=date(2026, 12, 10),
            weekdays=[3],
            starts=time(9, 30),
            minutes=30,
            by=cast.person("therapist"),
            at=at,
        )


def test_move_one_leaves_the_others(cast, as_, at, series):
    with as_("therapist", at):
        row = queries.find_appointment(series[1].pk)
        actions.move(
            appointment=row,
            starts_at=local(13, 0, date(2026, 11, 27)),
            ends_at=local(13, 45, date(2026, 11, 27)),
            by=cast.person("therapist"),
            at=at,
        )
        times = [
            f"{queries.local(a.starts_at):%d %H:%M}"
            for a in queries.sessions_between(cast.children["maya"].pk, local(0), local(0, 0, date(2027, 1, 1)))
        ]
        assert times == ["19 09:30", "27 13:00", "03 09:30", "10 09:30"]
        assert not queries.busy([row.lead_id], local(8, 0, date(2026, 11, 26)), local(17, 0, date(2026, 11, 26)))


def test_move_this_and_the_following(cast, as_, at, series):
    with as_("therapist", at):
        row = queries.find_appointment(series[1].pk)
        day = date(2026, 11, 27)
        actions.move(
            appointment=row,
            starts_at=local(9, 45, day),
            ends_at=local(10, 15, day),
            reach=Reach.FOLLOWING,
            by=cast.person("therapist"),
            at=at,
        )
        found = queries.sessions_between(cast.children["maya"].pk, local(0), local(0, 0, date(2027, 1, 1)))
        assert [f"{queries.local(a.starts_at):%d %H:%M}" for a in found] == [
            "19 09:30",
            "27 09:45",
            "04 09:45",
            "11 09:45",
        ]


def test_move_onto_what_is_taken_changes_nothing(cast, as_, at, series):
    book(cast, at, "jonah", starts=local(14), ends=local(15))
    with as_("therapist", at):
        row = queries.find_appointment(series[0].pk)
        with pytest.raises(Refused, match="busy"):
            actions.move(
                appointment=row, starts_at=local(14, 30), ends_at=local(15), by=cast.person("therapist"), at=at
            )
        assert queries.find_appointment(row.pk).starts_at == local(9, 30)
        assert queries.busy([row.lead_id], local(9), local(10))


def test_move_asks_for_write(cast, released, as_, at, series):
    with as_("director", at):
        row = queries.find_appointment(series[0].pk)
        with pytest.raises(Denied):
            actions.move(appointment=row, starts_at=local(14), ends_at=local(15), by=cast.person("director"), at=at)


def test_cancel_frees_the_time_and_keeps_the_reason(cast, as_, at, series):
    with as_("therapist", at):
        row = queries.find_appointment(series[0].pk)
        with pytest.raises(Refused, match="few words"):
            actions.cancel(appointment=row, reason=" ", by=cast.person("therapist"), at=at)
        actions.cancel(appointment=row, reason="School trip", reach=Reach.FOLLOWING, by=cast.person("therapist"), at=at)
        assert not queries.busy([row.lead_id], local(0), local(0, 0, date(2027, 1, 1)))
        assert queries.find_appointment(series[2].pk).void_reason == "School trip"
    assert book(cast, at, "jonah")


def test_a_teacher_sees_that_a_child_is_away_and_nothing_of_why(released, as_, at):
    cast = released
    ring(cast, at)
    seat(cast, cast.children["maya"], at)
    book(cast, at)
    with as_("teacher", at):
        assert not Appointment.objects.exists()
        (thursday,) = [day for day in queries.week(cast.children["maya"].pk, date(2026, 11, 16)) if day.on == THURSDAY]
        assert [(b.title, b.what) for b in thursday.blocks] == [
            ("Mathematics 6", "class"),
            ("Unavailable", "unavailable"),
        ]


def test_what_is_kept_confidential_is_not_on_the_familys_page(cast, as_, at):
    book(cast, at, "jonah", confidential=True)
    book(cast, at, "jonah", starts=local(11), ends=local(12), kind=Kind.FAMILY)
    week = date(2026, 11, 16)
    jonah = cast.children["jonah"].pk
    with as_("jonahs_mother", at):
        shown = [block.title for day in queries.week(jonah, week, by_staff=False) for block in day.blocks]
        assert shown == ["Family session"]
    with as_("youth", at):
        assert len(queries.upcoming(jonah, local(8))) == 2


def test_set_bells_is_for_the_school_and_replaces(cast, as_, at):
    site = cast.organizations["school"].sites.get()
    ring(cast, at)
    ring(cast, at)
    assert len(queries.bells([site.pk])[site.pk]) == len(PERIODS)
    with as_("therapist", at), pytest.raises(Denied):
        actions.set_bells(site=site, name="x", weekdays=[0], periods=PERIODS, by=cast.person("therapist"), at=at)


def test_add_classes_asks_for_the_schools_pen(cast, as_, at):
    ring(cast, at)
    (row,) = seat(cast, cast.children["maya"], at)
    assert row.subject == "math"
    site = cast.organizations["school"].sites.get()
    with as_("therapist", at), pytest.raises(Denied):
        actions.add_classes(child=cast.children["maya"], site=site, seats=[], by=cast.person("therapist"), at=at)
    with as_("director", at):
        actions.end_class(child_class=row, ends_on=THURSDAY, by=cast.person("director"), at=at)
        assert queries.classes(cast.children["maya"].pk, THURSDAY) == []


def test_propose_says_who_is_busy_what_is_missed_and_what_fits(released, as_, at):
    cast = released
    ring(cast, at)
    seat(cast, cast.children["maya"], at)
    book(cast, at, "jonah", starts=local(10, 15), ends=local(11))
    with as_("therapist", at):
        found = proposing.propose(
            span=Span(local(10), local(10, 30)),
            people=[cast.person("therapist").pk],
            children=[cast.children["maya"].pk],
            room_id=None,
            at=at,
        )
    assert found.taken == ["Adaeze Okafor is busy then."]
    assert [(name, m.title, m.minutes) for name, m in found.missed] == [("Maya Reyes", "Mathematics 6", 15)]
    assert [f"{queries.local(slot.starts_at):%H:%M}" for slot in found.slots] == ["11:00", "11:30", "12:00"]


def test_the_database_itself_refuses_two_bookings(cast, as_, at):
    from django.db import IntegrityError, transaction

    (row,) = book(cast, at)
    taken = Booking(
        compartment=None,
        meeting_id=row.meeting_id,
        resource_kind="person",
        resource_id=cast.person("therapist").pk,
        starts_at=local(9, 59),
        ends_at=local(11),
    )
    with as_("therapist", at), pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.bulk_create([taken])


def test_a_family_cannot_ask_when_others_are_busy(cast, as_, at):
    book(cast, at)
    with as_("mother", at):
        assert queries.busy([cast.person("therapist").pk], local(8), local(17)) == {}
    with as_("outsider", at):
        assert cast.children["maya"].pk not in queries.busy([cast.children["maya"].pk], local(8), local(17))


def test_classes_stand_behind_the_wall(cast, as_, at):
    ring(cast, at)
    seat(cast, cast.children["maya"], at)
    with as_("outsider", at):
        assert not ChildClass.objects.exists()
    with as_("teacher", at):
        assert ChildClass.objects.count() == 1
