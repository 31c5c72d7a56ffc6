"""A program's own questionnaires: brought in, tried, published, asked, retired, and refused with reasons."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.care.instruments import actions, packs, shelving
from trefoil.care.instruments.models import ProgramForm, Score
from trefoil.care.instruments.sdc import read_form
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused

from .forms import SUM, chosen, form, question, response, score

pytestmark = pytest.mark.django_db

SUB = "%resource.item.where(linkId = '{}').answer.weight().sum()"
OWN = form(
    *(question(f"q{n}") for n in (1, 2)),
    score("s1", SUB.format("q1"), text="First half"),
    score("mean", f"{SUM} / 2", text="Mean"),
    title="How school is",
    copyright="Our own words.",
)


def upload(content=OWN, name="own.json"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content if isinstance(content, bytes) else json.dumps(content).encode())


def brought(cast, at=None):
    by, at = cast.person("therapist"), at or now()
    with seen_by(by, at):
        return shelving.bring(name="", resource=OWN, by=by, at=at)


def published(cast):
    by, at, own = cast.person("therapist"), now(), brought(cast)
    facts = shelving.Facts("How school is", main="mean", delicate=("q2",), cut=2.5, cut_source="A paper of ours")
    with seen_by(by, at):
        return shelving.publish(form=own, facts=facts, by=by, at=at)


def test_what_is_brought_in_holds_its_typed_scores(cast):
    own = brought(cast)

    assert own.name == "How school is"
    assert [one["link_id"] for one in own.scores] == ["s1", "mean"]
    assert own.key not in packs.askable(own.organization_id)
    assert packs.find(own.key) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"item": [question("q1"), score("total", "%patient")]}, "Item total: %patient is not defined."),
        ({"item": [question("q1"), score("total", SUM + ".power(2)")]}, "Item total: power() in a score."),
        ({"item": [question("q1")]}, "The questionnaire as a whole: no score."),
        ({"resourceType": "Patient"}, "The questionnaire as a whole: not a Questionnaire."),
        ({"item": [question("q1", text=None), score("total", SUM)]}, "Not every question has a wording"),
    ],
)
def test_what_cannot_be_scored_is_refused_by_item_and_feature(cast, change, words):
    with pytest.raises(Refused) as caught:
        shelving.bring(name="x", resource={**OWN, **change}, by=cast.person("therapist"), at=now())
    assert words in str(caught.value.reason)
    assert not ProgramForm.objects.exists()


def test_a_published_form_is_asked_and_scored_by_its_own_people(cast):
    own, by, youth = published(cast), cast.person("therapist"), cast.person("maya")
    at, child = now(), cast.children["maya"]
    assert own.key in packs.askable(own.organization_id)
    assert own.key not in packs.askable(cast.person("outsider").staff.organization_id)
    with seen_by(by, at):
        actions.set_duty(staff=by.staff, starts_at=at, ends_at=at + timedelta(days=1), by=by, at=at)
        asked = actions.assign(child=child, key=own.key, by=by, at=at)
    with seen_by(youth, at):
        for link in ("q1", "q2"):
            actions.answer(assignment=asked, link_id=link, code="always" if link == "q1" else "often", language="en",
                           by=youth, at=at)  # fmt: skip
        actions.finish(assignment=asked, by=youth, at=at)
    with seen_by(by, at):
        row = Score.objects.get(instrument=own.key)
    assert (row.value, row.parts, row.reaches_cut, row.band) == (2.5, {"s1": 3}, True, "")
    assert row.flags == ["question 2 needs a person"]


def test_what_is_published_stays_as_it_is(cast):
    own = published(cast)
    with seen_by(cast.person("therapist")), pytest.raises(Refused):
        shelving.publish(form=own, facts=shelving.Facts("Other"), by=cast.person("therapist"), at=now())


def test_another_organization_neither_publishes_nor_retires(cast):
    own, outsider = published(cast), cast.person("outsider")
    with seen_by(outsider), pytest.raises(Refused):
        shelving.retire(form=own, by=outsider, at=now())


def test_what_is_retired_is_asked_no_more_and_stays_readable(cast):
    own, by = published(cast), cast.person("therapist")
    with seen_by(by):
        shelving.retire(form=own, by=by, at=now())
    assert own.key not in packs.askable(own.organization_id)
    assert packs.find(own.key).name == "How school is"


def test_the_page_takes_a_file_and_leads_to_trying_it(cast, sign_in):
    client = sign_in("therapist")
    answer = client.post(reverse("instruments:shelf"), {"file": upload(), "name": "Ours"})
    own = ProgramForm.objects.get()

    assert answer.headers["Location"] == reverse("instruments:try_form", args=[own.pk])
    page = client.post(answer.headers["Location"], {"answer:q1": "always"}).content.decode()
    assert "Question q1" in page
    assert "First half" in page
    assert "<strong>3</strong>" in page
    assert "not computable" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[1", b'{"a": NaN}', b"3", json.dumps({"item": 3}).encode()])
def test_the_page_says_what_is_wrong_with_a_file(cast, sign_in, content):
    answer = sign_in("therapist").post(reverse("instruments:shelf"), {"file": upload(content)})

    assert answer.status_code == 422
    assert not ProgramForm.objects.exists()


def test_the_page_publishes_and_gives_away(cast, sign_in):
    own, client = brought(cast), sign_in("therapist")
    said = {
        "title": "How school is",
        "main": "mean",
        "better": "higher",
        "informants": "caregiver",
        "cut": "2",
        "cut_source": "",
    }
    assert client.post(reverse("instruments:publish", args=[own.pk]), said).status_code == 422
    client.post(reverse("instruments:publish", args=[own.pk]), {**said, "cut_source": "A paper"})
    given = json.loads(client.get(reverse("instruments:export_form", args=[own.pk])).content)

    assert not packs.find(own.key).lower_is_better
    assert packs.find(own.key).informants == ("caregiver",)
    found = read_form(given).score(response(chosen("q1", "always"), chosen("q2", "often")))
    assert [one["value"] for one in found["scores"]] == [3, 2.5]
