"""What is typed when the record is asked for, put together and handed out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Organization

from . import rules, words
from .types import OF_WHOLE, Form, Handed, Received

_EVERYTHING = [
    (c.value, words.CATEGORIES[c])
    for c in Category
    if c in words.CATEGORIES and c not in rules.NEVER and c != Category.MESSAGES
]


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}), **options)


class AskForm(forms.Form):
    """What is asked for, of which days, and how to have it."""

    custodian = forms.ChoiceField(label=_("Who keeps it"), widget=forms.RadioSelect)
    categories = forms.MultipleChoiceField(
        label=_("What you want to read"),
        help_text=_("Choose nothing to ask for everything."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = _day(label=_("From"), help_text=_("Leave both days empty to ask for all of it."))
    ends_on = _day(label=_("To"))
    form = forms.ChoiceField(
        label=_("How you want it"), choices=[(f.value, w) for f, w in words.FORMS.items()], widget=forms.RadioSelect,
        initial=Form.PDF,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Anything else we should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        custodians: Iterable[Organization],
        categories: Iterable[str] | None = None,
        hides_places: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = [(str(o.pk), words.kept_by(o, hides_places=hides_places)) for o in custodians]
        known = _EVERYTHING if categories is None else [c for c in _EVERYTHING if c[0] in set(categories)]
        self.fields["custodian"].choices = kept  # type: ignore[attr-defined]
        self.fields["categories"].choices = known  # type: ignore[attr-defined]
        if len(kept) == 1:
            self.initial["custodian"] = kept[0][0]


class LetterForm(AskForm):
    """A request that came in by letter or in person."""

    requester = forms.ChoiceField(label="Who asks")
    received = forms.ChoiceField(
        label="How it came",
        choices=[(r.value, words.RECEIVED[r]) for r in (Received.LETTER, Received.IN_PERSON)],
        widget=forms.RadioSelect,
        initial=Received.LETTER,
    )
    arrived_on = forms.DateField(
        label="The day it came in",
        help_text="The clock of the law starts on this day.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    field_order = ("requester", "received", "arrived_on", "custodian", "categories", "starts_on", "ends_on", "form")

    def __init__(self, *args: Any, requesters: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requester"].choices = list(requesters)  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """How it was made sure who asks."""

    how = forms.CharField(
        label="How you made sure who asks",
        help_text="Signed in with their own account; a card with a picture; known in person.",
        max_length=300,
    )


class ReasonForm(forms.Form):
    """Why more time is needed."""

    reason = forms.CharField(
        label="Why more time is needed", help_text="It stands in the letter.", max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DenyForm(forms.Form):
    """Why the whole request is denied."""

    reason = forms.ChoiceField(
        label="Reason in law", choices=[(r.value, words.REASONS[r]) for r in OF_WHOLE], widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label="In plain words", help_text="It stands in the letter.", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DeliverForm(forms.Form):
    """How it is handed out, and the proof."""

    handed = forms.ChoiceField(
        label="How you hand it out", choices=[(h.value, w) for h, w in words.HANDED.items()], widget=forms.RadioSelect,
        initial=Handed.PORTAL,
    )  # fmt: skip
    proof = forms.CharField(
        label="Proof",
        help_text="The number of the letter, or who signed for it. Not needed when they fetch it here.",
        max_length=300,
        required=False,
    )


class ReviewForm(forms.Form):
    """What a review found."""

    overturned = forms.BooleanField(label="The decision changes: put it together again", required=False)
    text = forms.CharField(label="What you found, in plain words", widget=forms.Textarea(attrs={"rows": 3}))


class WordsForm(forms.Form):
    """Somebody's own words."""

    words = forms.CharField(label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RecordForm(forms.Form):
    """What was sent outside by hand."""

    sent_at = forms.DateTimeField(
        label="When it was sent", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    what = forms.CharField(label="What was sent", help_text="As brief as it can be understood by.", max_length=500)
    categories = forms.MultipleChoiceField(
        label="What kinds of information", choices=_EVERYTHING, widget=forms.CheckboxSelectMultiple
    )
    to = forms.CharField(label="To whom", help_text="The person and their organization.", max_length=200)
    address = forms.CharField(label="Their address, if known", max_length=300, required=False)
    channel = forms.ChoiceField(label="How", choices=[(c.value, w) for c, w in words.CHANNELS.items()])
    ground = forms.ChoiceField(label="What it rests on", choices=[(g.value, w) for g, w in words.GROUNDS.items()])
    release = forms.ChoiceField(label="Which release", required=False)
    purpose = forms.CharField(label="What for", max_length=300)
    services = forms.MultipleChoiceField(
        label="From which service",
        help_text="Of a service that the youth started alone, no guardian learns.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, releases: list[tuple[str, str]], services: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = [("", "None"), *releases]  # type: ignore[attr-defined]
        self.fields["services"].choices = services  # type: ignore[attr-defined]
        if not services:
            del self.fields["services"]
