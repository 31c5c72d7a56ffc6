"""From whom places are hidden, no page of the portal tells where or when; the rest they still read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.care.classroom import actions as classroom
from trefoil.care.classroom import general
from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule.models import Appointment, Booking
from trefoil.care.schedule.types import Kind
from trefoil.demo.parents import add_parent
from trefoil.ground.access.actions import compartment_for, refresh
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import Authority, Category, OrderKind
from trefoil.ground.consent import custody
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.types import Upload
from trefoil.ground.people.models import Account, Caregiver, Household
from trefoil.ground.timeline.models import Entry

LEFT = (Category.SCHOOL_PLAN, Category.EDUCATION_RECORDS, Category.BEHAVIOR_OBSERVATIONS)


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.fixture
def outside(released, maya, at):
    """Paul, with full authority, in a home of his own; Elena's is Safe at Home."""
    paul = add_parent(
        released, maya, "Paul", "Stone", "father", Authority.FULL, at, home="Paul's home", address="3 Oak Lane",
        phone="612-555-0133", email="paul@home.example",
    )  # fmt: skip
    with seen_by(released.person("director"), at):
        Household.objects.filter(pk=released.caregivers["mother"].household_id).update(safe_at_home=True)
        refresh(maya.pk, at=at)
    return paul


@pytest.fixture
def kept_away(released, maya, outside, at):
    """Paul, whom a court has also forbidden any contact, and to whom it left what school is about."""
    officer = released.person("privacy")
    with seen_by(officer, at):
        custody.enter_order(
            child=maya, person=outside.person, kind=OrderKind.NO_CONTACT, leaves=LEFT, court="District Court",
            file_number="27-FA-26-9", starts_at=at, ends_at=None, by=officer, at=at,
        )  # fmt: skip
    return outside


@pytest.fixture
def met(released, maya, at):
    """A day with Maya: an appointment, and a hard moment at 8:47."""
    therapist, teacher = released.person("therapist"), released.person("teacher")
    with seen_by(therapist, at):
        schedule.book(
            plan=schedule.Plan(kind=Kind.INDIVIDUAL, children=(maya,), staff=(therapist,)),
            starts_at=at + timedelta(minutes=7), ends_at=at + timedelta(minutes=37), by=therapist, at=at,
        )  # fmt: skip
    with seen_by(teacher, at):
        early = at - timedelta(minutes=13)
        episode = classroom.start_episode(child=maya, by=teacher, at=early)
        classroom.grade_episode(episode=episode, intensity=4, by=teacher, at=early)
        water = next(s for s in general.strategies() if s.key == "general:water")
        classroom.choose_strategy(episode=episode, strategy=water, by=teacher, at=early)
        classroom.end_episode(episode=episode, outcome="calmer_alone", by=teacher, at=at - timedelta(minutes=1))


@pytest.fixture
def as_paul(released, sign_in, client, maya, at, time_machine):
    """A browser of Paul's."""
    time_machine.move_to(at)
    sign_in("mother")

    def enter(paul):
        with on_our_word("sign_in"):
            account = Account.objects.create(email="paul@home.example", password="x", person=paul.person)
        client.force_login(account)
        return client

    return enter


def test_places_are_hidden_outside_a_safe_home_and_from_nobody_in_it(released, maya, outside, at):
    for who, hidden in ((outside.person, True), (released.person("mother"), False)):
        with seen_by(who, at):
            assert sight_of(maya.pk)[0].hides_location is hidden


def test_an_order_of_no_contact_hides_places(maya, kept_away, at):
    with seen_by(kept_away.person, at):
        assert sight_of(maya.pk)[0].hides_location


def test_no_appointment_or_taken_hour_is_a_row_for_those_from_whom_places_are_hidden(maya, met, outside, at):
    with seen_by(outside.person, at):
        assert not Appointment.objects.filter(child=maya).exists()
        assert not Booking.objects.filter(resource_id=maya.pk).exists()
        assert not Entry.objects.filter(child=maya, compartment__category="schedule").exists()


def test_the_mother_at_the_safe_home_still_sees_her_childs_hours(released, maya, met, outside, at):
    with seen_by(released.person("mother"), at):
        assert Appointment.objects.filter(child=maya).exists()


def test_a_paper_bears_addresses_and_so_stays_closed(released, maya, outside, at, folder):
    place = compartment_for(
        child_id=maya.pk, category=Category.EDUCATION_RECORDS, custodian_id=released.organizations["school"].pk
    )
    with seen_by(released.person("social_worker"), at):
        paper = Upload("Evaluation.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
        documents.keep(child=maya, compartment=place, upload=paper, by=released.person("social_worker"), at=at)
    with seen_by(outside.person, at):
        assert not Document.objects.exists()
    with seen_by(released.person("mother"), at):
        assert Document.objects.exists()


def test_a_caregiver_without_a_home_is_no_number_for_another(released, maya, at):
    with seen_by(released.person("director"), at):
        Caregiver.objects.filter(pk=released.caregivers["mother"].pk).update(household=None)
    with seen_by(released.person("father"), at):
        assert not Caregiver.objects.filter(pk=released.caregivers["mother"].pk).exists()


@pytest.mark.parametrize("name", ["portal:home", "portal:week", "portal:permissions", "portal:readers"])
def test_no_page_tells_an_hour_or_a_school(released, maya, met, outside, as_paul, name):
    client = as_paul(outside)
    path = reverse(name, args=[maya.pk] if name == "portal:week" else [])
    page = client.get(path).content.decode()
    for told in ("8:47", "9:07", "09:07", "Cedar Bridge", "12 Lark Street", "612-555-0101"):
        assert told not in page


def test_the_week_still_tells_of_the_day(maya, met, outside, as_paul):
    page = as_paul(outside).get(reverse("portal:week", args=[maya.pk])).content.decode()
    assert "There was one hard moment." in page
    assert "Thursday: 12 minutes." in page


def test_who_is_kept_away_is_told_no_hour_of_what_the_order_leaves(maya, met, kept_away, as_paul):
    answer = as_paul(kept_away).get(reverse("portal:week", args=[maya.pk]))
    assert answer.status_code == 200
    assert "8:47" not in answer.content.decode()
