"""Two people book the same room in the same second, on two connections that really commit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connections

from tests.links import connect_as_owner
from trefoil.care.schedule import actions
from trefoil.care.schedule.models import Room
from trefoil.care.schedule.types import Kind
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import OrganizationKind, Role
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Organization, Site

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


@pytest.fixture
def clinic(django_db_setup, django_db_blocker):
    """A committed clinic with one room and two therapists, taken away again afterwards."""
    with django_db_blocker.unblock():
        organization = Organization.objects.create(name="Twin Clinic", kind=OrganizationKind.CLINIC)
        site = Site.objects.create(organization=organization, name="House")
        staff = [
            people.add_staff(
                given_name=name, family_name="Twin", organization=organization, role=Role.THERAPIST, at=AT
            ).person
            for name in ("Ada", "Bea")
        ]
        place = Room.objects.create(site=site, name="Room 2")
        connections.close_all()
        yield place, staff
        _take_away(organization, [person.pk for person in staff])
        connections.close_all()


def _take_away(organization, persons):
    with connect_as_owner() as link:
        link.execute(
            "delete from schedule_booking where meeting_id in"
            " (select meeting_id from schedule_appointment where author_id = any(%s))",
            [persons],
        )
        link.execute("delete from schedule_appointment where author_id = any(%s)", [persons])
        link.execute("delete from schedule_room where name = 'Room 2'")
        link.execute("delete from access_audit where person_id = any(%s)", [persons])
        link.execute("delete from people_staff where person_id = any(%s)", [persons])
        link.execute("delete from people_person where id = any(%s)", [persons])
        link.execute("delete from people_site where organization_id = %s", [organization.pk])
        link.execute("delete from people_organization where id = %s", [organization.pk])


def test_one_gets_the_room_and_the_other_a_sentence(clinic, django_db_blocker):
    place, staff = clinic
    together = Barrier(len(staff))

    def book(person):
        try:
            together.wait(timeout=20)
            with seen_by(person, AT):
                plan = actions.Plan(kind=Kind.STAFF, children=(), staff=(person,), room=place)
                actions.book(plan=plan, starts_at=AT, ends_at=AT.replace(hour=16), by=person, at=AT)
            return "booked"
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(book, staff))
    assert said == ["Room 2 is taken then.", "booked"]
