"""What was answered on paper stays what it was: who, when, and what was left empty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trefoil.care.instruments import actions, paper
from trefoil.care.instruments.models import Flag, Response, Score
from trefoil.ground.access.actions import Denied
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused

from .shelf import FREQUENCY, ITEM_NINE, NINE


@pytest.fixture
def asked(cast, as_):
    with as_("therapist"):
        return actions.assign(child=cast.children["maya"], key="phq-9", by=cast.person("therapist"), at=now())


def typed(*weights):
    return {link: FREQUENCY[weight] if weight is not None else None for link, weight in zip(NINE, weights, strict=True)}


def type_in(cast, asked, answers, *, part="therapist", days=3, **more):
    at = now()
    given = {"language": "es", "answered_at": at - timedelta(days=days)} | more
    return paper.type_in(assignment=asked, answers=answers, by=cast.person(part), at=at, **given)


def test_type_in_keeps_who_answered_when_and_who_typed(cast, as_, asked):
    with as_("therapist"):
        score = type_in(cast, asked, typed(*[1] * 8, 0) | {"/69722-7": None})
        response = Response.objects.get()
    assert (score.value, score.answered_by_id, score.author_id) == (
        8,
        cast.person("maya").pk,
        cast.person("therapist").pk,
    )
    assert (response.mode, response.language) == ("paper", "es")
    assert timedelta(days=2) < now() - score.at < timedelta(days=4)


def test_what_was_left_empty_is_not_answered_and_gives_no_score(cast, as_, asked):
    with as_("therapist"):
        score = type_in(cast, asked, typed(*[1] * 7, None, 0) | {"/69722-7": None})
    assert (score.value, score.unanswered) == (None, 1)


def test_a_yes_on_paper_raises_its_alert_when_it_is_typed(cast, as_, asked):
    with as_("therapist"):
        type_in(cast, asked, typed(*[0] * 8, 1) | {"/69722-7": None})
        assert Flag.objects.get().name == "item 9 positive"
        assert now() - Flag.objects.get().at < timedelta(minutes=1)


def test_a_suicide_question_left_empty_on_paper_is_raised_too(cast, as_, asked):
    with as_("therapist"):
        type_in(cast, asked, typed(*[0] * 8, None))
        assert Flag.objects.get().name == "item 9 not answered"


def test_a_day_to_come_a_second_time_and_strangers_are_refused(cast, as_, asked):
    with as_("therapist"):
        with pytest.raises(Refused):
            type_in(cast, asked, typed(*[0] * 9), days=-1)
        type_in(cast, asked, typed(*[0] * 9))
        with pytest.raises(Refused):
            type_in(cast, asked, typed(*[0] * 9))
    with as_("mother"), pytest.raises(Denied):
        type_in(cast, asked, typed(*[0] * 9), part="mother")


def test_what_somebody_has_begun_on_a_screen_is_not_typed_over(cast, as_, asked):
    with as_("maya"):
        actions.answer(
            assignment=asked, link_id=NINE[0], code=FREQUENCY[1], language="en", by=cast.person("maya"), at=now()
        )
    with as_("therapist"), pytest.raises(Refused):
        type_in(cast, asked, typed(*[0] * 9))


def test_the_sheet_for_paper_names_no_child_and_no_condition(sign_in, asked):
    page = sign_in("therapist").get(reverse("instruments:print_form", args=[asked.pk]), {"language": "es"})
    sheet = page.content.decode().split("<article")[1].split("</article>")[0]
    assert "Poco interés o placer" in sheet
    assert "Maya" not in sheet
    assert "depres" not in sheet.split('class="tiny')[0].lower().replace("deprimid", "")


def test_type_in_page_hands_in(sign_in, asked, as_):
    answers = {f"answer:{link}": FREQUENCY[2] for link in NINE if link != ITEM_NINE}
    answers |= {
        f"answer:{ITEM_NINE}": FREQUENCY[0],
        "answered_on": timezone.localdate(now()).isoformat(),
        "language": "en",
    }
    page = sign_in("therapist").post(reverse("instruments:type_in", args=[asked.pk]), answers)
    assert page.status_code == 302
    with as_("therapist"):
        assert Score.objects.get().value == 16
