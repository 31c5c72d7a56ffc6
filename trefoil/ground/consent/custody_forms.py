"""What is typed about custody."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import OrderKind
from trefoil.ground.documents.forms import PapersField
from trefoil.ground.documents.types import ACCEPT

from .custody_preview import USUALLY_LEFT
from .custody_words import choices_left


def start_of(day: date) -> datetime:
    """Return the midnight with which a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))


class OrderForm(forms.Form):
    """What a court ordered."""

    leaves = forms.MultipleChoiceField(
        label=_("What the order leaves open"), required=False, widget=forms.CheckboxSelectMultiple
    )
    court = forms.CharField(label=_("Court"), max_length=200)
    file_number = forms.CharField(label=_("File number"), max_length=80, required=False)
    starts_on = forms.DateField(label=_("In force from"), widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("Through the end of"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Leave it empty when the order names no end."),
    )

    def __init__(self, *args: Any, kind: OrderKind, today: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offered = choices_left(kind)
        if offered:
            self.fields["leaves"].choices = offered  # type: ignore[attr-defined]
            self.fields["leaves"].initial = [c.value for c in USUALLY_LEFT[kind]]
        else:
            del self.fields["leaves"]
        self.fields["starts_on"].initial = today

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", gettext("The order must end after it begins."))
        return typed

    def facts(self) -> dict[str, Any]:
        """Return what was typed, the days as instants."""
        typed = self.cleaned_data
        last = typed["ends_on"]
        return {
            "leaves": typed.get("leaves", []),
            "court": typed["court"],
            "file_number": typed["file_number"],
            "starts_at": start_of(typed["starts_on"]),
            "ends_at": start_of(last + timedelta(days=1)) if last else None,
        }


class PaperForm(forms.Form):
    """The order itself, read by the person who saves it."""

    paper = PapersField(
        label=_("The order itself"),
        help_text=_("A scan or a PDF, up to 10 MB. Only those who read custody papers here can open it."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def clean_paper(self) -> Any:
        papers = self.cleaned_data["paper"]
        if not papers:
            raise forms.ValidationError(gettext("Add the order. What somebody says about it is a claim, not an order."))
        return papers[0]


class ReasonForm(forms.Form):
    """Why an order is voided."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ClaimForm(forms.Form):
    """What somebody says about a caregiver, without papers."""

    claimed_by = forms.CharField(
        label=_("Who told you"), max_length=200, help_text=_("For example: Elena, by telephone at 8:10.")
    )
    claim = forms.CharField(
        label=_("What was said"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As it was said, without your own conclusion."),
    )


class SuspicionForm(forms.Form):
    """What a suspicion rests on."""

    grounds = forms.CharField(
        label=_("What it rests on"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you saw or heard yourself. This is no report: that is made to the county by telephone."),
    )


class OutcomeForm(forms.Form):
    """What came out of it."""

    outcome = forms.CharField(
        label=_("What came out of it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: no order exists, both parents asked; or: order seen and entered."),
    )


class FactForm(forms.Form):
    """Whether something is true, and what that rests on."""

    holds = forms.ChoiceField(label=_("What is true"), widget=forms.RadioSelect)
    rests_on = forms.CharField(label=_("What this rests on"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, words: Sequence[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["holds"].choices = [("yes", words[0]), ("no", words[1])]  # type: ignore[attr-defined]
        self.fields["rests_on"].help_text = words[3]
