"""A youth of 16 has care of his own: he sees what his parents can see, shares some of it, and takes it back."""

from tests.cast import PASSWORD


def test_a_youth_shares_and_takes_back(visit):
    officer = given_lines_that_the_privacy_officer_signed(visit)
    assert officer.sees("Outpatient therapy")
    clinician = when_a_clinician_starts_another_service(visit)
    youth = when_the_youth_signs_it_on_his_phone(visit)
    then_he_sees_what_is_his_alone(youth)
    then_his_mother_sees_no_trace(visit)
    when_he_shares_his_times_with_her(youth)
    when_he_takes_it_back(youth)
    then_the_clinician_reads_that_he_signed(clinician)


def given_lines_that_the_privacy_officer_signed(visit):
    officer = visit("privacy")
    officer.go("/releases/lines/")
    officer.picture("service-lines")
    return officer


def when_a_clinician_starts_another_service(visit):
    clinician = visit("supervisor")
    clinician.opens("Jonah")
    clinician.press("Services")
    clinician.waits_for("Outpatient therapy")
    clinician.check()
    clinician.press("Start a service")
    clinician.page.locator("[name=line]").select_option(label="Medication visits")
    clinician.page.locator("[name=basis][value=minor_144_3431]").check()
    clinician.picture("service-start")
    clinician.send("Go on to the text")
    clinician.waits_for("Jonah Berg signs")
    clinician.picture("service-text")
    return clinician


def when_the_youth_signs_it_on_his_phone(visit):
    youth = visit("youth", phone=True)
    youth.go("/home/")
    youth.page.locator("main a[href*='/releases/services/']").first.tap()
    youth.waits_for("Your answer")
    assert youth.sees("my parents do not see this care")
    youth.picture("service-sign")
    youth.fill("Type your name", "Jonah Berg")
    youth.send("Sign")
    youth.waits_for("Signed. It runs from now on")
    return youth


def then_he_sees_what_is_his_alone(youth):
    youth.go("/home/parents/")
    assert youth.sees("Yours alone")
    assert youth.sees("Outpatient therapy")
    assert youth.sees("Ingrid Berg can see")
    youth.picture("my-parents-see")


def then_his_mother_sees_no_trace(visit):
    mother = visit(None, phone=True)
    mother.go("/account/login/")
    mother.page.fill("input[name=login]", "ingrid.berg@home.example")
    mother.page.fill("input[name=password]", PASSWORD)
    mother.page.click("main form button[type=submit]:not([form])")
    mother.page.wait_for_url("**/home/")
    for path in ("/home/", "/home/readers/", "/home/permissions/"):
        mother.go(path)
        assert not mother.sees("therapy")
        assert not mother.sees("medication")
    assert mother.go("/home/parents/") == 404


def when_he_shares_his_times_with_her(youth):
    youth.press("Share some of it")
    youth.page.locator("[name=categories][value=schedule]").check()
    youth.fill("Type your name", "Jonah Berg")
    youth.picture("youth-shares")
    youth.send("Share it")
    youth.waits_for("Shared. You can take it back at any time.")


def when_he_takes_it_back(youth):
    youth.press("Take it back")
    youth.waits_for("From that moment they cannot see it any more")
    youth.send("Take it back now")
    youth.waits_for("Taken back. They cannot see it any more.")


def then_the_clinician_reads_that_he_signed(clinician):
    clinician.page.reload()
    assert clinician.sees("The exact text that was signed")
