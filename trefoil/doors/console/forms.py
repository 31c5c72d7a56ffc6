"""The console's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EmergencyForm(forms.Form):
    """Whose record is needed, and why."""

    name = forms.CharField(label=_("The child's whole name"), max_length=200)
    born_on = forms.DateField(label=_("Birth date"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("What is the emergency?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The privacy officer reads this within one working day."),
    )


class ReviewForm(forms.Form):
    """What the review of an emergency found."""

    review = forms.CharField(label=_("What you found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class TrailForm(forms.Form):
    """What to look for in the trail."""

    child = forms.UUIDField(required=False)
    before = forms.IntegerField(required=False, min_value=1)
