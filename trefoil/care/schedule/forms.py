"""Forms: they parse and check what was typed, and never save."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from trefoil.ground.consent.choosing import service_field
from trefoil.ground.people.models import Child, Person, Site

from .models import Room
from .types import Kind, Reach, Span
from .words import KIND_WORDS, SUBJECT_WORDS, WEEKDAY_WORDS

DAYS = [(str(number), word) for number, word in WEEKDAY_WORDS.items() if number < 5]
LENGTHS = [
    (str(minutes), format_lazy(_("{n} minutes"), n=minutes)) for minutes in (15, 20, 25, 30, 40, 45, 50, 60, 90, 120)
]


def _date() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})


class WhenForm(forms.Form):
    """A day, an hour, a length and a place."""

    day = forms.DateField(label=_("Day"), widget=_date())
    time = forms.TimeField(label=_("From"), widget=_time())
    minutes = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=30)
    place = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {str(room.pk): room for room in rooms}
        named = [(key, f"{room.name} · {room.site.name}") for key, room in self.rooms.items()]
        places = self.fields["place"]
        places.choices = [("", _("Somewhere else")), ("video", _("Video")), *named]  # type: ignore[attr-defined]

    @property
    def span(self) -> Span:
        """Return the time that was asked for."""
        return self.span_of(self.cleaned_data["minutes"])

    def span_of(self, minutes: int) -> Span:
        """Return the time that was asked for, of some length."""
        starts = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], timezone.get_current_timezone())
        return Span(starts, starts + timedelta(minutes=minutes))

    @property
    def room(self) -> Room | None:
        """Return the room that was chosen."""
        return self.rooms.get(self.cleaned_data["place"])

    @property
    def by_video(self) -> bool:
        """Tell whether people meet by video."""
        return bool(self.cleaned_data["place"] == "video")


class BookForm(WhenForm):
    """Who meets for what, when and where, once or every week."""

    kind = forms.ChoiceField(label=_("What for"))
    others = forms.ModelMultipleChoiceField(
        Child.objects.none(),
        label=_("The other children of the group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    staff = forms.ModelMultipleChoiceField(Person.objects.none(), label=_("Staff"), widget=forms.CheckboxSelectMultiple)
    caregivers = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Family"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confidential = forms.BooleanField(
        label=_("Only for the youth and their therapists: the family and the school do not see it"), required=False
    )
    until = forms.DateField(label=_("Every week until"), required=False, widget=_date())
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"), required=False, choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    skip = forms.CharField(
        label=_("But not on"), required=False, help_text=_("Days like 2026-11-26, with commas between them.")
    )
    field_order = [
        "kind",
        "service",
        "day",
        "time",
        "minutes",
        "place",
        "staff",
        "caregivers",
        "others",
        "until",
        "weekdays",
        "skip",
    ]

    def __init__(
        self,
        *args: Any,
        child: Child | None,
        others: Any,
        staff: Any,
        caregivers: Any,
        may_hide: bool,
        services: Any = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(k.value, word) for k, word in KIND_WORDS.items() if (k == Kind.STAFF) == (child is None)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        for name, choices in (("others", others), ("staff", staff), ("caregivers", caregivers)):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
        if child is None:
            del self.fields["others"], self.fields["caregivers"]
        if not may_hide:
            del self.fields["confidential"]
        if services:
            self.fields["service"] = service_field(list(services))
            self.order_fields(self.field_order)

    def clean_skip(self) -> list[date]:
        words = [word.strip() for word in self.cleaned_data["skip"].replace(";", ",").split(",") if word.strip()]
        try:
            return [date.fromisoformat(word) for word in words]
        except ValueError as trouble:
            raise forms.ValidationError(_("Write each day as year-month-day.")) from trouble


class MoveForm(WhenForm):
    """Another time or place, for one meeting or the following too."""

    reach = forms.ChoiceField(label=_("Change"), widget=forms.RadioSelect, initial=Reach.ONE.value)

    def __init__(self, *args: Any, is_series: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_reach(self, is_series=is_series)


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(label=_("Why"), max_length=300)
    reach = forms.ChoiceField(label=_("Cancel"), widget=forms.RadioSelect, initial=Reach.ONE.value)

    def __init__(self, *args: Any, is_series: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_reach(self, is_series=is_series)


def _offer_reach(form: forms.Form, *, is_series: bool) -> None:
    if is_series:
        choices = [(Reach.ONE.value, _("Only this one")), (Reach.FOLLOWING.value, _("This and the following ones"))]
        form.fields["reach"].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields["reach"]


class BellsForm(forms.Form):
    """A bell schedule's site, name and days."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("For example: Monday to Thursday"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """One period; an empty row is left out."""

    label = forms.CharField(label=_("Period"), max_length=40, required=False)
    starts = forms.TimeField(label=_("From"), required=False, widget=_time())
    ends = forms.TimeField(label=_("Until"), required=False, widget=_time())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        given = [bool(found.get(name)) for name in ("label", "starts", "ends")]
        if any(given) and not all(given):
            raise forms.ValidationError(_("A period needs a label, a beginning and an end."))
        return found


PeriodForms: type[BaseFormSet] = formset_factory(PeriodForm, extra=0)


def periods_of(rows: BaseFormSet) -> list[tuple[str, time, time]]:
    """Return the periods that were filled in."""
    found = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("label")]
    return [(row["label"].strip(), row["starts"], row["ends"]) for row in found]


class ClassForm(forms.Form):
    """A class of a child."""

    title = forms.CharField(label=_("Class"), max_length=200)
    subject = forms.ChoiceField(
        label=_("Subject"), required=False, help_text=_("If left open, it is read from the name of the class.")
    )
    period = forms.ChoiceField(label=_("Period"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=["0", "1", "2", "3", "4"],
    )
    room = forms.CharField(label=_("Room"), max_length=100, required=False)
    teacher = forms.CharField(label=_("Teacher"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("From"), widget=_date())

    def __init__(self, *args: Any, periods: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(label, label) for label in periods]  # type: ignore[attr-defined]
        subjects = [("", _("Read it from the name")), *((s.value, word) for s, word in SUBJECT_WORDS.items())]
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """A room that can be booked."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), empty_label=None)
    name = forms.CharField(label=_("Room"), max_length=100)

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
