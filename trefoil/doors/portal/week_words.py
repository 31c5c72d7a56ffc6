"""A child's week in plain words, English or Spanish: a pure function from facts to sentences.

Written for tired people, at about grade 6: short sentences, no numbers from questionnaires or ratings, no clinical
words. What the reader may not know is None and is not mentioned at all; what nobody wrote down is said to be unknown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trefoil.care.classroom.types import DayKind

SHOWN_MOMENTS = 4


@dataclass(frozen=True)
class ClassDay:
    """How one school day went."""

    on: date
    kind: DayKind


@dataclass(frozen=True)
class HardMoment:
    """One hard moment: when, how long, what was tried, and whether that helped."""

    at: datetime
    minutes: int | None = None
    tried: str = ""
    helped: bool = False


@dataclass(frozen=True)
class Meeting:
    """One meeting with the team, and whether the child came; None if nobody wrote it down."""

    at: datetime
    came: bool | None


@dataclass(frozen=True)
class Next:
    """What comes next: when, and where if it is known."""

    at: datetime
    place: str = ""


@dataclass(frozen=True)
class WeekFacts:
    """All that is told; times are local. What the reader may not know is None; what is empty is known to be empty.

    `upcoming` holds at most one entry.
    """

    name: str
    to_youth: bool
    days: tuple[ClassDay, ...] | None = None
    moments: tuple[HardMoment, ...] | None = None
    meetings: tuple[Meeting, ...] | None = None
    at_home: tuple[str, ...] | None = None
    upcoming: tuple[Next, ...] | None = None
    no_times: bool = False
    """No hour may be told: it would say when the child is where."""


@dataclass(frozen=True)
class Part:
    """One thought of the summary: a card."""

    key: str
    sentences: tuple[str, ...]


def in_words(facts: WeekFacts, language: str) -> list[Part]:
    """Say a week in words, part by part, in the order in which a family asks."""
    say = _Spanish(facts) if language.startswith("es") else _English(facts)
    told: list[Part] = []
    if facts.days is not None:
        told.append(Part("days", tuple(say.days(facts.days))))
    if facts.moments is not None:
        told.append(Part("moments", tuple(say.moments(facts.moments, facts.days))))
    if facts.meetings is not None:
        told.append(Part("meetings", tuple(say.meetings(facts.meetings))))
    if facts.at_home:
        told.append(Part("at_home", tuple(say.at_home(facts.at_home))))
    if facts.upcoming is not None:
        told.append(Part("upcoming", tuple(say.upcoming(facts.upcoming))))
    return told


def day_in_words(facts: WeekFacts, language: str) -> list[str]:
    """Say one day in words, the only day that the facts hold; on a weekend, the days of the week before it."""
    say = _Spanish(facts) if language.startswith("es") else _English(facts)
    told: list[str] = []
    if facts.days and len(facts.days) > 1:
        return [say.WEEKEND, *say.days(facts.days)]
    if facts.days:
        told.append(say.today(facts.days[0].kind))
    if facts.moments:
        told += say.moments(facts.moments, None)
    return told


def _of_kind(days: Sequence[ClassDay], kind: DayKind) -> list[ClassDay]:
    return [day for day in days if day.kind == kind]


def _clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02}"


def _what_helped(moments: Sequence[HardMoment]) -> list[tuple[str, int]]:
    return Counter(m.tried for m in moments if m.helped and m.tried).most_common(3)


class _English:
    """The sentences in English."""

    WEEKEND = "It is the weekend."
    WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    MONTHS = (
        "January February March April May June July August September October November December".split()  # noqa: SIM905
    )

    def __init__(self, facts: WeekFacts) -> None:
        self.who = "You" if facts.to_youth else facts.name
        self.to_youth = facts.to_youth
        self.no_times = facts.no_times

    def weekday(self, on: date) -> str:
        """Name a day."""
        return self.WEEKDAYS[on.weekday()]

    def listed(self, words: Sequence[str]) -> str:
        """Join words as in speech."""
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

    def days(self, days: Sequence[ClassDay]) -> list[str]:
        """Say how the days went."""
        known = [day for day in days if day.kind != DayKind.UNKNOWN]
        if not known:
            return ["Nobody wrote about this week yet. So we don't know how it went."]
        good, hard = _of_kind(days, DayKind.GOOD), _of_kind(days, DayKind.HARD)
        told = [self._good(len(good), len(known))]
        if hard:
            names = self.listed([self.weekday(day.on) for day in hard])
            told.append(f"{names} was a hard day." if len(hard) == 1 else f"{names} were hard days.")
        if unknown := _of_kind(days, DayKind.UNKNOWN):
            names = self.listed([self.weekday(day.on) for day in unknown])
            told.append(f"Nobody wrote about {names}. So we don't know about {'it' if len(unknown) == 1 else 'them'}.")
        return told

    def _good(self, good: int, known: int) -> str:
        if known == 1:
            return f"We know about one day. {'It was a good one.' if good else 'It was not an easy one.'}"
        if good == 0:
            return f"None of the {known} days we know about was an easy one."
        return f"{self.who} had {good} good {'day' if good == 1 else 'days'} out of {known}."

    def today(self, kind: DayKind) -> str:
        """Say how today goes."""
        return {
            DayKind.GOOD: "A good day so far.",
            DayKind.MIXED: "A day with ups and downs.",
            DayKind.HARD: "A hard day.",
            DayKind.UNKNOWN: "Nobody has written about today yet.",
        }[kind]

    def moments(self, moments: Sequence[HardMoment], days: Sequence[ClassDay] | None) -> list[str]:
        """Say the hard moments and what helped."""
        if not moments:
            known = days is None or any(day.kind != DayKind.UNKNOWN for day in days)
            said = "Nobody wrote down a hard moment."
            return [said if known else f"{said} That does not mean there was none."]
        told = ["There was one hard moment." if len(moments) == 1 else f"There were {len(moments)} hard moments."]
        told += [self._moment(moment) for moment in moments[:SHOWN_MOMENTS]]
        helped = _what_helped(moments)
        if helped:
            told.append(f"What helped: {'; '.join(self._times(text, n) for text, n in helped)}.")
        elif any(moment.tried for moment in moments):
            told.append("We are still looking for what helps.")
        return told

    def _moment(self, moment: HardMoment) -> str:
        when = self.weekday(moment.at)
        if not self.no_times:
            when += f" at {_clock(moment.at)}"
        if moment.minutes is None:
            return f"{when}. We don't know how long it took."
        lasted = "less than a minute" if moment.minutes < 1 else f"{moment.minutes} minutes"
        return f"{when}: {'1 minute' if moment.minutes == 1 else lasted}."

    def _times(self, text: str, number: int) -> str:
        return text if number == 1 else f"{text} ({number} times)"

    def meetings(self, meetings: Sequence[Meeting]) -> list[str]:
        """Say whether the child met with the team."""
        if not meetings:
            return ["There was no meeting with the team."]
        came = [meeting for meeting in meetings if meeting.came]
        missed = [meeting for meeting in meetings if meeting.came is False]
        unknown = [meeting for meeting in meetings if meeting.came is None]
        told = []
        if came:
            told.append(f"{self.who} met with the team {self._often(len(came))}.")
        if missed:
            names = self.listed([self.weekday(meeting.at) for meeting in missed])
            told.append(f"{self.who} missed {'the meeting' if len(missed) == 1 else 'the meetings'} on {names}.")
        if unknown:
            names = self.listed([self.weekday(meeting.at) for meeting in unknown])
            told.append(f"Nobody wrote down who came on {names}.")
        return told

    def _often(self, number: int) -> str:
        return {1: "once", 2: "twice"}.get(number, f"{number} times")

    def at_home(self, ideas: Sequence[str]) -> list[str]:
        """Say what to try at home."""
        return [f"Try this: {idea.rstrip('.')}." for idea in ideas]

    def upcoming(self, upcoming: Sequence[Next]) -> list[str]:
        """Say what comes next."""
        if not upcoming:
            return ["No next meeting is planned yet."]
        at, place = upcoming[0].at, upcoming[0].place
        day = f"{self.weekday(at)}, {self.MONTHS[at.month - 1]} {at.day}"
        return [f"The next meeting is on {day} at {_clock(at)}{f' ({place})' if place else ''}."]


class _Spanish(_English):
    """The sentences in Spanish."""

    WEEKEND = "Es fin de semana."
    WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
    MONTHS = (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
    )

    def listed(self, words: Sequence[str]) -> str:
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} y {words[-1]}"

    def days(self, days: Sequence[ClassDay]) -> list[str]:
        known = [day for day in days if day.kind != DayKind.UNKNOWN]
        if not known:
            return ["Nadie ha escrito todavía sobre esta semana. Por eso no sabemos cómo fue."]
        good, hard = _of_kind(days, DayKind.GOOD), _of_kind(days, DayKind.HARD)
        told = [self._good(len(good), len(known))]
        if hard:
            names = self.listed([f"el {self.weekday(day.on)}" for day in hard])
            said = f"{names} fue un día difícil." if len(hard) == 1 else f"{names} fueron días difíciles."
            told.append(said[0].upper() + said[1:])
        if unknown := _of_kind(days, DayKind.UNKNOWN):
            names = self.listed([f"el {self.weekday(day.on)}" for day in unknown])
            told.append(f"Nadie escribió sobre {names}. Por eso no sabemos cómo fue.")
        return told

    def _good(self, good: int, known: int) -> str:
        if known == 1:
            return f"Sabemos de un solo día. {'Fue un buen día.' if good else 'No fue un día fácil.'}"
        if good == 0:
            return f"De los {known} días que conocemos, ninguno fue fácil."
        had = "Tuviste" if self.to_youth else f"{self.who} tuvo"
        return f"{had} {good} {'día bueno' if good == 1 else 'días buenos'} de {known}."

    def today(self, kind: DayKind) -> str:
        return {
            DayKind.GOOD: "Un buen día hasta ahora.",
            DayKind.MIXED: "Un día con altas y bajas.",
            DayKind.HARD: "Un día difícil.",
            DayKind.UNKNOWN: "Nadie ha escrito todavía sobre el día de hoy.",
        }[kind]

    def moments(self, moments: Sequence[HardMoment], days: Sequence[ClassDay] | None) -> list[str]:
        if not moments:
            known = days is None or any(day.kind != DayKind.UNKNOWN for day in days)
            said = "Nadie escribió sobre un momento difícil."
            return [said if known else f"{said} Eso no quiere decir que no lo hubo."]
        told = ["Hubo un momento difícil." if len(moments) == 1 else f"Hubo {len(moments)} momentos difíciles."]
        told += [self._moment(moment) for moment in moments[:SHOWN_MOMENTS]]
        helped = _what_helped(moments)
        if helped:
            told.append(f"Lo que ayudó: {'; '.join(self._times(text, n) for text, n in helped)}.")
        elif any(moment.tried for moment in moments):
            told.append("Seguimos buscando lo que ayuda.")
        return told

    def _moment(self, moment: HardMoment) -> str:
        when = f"El {self.weekday(moment.at)}"
        if not self.no_times:
            when += f" {'a la' if moment.at.hour == 1 else 'a las'} {_clock(moment.at)}"
        if moment.minutes is None:
            return f"{when}. No sabemos cuánto duró."
        lasted = "menos de un minuto" if moment.minutes < 1 else f"{moment.minutes} minutos"
        return f"{when}: {'1 minuto' if moment.minutes == 1 else lasted}."

    def _times(self, text: str, number: int) -> str:
        return text if number == 1 else f"{text} ({number} veces)"

    def meetings(self, meetings: Sequence[Meeting]) -> list[str]:
        if not meetings:
            return ["No hubo reuniones con el equipo."]
        came = [meeting for meeting in meetings if meeting.came]
        missed = [meeting for meeting in meetings if meeting.came is False]
        unknown = [meeting for meeting in meetings if meeting.came is None]
        told = []
        if came:
            met = "Te reuniste" if self.to_youth else f"{self.who} se reunió"
            told.append(f"{met} con el equipo {self._often(len(came))}.")
        if missed:
            names = self.listed([f"el {self.weekday(meeting.at)}" for meeting in missed])
            lacked = "Faltaste" if self.to_youth else f"{self.who} faltó"
            told.append(
                f"{lacked} a la reunión {names}." if len(missed) == 1 else f"{lacked} a las reuniones: {names}."
            )
        if unknown:
            names = self.listed([f"el {self.weekday(meeting.at)}" for meeting in unknown])
            told.append(f"Nadie anotó quién vino {names}.")
        return told

    def _often(self, number: int) -> str:
        return "una vez" if number == 1 else f"{number} veces"

    def at_home(self, ideas: Sequence[str]) -> list[str]:
        verb = "Prueba esto" if self.to_youth else "Prueben esto"
        return [f"{verb}: {idea.rstrip('.')}." for idea in ideas]

    def upcoming(self, upcoming: Sequence[Next]) -> list[str]:
        if not upcoming:
            return ["Todavía no hay otra reunión planeada."]
        at, place = upcoming[0].at, upcoming[0].place
        hour = "a la" if at.hour == 1 else "a las"
        day = f"el {self.weekday(at)} {at.day} de {self.MONTHS[at.month - 1]}"
        return [f"La próxima reunión es {day} {hour} {_clock(at)}{f' ({place})' if place else ''}."]
