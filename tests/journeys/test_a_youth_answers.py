"""A youth answers on a phone; an answer above zero on the ninth question tops the Today of who is on duty."""

import re


def test_a_youth_answers_and_item_nine_tops_today(visit):
    youth = given_a_youth_with_questions_on_a_phone(visit)
    when_he_answers_one_tap_at_a_time(youth)
    then_he_is_thanked_and_told_where_help_is(youth)
    supervisor = then_it_is_the_first_thing_on_today(visit)
    when_she_says_what_she_does(supervisor)
    then_score_and_band_stand_with_their_instrument(visit)


def given_a_youth_with_questions_on_a_phone(visit):
    youth = visit("youth", phone=True)
    youth.go("/home/")
    youth.check()
    youth.page.locator("main a[href*='/instruments/questions/']").first.tap()
    youth.page.wait_for_url(re.compile(r"/questions/.*/\d+/"))
    return youth


def when_he_answers_one_tap_at_a_time(youth):
    youth.picture("question")
    for number in range(1, 11):
        if "/finish/" in youth.page.url:
            break
        here = youth.page.url
        if number == 9:
            youth.picture("question-nine")
        youth.page.locator("button[name=code]").nth(1).tap()
        youth.page.wait_for_url(lambda url, here=here: url != here)
    assert "/finish/" in youth.page.url


def then_he_is_thanked_and_told_where_help_is(youth):
    youth.picture("question-review")
    youth.send("Hand in")
    assert youth.sees("988")
    youth.picture("question-thanks")


def then_it_is_the_first_thing_on_today(visit):
    supervisor = visit("supervisor")
    supervisor.go("/")
    lines = supervisor.page.locator("main section li, main ol li").all_inner_texts()
    assert "Jonah" in lines[0] or "Silas" in lines[0], lines[:3]
    assert any("Jonah" in line for line in lines[:2]), lines[:3]
    supervisor.picture("today-urgent")
    return supervisor


def when_she_says_what_she_does(supervisor):
    line = supervisor.page.locator("main li", has_text="Jonah").first
    line.get_by_role("link").last.click()
    supervisor.page.wait_for_url("**/instruments/child/**")
    supervisor.picture("scores-flagged")
    supervisor.press("Respond")
    supervisor.page.wait_for_url("**/flag/**")
    supervisor.picture("item-nine")
    supervisor.page.locator("main textarea").first.fill("I am with Jonah now; safety plan is next.")
    supervisor.send()


def then_score_and_band_stand_with_their_instrument(visit):
    therapist = visit("supervisor")
    therapist.opens("Jonah", "/instruments/child/{child}/")
    assert therapist.sees("PHQ-9")
    therapist.picture("scores")
