"""The pages of an evaluation: each does its verb, refuses with a sentence, and is not there for those it is not for."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import open_accounts, release_together
from tests.house.asking import client_of
from trefoil.care.evaluation import queries
from trefoil.care.evaluation.models import Contribution, Diagnosis, Evidence, RecordRequest
from trefoil.care.evaluation.types import Part, State
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.kit import pdf

from .scenes import HISTORY, INTERVIEW, SAFETY, SECRET, SEEN, STORY


@pytest.fixture
def sign_in(play):
    open_accounts(play.cast)

    def enter(part):
        client = client_of(part)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return enter


def _page(client: Client, name: str, *args) -> str:
    answer = client.get(reverse(f"evaluation:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_begin_and_see_what_is_missing(play, sign_in):
    client = sign_in("therapist")
    empty = _page(client, "evaluation", play.maya.pk)
    answer = client.post(
        reverse("evaluation:begin", args=[play.maya.pk]),
        {"reason": "first", "responsible": str(play.cast.person("therapist").pk), "question": "Is it worry?"},
    )
    page = _page(client, "evaluation", play.maya.pk)

    assert "No evaluation yet" in empty
    assert answer.status_code == 302
    assert page.count("missing, needed to sign") == 3
    assert "Is it worry?" in page
    assert "No release lets the clinic read" in page


def test_a_form_keeps_itself_and_is_let_go_when_handed_in(play, sign_in):
    evaluation = play.begin()
    client = sign_in("therapist")
    key = f"evaluation:{evaluation.pk}:interview"
    client.post(reverse("drafts:save", args=[key]), {"now": "Half a sent"})
    kept = _page(client, "contribute", evaluation.pk, "interview")
    client.post(reverse("evaluation:contribute", args=[evaluation.pk, "interview"]), INTERVIEW)

    assert "Half a sent" in kept
    assert f'data-draft-url="/drafts/{key}/' in kept
    with play.as_("therapist"):
        assert drafts.draft(play.cast.person("therapist"), key) is None
        assert Contribution.objects.get(part=Part.INTERVIEW).content == INTERVIEW


def test_a_level_needs_its_number_and_its_reason(play, sign_in):
    evaluation = play.begin()
    client, url = sign_in("therapist"), reverse("evaluation:contribute", args=[evaluation.pk, "level"])

    assert "from 0 to 6" in client.post(url, {"rationale": "So."}).content.decode()
    assert "Write why this level fits" in client.post(url, {"level": "3"}).content.decode()
    assert client.post(url, {"level": "3", "iv_a": "4", "rationale": "Daily help."}).status_code == 302


def test_a_part_that_is_not_the_clinics_has_no_page(play, sign_in):
    evaluation = play.begin()

    for part in ("caregiver", "youth", "observation", "diagnoses", "nothing"):
        assert sign_in("therapist").get(reverse("evaluation:contribute", args=[evaluation.pk, part])).status_code == 404


def test_a_mother_tells_at_her_own_pace_and_changes_it(play, sign_in):
    evaluation = play.begin()
    client, url = sign_in("mother"), reverse("evaluation:tell", args=[evaluation.pk])
    first = client.get(url).content.decode()
    handed = client.post(url, HISTORY)
    again = client.get(url).content.decode()
    client.post(url, HISTORY | {"hopes": "That she sleeps."})

    assert "What worries you most?" in first
    assert handed.status_code == 302
    assert HISTORY["worries"] in again
    with play.as_("therapist"):
        assert Contribution.objects.get(part=Part.CAREGIVER).content["hopes"] == "That she sleeps."


def test_a_youth_says_who_may_read(play, sign_in):
    evaluation = play.begin()
    client, url = sign_in("maya"), reverse("evaluation:tell", args=[evaluation.pk])

    assert client.post(url, STORY).status_code == 422
    assert client.post(url, SECRET | {"in_confidence": "yes"}).status_code == 302
    assert SECRET["hard"] in client.get(url).content.decode()
    with play.as_("mother"):
        assert not Contribution.objects.filter(part=Part.YOUTH).exists()


def test_a_teacher_writes_what_she_saw_and_sees_no_more(play, sign_in):
    play.begin()
    client, url = sign_in("teacher"), reverse("evaluation:observe", args=[play.maya.pk])

    assert client.post(url, SEEN).status_code == 302
    page = client.get(url).content.decode()
    assert SEEN["saw"] in page
    with play.as_("therapist"):
        assert not queries.observations(play.maya.pk, play.at - timedelta(days=1), play.at + timedelta(days=900))
    release_together(play.cast, play.maya, "mother", play.at - timedelta(days=30))
    with play.as_("therapist"):
        assert len(queries.observations(play.maya.pk, play.at - timedelta(days=1), play.at + timedelta(days=900))) == 1


def test_records_are_asked_for_and_received(play, sign_in):
    evaluation = play.begin()
    client = sign_in("therapist")
    client.post(
        reverse("evaluation:request_records", args=[evaluation.pk]),
        {"from_whom": "Elm School", "what": "IEP", "asked_on": "2026-11-20"},
    )
    with play.as_("therapist"):
        asked = RecordRequest.objects.get()
    page = _page(client, "evaluation", play.maya.pk)
    url = reverse("evaluation:receive_records", args=[asked.pk])

    assert "Waiting for: Elm School" in page
    assert client.post(url, {"received_on": "2026-11-01"}).status_code == 422
    assert client.post(url, {"received_on": "2026-11-21", "outcome": "504"}).status_code == 302
    assert asked.asked_on == date(2026, 11, 20)


def test_codes_are_found_while_one_types(play, sign_in):
    client = sign_in("therapist")
    found = client.get(reverse("evaluation:codes"), {"q": "wetting bed"}).content.decode()
    headings = client.get(reverse("evaluation:codes"), {"q": "adhd"}).content.decode()

    assert 'value="F98.0"' in found
    assert 'value="F90.2"' in headings
    assert 'value="F90"' not in headings
    assert "No code fits" in client.get(reverse("evaluation:codes"), {"q": "zzzz"}).content.decode()
    assert client.get(reverse("evaluation:codes")).content.strip() == b""


def test_a_diagnosis_with_its_evidence_and_its_history(play, sign_in):
    evaluation = play.begin()
    play.gather(evaluation)
    client, here = sign_in("therapist"), reverse("evaluation:conclude", args=[evaluation.pk])
    consider = reverse("evaluation:diagnose", args=[evaluation.pk])
    client.post(reverse("evaluation:formulate", args=[evaluation.pk]), {"summary": "She worries."})
    heading = client.post(consider, {"code": "F41", "status": "provisional", "because": "So."})
    client.post(consider, {"code": "F41.1", "status": "provisional", "because": "Worry on most days."})
    with play.as_("therapist"):
        diagnosis = Diagnosis.objects.get()
        seen = Contribution.objects.get(part=Part.OBSERVATION)
    client.post(
        reverse("evaluation:support", args=[diagnosis.pk]),
        {"criterion": "Hard to stop", "seen": "Asked for the nurse", "bears": "for", "source": f"part:{seen.pk}"},
    )
    client.post(reverse("evaluation:reconsider", args=[diagnosis.pk]), {"status": "confirmed", "because": "Yes."})
    page = client.get(here).content.decode()
    with play.as_("therapist"):
        evidence = Evidence.objects.get()
    client.post(reverse("evaluation:take_back", args=[evidence.pk]))

    assert heading.status_code == 422
    assert "This is a heading" in heading.content.decode()
    for words in ("Asked for the nurse", "Observation: Sofia Ruiz", "What it was held for", "She worries."):
        assert words in page, words
    assert "A newer set has been in force" in page
    assert "Asked for the nurse" not in client.get(here).content.decode()


def test_sign_says_what_is_missing_then_signs(play, sign_in):
    evaluation = play.begin()
    client, url = sign_in("therapist"), reverse("evaluation:sign", args=[evaluation.pk])
    early = client.get(url).content.decode()
    play.gather(evaluation)
    play.conclude(evaluation)
    page = client.get(url).content.decode()
    without_reason = client.post(url, {"typed_name": "Adaeze Okafor"})
    wrong_name = client.post(url, {"typed_name": "A. O.", "why_missing": "No time."})
    signed = client.post(url, {"typed_name": "adaeze  okafor", "why_missing": "No time."})
    read = client.get(signed["Location"]).content.decode()

    assert "Not yet" in early
    assert "Sign and lock" not in early
    assert "Strengths" in page
    assert "Say why it is signed without" in without_reason.content.decode()
    assert "Sign with your name as it stands here" in wrong_name.content.decode()
    assert "F41.1 Generalized anxiety disorder: confirmed" in read
    assert "Signed without:" in read
    assert "LP 4417" in read


def test_the_mother_reads_it_and_it_leaves_her_list(play, sign_in):
    evaluation = play.signed()
    client = sign_in("mother")
    waiting = client.get(reverse("portal:home")).content.decode()
    read = _page(client, "read", evaluation.pk)
    after = client.get(reverse("portal:home")).content.decode()

    assert "is ready to read" in waiting
    assert "F41.1" in read
    assert HISTORY["worries"] in read
    assert SECRET["hard"] not in read
    assert "Add to it" not in read
    assert "is ready to read" not in after


@pytest.mark.parametrize("part", ["teacher", "aide", "social_worker", "director", "coordinator", "privacy", "peer"])
def test_nobody_of_the_school_ever_meets_a_diagnosis(play, sign_in, part):
    evaluation = play.signed()
    with play.as_("therapist"):
        diagnosis = Diagnosis.objects.get(code="F41.1")
    client = sign_in(part)

    for name, key in (
        ("evaluation", play.maya.pk), ("read", evaluation.pk), ("paper", evaluation.pk), ("sign", evaluation.pk),
        ("conclude", evaluation.pk), ("tell", evaluation.pk), ("reconsider", diagnosis.pk),
    ):  # fmt: skip
        assert client.get(reverse(f"evaluation:{name}", args=[key])).status_code in (404, 405), name
    for path in (reverse("chart:child", args=[play.maya.pk]), reverse("chart:timeline", args=[play.maya.pk]), "/"):
        page = client.get(path, follow=True).content.decode()
        assert "F41" not in page
        assert "anxiety" not in page.lower()
        assert "evaluation was signed" not in page


def test_a_signed_evaluation_takes_an_addendum(play, sign_in):
    evaluation = play.signed()
    client = sign_in("supervisor")
    client.post(reverse("evaluation:addend", args=[evaluation.pk]), {"text": "Hearing was tested and is normal."})

    assert "Hearing was tested" in _page(client, "read", evaluation.pk)
    assert "Signed before" in _page(client, "evaluation", play.maya.pk)


@pytest.mark.skipif(not pdf.is_available(), reason="this machine has no Pango")
def test_the_paper_is_a_pdf_with_a_name_that_tells_nothing(play, sign_in):
    evaluation = play.signed()
    answer = sign_in("mother").get(reverse("evaluation:paper", args=[evaluation.pk]))

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'


def test_due_names_what_is_open_in_its_order(play, sign_in):
    play.begin()
    page = _page(sign_in("therapist"), "due")

    assert "Maya R." in page
    assert sign_in("outsider").get(reverse("evaluation:due")).content.decode().count("Maya") == 0
    assert sign_in("teacher").get(reverse("evaluation:due")).status_code == 404


def test_withdraw_and_ask_the_school(play, sign_in):
    evaluation = play.begin()
    play.gather(evaluation)
    client = sign_in("therapist")
    teacher = str(play.cast.person("teacher").pk)
    asked = client.post(reverse("evaluation:ask_school", args=[evaluation.pk]), {"staff": [teacher]})
    refused = client.post(reverse("evaluation:withdraw", args=[evaluation.pk]), {"reason": " "})
    client.post(reverse("evaluation:withdraw", args=[evaluation.pk]), {"reason": "Moved away."})

    assert asked.status_code == 302
    assert refused.status_code == 422
    with play.as_("therapist"):
        evaluation.refresh_from_db()
    assert evaluation.state == State.WITHDRAWN
    assert SAFETY["agreed"] not in _page(client, "evaluation", play.maya.pk)
