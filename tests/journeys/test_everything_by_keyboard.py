"""Nobody needs a mouse: finding a child, going to Today, walking a list, and asking which keys there are."""


def test_everything_by_keyboard(visit):
    therapist = given_a_therapist_without_a_mouse(visit)
    when_she_finds_maya_by_part_of_the_name(therapist)
    then_mayas_page_is_open(therapist)
    when_she_goes_to_today(therapist)
    then_the_arrows_walk_the_list(therapist)
    then_a_question_mark_shows_the_keys(therapist)
    then_the_first_tab_skips_to_the_content(therapist)


def given_a_therapist_without_a_mouse(visit):
    therapist = visit("therapist")
    therapist.go("/")
    return therapist


def when_she_finds_maya_by_part_of_the_name(therapist):
    therapist.page.keyboard.press("/")
    therapist.page.keyboard.type("may")
    therapist.page.keyboard.press("Enter")


def then_mayas_page_is_open(therapist):
    therapist.page.wait_for_url("**/children/*/")
    assert therapist.sees("Maya Reyes")


def when_she_goes_to_today(therapist):
    therapist.page.keyboard.press("Escape")
    therapist.page.keyboard.press("g")
    therapist.page.keyboard.press("t")
    therapist.page.wait_for_url(therapist.address + "/")


def then_the_arrows_walk_the_list(therapist):
    therapist.page.locator("main a").first.focus()
    places = set()
    for _ in range(3):
        therapist.page.keyboard.press("ArrowDown")
        places.add(therapist.page.evaluate("() => document.activeElement.getBoundingClientRect().top + scrollY"))
    assert len(places) == 3, places


def then_a_question_mark_shows_the_keys(therapist):
    therapist.page.keyboard.press("?")
    therapist.page.locator("dialog[open]").wait_for()
    therapist.picture("keys")
    therapist.page.keyboard.press("Escape")
    assert therapist.page.locator("dialog[open]").count() == 0


def then_the_first_tab_skips_to_the_content(therapist):
    therapist.go("/")
    therapist.page.keyboard.press("Tab")
    assert therapist.page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
