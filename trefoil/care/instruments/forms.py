"""Forms: they parse and check what was typed, and never save."""

from collections.abc import Sequence
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.consent.choosing import service_field
from trefoil.ground.people.models import Staff

from .informants import Candidate
from .measure_words import INFORMANTS
from .types import Instrument


class AssignForm(forms.Form):
    """Which instrument to ask, and by when."""

    instrument = forms.ChoiceField(label=_("Questionnaire"))
    who = forms.ChoiceField(label=_("Who answers"), required=False)
    due_on = forms.DateField(
        label=_("Answer by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self,
        *args: object,
        shelf: dict[str, Instrument],
        today: date,
        services: object = (),
        candidates: Sequence[Candidate] = (),
        **kw: object,
    ):
        super().__init__(*args, **kw)  # type: ignore[arg-type]
        if services:
            self.fields["service"] = service_field(list(services))  # type: ignore[call-overload]
            self.order_fields(["instrument", "who", "service", "due_on"])
        self.today = today
        self.candidates = {f"{c.informant}:{c.person.pk}": c for c in candidates}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, f"{c.person} ({INFORMANTS[c.informant]})") for key, c in self.candidates.items()
        ]
        choices = [(key, instrument.name) for key, instrument in shelf.items()]
        self.fields["instrument"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Candidate | None:
        """Return who is to answer, or None for the youth."""
        return self.candidates.get(self.cleaned_data.get("who") or "")

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on and due_on < self.today:
            raise forms.ValidationError(_("This day is already over."))
        return due_on


class WithdrawForm(forms.Form):
    """Why a questionnaire is no longer asked."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class AcknowledgeForm(forms.Form):
    """What was done about an answer that needed a person at once."""

    words = forms.CharField(
        label=_("What was done"),
        help_text=_("Who spoke with the youth, what was decided, who was told, what comes next."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DutyForm(forms.Form):
    """Who is on duty, from when until when."""

    staff = forms.ModelChoiceField(Staff.objects.none(), label=_("Who"))
    starts_at = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: object, staff: object, at: datetime, **kw: object):
        super().__init__(*args, **kw)  # type: ignore[arg-type]
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["starts_at"].initial = at
