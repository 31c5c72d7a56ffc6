"""What is put back after a worker died, and what is not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from trefoil.ground.kit import jobs, troubles


class Queue:
    """Stands in for the queue: it notes what is asked of it."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.asked: list[Any] = []

    async def retry_job(self, job: Job, retry_at: object) -> None:
        if self.full:
            raise UniqueViolation(constraint_name="queueing_lock", queueing_lock="seal")
        self.asked.append(("again", job.id))

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        self.asked.append((status.value, job.id))


def _rescue(queue: Queue, attempts: int) -> list[Any]:
    job = Job(id=7, queue="default", lock=None, queueing_lock=None, task_name="deliver", attempts=attempts)
    with ThreadPoolExecutor(1) as alone:  # a browser of another test keeps the loop of this thread
        alone.submit(asyncio.run, jobs._rescue(queue, job)).result()  # type: ignore[arg-type]
    return queue.asked


def test_a_stalled_job_runs_again():
    assert _rescue(Queue(), attempts=1) == [("again", 7)]


def test_a_job_that_kills_its_worker_each_time_ends_on_the_console():
    assert _rescue(Queue(), attempts=jobs.DEADLIEST) == [("failed", 7)]


def test_one_that_waits_already_is_not_queued_twice():
    assert _rescue(Queue(full=True), attempts=1) == [("aborted", 7)]


def test_the_place_of_a_trouble_is_ours_and_names_nobody():
    with pytest.raises(AttributeError) as caught:
        troubles.place_of(None)  # type: ignore[arg-type]
    assert troubles.place_of(caught.value).startswith("ground.kit.troubles, place_of, line ")
    assert troubles.place_of(ValueError("Maya")) == ""
