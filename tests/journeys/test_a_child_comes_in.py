"""A district's coordinator refers a child; the family is asked first; the director accepts and opens the care team."""

from datetime import date
from uuid import uuid4

FAMILY = f"Halvorsen {uuid4().hex[:4]}"
EMAIL = f"signe.{uuid4().hex[:6]}@home.example"
CONCERN = "Leaves the room when it is loud, several times a day, since September. He misses most of reading."


def test_a_coordinator_refers_and_the_director_accepts(visit, link_in_letter):
    coordinator = given_a_coordinator_who_refers_a_child(visit)
    director = then_the_director_finds_it_on_today(visit)
    then_acceptance_waits_for_the_family(director)
    when_the_director_asks_for_the_release(director)
    mother = when_the_mother_comes_in_by_her_invitation_and_signs(visit, link_in_letter)
    when_the_director_accepts_and_opens_the_care_team(director)
    then_the_coordinator_sees_how_it_stands(coordinator)
    then_the_family_finds_its_welcome_list(mother)


def given_a_coordinator_who_refers_a_child(visit):
    coordinator = visit("coordinator")
    coordinator.go("/referrals/refer/")
    page = coordinator.page
    page.locator("[name=given_name]").fill("Nils")
    page.locator("[name=family_name]").fill(FAMILY)
    page.locator("[name=born_on]").fill(date(2015, 3, 4).isoformat())
    page.locator("[name=grade]").select_option("5")
    page.locator("[name=county_of_residence]").fill("Anoka")
    page.locator("[name=guardian_given_name]").fill("Signe")
    page.locator("[name=guardian_family_name]").fill(FAMILY)
    page.locator("[name=relationship]").select_option("mother")
    page.locator("[name=guardian_language]").select_option("en")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=phone]").fill("612-555-0188")
    page.locator("[name=has_authority]").check()
    page.locator("[name=concern]").fill(CONCERN)
    page.locator("[name=tried]").fill("A quiet seat and a break card, eight weeks; it helped in the mornings.")
    coordinator.picture("refer")
    coordinator.send("Send the referral")
    assert coordinator.sees(FAMILY)
    return coordinator


def then_the_director_finds_it_on_today(visit):
    director = visit("director")
    director.go("/referrals/")
    director.picture("referrals")
    director.page.locator("main a", has_text=FAMILY).first.click()
    director.page.wait_for_load_state()
    return director


def then_acceptance_waits_for_the_family(director):
    assert director.page.get_by_role("button", name="Accept").first.get_attribute("aria-disabled") == "true"
    assert director.sees(CONCERN)
    director.picture("referral")


def when_the_director_asks_for_the_release(director):
    director.send("Ask for the release")
    assert director.sees("invitation") or director.sees("Asked")


def when_the_mother_comes_in_by_her_invitation_and_signs(visit, link_in_letter):
    mother = visit(None, phone=True)
    mother.go(link_in_letter(EMAIL))
    mother.picture("invitation")
    for field in mother.page.locator("input[type=password]").all():
        field.fill("quiet lake in the morning")
    with mother.page.expect_navigation():
        mother.page.get_by_role("button", name="Come in").tap()
    mother.go("/home/permissions/")
    mother.page.locator("main a[href*='/releases/']").first.tap()
    mother.page.locator("[name=typed_name]").fill(f"Signe {FAMILY}")
    mother.send("Sign")
    return mother


def when_the_director_accepts_and_opens_the_care_team(director):
    director.page.reload()
    director.send("Accept")
    director.press("Open the care team and enroll")
    director.page.wait_for_url("**/enroll/")
    for role in director.page.locator("main form fieldset").all():
        role.locator("input[type=checkbox]").first.check()
    director.picture("enroll")
    director.send("Enroll")
    assert director.sees("in the program")


def then_the_coordinator_sees_how_it_stands(coordinator):
    coordinator.page.reload()
    assert coordinator.sees("in the program")


def then_the_family_finds_its_welcome_list(mother):
    mother.go("/home/")
    mother.page.locator("main a[href*='/welcome/']").first.tap()
    mother.page.wait_for_url("**/welcome/**")
    mother.picture("welcome")
