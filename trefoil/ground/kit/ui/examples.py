"""What the gallery shows in its components; nobody in it exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from trefoil.ground.kit.charts import types as charts
from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.ui.wording import human_day


class ExampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="What to call it", help_text="A few words are enough.")
    kind = forms.ChoiceField(
        label="Where it happened",
        choices=[("", "Choose a place"), ("class", "In class"), ("home", "At home")],
    )
    on = forms.DateField(label="Day", widget=forms.DateInput)
    words = forms.CharField(
        label="What was seen",
        required=False,
        widget=forms.Textarea,
        help_text="Only what could be seen or heard, without a guess at the reason.",
    )
    helped = forms.MultipleChoiceField(
        label="What helped",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("walk", "A walk"), ("quiet", "The quiet corner"), ("card", "The break card")],
    )
    outcome = forms.ChoiceField(
        label="How it ended",
        widget=forms.RadioSelect,
        choices=[("back", "Back in class"), ("moved", "Somewhere else"), ("home", "Went home")],
    )
    letter = forms.FileField(label="A letter", required=False)
    agreed = forms.BooleanField(label="I have read it to the end")


@dataclass(frozen=True)
class ExampleState:
    """A state that knows its word and its tone."""

    label: str
    tone: str


def example_facts() -> dict[str, Any]:
    """Return the words and times that the examples use."""
    at = timezone.localtime(now())
    faulty = ExampleForm({"name": "", "words": "Left the room twice.", "on": "31/31"})
    faulty.is_valid()
    return {
        "at": at,
        "an_hour_ago": at - timedelta(hours=1, minutes=4),
        "three_days_ago": at - timedelta(days=3),
        "a_year_ago": at - timedelta(days=400),
        "today": at.date(),
        "form": ExampleForm(),
        "faulty": faulty,
        "state": ExampleState("signed by 4 of 5", "good"),
        "headers": ["Instrument", "When", "Who answered", "Score"],
        "rows": [
            ["PHQ-A", "Tue 10:05", "the youth", "14"],
            ["PSC-17", "4 Nov", "a parent", "not scored"],
        ],
        "rising": [2, 3, None, 4, 6, 7],
        "falling": [7, 6, 6, 3, 2],
        "nothing_known": [None, None],
        "before": "Break card on the desk; the aide answers within 2 minutes.",
        "after": "Break card on the desk; the aide says yes within 1 minute, then a walk.",
        "chart": example_chart(at),
    }


def example_chart(at: datetime) -> charts.Chart:
    """Return six invented weeks with a lane of every kind."""
    start = (at - timedelta(days=42)).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [start + timedelta(days=day, hours=9) for day in range(43)]
    school_days = [day for day in days if day.weekday() < 5]
    return time_axis_chart(
        [
            _scores(days),
            _ratings(school_days),
            charts.EpisodeLane(
                "Hard moments",
                [
                    charts.Episode(days[day], strength, minutes, "a walk helped")
                    for day, strength, minutes in ((3, 4, 12), (9, 3, 8), (16, 2, 5), (30, 1, 4))
                ],
            ),
            _sessions(days),
            charts.DayLane("In school", [_school_day(i, day) for i, day in enumerate(school_days)]),
        ],
        start,
        start + timedelta(days=43),
        title="Six weeks at a glance",
        day_words=lambda day: human_day(day.date(), today=at.date() + timedelta(days=30)),
    )


def _scores(days: list[datetime]) -> charts.ScoreLane:
    values = [16, 14, None, 11, 9]
    points = [charts.Point(days[2 + 9 * index], value, flagged=index == 1) for index, value in enumerate(values)]
    bands = [
        charts.Band(0, 4, "minimal", 0.0),
        charts.Band(5, 9, "mild", 0.25),
        charts.Band(10, 14, "moderate", 0.5),
        charts.Band(15, 27, "moderately severe and more", 0.8),
    ]
    return charts.ScoreLane("PHQ-A", points, 0, 27, bands, flag_label="item 9 above zero")


def _ratings(school_days: list[datetime]) -> charts.RatingLane:
    calm = [3, 4, 2, 5, 4, 6, 5, None, 6, 7, 5, 6, 7, 8, 7]
    taking_part = [5, 5, 4, 6, 6, 6, 7, None, 7, 7, 8, 7, 8, 8, 9]
    days = school_days[::2]
    return charts.RatingLane(
        "Teacher's ratings",
        [
            charts.Series("regulation", [charts.Point(d, v) for d, v in zip(days, calm, strict=False)]),
            charts.Series(
                "engagement",
                [charts.Point(d, v) for d, v in zip(days, taking_part, strict=False)],
                "diamond",
            ),
        ],
    )


def _sessions(days: list[datetime]) -> charts.BlockLane:
    held = [True, True, False, True, None, True]
    blocks = [
        charts.Block(days[4 + 7 * i], days[4 + 7 * i] + timedelta(minutes=45), was)
        for i, was in enumerate(held)
        if 4 + 7 * i < len(days)
    ]
    return charts.BlockLane("Sessions", blocks)


def _school_day(index: int, day: datetime) -> charts.Day:
    states = {4: "absent", 5: "absent", 11: "tardy", 19: None}
    return charts.Day(day, states.get(index, "present"))
