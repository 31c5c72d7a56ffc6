"""What the course of an instrument is told from."""

from datetime import datetime, timedelta
from uuid import UUID

from trefoil.ground.people.models import Child
from trefoil.ground.timeline import queries as timelines

from . import chart, measure_queries
from .chart import Gap, Story
from .measure_types import Standing
from .measure_words import STANDINGS
from .models import Assignment
from .types import Instrument, Reading


def story(
    child: Child, instrument: Instrument, readings: list[Reading], *, organization_id: UUID, of: int = 0, at: datetime
) -> Story | None:
    """Return the course of one instrument with a child, as far as the viewer sees it."""
    same = [reading for reading in readings if reading.key == instrument.key]
    return chart.tell(
        instrument,
        same,
        gaps=_gaps(child, instrument.key),
        entries=timelines.timeline(child.pk, kinds=chart.PHASES | chart.EVENTS),
        intervals=_intervals(organization_id, instrument.key),
        of=of,
        at=at,
    )


def _gaps(child: Child, key: str) -> list[Gap]:
    closed = Assignment.objects.filter(child=child, instrument=key, closed_at__isnull=False, voided_at=None)
    return [
        Gap(row.informant, str(row.asked_of), row.closed_at, str(STANDINGS[Standing(row.closed_as)].label))
        for row in closed.select_related("asked_of")
        if row.closed_at
    ]


def _intervals(organization_id: UUID, key: str) -> dict[str, timedelta]:
    return {m.informant: m.rhythm.interval for m in measure_queries.measures(organization_id).filter(instrument=key)}
