"""The job queue as operations see it: what failed, and letting it run again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app


@dataclass(frozen=True)
class FailedJob:
    """A job that keeps failing: its name, what it was for (ids only), how often, and since when."""

    id: int
    name: str
    about: str
    attempts: int
    failed_at: datetime | None


_FAILED = """
select j.id, j.task_name, coalesce(j.args->>'subscriber', j.args::text), j.attempts,
       (select max(e.at) from procrastinate_events e where e.job_id = j.id)
from procrastinate_jobs j where j.status = 'failed' order by j.id desc limit 100
"""


def failed() -> list[FailedJob]:
    """Return the jobs that failed for good, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED)
        return [FailedJob(*row) for row in cursor.fetchall()]


def counts() -> dict[str, int]:
    """Return how many jobs wait, run, were done and failed."""
    with connection.cursor() as cursor:
        cursor.execute("select status::text, count(*) from procrastinate_jobs group by status")
        found: dict[str, int] = dict(cursor.fetchall())
    return {status: found.get(status, 0) for status in ("todo", "doing", "succeeded", "failed")}


def run_again(job_id: int, *, at: datetime) -> bool:
    """Put a failed job back into the queue; return whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from procrastinate_jobs where id = %s and status = 'failed' for update", [job_id])
        if cursor.fetchone() is None:
            return False
    app.job_manager.retry_job_by_id(job_id, retry_at=at)
    return True
