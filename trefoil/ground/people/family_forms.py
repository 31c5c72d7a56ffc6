"""What is typed about a family."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import wording
from .models import Household, Organization

_RELATIONSHIPS = [(r.value, words) for r, words in wording.RELATIONSHIPS.items()]


class HouseholdForm(forms.Form):
    """A home."""

    name = forms.CharField(
        label=_("What the home is called"), max_length=100, help_text=_("For example: Ana's home, or With his uncle.")
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone of the home"), max_length=40, required=False)


class AuthorityForm(forms.Form):
    """What a caregiver may decide and see, and what that rests on."""

    authority = forms.ChoiceField(label=_("Authority"), choices=wording.AUTHORITY_EXPLAINED, widget=forms.RadioSelect)
    scope = forms.MultipleChoiceField(
        label=_("What the delegation covers"),
        choices=wording.LEFT_BY_ORDERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a delegation. What a court took away is entered as its order, by the privacy officer."),
    )
    until = forms.DateField(
        label=_("Until the end of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only for a delegation, which lasts a year at most."),
    )
    reason = forms.CharField(
        label=_("What this rests on"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: birth certificate seen, or a delegation and its date. What somebody says is not a paper."
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        last = typed.get("until")
        typed["until"] = timezone.make_aware(datetime.combine(last + timedelta(days=1), time())) if last else None
        return typed


class ContactForm(forms.Form):
    """How a caregiver is reached, and whether they may be called."""

    relationship = forms.ChoiceField(label=_("Is the child's"), choices=_RELATIONSHIPS)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    may_call = forms.BooleanField(label=_("May be called"), required=False)
    emergency_contact = forms.BooleanField(label=_("Is called first in an emergency"), required=False)


class CaregiverForm(AuthorityForm, ContactForm):
    """A caregiver."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    language = forms.ChoiceField(label=_("Reads best in"), choices=settings.LANGUAGES)
    household = forms.ChoiceField(label=_("Home"), required=False)
    field_order = (
        "given_name",
        "family_name",
        "relationship",
        "household",
        "language",
        "phone",
        "email",
        "may_call",
        "emergency_contact",
        "authority",
        "scope",
        "until",
    )

    def __init__(self, *args: Any, households: Iterable[Household], **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self.fields["reason"]
        self.households = {str(h.pk): h for h in households}
        named = [(pk, h.name) for pk, h in self.households.items()]
        self.fields["household"].choices = [("", _("None of these")), *named]  # type: ignore[attr-defined]
        self.fields["may_call"].initial = True

    def facts(self) -> dict[str, Any]:
        """Return what was typed, the home as a household."""
        return {**self.cleaned_data, "household": self.households.get(self.cleaned_data["household"])}


class EndForm(forms.Form):
    """Why an entry ends."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the record. Disagreement between parents is not a reason; an order is."),
    )


class ResidenceForm(forms.Form):
    """Where a child belongs: four separate facts."""

    county_of_residence = forms.CharField(label=_("County of residence"), max_length=60, required=False)
    county_of_financial_responsibility = forms.CharField(
        label=_("County of financial responsibility"),
        max_length=60,
        required=False,
        help_text=_("The county that pays. It can be another one than where the child lives."),
    )
    resident_district = forms.ChoiceField(
        label=_("Resident district"),
        required=False,
        help_text=_("Its coordinator sees their own student. Changing it opens and closes at once."),
    )
    serving_district = forms.ChoiceField(label=_("Serving district"), required=False)

    def __init__(self, *args: Any, districts: Iterable[Organization], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.districts = {str(d.pk): d for d in districts}
        choices = [("", _("Not known")), *((pk, d.name) for pk, d in self.districts.items())]
        for name in ("resident_district", "serving_district"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was typed, the districts as organizations."""
        typed = self.cleaned_data
        chosen = {name: self.districts.get(typed[name]) for name in ("resident_district", "serving_district")}
        return {**typed, **chosen}
