"""Why a job failed: the kind of its exception and the place in the code; its text may name people and is not kept."""

import logging
from collections.abc import Callable
from contextlib import suppress
from traceback import extract_tb
from typing import Any

from django.db import DatabaseError, connection
from procrastinate import App, JobContext

_KEEP = """
insert into kit_job_trouble (job_id, kind, place, at) values (%s, %s, %s, now())
on conflict (job_id) do update set kind = excluded.kind, place = excluded.place, at = excluded.at
"""


def watch(app: App) -> None:
    """Let every worker remember why its jobs fail."""
    known = list(app.worker_defaults.get("task_middleware") or [])
    app.worker_defaults["task_middleware"] = [*known, remember]
    for name in ("procrastinate.worker", "procrastinate.worker.worker"):
        logging.getLogger(name).addFilter(without_names)


def without_names(record: logging.LogRecord) -> bool:
    """Let the log say what kind of trouble a job had, and where, instead of the trouble's own words."""
    trouble = record.exc_info[1] if record.exc_info else None
    if trouble:
        record.msg, record.exc_info = f"{record.msg} ({type(trouble).__name__} in {place_of(trouble)})", None
    return True


def remember(run: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Run a job; when it fails, keep why before the queue deals with it."""
    try:
        return run()
    except Exception as trouble:
        with suppress(DatabaseError):
            _keep(context.job.id, trouble)
        raise


def _keep(job_id: int | None, trouble: Exception) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [job_id, type(trouble).__name__, place_of(trouble)])


def place_of(trouble: BaseException) -> str:
    """Return the innermost place of ours that an exception passed: module, function, line."""
    ours = [frame for frame in extract_tb(trouble.__traceback__) if "/trefoil/" in frame.filename]
    if not ours:
        return ""
    module = ours[-1].filename.rpartition("/trefoil/")[2].removesuffix(".py").replace("/", ".")
    return f"{module}, {ours[-1].name}, line {ours[-1].lineno}"
