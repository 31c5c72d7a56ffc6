"""A plan is drafted, signed by all four, shown as each reader will see it, published, and read at school."""

GOAL = "I say when I need five quiet minutes"


def test_a_plan_is_signed_published_and_read(visit):
    therapist = given_a_therapist_who_drafts_the_next_version(visit)
    when_she_asks_for_signatures(therapist)
    then_all_four_sign(visit, therapist)
    then_the_preview_shows_what_each_reader_will_see(therapist)
    when_she_publishes_it(therapist)
    then_the_teacher_reads_it_and_says_so(visit)


def given_a_therapist_who_drafts_the_next_version(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/plan/child/{child}/")
    therapist.check()
    begin = therapist.page.locator("main form[action$='/draft/'] button")
    begin.or_(therapist.page.locator("main a[href$='/edit/']")).first.click()  # or go on with what another story began
    therapist.page.wait_for_url("**/edit/")
    therapist.fill("A new goal, in the child’s own words", GOAL)
    therapist.page.get_by_role("button", name="Add the goal").click()
    goal = therapist.page.get_by_role("article", name="Goal 3")
    goal.wait_for()
    goal.get_by_label("One more thing that is done here").first.fill("A sand timer on the desk")
    with therapist.page.expect_response(lambda answer: "/strategy/" in answer.url):
        goal.get_by_role("button", name="Add", exact=True).first.click()
    with therapist.page.expect_response(lambda answer: "/goal/" in answer.url):
        goal.locator("[name=for_school]").first.check()
    therapist.picture("plan-draft")
    return therapist


def when_she_asks_for_signatures(therapist):
    therapist.press("Ask for signatures")
    therapist.page.wait_for_url("**/submit/")
    therapist.choose("school_signer", "Whitfield")
    therapist.picture("plan-submit")
    therapist.send("Ask for signatures")


def then_all_four_sign(visit, therapist):
    names = {"therapist": "Adaeze Okafor", "mother": "Elena Reyes", "maya": "Maya Reyes"}
    names["social_worker"] = "Dana Whitfield"
    for part, name in names.items():
        signer = therapist if part == "therapist" else visit(part, phone=part in ("mother", "maya"))
        signer.go("/" if part in ("therapist", "social_worker") else "/home/")
        signer.page.locator("main a[href*='/plan/version/'][href$='/sign/']").first.click()
        signer.page.wait_for_url("**/sign/")
        signer.picture(f"plan-sign-{part}") if part in ("mother", "maya") else signer.check()
        signer.page.locator("[name=typed_name]").fill(name)
        signer.send()


def then_the_preview_shows_what_each_reader_will_see(therapist):
    therapist.opens("Maya", "/plan/child/{child}/")
    therapist.press("What the school sees")
    therapist.page.wait_for_url("**/preview/")
    assert therapist.sees("Sofia Ruiz")
    assert therapist.sees("A sand timer on the desk")
    therapist.picture("plan-preview")


def when_she_publishes_it(therapist):
    with therapist.page.expect_navigation():
        therapist.page.get_by_role("button", name="Publish to").click()


def then_the_teacher_reads_it_and_says_so(visit):
    teacher = visit("teacher")
    teacher.opens("Maya", "/plan/child/{child}/school/")
    assert teacher.sees(GOAL)
    teacher.send("I have read it")
    assert teacher.sees("You have said that you read this version")
