"""What a family types about its plan."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PriorityForm(forms.Form):
    """What matters most to somebody of the family."""

    text = forms.CharField(
        label=_("What matters most to you right now?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
