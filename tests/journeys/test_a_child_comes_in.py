"""A district's coordinator refers a child; the family is asked first; the child then waits for a place."""

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
    when_the_mother_comes_in_by_her_invitation_and_signs(visit, link_in_letter)
    when_the_director_accepts(director)
    then_the_child_waits_because_all_places_are_taken(director)
    then_the_coordinator_sees_how_it_stands(coordinator)


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
    director.check()
    director.page.locator("main li", has_text=FAMILY).get_by_role("link").click()
    director.page.wait_for_url(lambda url: not url.endswith("/referrals/"))
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


def when_the_director_accepts(director):
    director.page.reload()
    director.send("Accept")


def then_the_child_waits_because_all_places_are_taken(director):
    assert director.sees("on the waiting list")
    assert director.page.get_by_role("button", name="Enroll").first.get_attribute("aria-disabled") == "true"
    director.picture("referral-accepted")
    director.go("/referrals/waiting/")
    assert director.sees(FAMILY)
    director.picture("waiting-list")


def then_the_coordinator_sees_how_it_stands(coordinator):
    coordinator.go("/referrals/")
    coordinator.page.locator("main li", has_text=FAMILY).get_by_role("link").click()
    coordinator.page.wait_for_url(lambda url: not url.endswith("/referrals/"))
    assert coordinator.sees("waiting")
