"""What a chart is made of, and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """The same facts in rows, for those who do not see the picture."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A picture and its table."""

    svg: str
    table: Table


@dataclass(frozen=True)
class Point:
    """A value at an instant; None is a value that is missing and is shown as missing."""

    at: datetime
    value: float | None
    note: str = ""
    flagged: bool = False


@dataclass(frozen=True)
class Band:
    """A named stretch of values; `strength` from 0 (faint) to 1 shades it."""

    low: float
    high: float
    label: str
    strength: float = 0.3


@dataclass(frozen=True)
class ScoreLane:
    """Scores of one instrument over time, joined by a line that breaks where one is missing."""

    label: str
    points: Sequence[Point]
    low: float
    high: float
    bands: Sequence[Band] = ()
    voice: str = "clinic"
    flag_label: str = "flagged"


@dataclass(frozen=True)
class Series:
    """One kind of rating; the shape, not the color, tells two series apart."""

    label: str
    points: Sequence[Point]
    shape: str = "circle"


@dataclass(frozen=True)
class RatingLane:
    """Ratings from 0 to 10, one or two series as dots of different shapes."""

    label: str
    series: Sequence[Series]
    low: float = 0
    high: float = 10
    voice: str = "school"


@dataclass(frozen=True)
class Episode:
    """Something that happened and how strong it was, from 1 to `EpisodeLane.strongest`."""

    at: datetime
    intensity: int
    minutes: float | None = None
    note: str = ""


@dataclass(frozen=True)
class EpisodeLane:
    """Events with their intensity."""

    label: str
    episodes: Sequence[Episode]
    strongest: int = 5
    voice: str = "school"


@dataclass(frozen=True)
class Block:
    """A stretch of time: a session held, or missed."""

    starts_at: datetime
    ends_at: datetime
    attended: bool | None
    note: str = ""


@dataclass(frozen=True)
class BlockLane:
    """Sessions: filled if attended, hatched by a cross if missed, hollow if not known."""

    label: str
    blocks: Sequence[Block]
    voice: str = "clinic"
    words: tuple[str, str, str] = ("attended", "missed", "not recorded")


@dataclass(frozen=True)
class Day:
    """One school day: "present", "absent", "tardy" or None where nothing was recorded."""

    at: datetime
    state: str | None
    note: str = ""


@dataclass(frozen=True)
class DayLane:
    """Attendance by day."""

    label: str
    days: Sequence[Day]
    voice: str = "school"
    words: dict[str, str] = field(default_factory=lambda: {"present": "present", "absent": "absent", "tardy": "tardy"})
    missing_word: str = "not recorded"


@dataclass(frozen=True)
class TrendSeries:
    """What one person said over time; shape and dash, not the color, tell two apart."""

    label: str
    points: Sequence[Point]
    shape: str = "circle"
    dash: str = ""
    voice: str = "clinic"


@dataclass(frozen=True)
class Ribbon:
    """The stretch around a first value within which nothing has reliably changed, from that value on."""

    low: float
    high: float
    starts_at: datetime
    label: str


@dataclass(frozen=True)
class Mark:
    """Something that happened or began; its sign stands above the line, its words in the table."""

    at: datetime
    label: str
    sign: str
    is_phase: bool = False


@dataclass(frozen=True)
class TrendLane:
    """One measure told by several people; `sense` says in words which way is better."""

    label: str
    series: Sequence[TrendSeries]
    low: float
    high: float
    sense: str
    bands: Sequence[Band] = ()
    cut: float | None = None
    cut_label: str = ""
    ribbon: Ribbon | None = None
    marks: Sequence[Mark] = ()
    flag_label: str = "flagged"


Lane = ScoreLane | RatingLane | EpisodeLane | BlockLane | DayLane
