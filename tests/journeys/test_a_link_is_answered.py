"""A mother is asked about her daughter by a link: she answers on her phone without signing in, and once."""

import re

ADDRESS = "elena.only@home.example"


def test_a_mother_answers_by_a_link(visit, link_in_letter):
    therapist = visit("therapist")
    when_the_therapist_asks_her_mother(therapist)
    when_a_link_is_sent(therapist)
    address = link_in_letter(ADDRESS)
    mother = visit(None, phone=True)
    then_the_link_opens_one_form(mother, address)
    when_she_answers_all_on_one_page(mother)
    then_it_is_handed_in_and_the_link_opens_nothing_elsewhere(mother, visit, address)
    then_the_chart_has_a_line_of_her_own(therapist)


def when_the_therapist_asks_her_mother(therapist):
    therapist.opens("Maya", "/instruments/child/{child}/ask/")
    therapist.choose("who", "Elena")
    therapist.picture("ask-informant")
    therapist.send("Ask")


def when_a_link_is_sent(therapist):
    waiting = therapist.page.locator("main li", has_text="Elena").first
    waiting.get_by_role("link", name="Send a link").click()
    therapist.page.wait_for_url("**/link/")
    therapist.fill("E-mail", ADDRESS)
    therapist.picture("link-send")
    therapist.send("Make the link")


def then_the_link_opens_one_form(mother, address):
    mother.go(address)
    mother.picture("link-open")
    mother.send()
    mother.page.get_by_role("link", name=re.compile("one page|una página")).tap()
    mother.page.wait_for_url("**/all/")


def when_she_answers_all_on_one_page(mother):
    for block in mother.page.locator("fieldset").all():
        with mother.page.expect_response(lambda response: response.request.method == "POST"):
            block.locator("input").nth(1).check()
    mother.picture("link-all-on-one-page")
    mother.page.reload()
    assert mother.page.locator("input:checked").count() == mother.page.locator("fieldset").count()


def then_it_is_handed_in_and_the_link_opens_nothing_elsewhere(mother, visit, address):
    mother.send()
    mother.page.wait_for_url("**/finish/")
    mother.send()
    assert mother.sees("988")
    assert visit(None, phone=True).go(address) == 410


def then_the_chart_has_a_line_of_her_own(therapist):
    therapist.opens("Maya", "/instruments/child/{child}/")
    assert therapist.sees("Elena")
    therapist.picture("scores-informants")
