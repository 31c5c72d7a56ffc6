"""What may be booked, what a booking takes away, and where there is room: pure, without clock or database."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from .types import Bell, Facts, Kind, Lesson, Missed, Seat, Span, Subject

DAY_STARTS, DAY_ENDS = time(8, 0), time(16, 30)  # [D] working hours of the house
GRID = timedelta(minutes=15)
LOOK_AHEAD = 14  # school days
SHORTEST, LONGEST = 5, 240
LARGEST_GROUP = 8
MOST_IN_SERIES = 80
NOT_MISSED = frozenset({Subject.STUDY, Subject.LUNCH})
_ONE_CHILD = frozenset({Kind.INDIVIDUAL, Kind.FAMILY, Kind.SKILLS, Kind.CHECK_IN, Kind.PLAN_MEETING, Kind.PEER_VISIT})
_SUBJECT_WORDS = (
    (Subject.LUNCH, ("lunch", "recess")),
    (Subject.STUDY, ("study", "advisory", "homeroom")),
    (Subject.MATH, ("math", "algebra", "geometry", "calculus")),
    (Subject.ENGLISH, ("english", "reading", "language arts", "literature", "writing")),
    (Subject.SOCIAL, ("social", "history", "geography", "civics")),
    (Subject.SCIENCE, ("science", "biology", "chemistry", "physics")),
    (Subject.SPECIAL, ("physical", "art", "music", "band", "health", "spanish", "theater", "technology")),
)


def subject_of(text: str) -> Subject:
    """Return the subject that a class's own words name."""
    words = text.lower()
    return next((s for s, keys in _SUBJECT_WORDS if any(key in words for key in keys)), Subject.OTHER)


def why_not_book(facts: Facts) -> str | None:
    """Say why an appointment cannot be made as it stands."""
    minutes = Span(facts.starts_at, facts.ends_at).minutes
    if not SHORTEST <= minutes <= LONGEST:
        return "An appointment lasts between 5 minutes and 4 hours."
    if facts.staff < 1:
        return "Say who will be there: at least one member of staff."
    if facts.has_room and facts.by_video:
        return "Choose a room or video, not both."
    return _why_not_children(facts)


def _why_not_children(facts: Facts) -> str | None:
    if facts.kind == Kind.STAFF:
        return "Time among staff is booked without a child." if facts.children else None
    if facts.kind in _ONE_CHILD and facts.children != 1:
        return "This kind of appointment is for one child. For several, choose a skills group."
    if facts.kind == Kind.SKILLS_GROUP and not 1 <= facts.children <= LARGEST_GROUP:
        return "A skills group has between one and eight children."
    return None


def why_not_service(*, children: int, caregivers: int, has_service: bool, is_confidential: bool) -> str | None:
    """Say why an appointment cannot belong to a child's service."""
    if has_service and children != 1:
        return "A group belongs to no single child's service."
    if is_confidential and caregivers:
        return "The family knows nothing of this service, so nobody of it can be invited."
    return None


def why_not_series(*, first: date, until: date, weekdays: Iterable[int], count: int) -> str | None:
    """Say why a weekly series cannot be made."""
    if not list(weekdays):
        return "Choose at least one day of the week."
    if until < first:
        return "The series must end after it begins."
    if count == 0:
        return "No day is left in this series."
    return "A series has eighty appointments at most; end it earlier." if count > MOST_IN_SERIES else None


def why_not_move(*, canceled: bool, is_recorded: bool = False) -> str | None:
    """Say why an appointment cannot be moved."""
    if canceled:
        return "This appointment was canceled. Book a new one."
    return "Attendance is already recorded, so this appointment stays where it was." if is_recorded else None


def why_not_cancel(*, canceled: bool, reason: str) -> str | None:
    """Say why an appointment cannot be canceled."""
    if canceled:
        return "This appointment is already canceled."
    return None if reason.strip() else "Say in a few words why it is canceled."


def why_not_bells(periods: Sequence[tuple[str, time, time]], weekdays: Iterable[int]) -> str | None:
    """Say why a bell schedule cannot be kept: it needs periods in order that do not run into each other."""
    if not list(weekdays):
        return "Choose the days on which these bells ring."
    if not periods:
        return "Enter at least one period."
    for label, starts, ends in periods:
        if ends <= starts:
            return f"Period {label} must end after it begins."
    ordered = sorted(periods, key=lambda period: period[1])
    for (label, _s, ends), (later, starts, _e) in pairwise(ordered):
        if starts < ends:
            return f"Periods {label} and {later} overlap."
    if len({label for label, _s, _e in periods}) < len(periods):
        return "Every period needs a label of its own."
    return None


def occurrences(
    *,
    first: date,
    until: date,
    weekdays: Iterable[int],
    starts: time,
    minutes: int,
    zone: tzinfo,
    skip: Iterable[date] = (),
) -> list[Span]:
    """Return each time of a weekly series, at the same hour by the wall clock in summer and winter."""
    days, left_out = set(weekdays), set(skip)
    found = []
    for number in range((until - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() in days and day not in left_out:
            found.append(span_on(day, starts, minutes, zone))
    return found


def span_on(day: date, starts: time, minutes: int, zone: tzinfo) -> Span:
    """Return a span that begins at an hour of a day by the wall clock."""
    begins = datetime.combine(day, starts, zone)
    return Span(begins, begins + timedelta(minutes=minutes))


def lessons_on(day: date, seats: Iterable[Seat], bells: Iterable[Bell], zone: tzinfo) -> list[Lesson]:
    """Return the classes of a day, in order; a period that no bell knows is left out."""
    ringing = {bell.label: bell for bell in bells if day.weekday() in bell.weekdays}
    found = [
        Lesson(
            Span(
                datetime.combine(day, ringing[seat.period].starts, zone),
                datetime.combine(day, ringing[seat.period].ends, zone),
            ),
            seat.subject,
            seat.title,
            seat.period,
            seat.room,
            seat.teacher,
        )
        for seat in seats
        if _sits(seat, day) and seat.period in ringing
    ]
    return sorted(found, key=lambda lesson: lesson.span)


def _sits(seat: Seat, day: date) -> bool:
    return day.weekday() in seat.weekdays and seat.starts_on <= day and (seat.ends_on is None or day < seat.ends_on)


def missed(span: Span, lessons: Iterable[Lesson]) -> list[Missed]:
    """Return which classes an appointment takes minutes from; lunch and study hall are not counted as missed."""
    return [
        Missed(lesson.subject, lesson.title, span.shared_minutes(lesson.span), lesson.period)
        for lesson in lessons
        if lesson.subject not in NOT_MISSED and span.meets(lesson.span)
    ]


def school_days(after: date, bells: Iterable[Bell], count: int = LOOK_AHEAD) -> list[date]:
    """Return the next days on which school is held, the given one included; without bells, Monday to Friday."""
    ringing = {weekday for bell in bells for weekday in bell.weekdays} or {0, 1, 2, 3, 4}
    days = (after + timedelta(days=number) for number in range(count * 7))
    return [day for day in days if day.weekday() in ringing][:count]


def free_slots(
    *,
    after: datetime,
    minutes: int,
    days: Iterable[date],
    busy: Iterable[Span],
    lessons: Iterable[Lesson],
    zone: tzinfo,
    want: int = 3,
) -> list[Span]:
    """Return the next slots on the quarter hour that nobody is busy in and that miss no class, lunch included.

    Args:
        after: no slot begins before it.
        minutes: how long the slot must be.
        days: the days to look at, in order.
        busy: when any of the people or the room are taken.
        lessons: the child's classes on those days; study hall may be used.
        zone: the wall clock of the place.
        want: how many slots.
    """
    closed = sorted([*busy, *(lesson.span for lesson in lessons if lesson.subject != Subject.STUDY)])
    found: list[Span] = []
    for day in days:
        for slot in _grid(day, minutes, zone):
            if slot.starts_at < after or any(slot.meets(span) for span in closed):
                continue
            if not found or not slot.meets(found[-1]):
                found.append(slot)
            if len(found) == want:
                return found
    return found


def _grid(day: date, minutes: int, zone: tzinfo) -> Iterator[Span]:
    starts, closes = datetime.combine(day, DAY_STARTS, zone), datetime.combine(day, DAY_ENDS, zone)
    length = timedelta(minutes=minutes)
    while starts + length <= closes:
        yield Span(starts, starts + length)
        starts += GRID
