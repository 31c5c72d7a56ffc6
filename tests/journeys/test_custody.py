"""The privacy officer enters what a court ordered: foretold first, in force at once, voided when it was a mistake."""

import pytest

PAPER = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nIn re a child\n%%EOF\n"}


@pytest.fixture
def custody(visit):
    officer = visit("privacy")
    officer.opens("Maya", "/releases/child/{child}/custody/")
    return officer


def test_the_officer_enters_an_order_and_voids_it(custody):
    given_what_the_law_says_about_mayas_family(custody)
    when_he_reads_an_order_and_types_what_it_says(custody)
    then_he_sees_what_it_closes_before_it_is_saved(custody)
    then_it_is_in_force_once_the_paper_is_with_it(custody)
    then_a_mistake_is_voided_with_its_reason(custody)


def given_what_the_law_says_about_mayas_family(officer):
    for words in ("David Reyes", "may not sign now", "Elena Reyes", "may sign for the child"):
        assert officer.sees(words), words
    officer.picture("custody")


def when_he_reads_an_order_and_types_what_it_says(officer):
    david = officer.page.locator("section", has_text="David Reyes").first
    david.get_by_role("link", name="Enter a court order").click()
    officer.waits_for("What did the court order")
    officer.check()
    officer.page.locator("a[href='?kind=no_contact']").click()
    officer.page.get_by_label("school records").check()
    officer.fill("Court", "Ramsey County District Court")
    officer.fill("File number", "62-DA-26-118")
    officer.check()


def then_he_sees_what_it_closes_before_it_is_saved(officer):
    officer.send("See what it closes")
    assert officer.sees("Closes now")
    assert officer.sees("Nothing is saved yet")
    officer.picture("custody-foretold")


def then_it_is_in_force_once_the_paper_is_with_it(officer):
    officer.page.locator("[name=paper]").set_input_files(PAPER)
    officer.send("Save: it is in force at once")
    assert officer.sees("The order is in force")
    assert officer.sees("62-DA-26-118")


def then_a_mistake_is_voided_with_its_reason(officer):
    row = officer.page.locator("li", has_text="62-DA-26-118").last
    row.get_by_role("link", name="Void it").click()
    officer.waits_for("Void the order")
    officer.fill("Why", "It was about another David.")
    officer.check()
    officer.send("Void the order")
    assert officer.sees("It was about another David.")


def test_a_claim_on_a_phone_says_what_it_does(visit):
    officer = visit("privacy", phone=True)
    officer.opens("Maya", "/releases/child/{child}/custody/")
    officer.check()
    officer.press("Write down a claim")
    officer.waits_for("without papers")
    assert officer.sees("for 48 hours")
    officer.check()
