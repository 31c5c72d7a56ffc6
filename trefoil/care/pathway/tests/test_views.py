"""The pages of the way in, seen by each."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from trefoil.care.pathway import queries
from trefoil.care.pathway.models import Referral, Welcome
from trefoil.care.pathway.types import State
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.tests.files import PDF, PROGRAM
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.people.models import Account, Caregiver, Child, Person

from .way import CONCERN, REASON

pytestmark = pytest.mark.usefixtures("folder")


def typed(way, **changed):
    return {
        "program": str(way.program.pk),
        "given_name": "Ana",
        "family_name": "Lopez",
        "born_on": "2015-03-04",
        "grade": "5",
        "languages": ["en", "es"],
        "county_of_residence": "Hennepin",
        "guardian_given_name": "Carla",
        "guardian_family_name": "Lopez",
        "relationship": "mother",
        "guardian_language": "es",
        "email": "carla@home.example",
        "has_authority": "on",
        "concern": CONCERN,
    } | changed


def url(name, referral=None):
    return reverse(f"pathway:{name}", args=[referral.pk] if referral else [])


@pytest.fixture(autouse=True)
def in_english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def enter_as(client, person):
    with on_our_word("sign_in"):
        account, _made = Account.objects.get_or_create(
            person_id=person.pk, defaults={"email": f"{person.pk}@x.example"}
        )
    client.force_login(account)
    return client


@pytest.mark.parametrize("part", ["teacher", "therapist", "outsider", "mother", "father", "privacy", "youth"])
def test_pages_are_not_there_for_others(way, sign_in, part):
    referral = way.send()
    client = sign_in(part)
    for name in ("referrals", "refer", "waiting_list", "open_program"):
        assert client.get(url(name)).status_code == 404, name
    for name in ("referral", "decline", "withdraw", "reorder", "enroll"):
        assert client.get(url(name, referral)).status_code == 404, name
    for name in ("ask_release", "accept"):
        assert client.post(url(name, referral)).status_code == 404, name


def test_each_side_has_its_own_verbs(way, sign_in):
    referral = way.send()
    for part, names in {"coordinator": ("decline", "reorder", "enroll"), "director": ("withdraw",)}.items():
        for name in names:
            assert sign_in(part).get(url(name, referral)).status_code == 404, (part, name)
    assert sign_in("director").get(url("refer")).status_code == 404
    assert sign_in("coordinator").get(url("waiting_list")).status_code == 404
    assert sign_in("coordinator").post(url("accept", referral)).status_code == 404


def test_a_referral_that_is_not_there(way, sign_in):
    assert sign_in("director").get(reverse("pathway:referral", args=[way.program.pk])).status_code == 404


def test_refer_sends_with_papers_and_lets_the_draft_go(way, sign_in, as_):
    client = sign_in("coordinator")
    client.post(reverse("drafts:save", args=["referral:new"]), {"given_name": "Ana", "concern": "Half a"})
    page = client.get(url("refer")).content.decode()
    assert "Half a" in page
    assert 'data-draft-url="/drafts/referral:new/"' in page
    papers = [SimpleUploadedFile("../../evil/Report.pdf", PDF), SimpleUploadedFile("note.txt", b"Reads well.")]
    answer = client.post(url("refer"), typed(way, papers=papers), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Sent." in page
    assert "Report.pdf" in page
    with as_("coordinator"):
        assert Document.objects.count() == 2
        assert drafts.draft(way.cast.person("coordinator"), "referral:new") is None
    paper = re.search(r"/documents/[0-9a-f-]+/", page).group()
    assert b"".join(sign_in("director").get(paper)) in (PDF, b"Reads well.")
    assert sign_in("teacher").get(paper).status_code == 404


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"papers": [SimpleUploadedFile("report.pdf", PROGRAM)]}, "not what its name says"),
        ({"papers": [SimpleUploadedFile("run.exe", PROGRAM)]}, "Only PDF"),
        ({"papers": [SimpleUploadedFile("big.pdf", PDF + b"0" * (10 * 1024 * 1024))]}, "10 MB"),
        ({"born_on": "1990-01-01"}, "birth date"),
        ({"email": ""}, "e-mail address or a telephone"),
        ({"has_authority": ""}, "required"),
        ({"program": "x"}, "valid"),
        ({"concern": ""}, "required"),
    ],
)
def test_refer_says_what_is_wrong_and_opens_nothing(way, sign_in, as_, changed, why):
    answer = sign_in("coordinator").post(url("refer"), typed(way, **changed))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    with as_("coordinator"):
        assert Child.objects.count() == 2
        assert not Document.objects.exists()


def test_refer_begins_with_the_roster(way, sign_in, as_):
    page = sign_in("coordinator").get(url("refer") + "?q=somebody&student=nonsense")
    assert page.status_code == 200


def test_the_whole_way_by_hand(way, sign_in, client):
    way.send()
    with seen_by(way.cast.person("director")):
        referral = Referral.objects.get()
    page = sign_in("director").get(url("referral", referral)).content.decode()
    assert "Ask the family for a release first" in page
    assert "Carla Lopez" in page
    sign_in("director").post(url("ask_release", referral))
    (letter,) = mail.outbox
    assert letter.to == ["carla.ana@home.example"]
    assert not re.search("Ana|Lopez|Trefoil|Cedar|Harbor|referral", letter.subject + letter.body)
    assert "no ha firmado" not in page
    assert "has not signed" in sign_in("director").get(url("referral", referral)).content.decode()
    sign_in("director").post(url("ask_release", referral))
    assert len(mail.outbox) == 2
    mother = way.guardian(referral)
    with seen_by(way.cast.person("director")):
        referral = queries.get_referral(referral.pk)
    enter_as(client, mother).post(
        reverse("consent:sign", args=[referral.release_id]), {"typed_name": "Carla Lopez", "language": "es"}
    )
    assert "place is held" in sign_in("director").post(url("accept", referral), follow=True).content.decode()
    page = sign_in("director").get(url("enroll", referral)).content.decode()
    assert "Adaeze Okafor" in page
    chosen = {"therapist": [way.cast.staff["therapist"].pk], "teacher": [way.cast.staff["teacher"].pk]}
    assert sign_in("director").post(url("enroll", referral), {}).status_code == 422
    page = sign_in("director").post(url("enroll", referral), chosen, follow=True).content.decode()
    assert "in the program" in page
    assert "in the program" in sign_in("coordinator").get(url("referral", referral)).content.decode()


def test_accept_without_release_says_why(way, sign_in):
    referral = way.send()
    page = sign_in("director").post(url("accept", referral), follow=True).content.decode()
    assert "Ask the family for a release first" in page


@pytest.mark.parametrize(("part", "name"), [("director", "decline"), ("coordinator", "withdraw")])
def test_decline_and_withdraw_need_a_reason(way, sign_in, part, name):
    referral = way.send()
    client = sign_in(part)
    assert client.get(url(name, referral)).status_code == 200
    assert client.post(url(name, referral), {"reason": "no"}).status_code == 422
    page = client.post(url(name, referral), {"reason": REASON}, follow=True).content.decode()
    assert REASON in page
    assert client.post(url(name, referral), {"reason": REASON}).status_code == 422


def test_waiting_list_shows_the_order_and_its_reasons_to_the_director_alone(way, sign_in):
    way.places(1)
    way.accept("Ana")
    second, third = way.accept("Ben"), way.accept("Cleo")
    client = sign_in("director")
    page = client.get(url("waiting_list")).content.decode()
    assert page.index("Ben Lopez") < page.index("Cleo Lopez")
    assert client.get(url("reorder", third) + "?up=1").status_code == 200
    assert client.post(url("reorder", third), {"up": "1", "reason": ""}).status_code == 422
    assert client.post(url("reorder", third), {"up": "x", "reason": REASON}).status_code == 422
    page = client.post(url("reorder", third), {"up": "1", "reason": REASON}, follow=True).content.decode()
    assert page.index("Cleo Lopez") < page.index("Ben Lopez")
    assert REASON in page
    assert client.get(url("referral", second)).status_code == 200
    theirs = sign_in("coordinator").get(url("referral", second)).content.decode()
    assert "waits for a place" in theirs
    assert "place 2 of 2" not in theirs


def test_open_program_is_set_up_by_a_form(way, sign_in):
    client = sign_in("director")
    clinic = str(way.cast.organizations["clinic"].pk)
    assert client.get(url("open_program")).status_code == 200
    assert client.post(url("open_program"), {"clinic": clinic, "capacity": 0}).status_code == 422
    client.post(url("open_program"), {"clinic": clinic, "capacity": 9})
    way.program.school.refresh_from_db()
    assert way.program.school.capacity == 9


@pytest.fixture
def welcomed(way):
    referral = way.accept()
    way.enroll(referral)
    return referral


def welcome_url(name, referral):
    return reverse(f"pathway:{name}", args=[referral.child_id])


@pytest.mark.parametrize("part", ["director", "teacher", "mother", "father", "outsider", "coordinator"])
def test_the_welcome_list_is_the_guardians_own(way, welcomed, sign_in, part):
    for name in ("welcome", "contact", "languages", "calls"):
        assert sign_in(part).get(welcome_url(name, welcomed)).status_code == 404, name


def test_welcome_is_done_step_by_step(way, welcomed, client):
    mother = way.guardian(welcomed)
    enter_as(client, mother)
    assert "1 of 4 done" in client.get(welcome_url("welcome", welcomed)).content.decode()
    contact = {"phone": "612-555-0123", "email": "carla@home.example", "address": "5 Elm Street"}
    assert client.post(welcome_url("contact", welcomed), {"phone": ""}).status_code == 422
    assert client.post(welcome_url("contact", welcomed), contact).status_code == 302
    assert client.post(welcome_url("languages", welcomed), {"language": "es"}).status_code == 422
    client.post(welcome_url("languages", welcomed), {"language": "es", "spoken": ["es", "en"]})
    with seen_by(mother):
        own = Caregiver.objects.get(person=mother)
        assert (own.phone, own.household.address) == ("612-555-0123", "5 Elm Street")
        assert set(Child.objects.get(pk=welcomed.child_id).languages) == {"en", "es"}
    lonely = {"may_call": [str(own.pk)], "given_name": "Rosario", "relationship": "grandparent"}
    assert client.post(welcome_url("calls", welcomed), lonely).status_code == 422
    page = client.post(welcome_url("calls", welcomed), lonely | {"phone": "612-555-0124"}, follow=True)
    assert "4 of 4" in page.content.decode()
    with seen_by(mother):
        assert Welcome.objects.get().finished_at
        added = Caregiver.objects.get(person__given_name="Rosario")
        assert (added.authority, added.may_call) == ("none", True)
        assert Person.objects.get(pk=mother.pk).language == "es"


def test_who_is_not_ticked_is_not_called(way, welcomed, client):
    mother = way.guardian(welcomed)
    enter_as(client, mother).post(welcome_url("calls", welcomed), {})
    with seen_by(mother):
        assert not Caregiver.objects.get(person=mother).may_call


def test_a_childs_address_is_refused_without_saying_whose_it_is(way, welcomed, client, as_):
    from trefoil.ground.people.actions import claim_contact_point

    with as_("maya"):
        claim_contact_point(
            person_id=way.cast.person("maya").pk, of_child=True, kind="email", value="maya@youth.example"
        )
    enter_as(client, way.guardian(welcomed))
    answer = client.post(welcome_url("contact", welcomed), {"phone": "1", "email": "maya@youth.example"})
    assert answer.status_code == 422
    assert "cannot be used here" in answer.content.decode()
    assert "Maya" not in answer.content.decode()


def test_a_new_release_shows_in_the_welcome_list_and_leads_back(way, welcomed, client, as_):
    from datetime import timedelta

    from trefoil.ground.consent import actions as consent

    with as_("director", way.at):
        consent.ask(
            child=welcomed.child,
            from_organization=way.program.school,
            to_organization=way.program.clinic,
            categories=["school_plan"],
            purpose="treatment",
            signer=way.guardian(welcomed),
            ends_at=way.at + timedelta(days=30),
            by=way.cast.person("director"),
            at=way.at,
        )
    enter_as(client, way.guardian(welcomed))
    page = client.get(welcome_url("welcome", welcomed)).content.decode()
    link = re.search(r'href="(/releases/[^"]+)"', page).group(1).replace("&amp;", "&")
    answer = client.post(link, {"typed_name": "Carla Lopez", "language": "es"})
    assert answer.url == welcome_url("welcome", welcomed)


def test_the_families_page_speaks_spanish(way, welcomed, client, settings):
    enter_as(client, way.guardian(welcomed))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert 'lang="es"' in client.get(welcome_url("welcome", welcomed)).content.decode()


def test_states_have_a_word_and_a_tone():
    from trefoil.care.pathway.page import LABELS

    assert set(LABELS) == set(State)
