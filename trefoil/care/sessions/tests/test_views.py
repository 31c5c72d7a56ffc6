import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule.tests.scenes import plan
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import queries
from trefoil.care.sessions.models import Note, Session
from trefoil.ground.kit.clock import now

WORDS = {"did": "Practiced asking for a break", "went": "Well", "next": ""}


def hold_now(cast, as_, *children, part="therapist", kind=Kind.INDIVIDUAL):
    at = now() - timedelta(hours=1)
    with as_(part):
        return schedule.book(
            plan=plan(cast, *(children or ("maya",)), staff=(part,), kind=kind),
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            by=cast.person(part),
            at=at,
        )


def held(cast, as_, sign_in, part="therapist", kind=Kind.INDIVIDUAL):
    """A session that was recorded with one tap."""
    (row,) = hold_now(cast, as_, part=part, kind=kind)
    response = sign_in(part).post(reverse("sessions:record", args=[row.pk]), {"status": "attended"})
    assert response.status_code == 302
    with as_(part):
        return Session.objects.get(appointment=row)


def signed(cast, as_, sign_in, part="therapist", kind=Kind.INDIVIDUAL):
    session = held(cast, as_, sign_in, part, kind)
    client = sign_in(part)
    response = client.post(reverse("sessions:note", args=[session.pk]), WORDS | {"verb": "sign"})
    assert client.post(response["Location"]).status_code == 302
    with as_(part):
        return Note.objects.get(session=session)


def another_browser(sign_in, part):
    """Sign in where nobody was before, without the messages that the one before had not yet read."""
    sign_in(part).cookies.clear()
    return sign_in(part)


def without_tokens(page):
    return re.sub(r'(nonce|value|hx-headers:inherited)=(["\']).*?\2', "", page.content.decode())


def test_record_with_one_tap_leads_to_the_note(released, as_, sign_in):
    (row,) = hold_now(released, as_)
    client = sign_in("therapist")
    assert (
        'name="status" value="attended"' in client.get(reverse("schedule:appointment", args=[row.pk])).content.decode()
    )
    response = client.post(reverse("sessions:record", args=[row.pk]), {"status": "attended"})
    with as_("therapist"):
        session = Session.objects.get()
    assert (session.minutes, response["Location"]) == (30, reverse("sessions:note", args=[session.pk]))


def test_record_says_who_told(released, as_, sign_in):
    (row,) = hold_now(released, as_)
    given = {"status": "canceled", "told_by": "Elena called at 8"}
    assert sign_in("therapist").post(reverse("sessions:record", args=[row.pk]), given).status_code == 302
    with as_("therapist"):
        assert Session.objects.get().told_by == "Elena called at 8"


def test_walk_in_records_what_was_not_planned(released, as_, sign_in):
    maya = released.children["maya"].pk
    client = sign_in("therapist")
    assert client.get(reverse("sessions:walk_in", args=[maya])).status_code == 200
    given = {"kind": "check_in", "held_at": "2026-11-19T09:00", "minutes": "10", "status": "attended"}
    assert client.post(reverse("sessions:walk_in", args=[maya]), given).status_code == 302
    with as_("therapist"):
        assert Session.objects.get().appointment is None


def test_the_browser_dies_and_the_text_is_there_at_the_next_sign_in(released, as_, sign_in):
    session = held(released, as_, sign_in)
    client = sign_in("therapist")
    address = reverse("sessions:note", args=[session.pk])
    assert f'data-draft-url="{reverse("sessions:autosave", args=[session.pk])}"' in client.get(address).content.decode()
    kept = client.post(reverse("sessions:autosave", args=[session.pk]), {"did": "Half a sent"})
    assert "saved_at" in kept.json()
    client.logout()
    client = sign_in("therapist")
    assert "Half a sent" in client.get(address).content.decode()
    assert "Go on" in client.get(reverse("sessions:queue")).content.decode()


def test_nobody_else_gets_at_a_draft(released, as_, sign_in):
    session = held(released, as_, sign_in)
    sign_in("therapist").post(reverse("sessions:autosave", args=[session.pk]), {"did": "Half a sent"})
    with as_("therapist"):
        note = Note.objects.get()
    for part in ("supervisor", "teacher", "mother", "maya", "director"):
        client = sign_in(part)
        for name, pk in (("note", session.pk), ("read", note.pk), ("sign", note.pk), ("addend", note.pk)):
            assert client.get(reverse(f"sessions:{name}", args=[pk])).status_code == 404, (part, name)
        assert client.post(reverse("sessions:autosave", args=[session.pk]), {"did": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["read", "sign", "addend", "cosign"])
def test_a_teacher_gets_the_same_page_as_for_a_note_that_does_not_exist(released, as_, sign_in, name):
    note = signed(released, as_, sign_in)
    client = another_browser(sign_in, "teacher")
    there = client.get(reverse(f"sessions:{name}", args=[note.pk]))
    nowhere = client.get(reverse(f"sessions:{name}", args=[uuid4()]))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without_tokens(there) == without_tokens(nowhere)
    assert {k: v for k, v in there.headers.items() if "Policy" not in k and k != "Set-Cookie"} == {
        k: v for k, v in nowhere.headers.items() if "Policy" not in k and k != "Set-Cookie"
    }


def test_the_sessions_own_address_is_the_same_too(released, as_, sign_in):
    session = held(released, as_, sign_in)
    client = another_browser(sign_in, "teacher")
    there = client.get(reverse("sessions:note", args=[session.pk]))
    assert without_tokens(there) == without_tokens(client.get(reverse("sessions:note", args=[uuid4()])))
    assert client.get(reverse("sessions:child", args=[released.children["maya"].pk])).status_code == 404


def test_sign_locks_and_the_family_reads_on_its_own_page(released, as_, sign_in):
    note = signed(released, as_, sign_in)
    client = sign_in("therapist")
    assert client.get(reverse("sessions:note", args=[note.session_id]))["Location"] == reverse(
        "sessions:read", args=[note.pk]
    )
    assert client.post(reverse("sessions:autosave", args=[note.session_id]), WORDS).status_code == 422
    page = sign_in("mother").get(reverse("sessions:read", args=[note.pk])).content.decode()
    assert WORDS["did"] in page
    assert "portal" in page
    assert "Add to it" not in page
    assert sign_in("father").get(reverse("sessions:read", args=[note.pk])).status_code == 404


def test_sign_says_why_not(released, as_, sign_in):
    session = held(released, as_, sign_in)
    client = sign_in("therapist")
    response = client.post(reverse("sessions:note", args=[session.pk]), {"verb": "sign", "next": "x"})
    page = client.get(response["Location"]).content.decode()
    assert "Write what you did or how it went before you sign." in page
    assert client.post(response["Location"]).status_code == 422


def test_cosign_from_the_queue(released, as_, sign_in):
    note = signed(released, as_, sign_in, "skills", Kind.SKILLS)
    client = sign_in("supervisor")
    address = reverse("sessions:cosign", args=[note.pk])
    assert address in client.get(reverse("sessions:queue")).content.decode()
    assert "Co-sign" in client.get(address).content.decode()
    assert client.post(address, {"words": "Good"}).status_code == 302
    assert "Good" in client.get(reverse("sessions:read", args=[note.pk])).content.decode()
    assert sign_in("therapist").get(address).status_code == 404


def test_addend_stands_under_the_text(released, as_, sign_in):
    note = signed(released, as_, sign_in)
    client = sign_in("therapist")
    assert client.post(reverse("sessions:addend", args=[note.pk]), {"text": " "}).status_code == 422
    assert client.post(reverse("sessions:addend", args=[note.pk]), {"text": "She called."}).status_code == 302
    assert "She called." in sign_in("mother").get(reverse("sessions:read", args=[note.pk])).content.decode()
    assert sign_in("mother").get(reverse("sessions:addend", args=[note.pk])).status_code == 404


def test_child_lists_sessions_with_their_notes(released, as_, sign_in):
    note = signed(released, as_, sign_in)
    maya = released.children["maya"].pk
    for part in ("therapist", "mother", "maya"):
        page = sign_in(part).get(reverse("sessions:child", args=[maya])).content.decode()
        assert reverse("sessions:read", args=[note.pk]) in page, part
    page = sign_in("director").get(reverse("sessions:child", args=[maya])).content.decode()
    assert "Individual session" in page
    assert str(note.pk) not in page


def test_group_from_who_came_to_signed(released, as_, sign_in):
    rows = hold_now(released, as_, "maya", "jonah", part="skills", kind=Kind.SKILLS_GROUP)
    meeting = rows[0].meeting_id
    client = sign_in("skills")
    address = reverse("sessions:group", args=[meeting])
    assert "All came" in client.get(address).content.decode()
    assert client.post(reverse("sessions:record_group", args=[meeting]), {"all": "attended"}).status_code == 302
    maya, jonah = (released.children[name].pk for name in ("maya", "jonah"))
    given = {"did": "Breathing", f"child-{maya}-went": "Asked once", f"child-{jonah}-went": "Helped Maya"}
    assert client.post(reverse("sessions:autosave_group", args=[meeting]), given).status_code == 200
    assert "Asked once" in client.get(address).content.decode()
    refused = client.post(reverse("sessions:sign_group", args=[meeting]), given)
    assert refused.status_code == 422
    assert "Take out: Maya" in refused.content.decode()
    given[f"child-{jonah}-went"] = "Helped another"
    assert client.post(reverse("sessions:sign_group", args=[meeting]), given).status_code == 302
    with as_("supervisor"):
        assert len(queries.waiting(released.person("supervisor").pk)) == 2
    assert sign_in("teacher").get(address).status_code == 404
    assert sign_in("therapist").get(address).status_code == 404


def test_group_members_who_did_not_come_get_no_note(released, as_, sign_in):
    rows = hold_now(released, as_, "maya", "jonah", part="skills", kind=Kind.SKILLS_GROUP)
    maya, jonah = (released.children[name].pk for name in ("maya", "jonah"))
    client = sign_in("skills")
    given = {f"came-{maya}": "late", f"came-{jonah}": "missed"}
    client.post(reverse("sessions:record_group", args=[rows[0].meeting_id]), given)
    page = client.get(reverse("sessions:group", args=[rows[0].meeting_id])).content.decode()
    assert f"child-{maya}-went" in page
    assert f"child-{jonah}-went" not in page
