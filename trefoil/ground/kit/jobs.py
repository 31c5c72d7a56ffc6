"""Durable jobs on PostgreSQL: deferred in the caller's transaction, retried, run again after a crash.

Arguments are ids only: the queue is not behind the wall.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from . import events

RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)  # after 4 s, 16 s, 64 s, 4 min, 17 min
DEADLIEST = 10
KEPT_HOURS = 72


@app.task(name="deliver", retry=RETRY)
def deliver(*, event: str, packed: dict[str, Any], subscriber: str) -> None:
    """Bring one event to one subscriber."""
    events.deliver(event, packed, subscriber)


def defer_delivery(event: Any) -> None:
    """Defer one delivery per subscriber, inside the present transaction."""
    name = events.event_name(type(event))
    for subscriber in events.subscribers(name):
        deliver.defer(event=name, packed=events.pack(event), subscriber=subscriber)


@app.periodic(cron="* * * * * */15")
@app.task(name="run_stalled_again", queueing_lock="run_stalled_again", pass_context=True)
async def run_stalled_again(context: JobContext, timestamp: int) -> None:
    """Put jobs whose worker died in the middle back into the queue."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=settings.JOBS_STALLED_SECONDS):
        await _rescue(manager, job)


async def _rescue(manager: JobManager, job: Job) -> None:
    if job.attempts >= DEADLIEST:  # what kills its worker each time stands on the console instead
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job, retry_at=timezone.now())
    except ConnectorException:  # one that is queued once at a time is waiting already
        await manager.finish_job(job, Status.ABORTED, delete_job=False)


@app.periodic(cron="40 3 * * *")
@app.task(name="remove_old_jobs", queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget the jobs that were done some days ago; those that failed stay until somebody has seen to them."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_aborted=True)
