"""The week in plain words: what is said, what is admitted, and what is never said."""

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.classroom.types import DayKind
from trefoil.doors.portal.week_words import (
    ClassDay,
    HardMoment,
    Meeting,
    Next,
    WeekFacts,
    day_in_words,
    in_words,
)

MONDAY = date(2026, 11, 16)
TEN = datetime(2026, 11, 17, 10, 5)
CLINICAL = [
    "dysregul",
    "disregul",
    "regulat",
    "regulac",
    "engagement",
    "episod",
    "intensi",
    "score",
    "puntaj",
    "phq",
    "gad",
    "symptom",
    "síntoma",
    "disorder",
    "trastorno",
    "diagnos",
    "therap",
    "terapia",
    "patient",
    "paciente",
    "behavior",
    "conducta",
    "client",
    "rating",
    "suicid",
    "depress",
    "anxi",
]


def week(*kinds, **more):
    days = tuple(ClassDay(MONDAY + timedelta(days=n), kind) for n, kind in enumerate(kinds))
    return WeekFacts(**({"name": "Maya", "to_youth": False, "days": days} | more))


def said(facts, language="en"):
    return " ".join(sentence for part in in_words(facts, language) for sentence in part.sentences)


def test_good_days_are_counted_among_the_days_we_know():
    facts = week(DayKind.GOOD, DayKind.GOOD, DayKind.HARD, DayKind.UNKNOWN, DayKind.MIXED)

    assert said(facts) == (
        "Maya had 2 good days out of 4. Wednesday was a hard day. "
        "Nobody wrote about Thursday. So we don't know about it."
    )


def test_a_youth_is_spoken_to():
    facts = week(DayKind.GOOD, DayKind.GOOD, DayKind.MIXED, to_youth=True)

    assert said(facts).startswith("You had 2 good days out of 3.")
    assert said(facts, "es").startswith("Tuviste 2 días buenos de 3.")


def test_a_week_nobody_wrote_about_is_not_a_good_week():
    facts = week(DayKind.UNKNOWN, DayKind.UNKNOWN, moments=())

    assert "we don't know how it went" in said(facts)
    assert "That does not mean there was none." in said(facts)
    assert "good" not in said(facts)


def test_hard_moments_say_when_how_long_and_what_helped():
    moments = (
        HardMoment(TEN, 5, "Break card", helped=True),
        HardMoment(TEN + timedelta(days=1), None, "Headphones"),
        HardMoment(TEN + timedelta(days=2), 1, "Break card", helped=True),
    )

    assert said(week(moments=moments, days=None)) == (
        "There were 3 hard moments. Tuesday at 10:05: 5 minutes. "
        "Wednesday at 10:05. We don't know how long it took. Thursday at 10:05: 1 minute. "
        "What helped: Break card (2 times)."
    )
    assert "Lo que ayudó: Break card (2 veces)." in said(week(moments=moments, days=None), "es")


def test_when_nothing_helped_we_say_so():
    facts = week(days=None, moments=(HardMoment(TEN, 5, "Headphones"),))

    assert "We are still looking for what helps." in said(facts)


def test_meetings_held_missed_and_not_written_down():
    meetings = (Meeting(TEN, True), Meeting(TEN + timedelta(days=1), False), Meeting(TEN + timedelta(days=2), None))

    assert said(week(days=None, meetings=meetings)) == (
        "Maya met with the team once. Maya missed the meeting on Wednesday. Nobody wrote down who came on Thursday."
    )


def test_what_to_try_and_what_comes_next():
    facts = week(days=None, at_home=("The break card before homework.",), upcoming=(Next(TEN, "Video"),))

    assert said(facts) == (
        "Try this: The break card before homework. The next meeting is on Tuesday, November 17 at 10:05 (Video)."
    )
    assert said(facts, "es") == (
        "Prueben esto: The break card before homework. La próxima reunión es el martes 17 de noviembre a las 10:05 "
        "(Video)."
    )


def test_today_is_one_thought():
    facts = week(DayKind.GOOD, moments=(HardMoment(TEN, 5, "Break card", helped=True),))

    assert day_in_words(facts, "en")[0] == "A good day so far."
    assert day_in_words(week(DayKind.UNKNOWN, moments=()), "es") == ["Nadie ha escrito todavía sobre el día de hoy."]
    assert day_in_words(WeekFacts(name="Maya", to_youth=False), "en") == []


def test_a_weekend_looks_back():
    facts = week(DayKind.GOOD, DayKind.GOOD, DayKind.MIXED, DayKind.GOOD, DayKind.HARD)

    assert day_in_words(facts, "en")[:2] == ["It is the weekend.", "Maya had 3 good days out of 5."]
    assert day_in_words(facts, "es")[0] == "Es fin de semana."


@pytest.mark.parametrize("kind", list(DayKind))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_day_has_words(kind, language):
    assert day_in_words(week(kind), language)[0]


texts = st.sampled_from(["Break card", "Headphones", ""])
times = st.datetimes(datetime(2026, 11, 16, 8), datetime(2026, 11, 20, 15)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
moments = st.lists(st.builds(HardMoment, times, st.none() | st.integers(0, 40), texts, st.booleans()), max_size=6)
meetings = st.lists(st.builds(Meeting, times, st.none() | st.booleans()), max_size=5)
days = st.lists(st.sampled_from(list(DayKind)), max_size=5).map(
    lambda kinds: tuple(ClassDay(MONDAY + timedelta(days=n), kind) for n, kind in enumerate(kinds))
)
facts = st.builds(
    WeekFacts,
    name=st.just("Maya"),
    to_youth=st.booleans(),
    days=st.none() | days,
    moments=st.none() | moments.map(tuple),
    meetings=st.none() | meetings.map(tuple),
    at_home=st.none() | st.just(("Card on the fridge.",)),
    upcoming=st.none() | st.just((Next(TEN, "Video"),)) | st.just(()),
)
TELLTALE = {
    "days": (
        "good day",
        "easy one",
        "hard day",
        "día bueno",
        "días buenos",
        "día difícil",
        "días difíciles",
        "wrote about",
    ),
    "moments": ("moment", "momento", "Break card", "Headphones", "helped", "ayud"),
    "meetings": (
        "met with",
        "missed",
        "who came",
        "se reunió con",
        "Te reuniste",
        "falt",
        "quién vino",
        "no meeting with",
    ),
    "at_home": ("Try this", "Prueb", "fridge"),
    "upcoming": ("next meeting", "próxima reunión", "otra reunión"),
}


@given(facts, st.sampled_from(["en", "es"]))
def test_what_is_withheld_is_never_mentioned(facts, language):
    words = said(facts, language)

    for part, signs in TELLTALE.items():
        if getattr(facts, part) is None:
            assert not [sign for sign in signs if sign in words], part


@given(facts, st.sampled_from(["en", "es"]))
def test_no_clinical_word_and_no_rating_is_ever_said(facts, language):
    words = said(facts, language).lower()

    assert not [word for word in CLINICAL if word in words]
    assert "none" not in re.sub(r"was none|none of", "", words)


@given(facts)
def test_the_english_is_easy_to_read(facts):
    sentences = [s for part in in_words(facts, "en") for s in part.sentences]

    for sentence in sentences:
        for piece in re.split(r"(?<=[.;:]) ", sentence):
            assert len(piece.split()) <= 16, piece


def test_the_english_is_at_grade_six():
    everything = week(
        DayKind.GOOD,
        DayKind.HARD,
        DayKind.UNKNOWN,
        moments=(HardMoment(TEN, 5, "Break card", helped=True), HardMoment(TEN, None, "Headphones")),
        meetings=(Meeting(TEN, True), Meeting(TEN, False), Meeting(TEN, None)),
        at_home=("The break card before homework.",),
        upcoming=(Next(TEN, "Video"),),
    )

    assert grade(said(everything)) <= 6


def grade(text):
    """The Flesch-Kincaid grade, counting a run of vowels as a syllable."""
    sentences = max(1, len(re.findall(r"[.!?](\s|$)", text)))
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
