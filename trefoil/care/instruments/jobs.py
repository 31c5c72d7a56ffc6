"""What measures do by themselves: every morning whoever is due is asked."""

from procrastinate.contrib.django import app

from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.clock import now

from . import measures


@app.periodic(cron="30 6 * * *")
@app.task(name="ask_due_measures", queueing_lock="ask_due_measures")
def ask_due_measures(timestamp: int) -> None:
    """Ask what is due today; run twice, it asks once."""
    at = now()
    with seen_by(measures.ROBOT, at):
        measures.ask_due(at=at)
