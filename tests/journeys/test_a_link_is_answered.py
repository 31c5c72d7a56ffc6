"""A youth gets a link: she answers on her phone without signing in, all on one page, and once."""

import re

ADDRESS = "maya.only@home.example"


def test_a_youth_answers_by_a_link(visit, link_in_letter):
    therapist = visit("therapist")
    when_the_therapist_asks_her(therapist)
    when_a_link_is_sent(therapist)
    address = link_in_letter(ADDRESS)
    youth = visit(None, phone=True)
    then_the_link_opens_one_form(youth, address)
    when_she_answers_all_on_one_page(youth)
    then_it_is_handed_in_and_the_link_opens_nothing_elsewhere(youth, visit, address)
    then_the_score_says_how_it_came(therapist)


def when_the_therapist_asks_her(therapist):
    therapist.opens("Maya", "/instruments/child/{child}/ask/")
    therapist.choose("instrument", "GAD-7")
    therapist.picture("ask-informant")
    therapist.send("Ask")


def when_a_link_is_sent(therapist):
    waiting = therapist.page.locator("main li", has_text="GAD-7").first
    waiting.get_by_role("link", name="Send a link").click()
    therapist.page.wait_for_url("**/link/")
    therapist.fill("E-mail", ADDRESS)
    therapist.picture("link-send")
    therapist.send("Make the link")


def then_the_link_opens_one_form(youth, address):
    youth.go(address)
    youth.picture("link-open")
    youth.send()
    youth.page.get_by_role("link", name=re.compile("one page|una página")).tap()
    youth.page.wait_for_url("**/all/")


def when_she_answers_all_on_one_page(youth):
    for block in youth.page.locator("fieldset").all():
        with youth.page.expect_response(lambda response: response.request.method == "POST"):
            block.locator("input").nth(0).check()
    youth.picture("link-all-on-one-page")
    youth.page.reload()
    assert youth.page.locator("input:checked").count() == youth.page.locator("fieldset").count()


def then_it_is_handed_in_and_the_link_opens_nothing_elsewhere(youth, visit, address):
    youth.send()
    youth.page.wait_for_url("**/finish/")
    youth.send()
    assert youth.sees("988")
    assert visit(None, phone=True).go(address) == 410


def then_the_score_says_how_it_came(therapist):
    therapist.opens("Maya", "/instruments/child/{child}/")
    assert therapist.sees("by a link")
    therapist.picture("scores-by-link")
