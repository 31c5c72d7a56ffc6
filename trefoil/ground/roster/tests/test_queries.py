"""What is asked of a roster: who is this student, who looks after them, where are they when."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trefoil.doors.exchange.oneroster.reading import read_delivery
from trefoil.doors.exchange.tests.deliveries import add, as_folder, delivery, set_value
from trefoil.ground.access.session import seen_by
from trefoil.ground.roster import actions, queries
from trefoil.ground.roster.models import RosterPerson
from trefoil.ground.roster.types import Kind

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


@pytest.fixture
def student(tmp_path: Path) -> RosterPerson:
    files = delivery()
    set_value(files, "users.csv", 3, "preferredGivenName", "Sam")
    more = {"classType": "scheduled", "courseSourcedId": "c", "schoolSourcedId": "s", "termSourcedIds": "t"}
    for key, period in (("k2", "10"), ("k3", "2,3")):
        add(files, Kind.CLASS, sourcedId=key, title=f"Class {key}", periods=period, location="Room 2", **more)
        enrolled = {"classSourcedId": key, "schoolSourcedId": "s", "userSourcedId": "stu0", "role": "student"}
        add(files, Kind.ENROLLMENT, sourcedId=f"e-{key}", **enrolled)
    read = read_delivery(as_folder(files, tmp_path / "in"))
    report = actions.bring_in(delivery=read, by=actions.ROSTER, at=AT)
    assert not report.is_refused
    with seen_by(actions.ROSTER):
        return queries.students().get(sourced_id="stu0")


def test_a_student_is_found_by_any_part_of_a_name(student: RosterPerson) -> None:
    with seen_by(actions.ROSTER):
        assert queries.students_named("sam stu0") == [student]
        assert queries.students_named("tu") == list(queries.students())
        assert queries.students_named("teach") == queries.students_named(" ") == []
    assert queries.students_named("sam") == []


def test_a_student_comes_with_contacts(student: RosterPerson) -> None:
    with seen_by(actions.ROSTER):
        assert [contact.person.sourced_id for contact in queries.contacts_of(student.pk)] == ["con0"]


def test_a_timetable_is_in_the_order_of_periods_with_room_term_and_teacher(student: RosterPerson) -> None:
    with seen_by(actions.ROSTER):
        lessons = queries.timetable_of(student.pk, date(2026, 11, 19))
        assert queries.timetable_of(student.pk, date(2028, 1, 1)) == []

    assert [lesson.periods for lesson in lessons] == [("2", "3"), ("5",), ("10",)]
    math = lessons[1]
    assert (math.location, math.teachers) == ("Room 1", ("Teacher Teach",))
    assert [(term.title, term.starts_on) for term in math.terms] == [("Fall", date(2026, 9, 1))]
