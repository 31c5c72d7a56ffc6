"""What is typed about staff."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules, wording
from .models import Organization, Staff


class StaffForm(forms.Form):
    """Who works here, as what, under whom."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), help_text=_("The role decides what may be seen of a child on whose team they are.")
    )
    title = forms.CharField(label=_("Title, as families read it"), max_length=100, required=False)
    discipline = forms.CharField(label=_("Discipline"), max_length=100, required=False)
    license = forms.CharField(label=_("License"), max_length=100, required=False)
    supervisor = forms.ChoiceField(label=_("Supervisor"), required=False)

    def __init__(self, *args: Any, organization: Organization, colleagues: Iterable[Staff], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.colleagues = {str(s.pk): s for s in colleagues}
        roles = [(r.value, wording.ROLES[r]) for r in rules.ROLES_OF[organization.kind]]  # type: ignore[index]
        present = self.initial.get("role")
        if present and present not in dict(roles):
            roles.append((present, wording.ROLES[present]))
        self.fields["role"].choices = [("", _("Choose a role")), *roles]  # type: ignore[attr-defined]
        named = [(pk, str(s.person)) for pk, s in self.colleagues.items()]
        self.fields["supervisor"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was typed, the supervisor as a member of staff."""
        return {**self.cleaned_data, "supervisor": self.colleagues.get(self.cleaned_data["supervisor"])}


class EmailForm(forms.Form):
    """Where an invitation goes."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The message says only that something is to be read. Its link works once, for seven days."),
    )


class FindStaffForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        help_text=_("Staff of the organizations that care for this child."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
