"""The durable jobs behind the roster page: compare an upload, bring it in."""

from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from trefoil.ground.access.session import seen_by, set_viewer
from trefoil.ground.kit.clock import now
from trefoil.ground.roster import actions, rules
from trefoil.ground.roster.models import RosterUpload
from trefoil.ground.roster.types import Delivery, Problem, Report, UploadState

from . import uploads
from .oneroster.reading import read_delivery

TELL_EVERY = 0.5


@app.task(name="check_roster")
def check_roster(*, upload_id: str) -> None:
    """Say what an upload would change."""
    _run(UUID(upload_id), UploadState.WAITING)


@app.task(name="apply_roster")
def apply_roster(*, upload_id: str) -> None:
    """Bring an upload in, all of it or nothing; run again after a crash, it changes nothing more."""
    _run(UUID(upload_id), UploadState.APPLYING)


def _run(upload_id: UUID, state: UploadState) -> None:
    with seen_by(actions.ROSTER):
        upload = RosterUpload.objects.select_related("uploaded_by__staff", "into").get(pk=upload_id)
    if upload.state not in (state, UploadState.FAILED):
        return
    try:
        _compare_or_apply(upload, state, now())
    except Exception:
        with seen_by(actions.ROSTER):
            RosterUpload.objects.filter(pk=upload_id).update(state=UploadState.FAILED)
        raise


def _compare_or_apply(upload: RosterUpload, state: UploadState, at: datetime) -> None:
    line = ProgressLine(upload.pk)
    try:
        delivery = read_delivery(uploads.read(upload.pk), line.tell, name=upload.file_name)
        with seen_by(actions.ROSTER, at):
            into = _check_owner(upload, delivery)
            report = actions.bring_in(
                delivery=delivery,
                by=upload.uploaded_by_id,
                at=at,
                only_say=state is UploadState.WAITING,
                into=upload.into if into else None,
                progress=line.tell,
            )
            _note(upload, state, report, at)
    finally:
        line.close()


def _check_owner(upload: RosterUpload, delivery: Delivery) -> bool:
    """Refuse a roster of somebody else; say whether the source is one that nobody knows yet."""
    owners = actions.owners_of(delivery.source_code)
    staff = upload.uploaded_by.staff
    reason = rules.why_not_import(role=staff.role, organization_id=staff.organization_id, owners=owners)
    if reason:
        delivery.problems.append(Problem("manifest.csv", None, "value", reason))
    return not owners


def _note(upload: RosterUpload, state: UploadState, report: Report, at: datetime) -> None:
    with transaction.atomic():
        present = RosterUpload.objects.select_for_update().get(pk=upload.pk)
        if present.state == UploadState.CANCELLED:
            return
        actions.note_report(upload=present, report=report, at=at)
        if state is UploadState.APPLYING and not report.is_refused:
            actions.finish_upload(upload=present, state=UploadState.APPLIED, at=at)
            transaction.on_commit(lambda: uploads.forget(upload.pk))


class ProgressLine:
    """Tells how far a job has come, past the job's own transaction, a few times a second."""

    def __init__(self, upload_id: UUID) -> None:
        self.upload_id = upload_id
        self.told_at = 0.0
        self.link: Any = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Write the progress where the page can see it; the work does not wait for it."""
        if monotonic() - self.told_at < TELL_EVERY:
            return
        self.told_at = monotonic()
        actions.quietly(lambda: self._write(stage, done, total))

    def _write(self, stage: str, done: int, total: int) -> None:
        if self.link is None:
            self.link = connection.copy()
            self.link.set_autocommit(False)
        set_viewer(actions.ROSTER, using=self.link)
        with self.link.cursor() as cursor:
            cursor.execute("set local lock_timeout = '200ms'")
            cursor.execute(
                "update roster_rosterupload set stage = %s, done = %s, total = %s where id = %s",
                [stage, done, total, self.upload_id],
            )
        self.link.commit()

    def close(self) -> None:
        """Let the second connection go."""
        if self.link is not None:
            self.link.close()
