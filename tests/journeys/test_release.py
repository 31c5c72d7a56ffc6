"""A release for one role: the very page of its readers is seen before it is signed, and it is ended with one tap."""


def test_a_release_is_seen_before_it_is_signed(visit):
    director = given_a_director_who_asks_for_one_role_alone(visit)
    then_the_very_page_of_the_reader_is_shown(director)
    mother = then_the_mother_sees_the_same_on_her_phone(visit)
    when_she_signs_it(mother)
    then_she_can_renew_it_and_end_it(mother)


def given_a_director_who_asks_for_one_role_alone(visit):
    director = visit("director")
    director.opens("Maya", "/releases/child/{child}/ask/")
    director.page.locator("[name=to_organization]").select_option(label="Harbor Clinic")
    director.choose("signer", "Elena")
    director.page.get_by_text("Only some of them").click()
    director.page.locator("[name=reach][value=role]").check()
    director.page.locator("[name=to_role]").select_option("skills")
    director.page.locator("[name=categories][value=education_records]").check()
    director.picture("release-compose")
    director.send("see what they will see")
    return director


def then_the_very_page_of_the_reader_is_shown(director):
    director.waits_for("This is what they will see if it is signed today")
    assert director.sees("Marcus Bell")
    assert not director.sees("Adaeze Okafor")
    director.page.frame_locator("iframe.seen-page").get_by_role("heading", name="Maya").first.wait_for()
    director.picture("release-preview")


def then_the_mother_sees_the_same_on_her_phone(visit):
    mother = visit("mother", phone=True, locale="es-MX")
    mother.go("/home/permissions/")
    mother.page.locator("main a[href*='/releases/']").first.tap()
    mother.page.locator("main a[href$='/preview/']").first.tap()
    mother.page.wait_for_url("**/preview/")
    assert mother.sees("Marcus Bell")
    mother.picture("release-preview-spanish")
    mother.page.go_back()
    return mother


def when_she_signs_it(mother):
    mother.page.locator("[name=typed_name]").fill("Elena Reyes")
    mother.send("Firmar")


def then_she_can_renew_it_and_end_it(mother):
    assert mother.page.locator("main form[action$='/renew/']").count() == 1
    assert mother.page.locator("main a[href$='/revoke/']").count() == 1
    mother.picture("release-signed-spanish")
