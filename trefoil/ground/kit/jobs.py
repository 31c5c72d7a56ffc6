"""Durable jobs on PostgreSQL: deferred in the caller's transaction, retried, run again after a crash.

Arguments are ids only: the queue is not behind the wall.
"""

from typing import Any

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from . import events

RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)
STALLED_AFTER_SECONDS = 30


@app.task(name="deliver", retry=RETRY)
def deliver(*, event: str, packed: dict[str, Any], subscriber: str) -> None:
    """Bring one event to one subscriber."""
    events.deliver(event, packed, subscriber)


@app.periodic(cron="* * * * *")
@app.task(name="run_stalled_again", queueing_lock="run_stalled_again", pass_context=True)
async def run_stalled_again(context: JobContext, timestamp: int) -> None:
    """Put jobs whose worker died in the middle back into the queue."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job, retry_at=timezone.now())


def defer_delivery(event: Any) -> None:
    """Defer one delivery per subscriber, inside the present transaction."""
    name = events.event_name(type(event))
    for subscriber in events.subscribers(name):
        deliver.defer(event=name, packed=events.pack(event), subscriber=subscriber)
