"""What the roster page asks for."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import OrganizationKind, Role, Viewer
from trefoil.ground.people.models import Organization
from trefoil.ground.roster import rules


class RosterForm(forms.Form):
    """A zip archive, and whose roster it is."""

    delivery = forms.FileField(label=_("The roster, as a zip archive"))
    into = forms.ModelChoiceField(
        Organization.objects.none(),
        required=False,
        label=_("Whose roster this is"),
        empty_label=_("An organization that Trefoil does not know yet"),
        help_text=_("Asked only the first time that a system sends its roster."),
    )

    ROSTER_KINDS: ClassVar = (OrganizationKind.SCHOOL, OrganizationKind.DISTRICT)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organization.objects.filter(kind__in=self.ROSTER_KINDS).order_by("name")
        if viewer.role not in (Role.DIRECTOR, Role.ADMIN):
            known = known.filter(pk__in=[viewer.organization_id])
            self.fields["into"].required = known.exists()
        self.fields["into"].queryset = known  # type: ignore[attr-defined]
        self.fields["into"].initial = viewer.organization_id

    def clean_delivery(self) -> Any:
        """Take only what can be a delivery."""
        given = self.cleaned_data["delivery"]
        start = given.read(2)
        given.seek(0)
        reason = rules.why_not_upload(name=given.name, size=given.size, start=start)
        if reason:
            raise forms.ValidationError(reason)
        return given
