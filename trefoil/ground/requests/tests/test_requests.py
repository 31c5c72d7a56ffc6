"""Asking for the record: by a parent, by the youth, by letter; put together, handed out, refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from trefoil.demo.cast import open_accounts
from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.types import Category
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.requests import actions, handing, queries
from trefoil.ground.requests.models import AccessRequest, Package
from trefoil.ground.requests.types import Decision, Form, Handed, Reason, Received, State
from trefoil.ground.timeline.actions import note
from trefoil.ground.worklist.models import Task

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def at():
    return now()


@pytest.fixture
def filled(cast, as_, at):
    """Something in Maya's school record, and something in the clinic's."""
    maya, school, clinic = cast.children["maya"], cast.organizations["school"], cast.organizations["clinic"]
    for part, category, kept_by, text in (
        ("social_worker", Category.EDUCATION_RECORDS, school, "Reading went well with Leo"),
        ("therapist", Category.CLINICAL_PLAN, clinic, "The plan was talked through"),
    ):
        place = compartment_for(child_id=maya.pk, category=category, custodian_id=kept_by.pk)
        with as_(part, at):
            note(child=maya, compartment=place, at=at - timedelta(days=2), kind="home_note", voice=kept_by.voice,
                 by=cast.person(part), params={"text": text})  # fmt: skip
            if part == "social_worker":
                documents.keep(child=maya, compartment=place, upload=Upload("Eval of Maya.pdf", PDF),
                               by=cast.person(part), at=at - timedelta(days=1))  # fmt: skip
    return cast


def ask(cast, as_, at, part="mother", kept_by="school", **more):
    with as_(part, at):
        return actions.ask(
            child=cast.children["maya"], custodian=cast.organizations[kept_by], requester=cast.person(part),
            by=cast.person(part), at=at, **more,
        )  # fmt: skip


def by(cast, part, at):
    return {"by": cast.person(part), "at": at}


def seen(part, as_, at, request):
    with as_(part, at):
        return AccessRequest.objects.filter(pk=request.pk).exists()


def test_ask_starts_the_clock_and_asks_the_officer_alone(filled, as_, at):
    request = ask(filled, as_, at)
    assert request.clocks == ["access_mgdpa"]
    assert request.due_on > at.date() + timedelta(days=11)
    with as_("privacy", at):
        [task] = Task.objects.filter(kind="answer_request")
        assert task.person == filled.person("privacy")
        assert task.due_at.date() in (request.due_on, request.due_on + timedelta(days=1))
    readers = [p for p in ("father", "maya", "teacher", "outsider", "therapist", "peer") if seen(p, as_, at, request)]
    assert readers == []
    assert seen("mother", as_, at, request)


def test_a_clinic_without_an_officer_is_answered_for_by_its_supervisor(filled, as_, at):
    request = ask(filled, as_, at, kept_by="clinic")
    assert request.clocks == ["access_hipaa", "access_mhra"]
    with as_("supervisor", at):
        assert [t.person for t in Task.objects.filter(kind="answer_request")] == [filled.person("supervisor")]


def test_asking_twice_and_asking_as_a_stranger_is_refused(filled, as_, at):
    ask(filled, as_, at)
    with pytest.raises(Refused):
        ask(filled, as_, at)
    for part in ("father", "outsider"):
        with pytest.raises((Refused, Denied)):
            ask(filled, as_, at, part)


def test_the_youth_asks_and_no_parent_sees_it(filled, as_, at):
    request = ask(filled, as_, at, "maya")
    assert not seen("mother", as_, at, request)
    assert seen("maya", as_, at, request)


def test_what_may_be_seen_is_told_by_the_facts(filled, as_, at):
    maya, school = filled.children["maya"].pk, filled.organizations["school"].pk
    of = lambda part: {o.category for o in queries.open_to(filled.person(part).pk, maya, school, at)}  # noqa: E731
    with as_("privacy", at):
        assert Category.EDUCATION_RECORDS in of("mother")
        # A court took the medical side from him and left this.
        assert of("father") <= {Category.EDUCATION_RECORDS, Category.SCHOOL_PLAN}
        assert Category.EDUCATION_RECORDS in of("father")
        assert of("outsider") == set()


@pytest.fixture
def checked(filled, as_, at):
    request = ask(filled, as_, at)
    with as_("privacy", at):
        return actions.check(request=request, how="Signed in", **by(filled, "privacy", at))


def assembled(cast, as_, at, request, part="privacy"):
    with as_(part, at):
        return handing.assembled(request, page="requests:assemble", **by(cast, part, at))


def test_assembling_shows_what_the_requester_may_see_and_is_logged(filled, as_, at, checked):
    lines = [c.item.line for c in assembled(filled, as_, at, checked)]
    assert "Reading went well with Leo" in lines
    assert "The plan was talked through" not in lines  # the clinic keeps it
    with as_("privacy", at):
        [entry] = AuditEntry.objects.filter(page="requests:assemble")
    assert entry.person_id == filled.person("privacy").pk
    assert "education_records" in entry.categories
    assert entry.detail == {"request_id": str(checked.pk)}


def test_nothing_is_put_together_for_others(filled, as_, at, checked):
    for part in ("mother", "teacher", "therapist"):
        with pytest.raises(Denied):
            assembled(filled, as_, at, checked, part)


def test_delivering_hands_out_what_is_left_in_and_keeps_it(filled, as_, at, checked):
    open_accounts(filled)
    items = {c.item.line: c.item for c in assembled(filled, as_, at, checked)}
    reading = items["Reading went well with Leo"]
    with as_("privacy", at):
        actions.choose(request=checked, item=reading, decision=Decision.BLACK_OUT, reason=Reason.OTHER_PERSON,
                       shown="Reading went well with ____", **by(filled, "privacy", at))  # fmt: skip
        files = handing.deliver(request=checked, handed=Handed.PORTAL, proof="", **by(filled, "privacy", at))
    assert sorted(f.name for f in files) == ["copy-1.pdf", "record.pdf"]
    with as_("mother", at):
        again = AccessRequest.objects.get(pk=checked.pk)
        assert (again.state, again.kept_back) == (State.DELIVERED, ["other_person"])
        paper = Package.objects.get(request=checked, name="record.pdf")
        given = handing.fetch(package=paper, **by(filled, "mother", at))
        assert given.startswith(b"%PDF-")
        assert b"Leo" not in given
        copy = Package.objects.get(request=checked, name="copy-1.pdf")
        assert handing.fetch(package=copy, **by(filled, "mother", at)) == PDF
    with as_("privacy", at):
        paper.refresh_from_db()
        assert paper.fetched_by == filled.person("mother")
        assert not Task.objects.filter(kind="answer_request", done_at=None).exists()
    for part in ("father", "maya", "teacher", "therapist"):
        with as_(part, at):
            assert not Package.objects.exists()


def test_the_copy_that_was_handed_out_stays_when_the_paper_is_taken_back(filled, as_, at, checked):
    with as_("privacy", at):
        handing.deliver(request=checked, handed=Handed.LETTER, proof="RR 4711", **by(filled, "privacy", at))
    with as_("social_worker", at):
        paper = filled.children["maya"].documents.get()
        documents.void(document=paper, reason="Wrong child", **by(filled, "social_worker", at))
    with as_("privacy", at):
        copy = Package.objects.get(name="copy-1.pdf")
        assert handing.fetch(package=copy, **by(filled, "privacy", at)) == PDF
        copy.refresh_from_db()
        assert copy.fetched_at is None  # the proof is the requester's own reading


def test_extend_is_given_once_and_for_health_records_only(filled, as_, at, checked):
    with as_("privacy", at), pytest.raises(Refused):
        actions.extend(request=checked, reason="Holidays", **by(filled, "privacy", at))
    clinic = ask(filled, as_, at, kept_by="clinic")
    due = clinic.due_on
    with as_("supervisor", at):
        actions.extend(request=clinic, reason="The archive moves.", **by(filled, "supervisor", at))
        assert clinic.due_on == due + timedelta(days=30)
        with pytest.raises(Refused):
            actions.extend(request=clinic, reason="Again", **by(filled, "supervisor", at))


def test_a_denial_for_danger_is_looked_at_again_by_somebody_else(filled, as_, at):
    request = ask(filled, as_, at, kept_by="clinic")
    with as_("supervisor", at):
        actions.deny(request=request, reason=Reason.DANGER, explanation="We fear for you.",
                     **by(filled, "supervisor", at))  # fmt: skip
    with as_("mother", at):
        actions.ask_review(request=AccessRequest.objects.get(pk=request.pk), words="I am fine.",
                           **by(filled, "mother", at))  # fmt: skip
    with as_("supervisor", at):
        request.refresh_from_db()
        with pytest.raises(Refused):
            actions.review(request=request, text="No.", overturned=False, **by(filled, "supervisor", at))
    with as_("therapist", at):
        assert Task.objects.filter(kind="review_denial", person=filled.person("therapist")).exists()
        actions.review(request=request, text="It can be read.", overturned=True, **by(filled, "therapist", at))
        assert request.state == State.CHECKED


def test_a_school_cannot_deny_for_danger(filled, as_, at):
    request = ask(filled, as_, at)
    with as_("privacy", at), pytest.raises(Refused):
        actions.deny(request=request, reason=Reason.DANGER, explanation="x", **by(filled, "privacy", at))


def test_a_letter_starts_the_clock_on_the_day_it_came_in(filled, as_, at):
    with as_("privacy", at):
        request = actions.ask(
            child=filled.children["maya"], custodian=filled.organizations["school"], requester=filled.person("father"),
            received=Received.LETTER, form=Form.PAPER, arrived_at=datetime(2026, 11, 2, 18, tzinfo=UTC),
            **by(filled, "privacy", at),
        )  # fmt: skip
    assert request.due_on == datetime(2026, 11, 16).date()
    assert not seen("father", as_, at, request)  # consents are closed to him; his answer is a letter


def test_the_pages_lead_from_asking_to_fetching(filled, sign_in, as_):
    maya = filled.children["maya"].pk
    mother = sign_in("mother")
    url = reverse("requests:ask", args=[maya])
    page = mother.get(url).content.decode()
    assert "Cedar Bridge School" in page
    school = filled.organizations["school"].pk
    answer = mother.post(url, {"custodian": school, "form": "pdf", "words": "Before the meeting"}, follow=True)
    assert "answer due by" in answer.content.decode()
    with as_("mother"):
        request = AccessRequest.objects.get()
    here = reverse("requests:request", args=[request.pk])
    officer = sign_in("privacy")
    assert str(request.pk) in officer.get(reverse("requests:desk")).content.decode()
    assert "Before the meeting" in officer.get(here).content.decode()
    assert officer.get(reverse("requests:assemble", args=[request.pk])).status_code == 422
    officer.post(reverse("requests:check", args=[request.pk]), {"how": "Own account"})
    page = officer.get(reverse("requests:assemble", args=[request.pk])).content.decode()
    assert "Reading went well" in page
    preview = officer.get(reverse("requests:preview", args=[request.pk]))
    assert preview.content.startswith(b"%PDF-")
    assert "preview.pdf" in preview["Content-Disposition"]
    item = page.split('name="item" value="', 1)[1].split('"', 1)[0]
    told = {"item": item, "decision": "leave_out", "reason": "danger"}
    assert officer.post(reverse("requests:assemble", args=[request.pk]), told).status_code == 422
    told["reason"] = "other_person"
    assert officer.post(reverse("requests:assemble", args=[request.pk]), told).status_code == 302
    answer = officer.post(reverse("requests:deliver", args=[request.pk]), {"handed": "portal"}, follow=True)
    assert "not fetched yet" in answer.content.decode()
    mother = sign_in("mother")
    page = mother.get(here).content.decode()
    assert "It is about another person." in page
    with as_("mother"):
        package = Package.objects.filter(name="record.pdf").get()
    given = mother.get(reverse("requests:fetch", args=[package.pk]))
    assert given.content.startswith(b"%PDF-")
    assert "Maya" not in given["Content-Disposition"]
    assert "no-store" in given["Cache-Control"]
    assert mother.get(reverse("requests:letter", args=[request.pk])).content.startswith(b"%PDF-")
    for part in ("father", "maya", "teacher", "outsider"):
        other = sign_in(part)
        assert other.get(here).status_code == 404
        assert other.get(reverse("requests:fetch", args=[package.pk])).status_code == 404
