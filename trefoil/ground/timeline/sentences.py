"""The sentence of each kind of entry; `{name}` fields come from the entry's params."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "referral_sent": _("Referred by {organization}"),
    "referral_accepted": _("The referral was accepted"),
    "referral_declined": _("The referral was declined"),
    "referral_withdrawn": _("The referral was withdrawn"),
    "enrolled": _("Joined the program"),
    "release_signed": _("Permission to share was signed"),
    "release_revoked": _("Permission to share was ended"),
    "release_over": _("Permission to share is over"),
    "plan_signed": _("Version {version} of the plan was signed"),
    "plan_started": _("Version {version} of the plan began before everybody had signed"),
    "meeting_held": _("The team met about the plan"),
    "plan_drafted": _("Version {version} of the plan was drafted"),
    "plan_published": _("The plan for school was shared with {readers}"),
    "questionnaire_finished": _("Answered the questionnaire"),
    "item_nine": _("Item 9 was answered above zero"),
    "session_held": _("{session} with {staff}"),
    "session_missed": _("Missed: {session}"),
    "note_signed": _("A session note was signed"),
    "evaluation_signed": _("An evaluation was signed"),
    "rating": _("Regulation {regulation}, engagement {engagement}"),
    "episode": _("A hard moment: intensity {intensity}, {strategy}, {outcome}"),
    "episode_voided": _("An entry about a hard moment no longer counts"),
    "service_started": _("A service began: {line}"),
    "service_ended": _("A service ended: {line}"),
    "caregiver_told": _("{who} was told, to keep the child safe"),
    "home_note": _("{text}"),
}

IN_WORDS = {"session"}  # parameters that are words of the catalog, kept in English and read in one's own language


def sentence_of(kind: str, params: dict[str, Any]) -> str:
    """Return the sentence of an entry; a missing parameter is left out rather than failing the page."""
    template = str(SENTENCES.get(kind, kind.replace("_", " ")))
    said = {key: gettext(value) if key in IN_WORDS and value else value for key, value in params.items()}
    return template.format_map(_Lenient(said))


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
