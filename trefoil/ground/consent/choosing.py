"""For which service something is written: asked wherever a child has one that the youth consented to alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.kit.refusal import Refused

from . import service_queries as queries
from .models import Service

NONE = "none"
ENDED = "Choose a service that this child has now, with your own organization."


def service_field(services: list[Service]) -> forms.ChoiceField:
    """Return the question, with no answer chosen beforehand: a slip would show the family what is not theirs."""
    named = [(str(service.pk), _words(service)) for service in services]
    return forms.ChoiceField(
        label=gettext_lazy("For which service"),
        help_text=gettext_lazy("It decides who may see this, now and later."),
        widget=forms.RadioSelect,
        choices=[*named, (NONE, gettext_lazy("None of these: the family sees it as always"))],
    )


def _words(service: Service) -> str:
    if queries.is_confidential(service):
        said = _("%(line)s, on the youth's own consent: the family sees nothing of it")
    else:
        said = _("%(line)s: the family sees it")
    return said % {"line": service.line.name}


def chosen(given: Any) -> UUID | None:
    """Return the service that was chosen in a form, if one was."""
    value = given.get("service")
    return UUID(value) if value and value != NONE else None


def stamp(service_id: UUID | None, *, child_id: UUID, organization_id: UUID, at: datetime) -> dict[str, Any]:
    """Return the stamp of what is made in a service, refusing one that does not run here; nothing without a service."""
    if service_id is None:
        return {}
    if not queries.live(child_id, at).filter(pk=service_id, line__organization_id=organization_id).exists():
        raise Refused(ENDED)
    return {"services": [service_id]}


def is_confidential(service_id: UUID | None) -> bool:
    """Tell whether a service is one that the youth decides about."""
    found = queries.find_service(service_id) if service_id else None
    return found is not None and queries.is_confidential(found)
