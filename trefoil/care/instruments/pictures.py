"""The trend of one instrument as a chart; its bands come from the instrument."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.charts.types import Band, Chart, Point, ScoreLane

from . import packs
from .types import Instrument, Reading

MARGIN = timedelta(days=3)


def trend(readings: Sequence[Reading]) -> Chart | None:
    """Draw the scores of the newest reading's instrument; forms are never mixed in one line."""
    same = [reading for reading in readings if reading.key == readings[0].key][::-1]
    return _drawn(packs.installed()[same[0].key], same) if len(same) > 1 else None


def band_word(word: str) -> str:
    """Return a band's word in the reader's language."""
    known = {
        "minimal": pgettext("severity", "minimal"),
        "mild": pgettext("severity", "mild"),
        "moderate": pgettext("severity", "moderate"),
        "moderately severe": pgettext("severity", "moderately severe"),
        "severe": pgettext("severity", "severe"),
    }
    return known.get(word, word)


def score_lane(instrument: Instrument, points: Sequence[Point]) -> ScoreLane:
    """Return the lane of an instrument's scores, with its bands."""
    last = max(1, len(instrument.bands) - 1)
    return ScoreLane(
        label=instrument.name,
        points=points,
        low=0,
        high=instrument.maximum,
        bands=[
            Band(band.start, min(band.end + 0.99, instrument.maximum), band_word(band.word), n / last)
            for n, band in enumerate(instrument.bands)
        ],
        flag_label=_("needs a person"),
    )


def _drawn(instrument: Instrument, readings: Sequence[Reading]) -> Chart:
    points = [Point(r.at, r.value, flagged=bool(r.flags)) for r in readings]
    # Room at the right, so that the names of the bands do not lie under the newest score.
    room = max(MARGIN, (readings[-1].at - readings[0].at) / 4)
    return time_axis_chart(
        [score_lane(instrument, points)],
        timezone.localtime(readings[0].at - MARGIN),
        timezone.localtime(readings[-1].at + room),
        title=_("%(instrument)s over time") % {"instrument": instrument.name},
    )
