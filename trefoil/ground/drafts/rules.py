"""What may be kept as a draft."""

from collections.abc import Mapping

LARGEST = 200_000  # characters of one form: far above the longest note, far below what would hurt
MOST_FIELDS = 300


def kept(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields worth keeping: not the form's own token, and no passwords."""
    return {
        name: [str(value) for value in values]
        for name, values in fields.items()
        if name != "csrfmiddlewaretoken" and "password" not in name and any(values)
    }


def why_not_save(*, key: str, fields: Mapping[str, list[str]]) -> str | None:
    """Say why a draft cannot be kept."""
    if not key or len(key) > 120:
        return "This form has no name to keep its draft under."
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if size > LARGEST or len(fields) > MOST_FIELDS:
        return "This is too long to be kept as a draft. Send it, or shorten it."
    return None
