"""What consent does by itself, every morning: warning of what ends soon."""

from procrastinate.contrib.django import app

from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Viewer, system_person
from trefoil.ground.kit.clock import now

from . import coming_of_age, renewing, withholdings

_REMINDERS = Viewer(person_id=system_person("reminders"), kind="system", name="reminders")


@app.periodic(cron="10 6 * * *")
@app.task(name="warn_of_ending_releases", queueing_lock="warn_of_ending_releases")
def warn_of_ending_releases(timestamp: int) -> None:
    """Warn of the releases that end soon; run twice, it warns once."""
    at = now()
    with seen_by(_REMINDERS, at):
        renewing.warn(by=_REMINDERS, at=at)


@app.periodic(cron="20 6 * * *")
@app.task(name="ask_before_birthdays", queueing_lock="ask_before_birthdays")
def ask_before_birthdays(timestamp: int) -> None:
    """Ask those who turn 18 to sign for themselves; run twice, it asks once."""
    coming_of_age.ask_before_birthdays(now())


@app.periodic(cron="30 6 * * *")
@app.task(name="look_again_at_withholdings", queueing_lock="look_again_at_withholdings")
def look_again_at_withholdings(timestamp: int) -> None:
    """Ask to look again at what is withheld and ends soon; run twice, it asks once."""
    at = now()
    with seen_by(_REMINDERS, at):
        withholdings.remind(by=_REMINDERS, at=at)
