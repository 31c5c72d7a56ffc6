"""A service that a youth of 16 started alone leaves no trace on any page of a parent, nor in a letter."""

import re
import shutil
import subprocess
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from trefoil.care.instruments import actions as instruments
from trefoil.care.instruments import packs
from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.demo.cast import open_accounts
from trefoil.ground.access.session import on_our_word
from trefoil.ground.access.types import Category, ConsentBasis
from trefoil.ground.consent import service_queries as services
from trefoil.ground.consent import services as consent
from trefoil.ground.consent import sharing
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Account

CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|csrf-token" content="[^"]*"|nonce="[^"]*"|\?t=\d+'
    r'|X-CSRFToken": ?"[^"]*"|<header class="sheet-head">.*?</header>',
    re.DOTALL,
)
LINK = re.compile(r'(?:href|action|hx-get)="(/[^"#]*)"')
LEFT_OUT = ("/account/", "/static/", "/language/", "/ui/")
KEY = "phq-9"


@pytest.fixture
def cast_at_work(released, as_, settings):
    """The cast, after a privacy officer signed the clinic's line; Jonah's mother can sign in too."""
    open_accounts(released)
    mother = released.person("jonahs_mother")
    with on_our_word("sign_in"):
        Account.objects.create(email="ingrid.berg@home.example", person_id=mother.pk, password="x")
    with as_("privacy"):
        released.line = consent.set_line(
            organization=released.organizations["clinic"], name="Therapy", acts_for_school=False, part2=False,
            outpatient_mental_health=True, typed_name="Tom Becker", by=released.person("privacy"), at=now(),
        )  # fmt: skip
    with as_("supervisor"):
        instruments.set_duty(
            staff=released.staff["supervisor"], starts_at=now() - timedelta(days=1),
            ends_at=now() + timedelta(days=9), by=released.person("supervisor"), at=now(),
        )  # fmt: skip
    return released


@pytest.fixture
def open_door(cast_at_work, settings):
    @contextmanager
    def enter(part):
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(Account.objects.get(person_id=cast_at_work.person(part).pk))
        yield client

    return enter


def _words_of(answer):
    """Return what a page says; of a paper, its words without the minute in which it was made."""
    if answer.get("Content-Type", "") != "application/pdf":
        return answer.content.decode()
    reader = shutil.which("pdftotext")
    if reader is None:
        return ""
    said = subprocess.run([reader, "-", "-"], input=answer.content, capture_output=True, check=True).stdout.decode()
    return re.sub(r"\d?\d:\d\d", "", said)


def everything(client, *starts):
    """Return every page that can be reached, by its address, without what changes from one answer to the next."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if address in found or address.startswith(LEFT_OUT) or len(found) > 60:
            continue
        answer = client.get(address)
        body = CHANGING.sub("", _words_of(answer))
        found[address] = (answer.status_code, body)
        waiting += LINK.findall(body) if "text/html" in answer.get("Content-Type", "") else []
    return found


def pages_of_a_parent(open_door, child):
    starts = ["/", "/home/", "/home/readers/", "/home/permissions/", f"/home/week/{child.pk}/", "/find/?q=Jonah"]
    starts += [
        reverse(name, args=[child.pk])
        for name in (
            "schedule:child_week", "sessions:child", "plan:plan", "consent:releases", "instruments:scores",
            "chart:timeline", "chart:child", "consent:services", "consent:start_service", "consent:tell_caregiver",
        )
    ]  # fmt: skip
    with open_door("jonahs_mother") as client:
        everything(client, *starts)  # her own visits stand among who looked
        return everything(client, *starts)


def _told_apart(address, before, after):
    """Return an address with the first words in which two answers differ."""
    lines = zip(before[address][1].splitlines(), after[address][1].splitlines(), strict=False)
    return address, next(((a[:300], b[:300]) for a, b in lines if a != b), "longer or shorter")


def start(cast, as_, at):
    with as_("therapist"):
        service = consent.start_service(
            child=cast.children["jonah"], line=cast.line, basis=ConsentBasis.MINOR_144_3431,
            by=cast.person("therapist"), at=at,
        )  # fmt: skip
    with as_("youth"):
        return consent.sign_service(
            service=services.find_service(service.pk), typed_name="Jonah Berg", language="en", how=Signed.PORTAL,
            by=cast.person("youth"), at=at,
        )  # fmt: skip


def meet(cast, as_, at, service):
    """Book, hold and write about a session of the service, and ask the questionnaire; return what was made."""
    by = cast.person("therapist")
    with as_("therapist"):
        plan = schedule.Plan(
            kind=Kind.INDIVIDUAL, children=(cast.children["jonah"],), staff=(by,), service_id=service.pk
        )
        past, coming = (
            schedule.book(plan=plan, starts_at=starts, ends_at=starts + timedelta(minutes=45), by=by, at=at)[0]
            for starts in (at - timedelta(hours=2), at + timedelta(hours=3))
        )
        session = sessions.record(
            child=cast.children["jonah"], kind=Kind.INDIVIDUAL, held_at=past.starts_at, minutes=45,
            status=Status.ATTENDED, appointment=schedules.find_appointment(past.pk), by=by, at=at,
        )  # fmt: skip
        note = sessions.write(session=session, text=Text(did="Talked.", went="Well.", next="More."), by=by, at=at)
        sessions.sign(note=note, by=by, at=at)
        asked = instruments.assign(child=cast.children["jonah"], key=KEY, by=by, at=at, service_id=service.pk)
    youth = cast.person("youth")
    with as_("youth"):
        for question in [q for q in packs.installed()[KEY].questionnaire.questions if q.options]:
            instruments.answer(
                assignment=asked, link_id=question.link_id, code=question.options[1].code, language="en", by=youth,
                at=at,
            )  # fmt: skip
        instruments.finish(assignment=asked, by=youth, at=at)
    return past, coming, note


def test_a_parent_finds_no_trace(cast_at_work, open_door, as_):
    cast, jonah = cast_at_work, cast_at_work.children["jonah"]
    before = pages_of_a_parent(open_door, jonah)
    at = now()
    service = start(cast, as_, at)
    past, coming, note = meet(cast, as_, at, service)
    with open_door("therapist") as client:
        for address in (
            reverse("sessions:read", args=[note.pk]),
            reverse("schedule:appointment", args=[past.pk]),
            reverse("schedule:appointment", args=[coming.pk]),
            reverse("schedule:week"),
            reverse("sessions:queue"),
            reverse("consent:services", args=[jonah.pk]),
            reverse("consent:sign_service", args=[service.pk]),
        ):
            assert client.get(address).status_code == 200, address
    with open_door("youth") as client:
        page = client.get(reverse("portal:parents")).content.decode()
        assert "Therapy" in page
    after = pages_of_a_parent(open_door, jonah)
    assert after.keys() == before.keys()
    assert [_told_apart(address, before, after) for address in after if after[address] != before[address]] == []
    assert any(status == 200 and "Jonah" in body for status, body in before.values())
    assert [letter for letter in mail.outbox if "ingrid" in letter.to[0]] == []
    with open_door("jonahs_mother") as client:
        for name, row in (("sessions:read", note), ("consent:sign_service", service)):
            gone, never = (client.get(reverse(name, args=[pk])) for pk in (row.pk, jonah.pk))
            assert (gone.status_code, CHANGING.sub("", gone.content.decode())) == (
                never.status_code,
                CHANGING.sub("", never.content.decode()),
            )


def test_the_school_and_a_colleague_learn_no_more_than_their_work_needs(cast_at_work, open_door, as_):
    cast, jonah = cast_at_work, cast_at_work.children["jonah"]
    at = now()
    service = start(cast, as_, at)
    _past, coming, note = meet(cast, as_, at, service)
    for part in ("teacher", "aide", "social_worker", "director", "coordinator", "outsider", "peer"):
        with open_door(part) as client:
            assert client.get(reverse("sessions:read", args=[note.pk])).status_code == 404, part
            assert client.get(reverse("schedule:appointment", args=[coming.pk])).status_code == 404, part
            week = client.get(reverse("schedule:child_week", args=[jonah.pk]))
            assert "Individual" not in week.content.decode(), part


def test_a_taken_time_is_said_without_why(cast_at_work, as_):
    cast, jonah = cast_at_work, cast_at_work.children["jonah"]
    at = now()
    _past, coming, _note = meet(cast, as_, at, start(cast, as_, at))
    by = cast.person("social_worker")
    plan = schedule.Plan(kind=Kind.CHECK_IN, children=(jonah,), staff=(by,))
    with as_("social_worker"), pytest.raises(Refused, match="Jonah Berg is busy then") as refused:
        schedule.book(plan=plan, starts_at=coming.starts_at, ends_at=coming.ends_at, by=by, at=at)
    assert "Therapy" not in str(refused.value)


def test_nobody_of_the_family_is_invited_and_no_group_belongs_to_it(cast_at_work, as_):
    cast, at = cast_at_work, now()
    service, by = start(cast, as_, at), cast.person("therapist")
    invited = schedule.Plan(
        kind=Kind.FAMILY, children=(cast.children["jonah"],), staff=(by,), service_id=service.pk,
        caregivers=(cast.person("jonahs_mother"),),
    )  # fmt: skip
    ended = schedule.Plan(kind=Kind.INDIVIDUAL, children=(cast.children["maya"],), staff=(by,), service_id=service.pk)
    for plan, why in ((invited, "nobody of it can be invited"), (ended, "Choose a service")):
        with as_("therapist"), pytest.raises(Refused, match=why):
            schedule.book(plan=plan, starts_at=at, ends_at=at + timedelta(minutes=30), by=by, at=at)


def test_what_the_youth_opens_the_parent_sees_until_it_is_taken_back(cast_at_work, open_door, as_):
    cast, jonah = cast_at_work, cast_at_work.children["jonah"]
    at = now()
    _past, _coming, note = meet(cast, as_, at, start(cast, as_, at))
    address = reverse("sessions:read", args=[note.pk])
    with as_("youth"):
        release = sharing.release_more(
            child=jonah, to=cast.person("jonahs_mother"), categories=[Category.SESSION_NOTES],
            ends_at=at + timedelta(days=30), typed_name="Jonah Berg", language="en", by=cast.person("youth"), at=at,
        )  # fmt: skip
    with open_door("jonahs_mother") as client:
        assert client.get(address).status_code == 200
    with as_("youth"):
        sharing.take_back(release=release, by=cast.person("youth"), at=now())
    with open_door("jonahs_mother") as client:
        assert client.get(address).status_code == 404
    with open_door("youth") as client:
        page = client.get(reverse("portal:parents")).content.decode()
        assert "taken back" in page
        assert "read once" in page


def test_told_in_danger_the_parent_reads_a_summary_for_a_day_and_the_youth_knows(cast_at_work, open_door, as_):
    cast, jonah = cast_at_work, cast_at_work.children["jonah"]
    at = now()
    meet(cast, as_, at, start(cast, as_, at))
    with as_("therapist"):
        telling = sharing.tell_caregiver(
            child=jonah, to=cast.person("jonahs_mother"), categories=[Category.SCHEDULE, Category.ASSESSMENTS],
            reason="Spoke of a plan to die tonight; she has to take the pills away.",
            words="Please lock the pills away.",
            by=cast.person("therapist"), at=at,
        )  # fmt: skip
    assert telling.ends_at - telling.starts_at == timedelta(hours=24)
    with open_door("youth") as client:
        assert "A grown-up was told something about you" in client.get("/home/").content.decode()
        page = client.get(reverse("portal:parents")).content.decode()
        assert "Spoke of a plan to die tonight" in page
        assert "A grown-up was told" not in client.get("/home/").content.decode()
    with open_door("supervisor") as client:
        address = reverse("consent:telling", args=[telling.pk])
        assert "I have read it" in client.get(address).content.decode()
        assert client.post(address).status_code == 302
        assert "Read by Hannah Lindqvist" in client.get(address).content.decode()
    for part in ("teacher", "jonahs_mother", "outsider"):
        with open_door(part) as client:
            assert client.get(address).status_code == 404
    with open_door("jonahs_mother") as client:
        assert "A professional tells you something about Jonah" in client.get("/home/").content.decode()
        page = client.get(reverse("portal:told", args=[telling.pk])).content.decode()
        assert "lock the pills away" in page
        assert "plan to die" not in page
    with as_("jonahs_mother", telling.ends_at):
        assert services.find_telling(telling.pk) is None
