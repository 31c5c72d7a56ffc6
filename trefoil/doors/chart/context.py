"""What every page's frame needs: who is looking, where they can go, and whether the glass is broken."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "demo": settings.DEMO,
        "idle_seconds": settings.IDLE_LOCK_SECONDS if viewer else 0,
        "sight": getattr(request, "sight", None),
    }
