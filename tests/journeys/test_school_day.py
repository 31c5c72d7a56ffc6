"""A school day: two taps, three taps, a network that goes away, and the family that reads about it."""

import re


def test_a_school_day(visit):
    teacher = given_a_teacher_with_the_board_on_a_phone(visit)
    when_she_rates_a_child_in_two_taps(teacher)
    then_the_tile_shows_both_numbers(teacher)
    when_a_hard_moment_comes_and_goes_in_three_taps(teacher)
    then_she_may_take_the_end_back(teacher)
    when_the_network_goes_away_in_the_middle_of_a_rating(teacher)
    then_it_stays_in_sight_and_is_sent_on_a_tap(teacher)


def test_the_week_of_a_child(visit):
    therapist = given_a_therapist_on_the_week_of_maya(visit)
    then_everything_stands_on_one_line_of_time(therapist)
    mother = given_a_mother_who_reads_spanish(visit)
    then_she_reads_the_week_in_plain_words(mother)


def given_a_teacher_with_the_board_on_a_phone(visit):
    teacher = visit("teacher", phone=True)
    teacher.go("/classroom/")
    assert teacher.page.locator(".tile").count() == 8
    teacher.check()
    return teacher


def when_she_rates_a_child_in_two_taps(teacher):
    teacher.page.locator(".tile:not([data-running]) .tile-open").first.tap()
    teacher.page.locator("[data-rate]").wait_for()
    teacher.picture("classroom-rate")
    teacher.page.locator("[name=regulation][value='7']").tap()
    teacher.page.locator("[name=engagement][value='8']").tap()
    teacher.page.get_by_text("Regulation 7, engagement 8").wait_for()


def then_the_tile_shows_both_numbers(teacher):
    said = teacher.page.locator(".tile:not([data-running])").first.inner_text()
    assert re.search(r"7\D+8", said), said
    teacher.check()


def when_a_hard_moment_comes_and_goes_in_three_taps(teacher):
    running = teacher.page.locator(".tile[data-running]")
    before = running.count()
    teacher.page.locator(".tile-pulse").nth(1).tap()
    teacher.page.get_by_role("button", name="Very upset").tap()
    teacher.page.get_by_text("What do you try?").wait_for()
    teacher.picture("classroom-episode")
    assert running.locator(".timer").count() == before + 1
    teacher.page.locator(".tap-best").first.tap()
    teacher.page.get_by_role("button", name="Calmer, with help").tap()
    teacher.page.get_by_role("button", name="Undo").wait_for()
    assert running.count() == before


def then_she_may_take_the_end_back(teacher):
    teacher.page.get_by_role("button", name="Undo").tap()
    teacher.page.get_by_text("How did it end?").wait_for()
    teacher.page.get_by_role("button", name="Tapped by mistake").tap()
    teacher.page.get_by_text("Taken back.").wait_for()
    teacher.page.locator("[data-close]").tap()


def when_the_network_goes_away_in_the_middle_of_a_rating(teacher):
    teacher.page.locator(".tile:not([data-running]) .tile-open").nth(2).tap()
    teacher.page.locator("[data-rate]").wait_for()
    teacher.page.context.set_offline(True)
    teacher.page.locator("[name=regulation][value='3']").tap()
    teacher.page.locator("[name=engagement][value='5']").tap()
    teacher.page.get_by_text("1 not sent").wait_for()
    teacher.check()


def then_it_stays_in_sight_and_is_sent_on_a_tap(teacher):
    teacher.page.get_by_role("button", name="Tap to send again").tap()
    assert teacher.page.get_by_text("1 not sent").is_visible()
    teacher.page.context.set_offline(False)
    teacher.page.get_by_role("button", name="Tap to send again").tap()
    teacher.page.locator("#unsent").wait_for(state="hidden")
    teacher.page.locator(".tile:not([data-running])").nth(2).locator(".tile-numbers").wait_for()


def given_a_therapist_on_the_week_of_maya(visit):
    therapist = visit("therapist")
    therapist.go("/find/?q=maya")
    therapist.page.goto(therapist.page.url.rstrip("/") + "/week/?span=month")
    return therapist


def then_everything_stands_on_one_line_of_time(therapist):
    for lane in ("Ratings in class", "Hard moments", "Sessions", "At school"):
        assert therapist.sees(lane), lane
    therapist.picture("week")


def given_a_mother_who_reads_spanish(visit):
    mother = visit("mother", phone=True, locale="es-MX")
    mother.page.locator("a[href*='/home/week/']").first.tap()
    mother.page.wait_for_url("**/week/**")
    return mother


def then_she_reads_the_week_in_plain_words(mother):
    said = mother.page.locator("main").inner_text()
    assert "Maya" in said
    assert not re.search(r"regula|engagement|PHQ|episod", said, re.IGNORECASE)
    mother.picture("family-week")
