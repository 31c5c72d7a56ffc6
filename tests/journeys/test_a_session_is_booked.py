"""A session is booked without missing class; and of two who want the same room in the same second, one gets it."""

from datetime import date, timedelta

WEDNESDAY = date.today() + timedelta(days=14 + (2 - date.today().weekday()) % 7)


def test_a_session_is_booked_without_missing_class(visit):
    therapist = given_a_therapist_who_books_for_maya(visit)
    when_she_looks_at_a_time_in_the_middle_of_math(therapist)
    then_the_page_says_what_would_be_missed(therapist)
    when_she_takes_the_first_time_that_misses_none(therapist)
    then_it_stands_in_her_week(therapist)


def given_a_therapist_who_books_for_maya(visit):
    therapist = visit("therapist")
    therapist.opens("Maya", "/schedule/book/?child={child}")
    return therapist


def when_she_looks_at_a_time_in_the_middle_of_math(therapist):
    therapist.fill("Day", WEDNESDAY.isoformat())
    therapist.fill("From", "09:40")
    therapist.page.locator("[name=place]").select_option(label="Room 4 · School suite")
    therapist.send("Look")


def then_the_page_says_what_would_be_missed(therapist):
    assert therapist.sees("would miss")
    assert therapist.sees("Math")
    assert therapist.page.locator("button[name=slot]").count() == 3
    therapist.picture("book")


def when_she_takes_the_first_time_that_misses_none(therapist):
    with therapist.page.expect_navigation():
        therapist.page.locator("button[name=slot]").first.click()
    assert therapist.sees("No class would be missed")
    therapist.send("Book")


def then_it_stands_in_her_week(therapist):
    assert therapist.sees("Maya")
    therapist.picture("booked")


def test_two_therapists_want_the_same_room(visit):
    both = given_two_therapists_with_the_same_hour_in_mind(visit)
    when_both_book_in_the_same_second(both)
    then_one_has_it_and_one_reads_a_sentence(both)


def given_two_therapists_with_the_same_hour_in_mind(visit):
    return [ready_to_book(visit("therapist"), "Maya"), ready_to_book(visit("skills"), "Jonah")]


def ready_to_book(visitor, child):
    visitor.opens(child, "/schedule/book/?child={child}")
    visitor.fill("Day", (WEDNESDAY + timedelta(days=1)).isoformat())
    visitor.fill("From", "15:10")
    visitor.page.locator("[name=place]").select_option(label="Room 3 · School suite")
    for asked in visitor.page.get_by_label("None of these: the family sees it as always").all():
        asked.check()  # a child with a service of their own is never booked without saying for which
    return visitor


def when_both_book_in_the_same_second(both):
    presses = "button => setTimeout(() => button.click(), 200)"
    for visitor in both:
        visitor.page.locator("main form button[name=verb][value=book]").evaluate(presses)
    for visitor in both:
        visitor.page.locator("[role=status], [role=alert], .banner").first.wait_for()


def then_one_has_it_and_one_reads_a_sentence(both):
    refused = [visitor for visitor in both if "/book/" in visitor.page.url]
    assert len(refused) == 1
    assert refused[0].sees("Room 3")
    refused[0].picture("room-taken")
