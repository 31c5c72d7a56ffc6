from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.care.instruments import actions
from trefoil.care.instruments.models import Assignment, Flag, OnDuty, Response, Score
from trefoil.ground.kit.clock import now

from .shelf import FREQUENCY, ITEM_NINE, NINE


@pytest.fixture
def jonah(cast):
    return cast.children["jonah"]


@pytest.fixture
def duty(cast, as_):
    """The therapist is on duty now."""
    with as_("therapist"):
        return actions.set_duty(
            staff=cast.staff["therapist"],
            starts_at=now() - timedelta(hours=1),
            ends_at=now() + timedelta(hours=3),
            by=cast.person("therapist"),
            at=now(),
        )


@pytest.fixture
def asked(cast, jonah, as_):
    with as_("therapist"):
        return actions.assign(child=jonah, key="phq-9", by=cast.person("therapist"), at=now())


def question(assignment, number):
    return reverse("instruments:question", args=[assignment.pk, number])


def answer_all(client, assignment, *weights):
    for number, weight in enumerate(weights, 1):
        client.post(question(assignment, number), {"code": FREQUENCY[weight]})


def test_answer_leads_to_the_first_question_not_seen(asked, sign_in):
    client = sign_in("youth")
    client.post(question(asked, 1), {"code": FREQUENCY[1]})

    response = client.get(reverse("instruments:answer", args=[asked.pk]))

    assert response["Location"] == question(asked, 2)


def test_one_tap_keeps_the_answer_and_goes_on(asked, sign_in, as_):
    response = sign_in("youth").post(question(asked, 1), {"code": FREQUENCY[1]})

    assert response["Location"] == question(asked, 2)
    with as_("youth"):
        assert Response.objects.get().resource["item"][0]["item"][0]["linkId"] == NINE[0]


def test_question_speaks_spanish_where_the_youth_does(asked, sign_in):
    client = sign_in("youth")
    client.cookies["trefoil_language_8000"] = "es"
    client.post("/language/", {"language": "es"})

    page = client.get(question(asked, 1)).content.decode()

    assert "Poco interés o placer en hacer cosas" in page


def test_no_youth_page_names_a_condition(asked, duty, sign_in):
    client = sign_in("youth")
    for number in (1, 3):
        page = client.get(question(asked, number)).content.decode().lower()
        assert "<title>how the last two weeks were" in page
        assert "depression" not in page


def test_an_answer_that_is_not_offered_is_refused(asked, sign_in):
    assert sign_in("youth").post(question(asked, 1), {"code": "7"}).status_code == 422


def test_crisis_contacts_stand_before_item_nine(asked, duty, sign_in):
    page = sign_in("youth").get(question(asked, 9)).content.decode()

    assert page.index("tel:988") < page.index("Your answer")
    assert "Adaeze Okafor" in page


def test_item_nine_waits_when_nobody_is_on_duty(asked, sign_in):
    client = sign_in("youth")

    page = client.get(question(asked, 9)).content.decode()

    assert "hurting yourself in some way" not in page
    assert "tel:988" in page
    assert client.post(question(asked, 9), {"code": FREQUENCY[0]}).status_code == 422
    review = client.get(reverse("instruments:finish", args=[asked.pk])).content.decode()
    assert "hurting yourself in some way" not in review


def test_finish_hands_in_and_thanks(asked, duty, sign_in, as_):
    client = sign_in("youth")
    answer_all(client, asked, *[0] * 9)
    review = client.get(reverse("instruments:finish", args=[asked.pk]))
    assert "Hand in" in review.content.decode()

    response = client.post(reverse("instruments:finish", args=[asked.pk]), follow=True)

    assert "Thank you" in response.content.decode()
    with as_("therapist"):
        assert Score.objects.get().value == 0


def test_finish_too_early_says_why(asked, sign_in):
    response = sign_in("youth").post(reverse("instruments:finish", args=[asked.pk]))

    assert response.status_code == 422
    assert "not seen yet" in response.content.decode()


@pytest.mark.parametrize("part", ["teacher", "mother", "outsider", "maya", "father", "director"])
def test_nobody_else_opens_the_questions(asked, sign_in, part):
    client = sign_in(part)

    assert client.get(question(asked, 1)).status_code == 404
    assert client.get(reverse("instruments:finish", args=[asked.pk])).status_code == 404
    assert client.get(reverse("instruments:answer", args=[asked.pk])).status_code == 404


def test_staff_beside_the_youth_may_fill_in(asked, sign_in, as_):
    sign_in("therapist").post(question(asked, 9), {"code": FREQUENCY[0]})

    with as_("therapist"):
        assert Response.objects.get().mode == "with_staff"


def test_scores_show_the_flag_first_then_score_band_and_who(jonah, asked, duty, sign_in):
    client = sign_in("youth")
    answer_all(client, asked, *[1] * 9)
    client.post(question(asked, 10), {"code": "LA6573-5"})
    client.post(reverse("instruments:finish", args=[asked.pk]))

    page = sign_in("therapist").get(reverse("instruments:scores", args=[jonah.pk]))

    text = page.content.decode()
    assert text.index("Item 9 positive") < text.index("score-value")
    for words in ("mild", "Jonah Berg", "in English", "A screen, not a diagnosis.", "Ask again"):
        assert words in text


def test_scores_draw_a_trend_and_say_what_changed(cast, jonah, as_, duty, sign_in):
    for weights in ([2] * 9, [1] * 8 + [0]):
        with as_("therapist"):
            again = actions.assign(child=jonah, key="phq-9", by=cast.person("therapist"), at=now())
        client = sign_in("youth")
        answer_all(client, again, *weights)
        client.post(question(again, 10), {"code": "LA6573-5"})
        client.post(reverse("instruments:finish", args=[again.pk]))

    text = sign_in("therapist").get(reverse("instruments:scores", args=[jonah.pk])).content.decode()

    assert "<svg" in text
    assert "10 points lower: more than the error of measurement" in text


@pytest.mark.parametrize(
    "part",
    ["teacher", "aide", "social_worker", "peer", "outsider", "coordinator", "youth", "mother"],
)
def test_scores_are_not_there_for_those_who_do_not_treat(released, jonah, asked, sign_in, part):
    assert sign_in(part).get(reverse("instruments:scores", args=[jonah.pk])).status_code == 404


def test_skills_staff_read_the_score_without_single_answers(jonah, asked, duty, sign_in):
    client = sign_in("youth")
    answer_all(client, asked, *[0] * 9)
    client.post(reverse("instruments:finish", args=[asked.pk]))

    page = sign_in("skills").get(reverse("instruments:scores", args=[jonah.pk])).content.decode()

    assert "score-value" in page
    assert "Little interest" not in page


def test_assign_asks_and_says_so(jonah, sign_in, as_):
    response = sign_in("therapist").post(
        reverse("instruments:assign", args=[jonah.pk]), {"instrument": "phq-9"}, follow=True
    )

    assert "Asked." in response.content.decode()
    with as_("therapist"):
        assert Assignment.objects.count() == 1


def test_assign_twice_says_why(jonah, asked, sign_in):
    response = sign_in("therapist").post(reverse("instruments:assign", args=[jonah.pk]), {"instrument": "phq-9"})

    assert response.status_code == 422
    assert "already waiting" in response.content.decode()


def test_assign_is_not_there_for_a_teacher(jonah, sign_in):
    assert sign_in("teacher").get(reverse("instruments:assign", args=[jonah.pk])).status_code == 404


def test_withdraw_takes_it_back_with_a_reason(asked, sign_in, as_):
    url = reverse("instruments:withdraw", args=[asked.pk])
    client = sign_in("therapist")
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Asked on paper."}).status_code == 302

    assert sign_in("youth").get(question(asked, 1)).status_code == 404


def test_acknowledge_writes_what_was_done(jonah, asked, duty, sign_in, as_):
    client = sign_in("youth")
    client.post(question(asked, 9), {"code": FREQUENCY[2]})
    with as_("therapist"):
        url = reverse("instruments:acknowledge", args=[Flag.objects.get().pk])
    client = sign_in("therapist")
    assert client.get(url).status_code == 200
    assert client.post(url, {"words": ""}).status_code == 422

    response = client.post(url, {"words": "Saw him at once."}, follow=True)

    assert "Saw him at once." in response.content.decode()
    assert sign_in("teacher").get(url).status_code == 404


def test_set_duty_and_end_duty(cast, sign_in):
    client, url = sign_in("therapist"), reverse("instruments:set_duty")
    assert client.get(url).status_code == 200
    times = {"starts_at": "2030-01-07T08:00", "ends_at": "2030-01-07T16:00"}
    typed = {"staff": cast.staff["therapist"].pk, **times}

    assert client.post(url, {**typed, "ends_at": "2030-01-07T07:00"}).status_code == 422
    assert "Adaeze Okafor" in client.post(url, typed, follow=True).content.decode()
    client.post(reverse("instruments:end_duty", args=[OnDuty.objects.get().pk]))

    assert OnDuty.objects.get().voided_by == cast.person("therapist")


@pytest.mark.parametrize("part", ["teacher", "youth", "mother", "director"])
def test_set_duty_is_for_the_clinic(sign_in, part):
    assert sign_in(part).get(reverse("instruments:set_duty")).status_code == 404


def test_item_nine_is_the_ninth_question():
    assert NINE[8] == ITEM_NINE
