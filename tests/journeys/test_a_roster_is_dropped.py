"""A roster is dropped on the page: first what it would change, with every problem named; then it comes in."""

from trefoil.doors.exchange.tests.deliveries import as_zip, delivery, set_value


def test_a_roster_is_dropped(visit, tmp_path):
    director = given_a_director_at_the_roster_page(visit)
    when_she_drops_one_with_an_american_date(director, tmp_path)
    then_the_problem_is_named_by_file_and_line(director)
    when_she_drops_the_right_one(director, tmp_path)
    then_she_sees_what_it_would_change(director)
    when_she_brings_it_in(director)
    then_it_is_in(director)


def given_a_director_at_the_roster_page(visit):
    director = visit("director")
    director.go("/exchange/roster/")
    director.picture("roster-drop")
    return director


def when_she_drops_one_with_an_american_date(director, folder):
    wrong = delivery()
    set_value(wrong, "academicSessions.csv", 2, "startDate", "09/01/2026")
    drop(director, as_zip(wrong, folder / "wrong.zip"))


def drop(director, archive):
    director.page.locator("input[type=file]").set_input_files(str(archive))
    director.send("Compare")


def then_the_problem_is_named_by_file_and_line(director):
    director.page.get_by_text("academicSessions.csv").first.wait_for(timeout=40_000)
    assert director.sees("startDate")
    director.picture("roster-problems")


def when_she_drops_the_right_one(director, folder):
    director.go("/exchange/roster/")
    drop(director, as_zip(delivery(), folder / "right.zip"))


def then_she_sees_what_it_would_change(director):
    director.page.get_by_role("button", name="Bring it in").wait_for(timeout=40_000)
    director.picture("roster-changes")


def when_she_brings_it_in(director):
    director.page.get_by_role("button", name="Bring it in").click()


def then_it_is_in(director):
    director.page.get_by_text("Brought in").first.wait_for(timeout=40_000)
    director.picture("roster-in")
