"""The pages of withholding: for the youth, for who decides; and for a parent nothing at all."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from trefoil.ground.access.actions import compartments_for
from trefoil.ground.access.types import Category
from trefoil.ground.consent.models import Withholding
from trefoil.ground.kit.clock import now

WHY = "She reads it aloud at dinner and then nobody speaks."
REASON = "She is afraid of what follows at home, and has said so twice."
PARENTS_PAGES = ("portal:home", "portal:permissions", "portal:readers", "requests:mine")


@pytest.fixture
def maya(released, as_):
    clinic = released.organizations["clinic"].pk
    with as_("therapist"):
        wanted = [(c, clinic) for c in (Category.SESSION_NOTES, Category.CLINICAL_PLAN)]
        compartments_for(child_id=released.children["maya"].pk, wanted=wanted, at=now())
    return released.children["maya"]


@pytest.fixture
def typed(released):
    clinic = released.organizations["clinic"].pk
    return {
        "people": [str(released.person("mother").pk)], f"kinds_{clinic}": ["session_notes"], "words": WHY,
    }  # fmt: skip


@pytest.fixture
def decided(released):
    return {
        "outcome": "grant", "people": [str(released.person("mother").pk)], "categories": ["session_notes"],
        "factors": ["harm"], "until": (now() + timedelta(days=30)).date().isoformat(), "reason": REASON,
    }  # fmt: skip


@pytest.fixture
def asked(maya, typed, sign_in, as_):
    answer = sign_in("maya").post(reverse("consent:ask_to_withhold"), typed)
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:parents"))
    with as_("therapist"):
        return Withholding.objects.get()


def page_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_youth_is_told_that_they_may_ask_by_which_law_and_what_cannot_be(maya, sign_in):
    client = sign_in("maya")
    page = page_of(client, "portal:parents")
    assert "you may ask us to keep it from them" in page.replace("You may", "you may")
    assert "Minn. Rules 1205.0500" in page
    assert reverse("consent:ask_to_withhold") in page
    page = page_of(client, "consent:ask_to_withhold")
    assert "School records cannot be kept from a parent" in page
    assert "Nothing changes until they have decided." in page
    assert 'value="education_records"' not in page
    assert "Elena Reyes" in page


def test_the_youth_asks_and_reads_how_it_stands(asked, decided, sign_in):
    page = page_of(sign_in("maya"), "portal:parents")
    assert "Nobody has decided yet" in page
    client = sign_in("therapist")
    assert "asks that something be withheld" in client.get("/").content.decode()
    address = reverse("consent:withholding", args=[asked.pk])
    assert WHY in client.get(address).content.decode()
    assert client.post(address, decided | {"factors": []}).status_code == 422
    assert client.post(address, decided).status_code == 302
    assert "Withheld now" in page_of(client, "consent:withholdings", asked.child_id)
    page = page_of(sign_in("maya"), "portal:parents")
    assert "They cannot see it now." in page
    assert REASON in page


def test_refused_the_youth_reads_why_and_taken_back_nobody_decides(asked, decided, typed, sign_in, as_):
    address = reverse("consent:withholding", args=[asked.pk])
    refused = {"outcome": "refuse", "until": decided["until"], "reason": REASON}
    assert sign_in("therapist").post(address, refused).status_code == 302
    client = sign_in("maya")
    page = page_of(client, "portal:parents")
    assert "No, not now." in page
    assert REASON in page
    client.post(reverse("consent:ask_to_withhold"), typed)
    with as_("maya"):
        again = Withholding.objects.get(state="asked")
    assert client.post(reverse("consent:take_back_asking", args=[again.pk])).status_code == 302
    assert "You took it back." in page_of(client, "portal:parents")
    assert client.post(reverse("consent:take_back_asking", args=[asked.pk])).status_code == 422
    client = sign_in("therapist")
    assert client.post(reverse("consent:withholding", args=[again.pk]), decided).status_code == 404


def test_a_clinician_begins_it_decides_anew_and_ends_it(maya, decided, sign_in, as_):
    client = sign_in("therapist")
    assert "Nothing is withheld" in page_of(client, "consent:withholdings", maya.pk)
    address = reverse("consent:withhold", args=[maya.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, decided | {"factors": ["maturity"]}).status_code == 422
    answer = client.post(address, decided)
    assert answer.status_code == 302
    assert "Decide anew" in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"], decided | {"categories": ["clinical_plan"]}).status_code == 302
    with as_("therapist"):
        begun = Withholding.objects.get()
    assert begun.closed == ["clinical_plan"]
    end = reverse("consent:end_withholding", args=[begun.pk])
    assert client.post(end, {"reason": "No."}).status_code == 422
    assert client.post(end, {"reason": "It is safe for her now, she says."}).status_code == 302
    assert "It is safe for her now" in client.get(answer["Location"]).content.decode()
    assert "Who reads" not in page_of(sign_in("maya"), "portal:parents")


OTHERS = ("mother", "father", "teacher", "skills", "peer", "social_worker", "privacy", "outsider")


@pytest.mark.parametrize("part", OTHERS)
def test_for_others_there_is_no_such_page(asked, maya, sign_in, part):
    client = sign_in(part)
    there = [
        client.get(reverse("consent:ask_to_withhold")),
        client.get(reverse("consent:withholding", args=[asked.pk])),
        client.get(reverse("consent:end_withholding", args=[asked.pk])),
        client.post(reverse("consent:take_back_asking", args=[asked.pk])),
        client.get(reverse("consent:withholdings", args=[maya.pk])),
        client.get(reverse("consent:withhold", args=[maya.pk])),
    ]
    absent = client.get(reverse("consent:withholding", args=[maya.pk]))
    assert {answer.status_code for answer in there} == {404}
    assert _plain(there[1].content) == _plain(absent.content)


def test_the_parent_sees_no_trace_of_it(maya, typed, decided, sign_in, as_):
    def pages():
        client = sign_in("mother")
        names = [reverse(name) for name in PARENTS_PAGES]
        names += [reverse(n, args=[maya.pk]) for n in ("consent:releases", "portal:week", "requests:accounting")]
        return {name: _plain(client.get(name).content) for name in names}

    pages()  # what is noticed by looking is noticed
    before = pages()
    sent = len(mail.outbox)
    sign_in("maya").post(reverse("consent:ask_to_withhold"), typed)
    with as_("therapist"):
        asked = Withholding.objects.get()
    client = sign_in("therapist")
    client.get(reverse("consent:withholdings", args=[maya.pk]))
    assert client.post(reverse("consent:withholding", args=[asked.pk]), decided).status_code == 302
    after = pages()
    assert after == before
    assert len(mail.outbox) == sent
    text = " ".join(after.values())
    assert not re.search(r"withh[eo]ld|keep something", text, re.I)
    assert str(asked.pk) not in text


def _plain(content):
    text = content.decode()
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": ?)"[^"]*"', "", text)
    return re.sub(r"nonce-[\w=+/-]+|\b\d{1,2}:\d\d(:\d\d)?\b|/consent/[^\"' ]*", "", text)
