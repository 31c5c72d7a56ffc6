"""What is typed on the pages of releases."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.people.models import Caregiver, Organization

from . import rules
from .words import CATEGORY_WORDS, PURPOSE_WORDS

_ASKABLE = [(c.value, words) for c, words in CATEGORY_WORDS.items() if c not in rules.NEVER]


class AskForm(forms.Form):
    """What to share, with whom, why, until when, and who is asked."""

    signer = forms.ChoiceField(label=_("Who is asked"))
    to_organization = forms.ChoiceField(label=_("Share with"))
    both_ways = forms.BooleanField(label=_("They share with us in the same way"), required=False, initial=True)
    categories = forms.MultipleChoiceField(
        label=_("What is shared"),
        help_text=_("These are the words the family reads."),
        widget=forms.CheckboxSelectMultiple,
        choices=_ASKABLE,
        initial=[c.value for c in rules.TOGETHER],
    )
    purpose = forms.ChoiceField(label=_("Why"), choices=list(PURPOSE_WORDS.items()))
    ends_on = forms.DateField(label=_("Until"), widget=forms.DateInput)

    def __init__(
        self, *args: Any, signers: list[Caregiver], organizations: list[Organization], today: date, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["signer"].choices = [(str(c.person_id), str(c.person)) for c in signers]  # type: ignore[attr-defined]
        self.fields["to_organization"].choices = [(str(o.pk), o.name) for o in organizations]  # type: ignore[attr-defined]
        self.fields["ends_on"].initial = today + timedelta(days=360)


class SignForm(forms.Form):
    """A name, typed."""

    typed_name = forms.CharField(
        label=_("Type your name to sign"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.CharField(widget=forms.HiddenInput, max_length=10)
