"""What reviews do by themselves, every morning: asking for a review that comes due."""

from procrastinate.contrib.django import app

from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now

from . import reminding


@app.periodic(cron="30 6 * * *")
@app.task(name="ask_for_reviews", queueing_lock="ask_for_reviews")
def ask_for_reviews(timestamp: int) -> None:
    """Ask those who answer for a plan to look at it together; run twice, it asks once."""
    at = now()
    reminders = system_person("reminders")
    with seen_by(reminders, at):
        reminding.ask_for_reviews(by=reminders, at=at)
