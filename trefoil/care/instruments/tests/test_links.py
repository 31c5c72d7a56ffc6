"""A link opens one form, once, on one device, for one person, and nothing else."""

import dataclasses
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from trefoil.care.instruments import actions, link_views, links, measures, packs
from trefoil.care.instruments.measure_types import Closed, Informant
from trefoil.care.instruments.models import AnswerLink, Assignment, Flag, Response, Score
from trefoil.ground.access.actions import Denied
from trefoil.ground.kit.clock import now
from trefoil.ground.worklist.models import Task

from .shelf import FREQUENCY, ITEM_NINE


@pytest.fixture
def asked(cast, as_):
    with as_("therapist"):
        return actions.assign(child=cast.children["maya"], key="phq-9", by=cast.person("therapist"), at=now())


@pytest.fixture
def made(cast, as_, asked):
    with as_("therapist"):
        return links.make_link(assignment=asked, email="", by=cast.person("therapist"), at=now())


@pytest.fixture
def duty(cast, as_):
    with as_("therapist"):
        return actions.set_duty(
            staff=cast.staff["therapist"],
            starts_at=now() - timedelta(hours=1),
            ends_at=now() + timedelta(hours=3),
            by=cast.person("therapist"),
            at=now(),
        )


def to(page, link, *more):
    return reverse(f"instruments:{page}", args=[links.token_of(link), *more])


def begin(client, link):
    return client.post(to("open_link", link))


def test_looking_at_the_address_uses_nothing_up(client, made, as_):
    assert client.get(to("open_link", made)).status_code == 200
    with as_("therapist"):
        assert AnswerLink.objects.get().opened_at is None
    assert begin(client, made)["Location"] == to("link_question", made, 1)


def test_what_is_answered_behind_a_link_is_the_persons_own(client, made, duty, as_, cast):
    begin(client, made)
    for number in range(1, 10):
        client.post(to("link_question", made, number), {"code": FREQUENCY[1]})
    client.post(to("link_question", made, 10), {"code": ""})

    page = client.post(to("link_finish", made), follow=True).content.decode()

    assert "Thank you" in page
    with as_("therapist"):
        (response,) = Response.objects.all()
        assert (response.author_id, response.mode) == (cast.person("maya").pk, "link")
        assert Score.objects.get().answered_by_id == cast.person("maya").pk


def test_a_second_device_is_refused_and_the_first_may_go_on(client, made):
    begin(client, made)
    client.post(to("link_question", made, 1), {"code": FREQUENCY[1]})
    here = client.cookies.pop("trefoil_form")

    assert client.get(to("link_question", made, 1)).status_code == 410
    assert begin(client, made).status_code == 410

    client.cookies["trefoil_form"] = here.value
    assert client.get(to("open_link", made))["Location"] == to("link_question", made, 2)


def test_a_newer_link_an_end_or_a_changed_token_closes_it(client, made, asked, as_, cast):
    token = links.token_of(made)
    assert client.get(reverse("instruments:open_link", args=[token[:-2] + "xx"])).status_code == 410
    with as_("therapist"):
        links.make_link(assignment=asked, email="", by=cast.person("therapist"), at=now())
    assert client.get(to("open_link", made)).status_code == 410


def test_whoever_tries_too_often_waits(client, made, monkeypatch):
    monkeypatch.setattr(link_views.ratelimit, "consume", lambda *_, **__: False)
    assert client.get(to("open_link", made)).status_code == 429


def test_a_link_ends_after_two_weeks(made, as_):
    named = links.named_in(links.token_of(made))
    with as_("maya"):
        assert links.open_link(named, now())
        assert links.open_link(named, now() + links.LASTS) is None


def test_a_link_cannot_be_named_for_somebody_else(made, as_, cast):
    named = links.Named(made.pk, cast.person("mother").pk)
    with as_("mother"):
        assert links.open_link(named, now()) is None


def test_a_link_opens_no_other_page(client, made, cast, as_):
    with as_("therapist"):
        other = actions.assign(child=cast.children["jonah"], key="phq-9", by=cast.person("therapist"), at=now())
    begin(client, made)
    for address in ("/", reverse("instruments:answer", args=[other.pk]), reverse("portal:home")):
        assert client.get(address)["Location"].startswith("/account/")


def test_who_has_signed_in_answers_as_themselves(sign_in, made, as_):
    assert sign_in("therapist").post(to("open_link", made)).status_code == 410
    with as_("therapist"):
        assert AnswerLink.objects.get().opened_at is None


def test_the_page_behind_a_link_names_nobody_else_and_is_kept_nowhere(client, made):
    begin(client, made)
    response = client.get(to("link_question", made, 1))
    page = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    for word in ("Harbor", "Rivera", "depression", "PHQ"):
        assert word not in page.split("<footer")[0].split('class="tiny')[0]


def test_item_nine_waits_behind_a_link_too_and_a_yes_is_raised_before_the_next_page(client, made, cast, as_):
    begin(client, made)
    waits = client.get(to("link_question", made, 9)).content.decode()
    assert "tel:988" in waits
    assert "hurting yourself in some way" not in waits
    assert client.post(to("link_question", made, 9), {"code": FREQUENCY[1]}).status_code == 422


def test_a_yes_behind_a_link_raises_the_alert_at_once(client, made, duty, as_):
    begin(client, made)
    client.post(to("link_question", made, 9), {"code": FREQUENCY[1]})
    with as_("therapist"):
        assert Flag.objects.get().name == "item 9 positive"
        assert Task.objects.filter(kind="item_nine", urgent=True).exists()


def test_all_on_one_page_keeps_what_is_chosen_and_raises_the_alert_at_once(client, made, duty, as_):
    begin(client, made)
    response = client.post(
        to("link_sheet", made), {f"answer:{ITEM_NINE}": FREQUENCY[2]}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 204
    with as_("therapist"):
        assert Flag.objects.count() == 1
    page = client.get(to("link_sheet", made)).content.decode()
    assert page.count(" checked>") == 1


def test_the_whole_page_holds_back_what_needs_a_person(client, made):
    begin(client, made)
    page = client.get(to("link_sheet", made)).content.decode()
    assert "hurting yourself in some way" not in page
    assert client.post(to("link_sheet", made), {f"answer:{ITEM_NINE}": FREQUENCY[1]}).status_code == 422


def test_a_no_behind_a_link_is_kept_as_a_no(client, made, as_):
    begin(client, made)
    client.post(to("link_decline", made))
    with as_("therapist"):
        assert Assignment.objects.get().closed_as == Closed.DECLINED
    assert "no longer asked" in client.get(to("link_finish", made)).content.decode()


def test_the_letter_names_no_program_no_questionnaire_and_no_child(sign_in, asked, as_):
    page = sign_in("therapist").post(reverse("instruments:send_link", args=[asked.pk]), {"email": "maya@youth.example"})
    assert page.status_code == 302
    (letter,) = mail.outbox
    said = (letter.subject + letter.body.split("http")[0] + letter.body.split("\n\n")[-1]).lower()
    for word in ("Maya", "Rivera", "PHQ", "Harbor", "Cedar", "Trefoil", "depress", "clinic"):
        assert word.lower() not in said


def test_a_link_is_handed_over_once_where_no_address_is_given(sign_in, asked):
    page = sign_in("therapist").post(reverse("instruments:send_link", args=[asked.pk]), {"email": ""})
    assert "/for-you/" in page.content.decode()
    assert not mail.outbox


def test_only_who_may_write_makes_a_link(asked, as_, cast):
    for part in ("maya", "mother", "teacher", "outsider"):
        with as_(part), pytest.raises(Denied):
            links.make_link(assignment=asked, email="", by=cast.person(part), at=now())


def test_a_teacher_answers_by_a_link_and_reads_no_score(client, cast, as_, monkeypatch):
    shelf = packs.installed()
    wide = dataclasses.replace(shelf["phq-9"], informants=tuple(Informant))
    monkeypatch.setattr(packs, "installed", lambda *_: shelf | {"phq-9": wide})
    with as_("therapist"):
        asked = actions.assign(
            child=cast.children["maya"],
            key="phq-9",
            asked_of=cast.person("teacher"),
            informant=Informant.TEACHER,
            by=cast.person("therapist"),
            at=now(),
        )
        link = links.make_link(assignment=asked, email="", by=cast.person("therapist"), at=now())
    begin(client, link)
    assert client.post(to("link_question", link, 1), {"code": FREQUENCY[0]}).status_code == 302
    with as_("teacher"):
        assert Assignment.objects.filter(child=cast.children["maya"]).count() == 1
        assert not Score.objects.exists()


def test_what_is_closed_gets_no_link(asked, as_, cast):
    with as_("therapist"):
        measures.close(assignment=asked, how=Closed.LEFT, by=cast.person("therapist"), at=now())
        with pytest.raises(Exception, match="no longer waits"):
            links.make_link(assignment=asked, email="", by=cast.person("therapist"), at=now())
