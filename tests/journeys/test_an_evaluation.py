"""From a question to a signed report: five people write, each in their own part, and the school reads none of it."""

import re

CHOSEN = "#codes input[name=code]:checked"


def test_an_evaluation_from_the_question_to_the_report(visit):
    therapist = given_a_question_about_maya(visit)
    when_her_mother_tells_on_her_phone(visit)
    when_maya_tells_in_confidence(visit)
    when_her_teacher_writes_what_she_saw(visit)
    when_the_supervisor_enters_the_level(visit, therapist)
    when_the_therapist_writes_the_interview_and_safety(therapist)
    then_what_is_missing_stands_there(therapist)
    when_she_finds_a_code_by_a_word_and_notes_what_speaks_for_it(therapist)
    when_she_signs(therapist)
    then_the_report_is_a_paper(therapist)
    then_the_mother_reads_it_and_the_teacher_does_not(visit, therapist)


def given_a_question_about_maya(visit):
    therapist = visit("therapist")
    therapist.opens("Maya")
    therapist.child_id = therapist.child()
    therapist.go(f"/evaluation/child/{therapist.child_id}/")
    therapist.press("Begin an update")
    therapist.page.select_option("select[name=reason]", "change")
    therapist.page.fill("[name=question]", "Does the worry come back now that the tests begin?")
    therapist.check()
    therapist.send()
    therapist.waits_for("missing, needed to sign")
    return therapist


def _tells(visit, part):
    teller = visit(part, phone=True)
    teller.go("/home/")
    teller.page.locator("main a[href*='/tell/']").first.tap()
    teller.page.wait_for_url(re.compile("/tell/"))
    return teller


def when_her_mother_tells_on_her_phone(visit):
    mother = _tells(visit, "mother")
    mother.page.fill("[name=worries]", "Otra vez le duele la panza los lunes.")
    mother.page.fill("[name=good]", "Dibuja cada noche.")
    mother.picture("evaluation-mother")
    mother.send()
    mother.page.wait_for_url("**/home/")


def when_maya_tells_in_confidence(visit):
    maya = _tells(visit, "maya")
    maya.page.fill("[name=hard]", "I skipped class to sit by the river.")
    maya.page.locator("input[name=in_confidence][value=yes]").check()
    maya.picture("evaluation-youth")
    maya.send()
    maya.page.wait_for_url("**/home/")


def when_her_teacher_writes_what_she_saw(visit):
    teacher = visit("teacher")
    teacher.opens("Maya")
    teacher.press("What I saw")
    teacher.page.fill("[name=where]", "Mathematics, 40 minutes")
    teacher.page.fill("[name=saw]", "Left her seat twice after the tests were handed out.")
    teacher.check()
    teacher.send()
    teacher.waits_for("What you wrote before")


def when_the_supervisor_enters_the_level(visit, therapist):
    supervisor = visit("supervisor")
    supervisor.go(f"/evaluation/child/{therapist.child_id}/")
    supervisor.page.locator("main a[href*='/part/level/']").first.click()
    supervisor.page.select_option("select[name=level]", "3")
    supervisor.page.fill("[name=rationale]", "Help on most days, and people who carry it.")
    supervisor.send()
    supervisor.page.wait_for_url("**/evaluation/child/**")


def when_the_therapist_writes_the_interview_and_safety(therapist):
    for part, field, words in (
        ("interview", "now", "She says the tests make her stomach tight."),
        ("safety", "risk", "No thoughts of dying. Skipped two classes."),
    ):
        therapist.go(f"/evaluation/child/{therapist.child_id}/")
        therapist.page.locator(f"main a[href*='/part/{part}/']").first.click()
        therapist.page.fill(f"[name={field}]", words)
        therapist.send()
        therapist.page.wait_for_url("**/evaluation/child/**")


def then_what_is_missing_stands_there(therapist):
    assert therapist.sees("missing, needed to sign")
    assert therapist.sees("Strengths")
    assert therapist.sees("I skipped class to sit by the river.")
    therapist.picture("evaluation")


def when_she_finds_a_code_by_a_word_and_notes_what_speaks_for_it(therapist):
    page = therapist.page
    page.locator("main a[href$='/conclude/']").first.click()
    page.fill("[name=summary]", "The worry of spring comes back when she is tested before others.")
    therapist.send("Keep")
    therapist.waits_for("Kept.")
    page.locator("#code-words").press_sequentially("shy")
    page.locator("#codes input[value='F40.10']").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(CHOSEN).wait_for()
    page.locator("#codes input[value='F40.10']").check()
    page.locator("form:has(#code-words) [name=because]").fill("Being watched brings the fear back.")
    therapist.send("Put it on the list")
    therapist.waits_for("On the list")
    page.locator("main summary", has_text="Note what was observed").first.click()
    page.fill("[name=criterion]", "Being watched brings fear nearly every time")
    page.fill("[name=seen]", "Left her seat twice after the tests were handed out")
    page.locator("select[name=source]").first.select_option(label="Observation: Sofia Ruiz")
    page.get_by_role("button", name="Note it").first.click()
    therapist.waits_for("Noted.")
    therapist.picture("evaluation-diagnoses")


def when_she_signs(therapist):
    therapist.press("Read all of it and sign")
    therapist.waits_for("Read it as the family will")
    therapist.fill("Why it is signed without these", "The tests are next week.")
    therapist.fill("Sign with your name", "Adaeze Okafor")
    therapist.picture("evaluation-sign")
    therapist.send()
    therapist.waits_for("Signed and locked.")


def then_the_report_is_a_paper(therapist):
    with therapist.page.expect_download() as found:
        therapist.press("Save as PDF")
    assert found.value.suggested_filename == "report.pdf"
    assert found.value.path().read_bytes().startswith(b"%PDF")


def then_the_mother_reads_it_and_the_teacher_does_not(visit, therapist):
    report = therapist.page.url.removeprefix(therapist.address)
    mother, teacher = visit("mother", phone=True), visit("teacher")
    assert mother.go(report) == 200
    assert mother.sees("F40.10")
    assert not mother.sees("river")
    mother.picture("evaluation-mother-reads")
    assert teacher.go(report) == 404
