"""A release is ended while the school has the plan open: the next click shows nothing, and she sees who had read it."""

from trefoil.ground.consent.rules import TOGETHER


def test_a_release_is_revoked_while_the_school_has_the_plan_open(visit):
    teacher = given_a_teacher_who_reads_the_plan_for_school(visit)
    mother = given_the_mother_on_her_phone(visit)
    when_she_ends_the_permission(mother)
    then_the_next_click_of_the_teacher_shows_nothing(teacher)
    then_she_sees_who_had_read_it(mother)
    when_she_signs_again_when_asked(visit, mother)
    then_the_plan_is_there_again(teacher)


def given_a_teacher_who_reads_the_plan_for_school(visit):
    teacher = visit("teacher")
    assert teacher.opens("Maya", "/plan/child/{child}/school/") == 200
    assert teacher.sees("I ask for a break")
    teacher.picture("plan-for-school")
    return teacher


def given_the_mother_on_her_phone(visit):
    mother = visit("mother", phone=True, locale="es-MX")
    mother.go("/home/permissions/")
    mother.check()
    return mother


def when_she_ends_the_permission(mother):
    mother.page.locator("main a[href*='/releases/']").first.tap()
    mother.page.locator("a[href$='/revoke/']").first.tap()
    mother.page.wait_for_url("**/revoke/")
    mother.picture("release-end-spanish")
    with mother.page.expect_navigation():
        mother.page.locator("main form button[type=submit]").first.tap()


def then_the_next_click_of_the_teacher_shows_nothing(teacher):
    response = teacher.page.reload()
    assert response.status == 404
    assert not teacher.sees("I ask for a break")


def then_she_sees_who_had_read_it(mother):
    assert mother.sees("Sofia Ruiz")
    mother.picture("release-ended-spanish")


def when_she_signs_again_when_asked(visit, mother):
    director = visit("director")
    director.opens("Maya", "/releases/child/{child}/ask/")
    director.page.locator("[name=to_organization]").select_option(label="Harbor Clinic")
    for category in TOGETHER:
        director.page.locator(f"[name=categories][value={category}]").check()
    director.send("Ask for the release")
    mother.go("/home/permissions/")
    mother.page.locator("main a[href*='/releases/']").first.tap()
    mother.page.locator("[name=typed_name]").fill("Elena Reyes")
    mother.send("Firmar")


def then_the_plan_is_there_again(teacher):
    assert teacher.page.reload().status == 200
    assert teacher.sees("I ask for a break")
