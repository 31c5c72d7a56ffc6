from datetime import date

import pytest
from django.urls import reverse

from trefoil.care.schedule import from_roster, queries
from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, system_person
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.roster.models import (
    AcademicSession,
    ClassEnrollment,
    Course,
    RosterClass,
    RosterOrganization,
    RosterPerson,
    RosterSource,
)

from .scenes import THURSDAY, ring


@pytest.fixture
def enrolled(cast, at):
    """Maya is on the school's roster, in mathematics in the second period."""
    school = cast.organizations["school"]
    source = RosterSource.objects.create(code="sis", name="SIS")
    known = {"source": source}
    org = RosterOrganization.objects.create(
        **known, sourced_id="o", name=school.name, type="school", organization=school
    )
    term = AcademicSession.objects.create(
        **known,
        sourced_id="t",
        title="Fall",
        type="term",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 20),
        school_year=2027,
    )
    course = Course.objects.create(**known, sourced_id="c", title="Mathematics", org=org)
    held = RosterClass.objects.create(
        **known,
        sourced_id="k",
        title="Mathematics, Grade 6",
        type="scheduled",
        subjects=["Mathematics"],
        periods=["2"],
        location="Room 210",
        course=course,
        school=org,
        terms=[term.sourced_id],
    )
    with seen_by(system_person("roster"), at):
        place = compartment_for(child_id=None, category=Category.EDUCATION_RECORDS, custodian_id=school.pk)
        student = RosterPerson(
            **known,
            compartment=place,
            sourced_id="s",
            kind="student",
            org=org,
            is_enabled=True,
            given_name="Maya",
            family_name="Reyes",
            born_on=date(2014, 5, 2),
        )
        RosterPerson.objects.bulk_create([student])
        seat = ClassEnrollment(
            **known, compartment=place, sourced_id="e", person=student, school_class=held, school=org, role="student"
        )
        ClassEnrollment.objects.bulk_create([seat])
    return cast


def test_bring_classes_once_from_the_roster(enrolled, as_, at):
    cast = enrolled
    ring(cast, at)
    maya, director = cast.children["maya"], cast.person("director")
    with as_("director", at):
        for expected in (1, 0):
            school = cast.organizations["school"]
            rows = from_roster.bring_classes(child=maya, organization=school, by=director, at=at)
            assert len(rows) == expected
        (row,) = queries.classes(maya.pk, THURSDAY)
        assert (row.subject, row.period, row.room) == ("math", "2", "Room 210")
        assert (row.starts_on, row.ends_on) == (date(2026, 9, 1), date(2026, 12, 21))


def test_bring_classes_refuses_without_bells_or_student(enrolled, as_, at):
    cast = enrolled
    school, director = cast.organizations["school"], cast.person("director")
    with as_("director", at):
        with pytest.raises(Refused, match="bell schedule"):
            from_roster.bring_classes(child=cast.children["maya"], organization=school, by=director, at=at)
        with pytest.raises(Refused, match="no student"):
            from_roster.bring_classes(child=cast.children["jonah"], organization=school, by=director, at=at)


def test_bring_classes_from_the_page(enrolled, sign_in, at):
    ring(enrolled, at)
    maya = enrolled.children["maya"].pk
    client = sign_in("director")
    assert "Bring them in" in client.get(reverse("schedule:timetable", args=[maya])).content.decode()
    assert client.post(reverse("schedule:bring_classes", args=[maya])).status_code == 302
    assert sign_in("therapist").post(reverse("schedule:bring_classes", args=[maya])).status_code == 404
