"""The pages around a release: the preview, the paper, the other guardian, the officer, the letter."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from trefoil.demo.parents import add_parent
from trefoil.demo.scenes import release_together
from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.session import on_our_word
from trefoil.ground.access.types import Category
from trefoil.ground.consent import actions
from trefoil.ground.consent.models import Release
from trefoil.ground.kit.clock import now
from trefoil.ground.people.actions import join_team
from trefoil.ground.people.models import Account, Caregiver

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def signed(cast):
    return release_together(cast, cast.children["maya"], "mother", now())


@pytest.fixture
def asked(cast, as_):
    at = now()
    with as_("director", at):
        return actions.ask(
            child=cast.children["maya"],
            from_organization=cast.organizations["clinic"],
            to_organization=cast.organizations["school"],
            categories=[Category.DEMOGRAPHICS, Category.SCHOOL_PLAN, Category.CONSENTS],
            purpose="coordination",
            signer=cast.person("mother"),
            ends_at=at + timedelta(days=300),
            by=cast.person("director"),
            at=at,
        )


@pytest.fixture
def aunt(cast):
    return add_parent(
        cast, cast.children["maya"], "Ines", "Reyes", "other", "full", now() - timedelta(days=1),
        home="Ines's home", address="", phone="", email="ines@home.example",
    )  # fmt: skip


@pytest.fixture
def as_aunt(aunt, client, sign_in):
    def enter():
        with on_our_word("sign_in"):
            account, _ = Account.objects.get_or_create(email="ines@home.example", person_id=aunt.person_id)
        client.force_login(account)
        return client

    return enter


def url(name, release, *more):
    return reverse(f"consent:{name}", args=[release.pk, *more])


def test_the_preview_shows_the_very_page_and_leaves_nothing_behind(asked, cast, as_, sign_in):
    child, teacher = cast.children["maya"].pk, cast.person("teacher").pk
    with as_("privacy"):
        before = grants_now(child)
    client = sign_in("mother")
    page = client.get(url("preview", asked)).content.decode()
    assert "Sofia Ruiz" in page
    framed = client.get(url("seen_as", asked, teacher))
    html = framed.content.decode()
    assert framed.status_code == 200
    assert "Maya" in html
    assert not re.search(r"<a\b[^>]*\shref=|<form\b[^>]*\saction=|\shx-", html)
    assert "<script" not in html
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    with as_("privacy"):
        assert grants_now(child) == before
    with as_("teacher"):
        assert not Release.objects.filter(pk=asked.pk, signed_at__isnull=False).exists()
    assert client.get(reverse("consent:releases", args=[child])).status_code == 200


@pytest.mark.parametrize("part", ["director", "mother"])
def test_the_preview_opens_where_a_reader_knows_the_child_by_other_papers(cast, as_, sign_in, part):
    at, skills = now(), cast.person("skills").pk
    with as_("director", at):
        release = actions.ask(
            child=cast.children["maya"],
            from_organization=cast.organizations["school"],
            to_organization=cast.organizations["clinic"],
            categories=[Category.EDUCATION_RECORDS],
            purpose="coordination",
            signer=cast.person("mother"),
            ends_at=at + timedelta(days=300),
            by=cast.person("director"),
            at=at,
            to_role="skills",
        )
    framed = sign_in(part).get(url("seen_as", release, skills))
    assert framed.status_code == 200
    assert "Maya" in framed.content.decode()


def test_the_preview_is_framed_by_nobody_else(asked, sign_in):
    response = sign_in("mother").get(url("preview", asked))
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("part", ["father", "outsider", "teacher", "maya"])
def test_the_preview_is_not_there_for(asked, cast, sign_in, part):
    assert sign_in(part).get(url("preview", asked)).status_code == 404
    assert sign_in(part).get(url("seen_as", asked, cast.person("teacher").pk)).status_code == 404


def test_asking_can_go_on_to_the_preview(cast, sign_in):
    typed = {
        "signer": str(cast.person("mother").pk),
        "to_organization": str(cast.organizations["clinic"].pk),
        "reach": "person",
        "to_person": str(cast.person("skills").pk),
        "categories": ["education_records"],
        "purpose": "coordination",
        "ends_on": (now() + timedelta(days=200)).date().isoformat(),
        "look": "1",
    }
    client = sign_in("director")
    answer = client.post(reverse("consent:ask", args=[cast.children["maya"].pk]), typed, follow=True)
    assert "This is what they will see" in answer.content.decode()
    assert "Marcus Bell" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"reach": "role"}, "Choose the role"),
        ({"reach": "person"}, "Choose the person"),
        ({"purpose": "tpo"}, "all three at once"),
        ({"paper": "part2"}, "Select a valid choice"),
    ],
)
def test_asking_says_what_is_missing(cast, sign_in, changed, why):
    typed = {
        "signer": str(cast.person("mother").pk),
        "to_organization": str(cast.organizations["clinic"].pk),
        "categories": ["education_records"],
        "purpose": "coordination",
        "ends_on": (now() + timedelta(days=200)).date().isoformat(),
    }
    answer = sign_in("director").post(reverse("consent:ask", args=[cast.children["maya"].pk]), typed | changed)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_paper_is_entered_with_its_scan(cast, sign_in):
    typed = {
        "signer": str(cast.person("mother").pk),
        "to_organization": str(cast.organizations["clinic"].pk),
        "categories": ["education_records"],
        "purpose": "coordination",
        "ends_on": (now() + timedelta(days=200)).date().isoformat(),
        "signed_on": (now() - timedelta(days=3)).date().isoformat(),
        "language": "es",
    }
    address, client = reverse("consent:paper", args=[cast.children["maya"].pk]), sign_in("director")
    assert client.post(address, typed).status_code == 422
    scan = SimpleUploadedFile("Release.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    page = client.post(address, typed | {"scan": scan}, follow=True).content.decode()
    assert "on paper, entered by Priya Raman" in page
    assert "Release.pdf" in page


def test_another_guardian_objects_in_two_taps_and_takes_it_back(signed, sign_in, as_aunt):
    client = as_aunt()
    assert "need do nothing" in client.get(url("sign", signed)).content.decode()
    assert "nothing is shared" in client.get(url("object_to", signed)).content.decode()
    page = client.post(url("object_to", signed), follow=True).content.decode()
    assert "answered differently" in page
    assert "Take my answer back" in page
    assert client.post(url("object_to", signed)).status_code == 422
    page = client.post(url("withdraw", signed), follow=True).content.decode()
    assert "in force" in page
    assert client.post(url("withdraw", signed)).status_code == 422


def _pages(client, release):
    child = release.child_id
    found = [url("sign", release), reverse("consent:releases", args=[child])]
    return "".join(client.get(page).content.decode() for page in found)


def test_guardians_of_two_homes_do_not_learn_who_the_other_is_nor_their_answer(signed, sign_in, as_aunt):
    client = as_aunt()
    assert "Elena" not in _pages(client, signed)
    assert "Another parent or guardian allowed this." in client.get(url("sign", signed)).content.decode()
    client.post(url("object_to", signed))
    page = _pages(client, signed)
    assert "Elena" not in page + client.get(reverse("portal:permissions")).content.decode()
    assert "Ines Reyes: said no" in page
    assert "Another parent or guardian has answered too" in page
    page = _pages(sign_in("mother"), signed)
    assert "Ines" not in page
    assert "Elena Reyes: allowed it" in page
    assert "Another parent or guardian has answered too" in page
    page = _pages(sign_in("director"), signed)
    assert "Elena Reyes: allowed it" in page
    assert "Ines Reyes: said no" in page


def test_guardians_of_one_home_read_each_others_answers(signed, cast, as_, aunt, as_aunt):
    home = Caregiver.objects.filter(pk=aunt.pk)
    with as_("director"):
        home.update(household=cast.caregivers["mother"].household, compartment=cast.caregivers["mother"].compartment)
    as_aunt().post(url("object_to", signed))
    page = _pages(as_aunt(), signed)
    assert "Elena Reyes: allowed it" in page
    assert "Ines Reyes: said no" in page


def test_who_reads_papers_without_knowing_the_child_reads_them_without_a_name(cast, as_, sign_in):
    at, maya, director, reader = now(), cast.children["maya"], cast.person("director"), cast.staff["outsider"]
    with as_("director", at):
        join_team(child=maya, staff=reader, custodian=director.staff.organization, by=director, at=at)
    with as_("therapist", at):
        release = actions.ask(
            child=maya,
            from_organization=cast.organizations["clinic"],
            to_organization=reader.organization,
            categories=[Category.SCHEDULE, Category.CONSENTS],
            purpose="coordination",
            signer=cast.person("mother"),
            ends_at=at + timedelta(days=300),
            by=cast.person("therapist"),
            at=at,
        )
    with as_("mother", at):
        actions.sign(release=release, typed_name="Elena Reyes", language="en", by=cast.person("mother"), at=at)
    client = sign_in("outsider")
    page = client.get(reverse("consent:releases", args=[maya.pk])).content.decode()
    assert "Releases" in page
    assert "Maya" not in page
    assert url("sign", release) in page
    assert "times and attendance" in client.get(url("sign", release)).content.decode()
    for name in ("chart:child", "chart:timeline", "schedule:child_week", "consent:ask"):
        assert client.get(reverse(name, args=[maya.pk])).status_code == 404


def test_the_officer_settles_and_says_why(signed, sign_in, as_aunt):
    as_aunt().post(url("object_to", signed))
    officer = sign_in("privacy")
    assert "Set the refusal aside" in officer.get(url("sign", signed)).content.decode()
    assert officer.post(url("settle", signed), {"reason": ""}).status_code == 422
    page = officer.post(url("settle", signed), {"reason": "Order 27-FA-12"}, follow=True).content.decode()
    assert "Order 27-FA-12" in page
    assert "in force" in page
    assert sign_in("director").post(url("settle", signed), {"reason": "x"}).status_code == 404


def test_the_letter_names_who_had_read(signed, sign_in):
    assert sign_in("supervisor").get(url("sign", signed)).status_code == 200
    client = sign_in("mother")
    client.post(url("revoke", signed))
    page = client.get(url("recall", signed)).content.decode()
    assert "ask you not to use or pass on" in page
    assert sign_in("director").get(url("recall", signed)).status_code == 404


def test_renewing_takes_one_tap(signed, sign_in):
    answer = sign_in("mother").post(url("renew", signed), follow=True)
    assert "Type your name to sign" in answer.content.decode()


def test_the_list_asks_the_same_however_many_there_are(cast, signed, asked, sign_in, django_assert_max_num_queries):
    client = sign_in("director")
    with django_assert_max_num_queries(40):
        assert client.get(reverse("consent:releases", args=[signed.child_id])).status_code == 200
