"""A therapist writes a note, the browser dies, and the text is there at the next sign-in."""

WORDS = "Practiced asking for a break; she asked twice."


def test_a_therapist_writes_a_note_and_the_browser_dies(visit):
    therapist = given_a_therapist_who_recorded_a_check_in(visit)
    when_she_writes_and_the_browser_dies(therapist)
    therapist = then_today_asks_her_to_finish_it(visit)
    then_every_word_is_there(therapist)
    when_she_signs_it(therapist)
    then_it_is_locked_and_takes_an_addendum(therapist)
    teacher = given_a_teacher_with_the_address_of_the_note(visit)
    then_it_is_for_her_as_if_it_were_not_there(teacher, therapist.page.url)


def given_a_therapist_who_recorded_a_check_in(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/sessions/child/{child}/record/")
    therapist.page.locator("[name=kind]").select_option(label="Check-in")
    therapist.fill("Minutes", "20")
    therapist.picture("session-record")
    therapist.press("Record")
    therapist.page.wait_for_url("**/note/")
    return therapist


def when_she_writes_and_the_browser_dies(therapist):
    therapist.fill("What we did", WORDS)
    therapist.fill("How it went", "Calm at the end.")
    therapist.page.locator("text=/^saved /i").first.wait_for()
    therapist.picture("note")
    therapist.context.close()


def then_today_asks_her_to_finish_it(visit):
    therapist = visit("therapist")
    alone = therapist.page.locator("li", has_text="Maya").filter(has_text="not finished")
    folded = therapist.page.locator("li", has_text="notes to finish")  # once other notes wait as well
    alone.or_(folded).first.wait_for()
    therapist.go("/sessions/")
    therapist.page.locator("li", has_text="Maya").get_by_role("link", name="Go on").last.click()
    return therapist


def then_every_word_is_there(therapist):
    assert therapist.page.get_by_label("What we did").input_value() == WORDS


def when_she_signs_it(therapist):
    therapist.send("Read once more and sign")
    assert therapist.sees(WORDS)
    therapist.picture("note-sign")
    therapist.press("Sign and lock")


def then_it_is_locked_and_takes_an_addendum(therapist):
    therapist.waits_for(WORDS)
    assert therapist.page.locator("textarea").count() == 0
    therapist.press("Add")
    therapist.fill("Addendum", "Her mother called in the afternoon.")
    therapist.send()
    therapist.waits_for("Her mother called in the afternoon.")
    assert therapist.sees(WORDS)
    therapist.picture("note-signed")


def given_a_teacher_with_the_address_of_the_note(visit):
    return visit("teacher")


def then_it_is_for_her_as_if_it_were_not_there(teacher, address):
    path = address.removeprefix(teacher.address)
    assert teacher.go(path) == 404
    there = teacher.text()
    assert teacher.go("/sessions/note/00000000-0000-7000-8000-000000000000/") == 404
    assert teacher.text() == there
    teacher.picture("not-found")
