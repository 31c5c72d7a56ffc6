"""In which frame a page stands that both staff and families open."""

from typing import Any

from .types import Kind


def frame_of(request: Any) -> str:
    """Return the frame of a page for who looks: the staff's or the family's."""
    return "page.html" if request.viewer.kind == Kind.STAFF else "portal.html"
