"""Forms of measures, links and paper: they parse and check what was typed, and never save."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from .measure_types import Informant, Rhythm
from .measure_words import INFORMANTS
from .types import Instrument


class MeasureForm(forms.Form):
    """What is asked of whom, and how often."""

    instrument = forms.ChoiceField(label=_("Questionnaire"))
    informant = forms.ChoiceField(label=_("Who answers"), choices=[(i.value, INFORMANTS[i]) for i in Informant])
    first_after_days = forms.IntegerField(
        label=_("First after"),
        help_text=_("Days from the first day on the team"),
        min_value=0,
        max_value=365,
        initial=0,
    )
    every_days = forms.IntegerField(label=_("Again every"), help_text=_("Days"), min_value=7, max_value=730, initial=28)
    days_to_answer = forms.IntegerField(
        label=_("Time to answer"), help_text=_("Days; after that it is overdue"), min_value=1, max_value=60, initial=7
    )

    def __init__(self, *args: object, shelf: dict[str, Instrument], **kw: object):
        super().__init__(*args, **kw)  # type: ignore[arg-type]
        choices = [(key, instrument.name) for key, instrument in shelf.items()]
        self.fields["instrument"].choices = choices  # type: ignore[attr-defined]

    def rhythm(self) -> Rhythm:
        """Return when it is asked, as typed."""
        typed = self.cleaned_data
        return Rhythm(typed["first_after_days"], typed["every_days"], typed["days_to_answer"])


class LinkForm(forms.Form):
    """Where a link is sent."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Their own, read by nobody else. Leave it empty to hand the link over yourself."),
    )


class PaperForm(forms.Form):
    """When, and in which language, a form was answered on paper or aloud."""

    answered_on = forms.DateField(label=_("Answered on"), widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language of the form"), choices=[("en", _("English")), ("es", _("Spanish"))])

    def __init__(self, *args: object, today: date, **kw: object):
        super().__init__(*args, **kw)  # type: ignore[arg-type]
        self.today = today
        self.fields["answered_on"].initial = today

    def clean_answered_on(self) -> date:
        answered_on: date = self.cleaned_data["answered_on"]
        if answered_on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return answered_on
