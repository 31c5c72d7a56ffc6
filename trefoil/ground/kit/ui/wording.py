"""How the kit says things: times as people say them, differences word by word, initials."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

VOICES = ("school", "clinic", "home")


def voice_name(voice: object) -> str:
    """Return "school", "clinic" or "home" for a voice given as text or as an enum; else nothing."""
    name = str(getattr(voice, "value", voice) or "").lower()
    return name if name in VOICES else ""


def voice_label(voice: object) -> str:
    """Name a voice in the reader's language."""
    labels = {"school": gettext("School"), "clinic": gettext("Clinic"), "home": gettext("Family")}
    return labels.get(voice_name(voice), "")


def exact_time(at: datetime | date) -> str:
    """Say a time in full."""
    if isinstance(at, datetime):
        return date_format(timezone.localtime(at), pgettext("date format", "l j F Y, H:i"))
    return date_format(at, pgettext("date format", "l j F Y"))


def human_time(at: datetime | date, *, today: date, style: str = "") -> str:
    """Say a time as a person would: the hour if it is today, the weekday within a week.

    `style="through"` says the last day of what ends at that instant: midnight ends the day before.
    """
    clock = ""
    if style == "through":
        at, style = at - timedelta.resolution, "day"
    if isinstance(at, datetime):
        local = timezone.localtime(at)
        clock, day = date_format(local, "H:i"), local.date()
    else:
        day = at
    if style == "clock" and clock:
        return clock
    said = human_day(day, today=today)
    if style == "day" or not clock:
        return said
    if day == today:
        return clock
    return f"{said} {clock}" if abs((day - today).days) < 7 else f"{said}, {clock}"


def human_day(day: date, *, today: date) -> str:
    """Say a day as a person would."""
    away = (day - today).days
    if away == 0:
        return gettext("today")
    if away == -1:
        return gettext("yesterday")
    if away == 1:
        return gettext("tomorrow")
    if abs(away) < 7:
        return date_format(day, "D")
    short, with_year = pgettext("date format", "j M"), pgettext("date format", "j M Y")
    return date_format(day, short if day.year == today.year else with_year)


def running_time(seconds: int) -> str:
    """Write a duration as minutes and seconds, with hours once there are any."""
    span = timedelta(seconds=max(0, seconds))
    minutes, rest = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def initials(name: str) -> str:
    """Return up to two initials, passing over titles such as "Dr."."""
    words = [word for word in re.split(r"[\s-]+", name) if word and not word.endswith(".")]
    words = words or name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: str
    text: str


def differences(before: str, after: str) -> Iterator[Piece]:
    """Yield what stayed, went and came between two texts, in whole words."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    for kind, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[k:m]))
            continue
        if j > i:
            yield Piece("removed", "".join(old[i:j]))
        if m > k:
            yield Piece("added", "".join(new[k:m]))
