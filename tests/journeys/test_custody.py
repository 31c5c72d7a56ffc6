"""The privacy officer enters what a court ordered: foretold first, in force at once, voided when it was a mistake."""

PAPER = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nIn re a child\n%%EOF\n"}


def test_the_officer_enters_an_order_and_voids_it(visit):
    officer = given_what_the_law_says_about_mayas_family(visit)
    when_he_reads_an_order_and_types_what_it_says(officer)
    then_he_sees_what_it_closes_before_it_is_saved(officer)
    then_it_is_in_force_once_the_paper_is_with_it(officer)
    then_a_mistake_is_voided_with_its_reason(officer)


def given_what_the_law_says_about_mayas_family(visit):
    officer = visit("privacy")
    officer.opens("Maya", "/releases/child/{child}/custody/")
    officer.picture("custody")
    return officer


def when_he_reads_an_order_and_types_what_it_says(officer):
    david = officer.page.locator("section", has_text="David Reyes").first
    david.get_by_role("link", name="Enter a court order").click()
    officer.page.locator("a[href='?kind=no_contact']").click()
    officer.page.get_by_label("school records").check()
    officer.fill("Court", "Ramsey County District Court")
    officer.fill("File number", "62-DA-26-118")
    officer.picture("custody-order")


def then_he_sees_what_it_closes_before_it_is_saved(officer):
    officer.send("See what it closes")
    assert officer.sees("Closes now")
    assert officer.sees("Nothing is saved yet")
    officer.picture("custody-foretold")


def then_it_is_in_force_once_the_paper_is_with_it(officer):
    officer.page.locator("[name=paper]").set_input_files(PAPER)
    officer.send("Save: it is in force at once")
    assert officer.sees("The order is in force")


def then_a_mistake_is_voided_with_its_reason(officer):
    officer.page.locator("li", has_text="62-DA-26-118").last.get_by_role("link", name="Void it").click()
    officer.fill("Why", "It was about another David.")
    officer.send("Void the order")
    assert officer.sees("It was about another David.")


def test_a_claim_can_be_written_down_on_a_phone(visit):
    officer = visit("privacy", phone=True)
    officer.opens("Maya", "/releases/child/{child}/custody/")
    officer.press("Write down a claim")
    officer.waits_for("without papers")
    officer.picture("custody-claim-phone")
