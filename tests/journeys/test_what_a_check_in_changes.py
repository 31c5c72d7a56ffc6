"""A check-in that changes the plan: its agenda has filled itself, and what was decided becomes a proposal."""

QUESTION = "Can she keep the headphones on in the bus?"
NEW = "Headphones on before the bus door opens"


def test_a_check_in_changes_the_plan(visit):
    mother = given_a_mother_who_keeps_a_question(visit)
    therapist = when_the_therapist_arranges_a_check_in(visit)
    then_its_agenda_has_filled_itself(therapist)
    when_they_decide_something_new_and_close(therapist)
    then_the_supervisor_takes_it_into_the_plan(visit)
    then_the_mother_reads_what_was_agreed(mother, therapist.page.url)


def given_a_mother_who_keeps_a_question(visit):
    mother = visit("mother", phone=True)
    mother.go("/home/")
    mother.page.locator("main a[href*='/home/plan/']").first.click()
    mother.page.wait_for_url("**/home/plan/**")
    form = mother.page.locator("form[action$='/ask/']")
    form.locator("textarea").fill(QUESTION)
    mother.picture("family-plan")
    with mother.page.expect_navigation():
        form.locator("button").click()
    assert mother.sees(QUESTION)
    return mother


def when_the_therapist_arranges_a_check_in(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/reviews/child/{child}/")
    therapist.press("Arrange a meeting")
    therapist.page.wait_for_url("**/arrange/")
    now = therapist.page.evaluate("() => new Date(Date.now() - 6e4 * new Date().getTimezoneOffset()).toISOString()")
    therapist.page.locator("[name=starts_at]").fill(now[:16])
    therapist.page.get_by_role("checkbox", name="Elena Reyes").check()
    therapist.send("Invite")
    return therapist


def then_its_agenda_has_filled_itself(therapist):
    assert therapist.sees(QUESTION)
    assert therapist.sees("planned minutes")
    therapist.picture("review-meeting")
    therapist.page.get_by_role("checkbox", name="Adaeze Okafor").check()
    therapist.page.get_by_role("checkbox", name="Elena Reyes").check()
    therapist.send("Keep")


def when_they_decide_something_new_and_close(therapist):
    therapist.page.locator("form[action$='/decide/'] [name=text]").fill(NEW)
    therapist.choose("kind", "the plan changes")
    therapist.page.locator("[name=goal_id]").select_option(index=1)
    therapist.choose("setting", "At home")
    therapist.send("Note it")
    assert therapist.sees(NEW)
    therapist.page.locator("[name=summary]").fill("The bus is the hard part. Headphones may stay on.")
    therapist.send("Send the minutes")
    assert therapist.sees("The bus is the hard part")


def then_the_supervisor_takes_it_into_the_plan(visit):
    supervisor = visit("supervisor")
    supervisor.go("/")
    supervisor.page.locator("main a[href*='/plan/proposal/'][href$='/answer/']").first.click()
    assert supervisor.sees(NEW)
    supervisor.send("Take it into the draft")
    assert supervisor.page.url.endswith("/edit/")
    assert NEW in supervisor.page.locator("main textarea").evaluate_all("all => all.map(one => one.value)")


def then_the_mother_reads_what_was_agreed(mother, address):
    mother.go("/home/")
    mother.page.locator(f"main a[href='/reviews/{address.split('/reviews/')[1]}']").first.click()
    assert mother.sees("Headphones may stay on")
    mother.picture("family-minutes")
