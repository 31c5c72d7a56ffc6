"""Attendance and the states of a note in words, each with its tone."""

from django.utils.translation import gettext_lazy as _

from .types import DayStatus, NoteState, Status

STATUS_WORDS = {
    Status.ATTENDED: (_("came"), "good"),
    Status.LATE: (_("came late"), "good"),
    Status.MISSED: (_("did not come"), "ask"),
    Status.CANCELED: (_("canceled"), "neutral"),
}
STATE_WORDS = {
    NoteState.DRAFT: (_("draft"), "ask"),
    NoteState.SIGNED: (_("signed"), "good"),
    NoteState.COSIGN_WAITING: (_("waits for co-signature"), "ask"),
    NoteState.COSIGNED: (_("co-signed"), "good"),
}
DAY_WORDS = {
    DayStatus.PRESENT: (_("present"), "good"),
    DayStatus.ABSENT: (_("absent"), "ask"),
    DayStatus.TARDY: (_("tardy"), "neutral"),
}
