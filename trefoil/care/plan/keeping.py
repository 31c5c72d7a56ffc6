"""Words of an editor that met another's: kept beside them until one of the two is chosen, so that neither is lost."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest

from trefoil.ground.drafts import actions as drafts
from trefoil.ground.drafts import queries as kept_drafts
from trefoil.ground.drafts.models import Draft

from .models import PlanVersion
from .words import value_words


def keep(request: HttpRequest, version: PlanVersion, part: str, form: Form) -> None:
    """Keep what an editor wrote while another changed the same part."""
    said = {
        name: [value_words(name, value)] for name, value in form.cleaned_data.items() if value not in (None, "", ())
    }
    drafts.save(
        person=request.person,  # type: ignore[attr-defined]
        key=_key(version.pk, part),
        fields=said,
        at=request.at,  # type: ignore[attr-defined]
        compartment=version.compartment_id,
    )


def let_go(request: HttpRequest, version: PlanVersion, part: str) -> None:
    """Let go of kept words once their part was saved."""
    drafts.discard(person=request.person, key=_key(version.pk, part), at=request.at)  # type: ignore[attr-defined]


def kept(person: Any, version_id: UUID) -> dict[str, Draft]:
    """Return what somebody wrote that another's words kept from being saved, by part of the draft."""
    prefix = _key(version_id, "")
    return {one.key.removeprefix(prefix): one for one in kept_drafts.drafts(person, prefix)}


def _key(version_id: UUID, part: str) -> str:
    return f"plan:{version_id}:{part}"


def both(form: Form, theirs: Any) -> list[tuple[Any, str, str]]:
    """Return, for each field in which they differ, its label, the editor's words and those that stand there."""
    found = []
    for name, value in form.cleaned_data.items():
        stands = getattr(theirs, name, value)
        if stands != value:
            found.append((form.fields[name].label, value_words(name, value), value_words(name, stands)))
    return found
