"""The release pages, seen by each."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from trefoil.demo.scenes import release_together
from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.consent import actions
from trefoil.ground.consent.models import Release
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.clock import now

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture(autouse=True)
def in_english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.fixture
def asked(cast, as_):
    at = now()
    with as_("director", at):
        return actions.ask(
            child=cast.children["maya"],
            from_organization=cast.organizations["clinic"],
            to_organization=cast.organizations["school"],
            categories=[Category.SCHOOL_PLAN, Category.CONSENTS],
            purpose="coordination",
            signer=cast.person("mother"),
            ends_at=at + timedelta(days=300),
            by=cast.person("director"),
            at=at,
        )


@pytest.fixture
def signed(cast):
    return release_together(cast, cast.children["maya"], "mother", now())


def again(release, as_):
    with as_("director"):
        return Release.objects.get(pk=release.pk)


@pytest.mark.parametrize("name", ["sign", "decline", "revoke"])
@pytest.mark.parametrize("part", ["outsider", "father", "therapist", "skills"])
def test_an_asked_release_is_not_there_for_others(asked, sign_in, part, name):
    assert sign_in(part).get(reverse(f"consent:{name}", args=[asked.pk])).status_code == 404
    assert sign_in(part).get(reverse("consent:releases", args=[asked.child_id])).status_code in (200, 404)


@pytest.mark.parametrize("part", ["outsider", "father"])
def test_releases_are_not_there_for(asked, sign_in, part):
    assert sign_in(part).get(reverse("consent:releases", args=[asked.child_id])).status_code == 404


def test_releases_lists_and_offers_to_ask(asked, sign_in):
    page = sign_in("director").get(reverse("consent:releases", args=[asked.child_id])).content.decode()
    assert "waiting for an answer" in page
    assert "Ask for a release" in page
    page = sign_in("teacher").get(reverse("consent:releases", args=[asked.child_id])).content.decode()
    assert "waiting for an answer" in page
    assert "Ask for a release" not in page


@pytest.mark.parametrize("part", ["teacher", "mother", "outsider", "father"])
def test_ask_is_not_there_for(cast, sign_in, part):
    url = reverse("consent:ask", args=[cast.children["maya"].pk])
    assert sign_in(part).get(url).status_code == 404
    assert sign_in(part).post(url, {}).status_code == 404


def typed(cast, **changed):
    return {
        "signer": str(cast.person("mother").pk),
        "to_organization": str(cast.organizations["clinic"].pk),
        "both_ways": "on",
        "categories": ["school_plan", "consents"],
        "purpose": "coordination",
        "ends_on": (now() + timedelta(days=200)).date().isoformat(),
    } | changed


def test_ask_asks_and_says_so(cast, sign_in, as_):
    url = reverse("consent:ask", args=[cast.children["maya"].pk])
    client = sign_in("director")
    page = client.get(url).content.decode()
    assert "Elena Reyes" in page
    assert "David Reyes" not in page
    answer = client.post(url, typed(cast), follow=True)
    assert "waits in their list" in answer.content.decode()
    with as_("director"):
        assert Release.objects.get().signer == cast.person("mother")
    assert client.post(url, typed(cast)).status_code == 422


@pytest.mark.parametrize(
    "changed", [{"ends_on": "2020-01-01"}, {"ends_on": "2099-01-01"}, {"categories": []}, {"signer": "x"}]
)
def test_ask_says_what_is_wrong(cast, sign_in, changed):
    url = reverse("consent:ask", args=[cast.children["maya"].pk])
    assert sign_in("director").post(url, typed(cast, **changed)).status_code == 422


def test_ask_invites_who_has_no_account(cast, sign_in):
    url = reverse("consent:ask", args=[cast.children["jonah"].pk])
    answer = sign_in("director").post(url, typed(cast, signer=str(cast.person("jonahs_mother").pk)), follow=True)
    assert "invitation to open an account" in answer.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [cast.caregivers["jonahs_mother"].email]
    assert re.search(r"/people/invitation/\S{20,}/", letter.body)
    assert not re.search("Jonah|Berg|Trefoil|Cedar|Harbor", letter.subject + letter.body)


def test_sign_shows_the_text_in_the_readers_language_and_keeps_it(asked, sign_in, as_):
    client = sign_in("mother")
    url = reverse("consent:sign", args=[asked.pk])
    page = client.get(url).content.decode()
    assert "Harbor Clinic" in page
    assert client.post(url, {"typed_name": "Somebody", "language": "en"}).status_code == 422
    answer = client.post(url, {"typed_name": "Elena Reyes", "language": "en"}, follow=True)
    assert "Signed. You can read it here" in answer.content.decode()
    kept = again(asked, as_)
    assert kept.signed_text.startswith("I allow Harbor Clinic and Cedar Bridge School")


def test_sign_goes_on_to_where_it_came_from_and_nowhere_else(asked, sign_in):
    url = reverse("consent:sign", args=[asked.pk])
    answer = sign_in("mother").post(
        url + "?next=https://evil.example/", {"typed_name": "Elena Reyes", "language": "xx"}
    )
    assert answer.url == url


def test_sign_page_for_staff_has_no_line_to_sign_on(asked, sign_in, as_):
    client = sign_in("director")
    url = reverse("consent:sign", args=[asked.pk])
    assert "Type your name" not in client.get(url).content.decode()
    assert client.post(url, {"typed_name": "Elena Reyes", "language": "en"}).status_code == 404
    assert again(asked, as_).signed_at is None


def test_decline_takes_two_taps(asked, sign_in, as_):
    client = sign_in("mother")
    url = reverse("consent:decline", args=[asked.pk])
    assert "Care does not depend on it" in client.get(url).content.decode()
    client.post(url)
    assert again(asked, as_).declined_at
    assert client.post(url).status_code == 422


def school_paper(cast, as_):
    school = compartment_for(
        child_id=cast.children["maya"].pk,
        category=Category.EDUCATION_RECORDS,
        custodian_id=cast.organizations["school"].pk,
    )
    with as_("social_worker"):
        document = documents.keep(
            child=cast.children["maya"],
            compartment=school,
            upload=Upload("Report.txt", b"Reads well."),
            by=cast.person("social_worker"),
            at=now(),
        )
    return reverse("documents:download", args=[document.pk])


def test_revoke_says_first_what_it_cannot_call_back_and_then_who_had_read(signed, sign_in, as_, cast):
    paper = school_paper(cast, as_)
    assert sign_in("therapist").get(paper).status_code == 200
    assert sign_in("teacher").get(paper).status_code == 200  # the school's own record: not under the release
    assert sign_in("supervisor").get(reverse("consent:sign", args=[signed.pk])).status_code == 200
    client = sign_in("mother")
    url = reverse("consent:revoke", args=[signed.pk])
    page = client.get(url).content.decode()
    assert page.index("cannot call back") < page.index("End it now")
    assert "Adaeze Okafor" in page
    after = client.post(url, follow=True).content.decode()
    assert "nothing more can be read" in after
    assert "Who had read it until then" in after
    assert "Adaeze Okafor" in after
    assert "school records" in after
    assert "Sofia Ruiz" not in after
    assert "Hannah Lindqvist" not in after
    assert sign_in("therapist").get(paper).status_code == 404
    sign_in("mother")
    assert again(signed, as_).revoked_at
    assert client.post(url).status_code == 422


def test_after_revocation_the_next_click_shows_nothing(signed, sign_in):
    client = sign_in("therapist")
    url = reverse("consent:sign", args=[signed.pk])
    assert client.get(url).status_code == 200
    sign_in("mother").post(reverse("consent:revoke", args=[signed.pk]))
    assert sign_in("therapist").get(url).status_code == 404


def test_staff_end_it_on_the_familys_word(signed, sign_in, as_):
    sign_in("director").post(reverse("consent:revoke", args=[signed.pk]))
    assert again(signed, as_).revoked_at
    assert sign_in("teacher").post(reverse("consent:revoke", args=[signed.pk])).status_code == 404
