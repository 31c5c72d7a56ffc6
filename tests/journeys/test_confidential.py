"""A youth of 16 has care of his own: he sees what his parents can see, shares some of it, and takes it back."""


def test_a_youth_shares_and_takes_back(visit):
    clinician = when_a_clinician_starts_another_service(visit)
    youth = when_the_youth_signs_it_on_his_phone(visit)
    then_he_sees_what_is_his_alone(youth)
    when_he_shares_his_times_with_his_mother(youth)
    when_he_takes_it_back(youth)
    then_the_clinician_reads_that_he_signed(clinician)


def when_a_clinician_starts_another_service(visit):
    clinician = visit("supervisor")
    clinician.opens("Jonah")
    clinician.press("Services")
    clinician.waits_for("Outpatient therapy")
    clinician.press("Start a service")
    clinician.page.locator("[name=line]").select_option(label="Medication visits")
    clinician.page.locator("[name=basis][value=minor_144_3431]").check()
    clinician.picture("service-start")
    clinician.send("Go on to the text")
    clinician.waits_for("Jonah Berg signs")
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
    assert youth.sees("Medication visits")
    assert youth.sees("Ingrid Berg can see")
    youth.picture("my-parents-see")


def when_he_shares_his_times_with_his_mother(youth):
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
