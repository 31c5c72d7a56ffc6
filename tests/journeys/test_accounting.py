"""Elena sees who looked, wonders about it, and asks for the record; a person puts it together and hands it out."""


def test_a_mother_sees_who_looked_and_is_handed_the_record(visit):
    given_a_teacher_who_reads_the_plan(visit)
    mother = given_the_mother_who_sees_who_looked(visit)
    when_she_tells_that_something_looks_wrong(mother)
    when_she_asks_for_the_record(mother)
    officer = then_the_officer_has_both_on_the_list(visit)
    when_the_officer_puts_it_together(officer)
    then_she_fetches_it_and_the_proof_is_kept(mother, officer)
    then_she_takes_home_what_left_the_record(mother)


def given_a_teacher_who_reads_the_plan(visit):
    assert visit("teacher").opens("Maya", "/plan/child/{child}/school/") == 200


def given_the_mother_who_sees_who_looked(visit):
    mother = visit("mother", phone=True)
    port = mother.address.rpartition(":")[2]
    cookie = {"name": f"trefoil_language_{port}", "value": "en", "url": mother.address}
    mother.page.context.add_cookies([cookie])
    mother.go("/home/readers/")
    assert mother.sees("Sofia Ruiz")
    mother.picture("who-looked")
    return mother


def when_she_tells_that_something_looks_wrong(mother):
    mother.page.locator("a[href*='/requests/looks/']").first.tap()
    mother.page.wait_for_url("**/looks/**")
    mother.page.locator("[name=words]").fill("Why so often this week?")
    mother.send()


def when_she_asks_for_the_record(mother):
    mother.go("/requests/")
    mother.page.locator("a[href$='/ask/']").first.tap()
    mother.page.wait_for_url("**/ask/")
    mother.page.locator("label", has_text="Cedar Bridge School").first.tap()
    mother.picture("ask-for-the-record")
    mother.send()


def then_the_officer_has_both_on_the_list(visit):
    officer = visit("privacy")
    officer.go("/requests/desk/")
    officer.picture("requests-desk")
    officer.page.locator("main a[href*='/requests/']", has_text="Elena Reyes").first.click()
    officer.page.wait_for_load_state()
    return officer


def when_the_officer_puts_it_together(officer):
    here = officer.page.url
    officer.page.locator("[name=how]").fill("Signed in with her own account")
    officer.send()
    officer.page.goto(here + "assemble/")
    officer.page.locator("main details summary").first.click()
    officer.page.locator("main details[open] [name=reason]").first.select_option("other_person")
    officer.picture("request-assembled")
    with officer.page.expect_navigation():
        officer.page.locator("main details[open] button[value=leave_out]").first.click()
    assert officer.sees("left out")
    with officer.page.expect_navigation():
        officer.page.locator("form[action$='/deliver/'] button").first.click()
    assert officer.sees("not fetched yet")


def then_she_fetches_it_and_the_proof_is_kept(mother, officer):
    mother.page.reload()
    mother.picture("record-handed-out")
    with mother.page.expect_download() as given:
        mother.page.locator("a[href*='/requests/files/']").first.tap()
    assert given.value.suggested_filename == "record.pdf"
    officer.page.reload()
    assert officer.sees("fetched by Elena Reyes")


def then_she_takes_home_what_left_the_record(mother):
    mother.go("/requests/")
    mother.page.locator("a[href*='/requests/accounting/']").first.tap()
    mother.page.wait_for_url("**/accounting/**")
    assert mother.sees("Sofia Ruiz")
    mother.picture("what-left-the-record")
    with mother.page.expect_download() as given:
        mother.page.locator("a[href$='/paper/']").first.tap()
    assert given.value.suggested_filename == "accounting.pdf"
