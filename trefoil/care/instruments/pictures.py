"""The scores of one instrument as a lane; its bands come from the instrument."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trefoil.ground.kit.charts.types import Band, Point, ScoreLane

from .types import Instrument


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


def score_lane(instrument: Instrument, points: Sequence[Point], told_by: str = "") -> ScoreLane:
    """Return the lane of an instrument's scores, with its bands, and with who told them if it is not the youth."""
    last = max(1, len(instrument.bands) - 1)
    return ScoreLane(
        label=f"{instrument.name} · {told_by}" if told_by else instrument.name,
        points=points,
        low=0,
        high=instrument.maximum,
        bands=[
            Band(band.start, min(band.end + 0.99, instrument.maximum), band_word(band.word), n / last)
            for n, band in enumerate(instrument.bands)
        ],
        flag_label=_("needs a person"),
    )
