"""Every address of the product, and what stands behind it on the stage."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .scene import Stage

# Where an argument of an address is called otherwise than what it takes on the stage.
ALSO = {
    "plan:edit": {"version_id": "draft_id"},
    "plan:submit": {"version_id": "draft_id"},
    **{
        f"consent:{verb}": {"release_id": "signed_release_id"}
        for verb in ("revoke", "preview", "seen_as", "renew", "object_to", "withdraw", "settle", "note_event", "recall")
    },
    **{
        f"plan:{verb}": {"version_id": "draft_id"}
        for verb in (
            "add_goal", "change_goal", "remove_goal", "move_goal", "add_strategy", "change_strategy",
            "remove_strategy", "add_accommodation", "change_accommodation", "remove_accommodation",
            "give_reason", "add_service", "link_diagnosis", "unlink_diagnosis",
        )
    },
    **{
        f"plan:{verb}": {"version_id": "draft_id", "service_id": "dose_id"}
        for verb in ("change_service", "remove_service")
    },
    **{
        f"instruments:{page}": {"token": "answer_token"}
        for page in ("open_link", "link_answer", "link_question", "link_sheet", "link_finish", "link_decline")
    },
    "consent:end_withholding": {"withholding_id": "live_withholding_id"},
    **{
        f"reviews:{verb}": {"meeting_id": "review_id"}
        for verb in ("meeting", "preread", "note_present", "wall", "decide", "hold", "cancel")
    },
    "evaluation:receive_records": {"request_id": "record_request_id"},
    **{f"evaluation:{verb}": {"evaluation_id": "signed_evaluation_id"} for verb in ("read", "paper", "addend")},
    "portal:take_back": {"release_id": "youth_release_id"},
    "requests:letter": {"request_id": "answered_request_id"},
    "requests:tell_officer": {"person_id": "looker_id"},
    "console:suspend": {"person_id": "staff_id"},
    "consent:lift": {"person_id": "guardian_id"},
    "console:review_reading": {"person_id": "staff_id"},
    "classroom:correct_episode": {"episode_id": "past_episode_id"},
    "classroom:void_episode": {"episode_id": "past_episode_id"},
    "classroom:reopen_episode": {"episode_id": "past_episode_id"},
}  # fmt: skip
PLAIN = {
    "number": 1, "pk": 1, "uidb36": "1", "key": "note", "instrument": "phq-9", "pack": "us-mn", "fact": "lives_apart",
    "what": "hold", "part": "interview",
}  # fmt: skip


def patterns() -> dict[str, URLPattern]:
    """Return every address by its name, with its namespace."""
    return dict(_walk(get_resolver(), ()))


def _walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield ":".join((*spaces, pattern.name or str(pattern.pattern))), pattern


def path_of(row: str, stage: Stage, *, of_nothing: bool = False) -> str:
    """Return the path of a row of the matrix: `plan:plan` is Maya's, `plan:plan@jonah` Jonah's.

    With `of_nothing`, every id in it is one that nothing has.
    """
    name, _, whose = row.partition("@")
    arguments = _arguments()[name]
    found = {key: _argument(stage, name, key, whose or "maya", of_nothing) for key in arguments}
    return reverse(name, kwargs=found)


def arguments_of(name: str) -> set[str]:
    """Return what an address takes, called as on the stage."""
    return {ALSO.get(name, {}).get(key, key) for key in _arguments()[name]}


@cache
def _arguments() -> dict[str, list[str]]:
    """Return what each address takes, its own and that of the prefixes before it."""
    known = get_resolver()
    found = {}
    for name in patterns():
        *spaces, plain = name.split(":")
        resolver = known
        for space in spaces:
            resolver = resolver.namespace_dict[space][1]
        found[name] = resolver.reverse_dict.getlist(plain)[0][0][0][1]
    return found


def _argument(stage: Stage, name: str, key: str, whose: str, of_nothing: bool) -> Any:
    key_there = ALSO.get(name, {}).get(key, key)
    made = stage.shared | vars(stage.of[whose])
    if key_there in made:
        is_id = key.endswith("_id") and key != "job_id"
        return uuid4() if of_nothing and is_id else made[key_there]
    return PLAIN[key]
