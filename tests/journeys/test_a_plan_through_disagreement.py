"""A plan that is disagreed about: the school rewords, the clinic answers, the supervisor decides, all sign again."""

WORDS = "Break card on the desk and one in the coat pocket"
WHY = "The hall is where it is hardest now."


def test_a_plan_from_disagreement_to_signatures(visit):
    teacher = given_a_teacher_who_rewords_what_is_done_at_school(visit)
    therapist = when_the_therapist_says_what_she_thinks(visit)
    then_the_teacher_answers_in_place(teacher)
    when_the_therapist_takes_it_into_the_draft_with_a_reason(therapist)
    then_all_sign_the_version_that_says_what_changed_and_why(visit, therapist)
    then_the_team_reads_what_is_new(visit)


def given_a_teacher_who_rewords_what_is_done_at_school(visit):
    teacher = visit("teacher")
    teacher.opens("Maya", "/plan/child/{child}/school/")
    teacher.press("Say what you do at school")
    teacher.page.wait_for_url("**/reword/")
    teacher.page.locator("main [name$='-text']").first.fill(WORDS)
    teacher.fill("Why, in a sentence", WHY)
    teacher.picture("plan-reword")
    teacher.send("Send")
    return teacher


def when_the_therapist_says_what_she_thinks(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/plan/child/{child}/")
    therapist.page.get_by_text(WHY).first.wait_for()
    banner = therapist.page.locator(".banner", has_text=WHY)
    banner.get_by_role("link", name="Answer").click()
    therapist.page.wait_for_url("**/answer/")
    assert therapist.sees(WORDS)
    therapist.fill("What do you think?", "Could it be a keyring? A card gets lost.")
    therapist.send("Say it")
    return therapist


def then_the_teacher_answers_in_place(teacher):
    teacher.go("/")
    teacher.page.locator("main a[href*='/plan/proposal/']").first.click()
    assert teacher.sees("Could it be a keyring?")
    teacher.fill("What do you think?", "We tried; she pulls it off. The pocket works.")
    teacher.send("Say it")
    teacher.picture("plan-proposal")


def when_the_therapist_takes_it_into_the_draft_with_a_reason(therapist):
    therapist.opens("Maya", "/plan/child/{child}/")
    therapist.page.locator(".banner", has_text=WHY).get_by_role("link", name="Answer").click()
    therapist.page.wait_for_url("**/answer/")
    assert therapist.sees("The pocket works.")
    therapist.fill("In your words", "Good. The pocket it is.")
    therapist.send("Take it into the draft")
    assert therapist.page.url.endswith("/edit/")
    therapist.press("What changes, and why")
    therapist.page.wait_for_url("**/why/")
    assert therapist.page.locator("input[name=words]").first.input_value() == WHY
    therapist.press("Back to the draft")


def then_all_sign_the_version_that_says_what_changed_and_why(visit, therapist):
    therapist.press("Ask for signatures")
    therapist.page.wait_for_url("**/submit/")
    therapist.choose("school_signer", "Whitfield")
    therapist.send("Ask for signatures")
    names = {"therapist": "Adaeze Okafor", "mother": "Elena Reyes", "maya": "Maya Reyes"}
    names["social_worker"] = "Dana Whitfield"
    for part, name in names.items():
        signer = therapist if part == "therapist" else visit(part, phone=part in ("mother", "maya"))
        signer.go("/" if part in ("therapist", "social_worker") else "/home/")
        signer.page.locator("main a[href*='/plan/version/'][href$='/sign/']").first.click()
        signer.page.wait_for_url("**/sign/")
        assert part == "social_worker" or signer.sees(WHY)
        signer.page.locator("[name=typed_name]").fill(name)
        signer.send("Sign" if part in ("therapist", "social_worker") else "")


def then_the_team_reads_what_is_new(visit):
    skills = visit("skills")
    skills.opens("Maya", "/plan/child/{child}/")
    assert skills.sees("This is new in the plan")
    skills.picture("plan-new")
    skills.send("I have read it")
    assert not skills.sees("This is new in the plan")
