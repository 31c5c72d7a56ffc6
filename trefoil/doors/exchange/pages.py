"""What the roster page shows of an upload."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trefoil.ground.roster.models import RosterUpload
from trefoil.ground.roster.types import UploadState

SHOWN_ERRORS = 200


@dataclass(frozen=True)
class RosterPage:
    """An upload, in the words of the page."""

    upload: RosterUpload
    is_working: bool
    percent: int
    stage: str
    changes: list[list[Any]]
    counts: list[list[Any]]
    samples: dict[str, list[str]]
    errors: list[list[Any]]
    error_count: int

    @property
    def changes_nothing(self) -> bool:
        return not any(self.upload.changes.values())


def roster_page(upload: RosterUpload) -> RosterPage:
    """Return the page of an upload."""
    words = _words()
    return RosterPage(
        upload=upload,
        is_working=upload.state in (UploadState.WAITING, UploadState.APPLYING),
        percent=round(100 * upload.done / upload.total) if upload.total else 0,
        stage=_stages().get(upload.stage, _("Waiting for its turn")),
        changes=[
            [word, *(f"{upload.details[name][kind]:,}" for kind in ("new", "changed", "gone"))]
            for name, word in words.items()
            if name in upload.details
        ],
        counts=[[word, f"{upload.counts[name]:,}"] for name, word in words.items() if name in upload.counts],
        samples=_samples(upload, words),
        errors=[_error(error) for error in upload.errors[:SHOWN_ERRORS]],
        error_count=len(upload.errors),
    )


def state_label(upload: RosterUpload) -> tuple[str, str]:
    """Return the word and the tone of an upload's state."""
    return {
        UploadState.WAITING: (_("being compared"), "info"),
        UploadState.CHECKED: (_("waits for you"), "ask"),
        UploadState.REFUSED: (_("has errors"), "danger"),
        UploadState.APPLYING: (_("being brought in"), "info"),
        UploadState.APPLIED: (_("brought in"), "good"),
        UploadState.CANCELLED: (_("put aside"), "neutral"),
        UploadState.FAILED: (_("stopped"), "danger"),
    }[UploadState(upload.state)]


def _error(error: dict[str, Any]) -> list[Any]:
    line = error["line"] if error["line"] is not None else "–"
    return [error["file"], line, error["column"] or "–", error["reason"]]


def _samples(upload: RosterUpload, words: dict[str, str]) -> dict[str, list[str]]:
    titles = {"new": _("New"), "changed": _("Changed"), "gone": _("Gone")}
    grouped: dict[str, list[str]] = {}
    for sample in upload.samples:
        title = f"{titles[sample['change']]}: {words.get(sample['entity'], sample['entity'])}"
        what = f" ({sample['what']})" if sample["what"] else ""
        grouped.setdefault(title, []).append(sample["name"] + what)
    return grouped


def _stages() -> dict[str, str]:
    return {
        "reading": _("Reading the files"),
        "comparing": _("Comparing with what is kept"),
        "writing": _("Bringing it in"),
    }


def _words() -> dict[str, str]:
    return {
        "students": _("Students"),
        "caregivers": _("Caregivers"),
        "staff": _("Staff"),
        "orgs": _("Organizations"),
        "academicSessions": _("Terms and school years"),
        "courses": _("Courses"),
        "classes": _("Classes"),
        "people": _("People"),
        "enrollments": _("Enrollments"),
        "relationships": _("Relationships"),
    }
