from datetime import UTC, date, datetime, timedelta
from enum import Enum

import pytest
from django.utils import timezone, translation

from trefoil.ground.kit.ui import wording

TODAY = date(2026, 11, 20)  # a Friday
MORNING = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def chicago():
    with timezone.override("America/Chicago"), translation.override("en"):
        yield


def said(at: datetime | date, style: str = "") -> str:
    return wording.human_time(at, today=TODAY, style=style)


def test_what_ends_at_midnight_is_said_to_last_through_the_day_before():
    midnight = timezone.make_aware(datetime(2026, 12, 29))
    assert said(midnight, "through") == "28 Dec"
    assert said(midnight + timedelta(hours=9), "through") == "29 Dec"


def test_today_is_said_by_the_hour():
    assert said(MORNING) == "10:05"


def test_this_week_is_said_by_the_weekday():
    assert said(MORNING - timedelta(days=3)) == "Tue 10:05"
    assert said(MORNING - timedelta(days=1)) == "yesterday 10:05"


def test_another_week_is_said_by_the_date():
    assert said(MORNING - timedelta(days=30)) == "21 Oct, 11:05"
    assert said(MORNING - timedelta(days=400)) == "16 Oct 2025, 11:05"


def test_a_day_has_no_hour():
    assert said(TODAY) == "today"
    assert said(MORNING, style="day") == "today"
    assert said(MORNING, style="clock") == "10:05"


def test_a_time_is_said_in_spanish():
    with translation.override("es"):
        assert "10:05" in said(MORNING - timedelta(days=3))
        assert "noviembre" in wording.exact_time(MORNING).lower()


def test_the_day_is_the_one_where_the_reader_is():
    assert said(datetime(2026, 11, 21, 3, 0, tzinfo=UTC)) == "21:00"


def test_a_running_time_counts_hours_only_when_there_are_some():
    assert [wording.running_time(s) for s in (-3, 9, 75, 3661)] == ["0:00", "0:09", "1:15", "1:01:01"]


def test_initials_pass_over_titles():
    assert wording.initials("Dr. Ada Okafor") == "AO"
    assert wording.initials("Ms. Ruiz") == "R"
    assert wording.initials("Dr.") == "D"
    assert wording.initials("") == ""


def test_a_voice_may_be_an_enum():
    class Voice(Enum):
        CLINIC = "clinic"

    assert wording.voice_name(Voice.CLINIC) == "clinic"
    assert wording.voice_name("SCHOOL") == "school"
    assert wording.voice_name("nobody") == ""


def test_differences_are_whole_words_and_lose_nothing():
    pieces = list(wording.differences("says yes in 2 minutes", "says yes in 1 minute, then a walk"))

    assert "".join(p.text for p in pieces if p.kind != "removed") == "says yes in 1 minute, then a walk"
    assert "".join(p.text for p in pieces if p.kind != "added") == "says yes in 2 minutes"
