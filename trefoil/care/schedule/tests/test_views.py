from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from trefoil.care.schedule import actions, queries
from trefoil.care.schedule.models import Appointment, BellSchedule, ChildClass
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.kit.clock import now

from .scenes import book, local, plan, ring, room, seat


@pytest.fixture
def monday():
    today = timezone.localdate(now())
    return today - timedelta(days=today.weekday())


@pytest.fixture
def booked(released, monday):
    """Maya sees her therapist on Thursday of this week, in mathematics."""
    cast = released
    at = now()
    ring(cast, at)
    seat(cast, cast.children["maya"], at)
    day = monday + timedelta(days=3)
    (row,) = book(cast, at, starts=local(9, 30, day), ends=local(10, 0, day), room=room(cast, at))
    return row


def page_of(client, name, *args, status=200, **query):
    response = client.get(reverse(f"schedule:{name}", args=args), query)
    assert response.status_code == status, response.content.decode()[:400]
    return response.content.decode()


def test_week_shows_my_appointments_and_what_is_missed(booked, sign_in):
    page = page_of(sign_in("therapist"), "week")
    assert "Individual session: Maya" in page
    assert "misses 30 min of Mathematics 6" in page
    assert "Room 2" in page


def test_week_is_for_staff(booked, sign_in):
    page_of(sign_in("mother"), "week", status=404)


def test_child_week_shows_the_family_what_the_teacher_does_not_see(booked, cast, sign_in):
    maya = cast.children["maya"].pk
    family = page_of(sign_in("mother"), "child_week", maya)
    assert "Individual session" in family
    assert "Adaeze Okafor" in family
    school = page_of(sign_in("teacher"), "child_week", maya)
    assert "Unavailable" in school
    assert "Mathematics 6" in school
    for secret in ("Individual", "Okafor", "Room 2"):
        assert secret not in school


@pytest.mark.parametrize("part", ["outsider", "privacy", "father"])
def test_child_week_is_not_there_for_others(booked, cast, sign_in, part):
    page_of(sign_in(part), "child_week", cast.children["maya"].pk, status=404)


def test_child_week_is_logged(booked, cast, sign_in, as_):
    page_of(sign_in("teacher"), "child_week", cast.children["maya"].pk)
    with as_("privacy"):
        assert AuditEntry.objects.filter(page="schedule:child_week", kind="read").exists()


def test_appointment_is_the_same_page_as_none_for_a_teacher(booked, sign_in):
    client = sign_in("teacher")
    one = page_of(client, "appointment", booked.pk, status=404)
    none = page_of(client, "appointment", uuid4(), status=404)
    assert without_tokens(one) == without_tokens(none)


def without_tokens(page):
    import re

    return re.sub(r'(nonce|value|hx-headers:inherited)=(["\']).*?\2', "", page)


def form(cast, booked, **changes):
    day = timezone.localdate(booked.starts_at)
    return {
        "kind": "individual",
        "day": day.isoformat(),
        "time": "09:45",
        "minutes": "30",
        "place": "",
        "staff": [str(cast.person("supervisor").pk)],
        "verb": "look",
    } | changes


def test_book_looks_first_and_offers_three_slots(booked, cast, sign_in):
    address = reverse("schedule:book") + f"?child={cast.children['maya'].pk}"
    client = sign_in("supervisor")
    page = client.post(address, form(cast, booked)).content.decode()
    assert "Maya Reyes is busy then." in page
    assert "Maya Reyes would miss 30 minutes of Mathematics 6." in page
    slots = page.count('name="slot"')
    assert slots == (3 if booked.starts_at > now() - timedelta(days=10) else slots)


def test_book_with_a_slot_fills_in_the_form(booked, cast, sign_in):
    address = reverse("schedule:book") + f"?child={cast.children['maya'].pk}"
    slot = (now() + timedelta(days=5)).isoformat()
    given = form(cast, booked, slot=slot)
    del given["verb"]
    page = sign_in("supervisor").post(address, given).content.decode()
    assert timezone.localtime(now() + timedelta(days=5)).date().isoformat() in page


def test_book_books_and_then_refuses_with_a_sentence(booked, cast, sign_in, as_):
    address = reverse("schedule:book") + f"?child={cast.children['jonah'].pk}"
    client = sign_in("supervisor")
    given = form(cast, booked, verb="book", time="13:00", until="")
    assert client.post(address, given).status_code == 302
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "is busy then." in refused.content.decode()
    with as_("supervisor"):
        assert Appointment.objects.filter(child=cast.children["jonah"]).count() == 1


def test_book_weekly_from_the_page(booked, cast, sign_in, as_):
    address = reverse("schedule:book") + f"?child={cast.children['jonah'].pk}"
    day = timezone.localdate(booked.starts_at)
    given = form(cast, booked, verb="book", time="14:00", until=(day + timedelta(days=14)).isoformat(), skip="")
    assert sign_in("supervisor").post(address, given).status_code == 302
    with as_("supervisor"):
        assert Appointment.objects.filter(child=cast.children["jonah"]).count() == 3


@pytest.mark.parametrize("part", ["outsider", "mother", "coordinator"])
def test_book_is_not_there_for_others(booked, cast, sign_in, part):
    assert sign_in(part).get(reverse("schedule:book"), {"child": cast.children["maya"].pk}).status_code == 404


def test_move_and_cancel_from_their_pages(booked, cast, sign_in, as_):
    client = sign_in("therapist")
    assert "Move the appointment" in page_of(client, "move", booked.pk)
    given = form(cast, booked, verb="move", time="15:00")
    assert client.post(reverse("schedule:move", args=[booked.pk]), given).status_code == 302
    assert client.post(reverse("schedule:cancel", args=[booked.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("schedule:cancel", args=[booked.pk]), {"reason": "Trip"}).status_code == 302
    with as_("therapist"):
        row = queries.find_appointment(booked.pk)
        assert (timezone.localtime(row.starts_at).hour, row.void_reason) == (15, "Trip")


def test_bells_are_kept_by_the_school(released, sign_in, as_):
    cast = released
    client = sign_in("director")
    assert "Add a bell schedule" in page_of(client, "bells")
    given = {
        "site": cast.organizations["school"].sites.get().pk,
        "name": "Mondays",
        "weekdays": ["0"],
        "periods-TOTAL_FORMS": "2",
        "periods-INITIAL_FORMS": "0",
        "periods-0-label": "1",
        "periods-0-starts": "08:30",
        "periods-0-ends": "09:20",
    }
    assert client.post(reverse("schedule:bells"), given).status_code == 302
    assert BellSchedule.objects.get().periods.get().label == "1"
    wrong = given | {"periods-1-label": "2", "periods-1-starts": "09:00", "periods-1-ends": "09:40"}
    response = client.post(reverse("schedule:bells"), wrong)
    assert response.status_code == 422
    assert "overlap" in response.content.decode()
    page_of(client, "change_bells", BellSchedule.objects.get().pk)


def test_bells_are_not_there_for_the_clinic(released, sign_in):
    page_of(sign_in("therapist"), "bells", status=404)


def test_timetable_adds_and_ends_a_class(booked, cast, sign_in, as_):
    maya = cast.children["maya"].pk
    client = sign_in("teacher")
    assert "Mathematics 6" in page_of(client, "timetable", maya)
    given = {"title": "Science 6", "period": "3", "weekdays": ["0", "1"], "starts_on": "2026-09-01"}
    assert client.post(reverse("schedule:timetable", args=[maya]), given).status_code == 302
    with as_("teacher"):
        row = ChildClass.objects.get(title="Science 6")
        assert row.subject == "science"
    assert client.post(reverse("schedule:end_class", args=[row.pk])).status_code == 302
    page_of(sign_in("therapist"), "timetable", maya, status=404)


def test_add_room_from_its_page(released, sign_in):
    client = sign_in("therapist")
    site = released.organizations["clinic"].sites.get().pk
    assert client.post(reverse("schedule:add_room"), {"site": site, "name": "Room 9"}).status_code == 302
    assert "Room 9" in page_of(client, "add_room")


def test_a_confidential_appointment_is_not_there_for_the_family(cast, sign_in, as_, monday):
    at, day = now(), monday + timedelta(days=3)
    with as_("therapist"):
        actions.book(
            plan=plan(cast, "jonah", confidential=True),
            starts_at=local(9, 0, day),
            ends_at=local(9, 30, day),
            by=cast.person("therapist"),
            at=at,
        )
    assert "Individual" not in page_of(sign_in("therapist"), "child_week", uuid4(), status=404)
    with as_("jonahs_mother"):
        assert queries.upcoming(cast.children["jonah"].pk, local(0, 0, monday)) == []
    assert "Individual session" in page_of(sign_in("youth"), "child_week", cast.children["jonah"].pk)
