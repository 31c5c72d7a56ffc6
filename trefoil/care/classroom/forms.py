"""Forms: they parse and check what was tapped or typed, and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules
from .types import Choice, Outcome
from .words import INTENSITIES, OUTCOMES


class SentForm(forms.Form):
    """What every tap on the board sends along: its own id, and when it was made."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    moment = forms.DateTimeField(
        required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"]
    )


class RateForm(SentForm):
    """Two numbers, and the part of the day they speak of."""

    regulation = forms.IntegerField(min_value=rules.LOW, max_value=rules.HIGH, label=_("Regulation"))
    engagement = forms.IntegerField(min_value=rules.LOW, max_value=rules.HIGH, label=_("Engagement"))
    period = forms.CharField(max_length=40, required=False, label=_("Part of the day"))


class GradeForm(forms.Form):
    """How strong a hard moment is."""

    intensity = forms.IntegerField(min_value=rules.MILDEST, max_value=rules.STRONGEST)


class TryForm(forms.Form):
    """What is tried."""

    strategy = forms.CharField(max_length=60)


class EndForm(forms.Form):
    """How a hard moment ended."""

    outcome = forms.ChoiceField(choices=[(o.value, o.value) for o in Outcome])


class CorrectRatingForm(forms.Form):
    """Both numbers again."""

    regulation = forms.IntegerField(min_value=rules.LOW, max_value=rules.HIGH, label=_("Regulation"))
    engagement = forms.IntegerField(min_value=rules.LOW, max_value=rules.HIGH, label=_("Engagement"))
    period = forms.CharField(max_length=40, required=False, label=_("Part of the day"))


class CorrectEpisodeForm(forms.Form):
    """A whole hard moment again."""

    intensity = forms.TypedChoiceField(
        label=_("How strong"),
        coerce=int,
        choices=[(n, _("%(number)s · %(word)s") % {"number": n, "word": word}) for n, word in INTENSITIES.items()],
        widget=forms.RadioSelect,
    )
    strategy = forms.ChoiceField(label=_("What was tried"))
    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=[(o.value, words) for o, words in OUTCOMES.items()], widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("How many minutes it lasted"),
        required=False,
        min_value=0,
        max_value=600,
        help_text=_("Leave it empty if nobody knows."),
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offered = [(choice.strategy.key, choice.strategy.text) for choice in choices]
        self.fields["strategy"].choices = offered  # type: ignore[attr-defined]


class VoidForm(forms.Form):
    """Why an entry no longer counts."""

    reason = forms.CharField(
        label=_("Why it no longer counts"),
        max_length=500,
        help_text=_("Stays with the entry. Nothing is erased."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
