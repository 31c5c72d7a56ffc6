"""What may be said of a child's change on one instrument, by one informant; pure.

Jacobson and Truax (1991): a change is reliable when it is larger than what two measurements of somebody who did not
change would differ by in 95 of 100 cases. Without a reliability and a standard deviation for that population nothing is
classified. Informants are never averaged and a missing score is never *stable*: both are other words for not knowing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite, sqrt

RELIABLE = 1.96
REVIEW_AFTER = timedelta(weeks=8)
SILENT_INTERVALS = 2


class Better(StrEnum):
    """Which way is better: the sign convention that every chart must state."""

    LOWER = "lower"
    HIGHER = "higher"


class Category(StrEnum):
    """What became of somebody between two scores."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"
    NOT_CLASSIFIABLE = "not_classifiable"


class Lamp(StrEnum):
    """Why somebody is not on track."""

    WORSE = "worse"
    NO_CHANGE = "no_change"
    NO_DATA = "no_data"


class Criterion(StrEnum):
    """Where the cut-off between two populations is laid."""

    BEYOND_CLINICAL = "a"
    WITHIN_FUNCTIONAL = "b"
    BETWEEN = "c"


@dataclass(frozen=True)
class Population:
    """A mean and its spread, of a clinical or a functional population."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Yardstick:
    """What is known about how far an instrument's scores differ by chance, and where the clinical range begins.

    Args:
        better: which way is better.
        sd: the standard deviation in the population the child belongs to.
        reliability: the retest reliability in that population.
        points: the smallest reliable difference as published, where the two above were not.
        cut: the score from which, in the direction of worse, somebody is in the clinical range; the cut itself is.
    """

    better: Better = Better.LOWER
    sd: float | None = None
    reliability: float | None = None
    points: float | None = None
    cut: float | None = None

    def __post_init__(self) -> None:
        if self.sd is not None and not (isfinite(self.sd) and self.sd > 0):
            raise ValueError("a standard deviation is above zero")
        if self.reliability is not None and not 0 <= self.reliability < 1:
            raise ValueError("a reliability lies between zero and one, and is never one")
        if self.points is not None and not (isfinite(self.points) and self.points > 0):
            raise ValueError("a reliable difference is above zero")

    @property
    def standard_error(self) -> float | None:
        """Return the standard error of a difference, or None where it is not known."""
        if self.sd is None or self.reliability is None:
            return None
        return self.sd * sqrt(1 - self.reliability) * sqrt(2)

    @property
    def threshold(self) -> float | None:
        """Return the difference in points from which a change is reliable, or None where it is not known."""
        error = self.standard_error
        return self.points if error is None else RELIABLE * error


@dataclass(frozen=True)
class Reading:
    """One score at an instant; None where it was asked for and could not be computed."""

    at: datetime
    value: float | None


@dataclass(frozen=True)
class Course:
    """What may be said of one informant's scores: from the baseline to the last that could be computed."""

    baseline: Reading | None
    latest: Reading | None
    category: Category
    index: float | None
    lamps: tuple[Lamp, ...]
    crossed_cut: bool

    @property
    def difference(self) -> float | None:
        """Return by how many points the score moved, or None without two scores."""
        if self.baseline is None or self.latest is None or self.baseline == self.latest:
            return None
        first, last = self.baseline.value, self.latest.value
        return None if first is None or last is None else last - first


def cut_off(clinical: Population, functional: Population, criterion: Criterion) -> float:
    """Return the cut-off between a clinical and a functional population.

    Criterion a lies two standard deviations from the clinical mean, b two from the functional mean, each towards the
    other; c lies where a score is as likely in the one as in the other, weighted by their spread.
    """
    toward = 1.0 if functional.mean >= clinical.mean else -1.0
    if criterion is Criterion.BEYOND_CLINICAL:
        return clinical.mean + toward * 2 * clinical.sd
    if criterion is Criterion.WITHIN_FUNCTIONAL:
        return functional.mean - toward * 2 * functional.sd
    spread = clinical.sd + functional.sd
    return (clinical.sd * functional.mean + functional.sd * clinical.mean) / spread


def reliable_change_index(before: float | None, after: float | None, yardstick: Yardstick) -> float | None:
    """Return the difference in standard errors, positive for higher; None where anything it needs is missing."""
    error, first, last = yardstick.standard_error, _finite(before), _finite(after)
    if error is None or first is None or last is None:
        return None
    return (last - first) / error


def is_reliable(difference: float, yardstick: Yardstick) -> bool | None:
    """Tell whether a difference is more than the error of measurement; None where that is not known."""
    error = yardstick.standard_error
    if error is not None:
        return abs(difference) / error > RELIABLE
    # What is published as the smallest reliable difference is one already.
    return None if yardstick.points is None else abs(difference) >= yardstick.points


def is_clinical(value: float | None, yardstick: Yardstick) -> bool | None:
    """Tell whether a score lies in the clinical range; None where score or cut-off is not known."""
    score = _finite(value)
    if yardstick.cut is None or score is None:
        return None
    return score >= yardstick.cut if yardstick.better is Better.LOWER else score <= yardstick.cut


def classify(before: float | None, after: float | None, yardstick: Yardstick) -> Category:
    """Say what became of somebody between two scores.

    Recovered is a reliable improvement that began in the clinical range and ended outside it.
    """
    first, last = _finite(before), _finite(after)
    reliable = None if first is None or last is None else is_reliable(last - first, yardstick)
    if first is None or last is None or reliable is None:
        return Category.NOT_CLASSIFIABLE
    if not reliable:
        return Category.UNCHANGED
    if (last < first) != (yardstick.better is Better.LOWER):
        return Category.DETERIORATED
    left_range = is_clinical(first, yardstick) is True and is_clinical(last, yardstick) is False
    return Category.RECOVERED if left_range else Category.IMPROVED


def reliable_band(baseline: float | None, yardstick: Yardstick) -> tuple[float, float] | None:
    """Return the scores around a baseline within which nothing has reliably changed, or None where not known."""
    threshold, first = yardstick.threshold, _finite(baseline)
    return None if threshold is None or first is None else (first - threshold, first + threshold)


def course(
    readings: Sequence[Reading], yardstick: Yardstick, *, at: datetime, interval: timedelta | None = None
) -> Course:
    """Say what may be said of one informant's scores on one instrument.

    The baseline is the first score that could be computed. What could not be computed moves nothing: it neither clears
    a worsening nor counts as data.

    Args:
        readings: the scores of one informant, in any order.
        yardstick: what is known of the instrument.
        at: now.
        interval: how often the score is due; without it nobody can be late.
    """
    known = sorted((r for r in readings if _finite(r.value) is not None and r.at <= at), key=lambda r: r.at)
    baseline, latest = (known[0], known[-1]) if known else (None, None)
    before, after = (known[0].value, known[-1].value) if len(known) > 1 else (None, None)
    category = classify(before, after, yardstick)
    since = latest.at if latest else min((r.at for r in readings), default=at)
    return Course(
        baseline=baseline,
        latest=latest,
        category=category,
        index=reliable_change_index(before, after, yardstick),
        lamps=tuple(_lamps(category, known, yardstick, at, late=_is_late(since, at, interval))),
        crossed_cut=is_clinical(before, yardstick) != is_clinical(after, yardstick),
    )


def _is_late(since: datetime, at: datetime, interval: timedelta | None) -> bool:
    return interval is not None and at - since > SILENT_INTERVALS * interval


def _lamps(
    category: Category, known: Sequence[Reading], yardstick: Yardstick, at: datetime, *, late: bool
) -> Iterator[Lamp]:
    if category is Category.DETERIORATED:
        yield Lamp.WORSE
    unchanged = category is Category.UNCHANGED and is_clinical(known[-1].value, yardstick)
    if unchanged and at - known[0].at >= REVIEW_AFTER:
        yield Lamp.NO_CHANGE
    if late:
        yield Lamp.NO_DATA


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
