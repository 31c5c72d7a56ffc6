"""A meeting with a caregiver who may see less: the wall shows what everybody in the room may see, and no gap."""


def test_the_wall_before_a_caregiver_who_may_see_less(visit):
    therapist = given_a_joint_meeting(visit)
    when_only_the_mother_is_there(therapist)
    goals = then_the_wall_shows_therapy_and_home(therapist)
    when_the_father_comes_in(therapist)
    then_the_wall_shows_what_he_may_read_too(therapist, goals)


def given_a_joint_meeting(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/reviews/child/{child}/")
    joint = therapist.page.get_by_role("listitem").filter(has_text="family, school and clinic")
    joint.get_by_role("link", name="Open").first.click()
    therapist.page.wait_for_url("**/reviews/meeting/**")
    therapist.press("What each reads beforehand")
    therapist.page.wait_for_url("**/preread/**")
    therapist.picture("review-preread")
    therapist.press("Back to the meeting")
    return therapist


def _shows(therapist, *names):
    for box in therapist.page.locator("[name=present]").all():
        box.uncheck()
    for name in names:
        therapist.page.get_by_role("checkbox", name=name).check()
    therapist.send("Show the plan on the wall")


def when_only_the_mother_is_there(therapist):
    _shows(therapist, "Elena Reyes")


def then_the_wall_shows_therapy_and_home(therapist):
    assert therapist.sees("In therapy")
    assert therapist.sees("At home")
    therapist.picture("wall")
    return therapist.page.locator("h1").inner_text()


def when_the_father_comes_in(therapist):
    therapist.press("Back to the meeting")
    _shows(therapist, "Elena Reyes", "David Reyes")


def then_the_wall_shows_what_he_may_read_too(therapist, title):
    assert therapist.page.locator("h1").inner_text() == title
    assert therapist.sees("At school")
    assert not therapist.sees("In therapy")
    assert not therapist.sees("At home")
    assert not therapist.sees("hidden")
    therapist.picture("wall-with-less")
