"""A privacy officer's day: the desk, why somebody sees nothing, a hard case, one change tried, a person suspended."""

import time

AT_MOST = 60
EVERYWHERE = "aide"


def test_who_reads_on_their_first_day_on_a_team_is_asked_about(visit):
    director, teacher, officer = visit("director"), visit("teacher"), visit("privacy")
    director.opens("Finn", "/people/children/{child}/team/?q=Ruiz")
    director.press("Add Sofia Ruiz")
    director.waits_for("Sofia Ruiz")
    teacher.opens("Finn")
    officer.go("/console/")
    assert officer.sees("Sofia Ruiz opened Finn Gallagher")
    officer.picture("desk")
    officer.go("/console/reading/")
    officer.picture("unusual-reading")
    found = officer.page.locator("li.reading", has_text="Sofia Ruiz opened Finn Gallagher")
    found.get_by_label("What you found").fill("She takes over the class on Monday; the director asked her to read.")
    with officer.page.expect_navigation():
        found.get_by_role("button", name="Mark as reviewed").click()
    assert officer.page.locator("li.reading", has_text="Sofia Ruiz opened Finn Gallagher").count() == 0


def test_why_somebody_sees_nothing(visit):
    officer = visit("privacy")
    officer.go("/console/children/?name=Maya")
    officer.page.locator("main a", has_text="Maya").first.click()
    officer.page.get_by_role("link", name="Why nothing: Sofia Ruiz").first.click()
    officer.waits_for("The decision table does not open it to their role.")
    officer.picture("why-not")


def test_a_lawyer_tries_a_hard_case(visit):
    lawyer = visit("privacy")
    lawyer.go("/console/what-if/?case=plan-only")
    assert lawyer.sees("A live consent covers this.")
    lawyer.picture("what-if")
    lawyer.page.locator("[name='consents-0-revoked_at']").fill("2026-10-01T12:00")
    lawyer.page.get_by_role("button", name="Judge these facts").click()
    lawyer.waits_for("The release has ended.")
    lawyer.page.locator("#part-court_orders > summary").click()
    lawyer.page.get_by_role("button", name="One more court order").click()
    lawyer.page.locator("[name='court_orders-0-kind']").wait_for()


def test_a_hard_case_is_read_on_a_phone_in_the_dark(visit):
    officer = visit("privacy", phone=True, dark=True)
    officer.go("/console/what-if/?case=no-contact")
    officer.picture("what-if-phone-dark")


def test_one_change_is_tried_before_it_happens(visit):
    officer = visit("privacy")
    officer.opens("Maya", "/console/children/{child}/what-if/")
    officer.page.get_by_role("link", name="The eighteenth birthday comes").click()
    officer.page.get_by_role("button", name="Show what would change").click()
    officer.waits_for("What would change")
    assert officer.sees("Elena Reyes")
    officer.picture("what-if-child")


def test_a_person_is_suspended_everywhere(visit):
    desk, phone, officer = visit(EVERYWHERE), visit(EVERYWHERE, phone=True), visit("privacy")
    assert all(there.go("/children/") == 200 and "/account/" not in there.page.url for there in (desk, phone))
    officer.go("/console/people/?name=Tran")
    officer.press("Suspend")
    officer.fill("Why?", "The tablet was left on a bus.")
    began = time.monotonic()
    officer.send("Close everything now")
    for there in (desk, phone):
        there.go("/children/")
        assert "/account/login/" in there.page.url
        assert not there.sees("suspend")
    assert time.monotonic() - began < AT_MOST
    officer.picture("suspended")
    officer.press("Lift")
    officer.fill("Why is it lifted?", "It was found, and locked.")
    officer.send("Lift the suspension")
    assert officer.sees("Nobody is suspended.")
    desk.go("/children/")
    assert "/account/login/" in desk.page.url or "locked" in desk.page.url
