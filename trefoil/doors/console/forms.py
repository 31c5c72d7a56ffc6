"""The console's forms."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .trail import Asked
from .words import KINDS


class EmergencyForm(forms.Form):
    """Whose record is needed, and why."""

    name = forms.CharField(
        label=_("The child's whole name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    born_on = forms.DateField(label=_("Birth date"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("What is the emergency?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The privacy officer reads this within one working day."),
    )


class ReviewForm(forms.Form):
    """What the review of an emergency found."""

    review = forms.CharField(
        label=_("What you found"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Was it an emergency? Was no more opened than it needed? Who was told?"),
    )


class SuspendForm(forms.Form):
    """Why everything is closed to a person."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The privacy officers of your organization read this, nobody else."),
    )


class LiftForm(forms.Form):
    """Why everything opens again."""

    reason = forms.CharField(label=_("Why is it lifted?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class TrailForm(forms.Form):
    """What to look for in the trail."""

    about = forms.CharField(label=_("About"), required=False, max_length=100)
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Anything")), *KINDS.items()])
    child = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """Return what is looked for; a field that cannot be understood narrows nothing."""
        self.is_valid()
        found: dict[str, Any] = self.cleaned_data
        child: UUID | None = found.get("child")
        words = {name: str(found.get(name) or "").strip() for name in ("about", "who", "kind")}
        return Asked(child=child, before=_cursor(found.get("before") or ""), **words)


def _cursor(text: str) -> tuple[datetime, int] | None:
    instant, _line, number = text.replace(" ", "+").rpartition("_")
    try:
        at = parse_datetime(instant)
    except ValueError:
        return None
    return (at, int(number)) if at and at.tzinfo and number.isdigit() else None


class FollowForm(forms.Form):
    """The privacy officer's signature under a change of law."""

    typed_name = forms.CharField(
        label=_("Your name, as your signature"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept in the audit trail with the day and both packs."),
    )
