"""The time axis: where an instant lies, and which days are named below."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from trefoil.ground.kit.charts.drawing import EDGE, LINE, SOFT, element, number

WIDTH, LEFT, RIGHT = 760.0, 34.0, 14.0
ROOM = 66.0
STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 3640)

Words = Callable[[datetime], str]


def plain_day(at: datetime) -> str:
    """Say a day in English, for callers that bring no words of their own."""
    return f"{at.day} {at:%b}"


@dataclass(frozen=True)
class TimeAxis:
    """A stretch of time laid on the width of the paper."""

    start: datetime
    end: datetime
    day_words: Words = plain_day

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError("a chart ends after it starts")

    def holds(self, at: datetime) -> bool:
        """Say whether an instant lies on the paper."""
        return self.start <= at <= self.end

    def x(self, at: datetime) -> float:
        """Return where an instant lies, within the paper's edges."""
        share = (at - self.start) / (self.end - self.start)
        return LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT)

    def local(self, at: datetime) -> datetime:
        """Return an instant in the time zone of the axis."""
        return at.astimezone(self.start.tzinfo)

    def day_width(self) -> float:
        """Return how wide one day is."""
        return (WIDTH - LEFT - RIGHT) * (timedelta(days=1) / (self.end - self.start))

    def ticks(self) -> Iterator[datetime]:
        """Yield the days to name: Mondays once there is no room for every day."""
        step = next((days for days in STEPS if days * self.day_width() >= ROOM), STEPS[-1])
        day = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        if day < self.start:
            day += timedelta(days=1)
        if step >= 7:
            day += timedelta(days=-day.weekday() % 7)
        while day <= self.end:
            yield day
            day += timedelta(days=step)

    def draw(self, top: float, bottom: float) -> str:
        """Draw the named days as fine lines with their names below."""
        parts = []
        for day in self.ticks():
            x = number(self.x(day))
            line = {"x1": x, "x2": x, "y1": number(top), "y2": number(bottom), "stroke": LINE}
            parts.append(element("line", **line | {"class": "chart-grid"}))
            anchor = "end" if self.x(day) > WIDTH - ROOM / 2 else "middle"
            place = {"x": x, "y": number(bottom + 18), "text-anchor": anchor, "fill": SOFT}
            parts.append(element("text", self.day_words(day), **place | {"class": "chart-soft"}))
        ground = {"x1": number(LEFT), "x2": number(WIDTH - RIGHT), "stroke": EDGE}
        ground |= {"y1": number(bottom), "y2": number(bottom), "class": "chart-edge"}
        return "".join([*parts, element("line", **ground)])
