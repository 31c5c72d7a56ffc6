"""A mother reads a permission in Spanish on her phone, signs it with her name, and can end it again."""


def test_a_mother_signs_a_release_in_spanish(visit):
    director = given_a_director_who_asks_for_a_release(visit)
    mother = then_the_mother_is_asked_on_her_phone(visit)
    when_she_reads_it(mother)
    then_another_name_is_refused(mother)
    when_she_signs_with_her_own(mother)
    then_the_exact_text_is_kept(mother)
    then_the_director_sees_that_it_is_signed(director)


def given_a_director_who_asks_for_a_release(visit):
    director = visit("director")
    director.opens("Maya", "/releases/child/{child}/ask/")
    director.page.locator("[name=to_organization]").select_option(label="Lantern Online")
    director.choose("signer", "Elena")
    director.page.locator("[name=categories][value=schedule]").check()
    director.picture("release-ask")
    director.send("Ask for the release")
    director.waits_for("Lantern Online")
    return director


def then_the_mother_is_asked_on_her_phone(visit):
    mother = visit("mother", phone=True, locale="es-MX")
    mother.go("/home/")
    assert mother.page.locator("html").get_attribute("lang").startswith("es")
    mother.check()
    return mother


def when_she_reads_it(mother):
    mother.page.locator("main a[href*='/releases/']").first.tap()
    mother.waits_for("Lantern Online")
    mother.picture("release-spanish")


def then_another_name_is_refused(mother):
    mother.page.locator("[name=typed_name]").fill("Otra Persona")
    mother.send("Firmar")
    assert mother.page.locator("[name=typed_name]").get_attribute("aria-invalid") == "true"


def when_she_signs_with_her_own(mother):
    mother.page.locator("[name=typed_name]").fill("Elena Reyes")
    mother.send("Firmar")


def then_the_exact_text_is_kept(mother):
    mother.go("/home/permissions/")
    mother.page.locator("main a", has_text="Lantern Online").or_(
        mother.page.locator("main a[href*='/releases/']")
    ).first.tap()
    assert mother.sees("Elena Reyes")
    mother.picture("release-signed")


def then_the_director_sees_that_it_is_signed(director):
    director.opens("Maya", "/releases/child/{child}/")
    assert director.sees("Lantern Online")
    director.picture("releases")
