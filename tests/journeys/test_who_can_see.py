"""The privacy officer asks who can see Maya and why, and what was read."""


def test_the_privacy_officer_asks_who_can_see(visit):
    officer = given_a_privacy_officer_at_the_console(visit)
    when_he_asks_about_maya(officer)
    then_every_person_stands_with_what_they_see_and_why(officer)
    then_a_stranger_to_maya_is_not_among_them(officer)
    then_the_trail_says_who_read(officer)


def given_a_privacy_officer_at_the_console(visit):
    officer = visit("privacy")
    officer.go("/console/children/")
    officer.picture("console")
    return officer


def when_he_asks_about_maya(officer):
    officer.page.locator("main a", has_text="Maya").first.click()
    officer.page.wait_for_load_state()


def then_every_person_stands_with_what_they_see_and_why(officer):
    for name in ("Adaeze Okafor", "Sofia Ruiz", "Elena Reyes"):
        assert officer.sees(name), name
    assert "a signed release" in officer.page.content()
    officer.check()


def then_a_stranger_to_maya_is_not_among_them(officer):
    assert not officer.sees("Grace Kim")


def then_the_trail_says_who_read(officer):
    officer.go("/console/trail/")
    assert officer.sees("read")
    officer.picture("trail")
