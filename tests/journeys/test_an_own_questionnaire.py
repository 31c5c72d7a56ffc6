"""A therapist brings in a questionnaire of the program's own, tries it, and lets it be asked."""

import json

from trefoil.care.instruments.tests.forms import SUM, form, question, score

OFTEN = (("never", 0), ("sometimes", 1), ("often", 2), ("always", 3))
TEXTS = ("I could begin my work", "I knew whom to ask", "The way home was calm")
QUESTIONS = [question(f"q{n}", OFTEN, text=text) for n, text in enumerate(TEXTS, 1)]
OWN = form(*QUESTIONS, score("total", SUM, "integer", text="How the week went"), title="The school week")
BROKEN = form(*QUESTIONS, score("total", f"{SUM}.power(2)"))


def test_a_program_brings_in_its_own_questionnaire(visit):
    therapist = visit("therapist")
    then_what_cannot_be_read_is_named(therapist)
    when_it_is_brought_in(therapist)
    then_it_is_scored_as_it_is_tried(therapist)
    when_it_is_published(therapist)


def _bring(therapist, resource):
    therapist.go("/instruments/shelf/")
    content = {"name": "own.json", "mimeType": "application/json", "buffer": json.dumps(resource).encode()}
    therapist.page.locator("input[type=file]").set_input_files(content)
    therapist.send("Read it")


def then_what_cannot_be_read_is_named(therapist):
    _bring(therapist, BROKEN)
    assert therapist.sees("Item total: power() in a score.")


def when_it_is_brought_in(therapist):
    _bring(therapist, OWN)
    assert therapist.sees("I knew whom to ask")


def then_it_is_scored_as_it_is_tried(therapist):
    for number in (1, 2, 3):
        with therapist.page.expect_response(lambda response: response.request.method == "POST"):
            therapist.page.locator("fieldset").nth(number - 1).get_by_label("often").check()
    therapist.page.locator("#tried strong", has_text="6").wait_for()
    therapist.picture("shelf-try")


def when_it_is_published(therapist):
    therapist.fill("What whoever answers reads", "How your week was")
    therapist.page.get_by_label("Youth").check()
    therapist.send("Publish")
    therapist.page.wait_for_url("**/shelf/")
    assert therapist.sees("published")
    therapist.picture("shelf")
