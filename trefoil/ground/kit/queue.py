"""The job queue as operations see it: is anybody working, what waits, what failed and why, and letting it run again."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app


@dataclass(frozen=True)
class FailedJob:
    """A job that keeps failing: what it does, how often it was tried, since when, and the kind of trouble."""

    id: int
    does: str
    context: str
    attempts: int
    failed_at: datetime | None
    trouble: str
    place: str


@dataclass(frozen=True)
class State:
    """How the queue stands."""

    waiting: int
    later: int
    running: int
    stalled: int
    done: int
    failed: int
    oldest_at: datetime | None
    worker_seen_at: datetime | None
    worker_lives: bool


_FAILED = """
select j.id, coalesce(j.args->>'subscriber', j.task_name), j.attempts,
       (select max(e.at) from procrastinate_events e where e.job_id = j.id), coalesce(t.kind, ''), coalesce(t.place, '')
from procrastinate_jobs j left join kit_job_trouble t on t.job_id = j.id
where j.status = 'failed' order by j.id desc limit 100
"""
_STATE = """
with present as (select clock_timestamp() as at, clock_timestamp() - %(late)s * interval '1 second' as late),
     worker as (select max(last_heartbeat) as seen_at from procrastinate_workers)
select count(*) filter (where j.status = 'todo' and coalesce(j.scheduled_at, p.at) <= p.at),
       count(*) filter (where j.status = 'todo' and j.scheduled_at > p.at),
       count(*) filter (where j.status = 'doing' and w.last_heartbeat >= p.late),
       count(*) filter (where j.status = 'doing' and (w.id is null or w.last_heartbeat < p.late)),
       count(*) filter (where j.status = 'succeeded'), count(*) filter (where j.status = 'failed'),
       (select min(coalesce(o.scheduled_at, e.at)) from procrastinate_jobs o join procrastinate_events e
          on e.job_id = o.id and e.type = 'deferred'
         where o.status = 'todo' and coalesce(o.scheduled_at, p.at) <= p.at),
       (select seen_at from worker), (select coalesce(seen_at >= p.late, false) from worker)
from present p left join procrastinate_jobs j on true left join procrastinate_workers w on w.id = j.worker_id
group by p.at, p.late
"""


def failed() -> list[FailedJob]:
    """Return the jobs that failed for good, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED)
        return [_failed_job(*row) for row in cursor.fetchall()]


def _failed_job(number: int, name: str, attempts: int, at: datetime | None, kind: str, place: str) -> FailedJob:
    module, _, function = name.rpartition(":")
    return FailedJob(
        id=number,
        does=_words(function).capitalize(),
        context=module.split(".")[-2] if module.count(".") else "",
        attempts=attempts,
        failed_at=at,
        trouble=_words(kind),
        place=place,
    )


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()


def state() -> State:
    """Return how many jobs wait, run, stalled, were done and failed, and whether anybody is working."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, {"late": settings.JOBS_STALLED_SECONDS})
        return State(*cursor.fetchone())


def latest(task: str) -> str:
    """Return how the newest job of a task stands: todo, doing, succeeded, failed; nothing when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where task_name = %s order by id desc limit 1", [task])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def run_again(job_id: int, *, at: datetime) -> bool:
    """Put a failed job back into the queue; return whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from procrastinate_jobs where id = %s and status = 'failed' for update", [job_id])
        if cursor.fetchone() is None:
            return False
    app.job_manager.retry_job_by_id(job_id, retry_at=at)
    return True
