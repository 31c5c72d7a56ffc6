"""What a person left unfinished."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from trefoil.ground.access.models import Compartment

from .models import Draft


def draft(person: Any, key: str) -> Draft | None:
    """Return a person's draft of a form; `draft.initial` fills the form, `draft.saved_at` says since when."""
    owner = getattr(person, "person_id", None) or getattr(person, "pk", person)
    found = Draft.objects.filter(person_id=owner, key=key).first()
    return found if found and found.fields else None


def drafts(person: Any, prefix: str) -> list[Draft]:
    """Return a person's drafts whose key begins so, newest first."""
    owner = getattr(person, "person_id", None) or getattr(person, "pk", person)
    found = Draft.objects.filter(person_id=owner, key__startswith=prefix).order_by("-saved_at")
    return [one for one in found if one.fields]


def address(key: str, compartment: Compartment | int | None = None) -> str:
    """Return the address for a form's `data-draft-url`."""
    number = getattr(compartment, "pk", compartment)
    return reverse("drafts:save", args=[key]) + (f"?{urlencode({'in': number})}" if number else "")
