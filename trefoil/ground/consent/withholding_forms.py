"""What is typed about withholding."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Category
from trefoil.ground.people.wording import CATEGORIES

from .service_words import YOUTH_WORDS
from .withholding_rules import WITHHOLDABLE
from .withholding_types import Offer
from .withholding_words import FACTORS

People = Iterable[tuple[UUID, str]]
_CHECKBOXES = forms.CheckboxSelectMultiple


def _text(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=2000, widget=area)


class AskForm(forms.Form):
    """From whom, which kinds of whose record, and why."""

    people = forms.MultipleChoiceField(label=_("Who should not see it"), widget=_CHECKBOXES)
    words = _text(_("Why, in your own words"), _("Only those who decide read this. A few words are enough."))

    def __init__(self, *args: Any, people: People, offers: list[Offer], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offers = offers
        self.fields["people"].choices = [(str(number), name) for number, name in people]  # type: ignore[attr-defined]
        for offer in offers:
            self.fields[_name(offer)] = forms.MultipleChoiceField(
                label=_("What they should not see, of what %(who)s keeps") % {"who": offer.name},
                required=len(offers) == 1,
                widget=_CHECKBOXES,
                choices=[(c.value, capfirst(YOUTH_WORDS[c])) for c in WITHHOLDABLE],
            )
        self.order_fields(["people", *map(_name, offers), "words"])

    def wanted(self) -> dict[UUID, frozenset[Category]]:
        """Return what was chosen, by organization."""
        return {o.organization_id: frozenset(map(Category, self.cleaned_data[_name(o)])) for o in self.offers}


def _name(offer: Offer) -> str:
    return f"kinds_{offer.organization_id}"


class DecideForm(forms.Form):
    """What is decided: from whom, what, what speaks for it, until when and why."""

    outcome = forms.ChoiceField(
        label=_("What you decide"),
        widget=forms.RadioSelect,
        choices=[("grant", _("Withhold it, until the day below")), ("refuse", _("Do not withhold it"))],
    )
    people = forms.MultipleChoiceField(label=_("From whom"), widget=_CHECKBOXES)
    categories = forms.MultipleChoiceField(
        label=_("What is withheld"),
        help_text=_("Also what is written later. School records are never withheld from a parent."),
        widget=_CHECKBOXES,
        choices=[(c.value, capfirst(CATEGORIES[c])) for c in WITHHOLDABLE],
    )
    factors = forms.MultipleChoiceField(
        label=_("What speaks for it"),
        help_text=_("Weigh each. Mark what you found, also when you refuse."),
        widget=_CHECKBOXES,
        choices=list(FACTORS.items()),
    )
    until = forms.DateField(
        label=_("Through the end of"),
        help_text=_("It ends by itself on this day, and is looked at again two weeks before."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = _text(_("Why"), _("The youth reads this if they asked. The person from whom it is withheld never does."))

    def __init__(self, *args: Any, people: People, last: date, asked: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["people"].choices = [(str(number), name) for number, name in people]  # type: ignore[attr-defined]
        self.fields["until"].initial = last
        self.fields["until"].widget.attrs["max"] = last.isoformat()
        if not asked:
            del self.fields["outcome"]
        elif self.data.get("outcome") == "refuse":
            for name in ("people", "categories", "factors"):
                self.fields[name].required = False

    @property
    def refuses(self) -> bool:
        """Tell whether the request is refused."""
        return self.cleaned_data.get("outcome") == "refuse"

    def facts(self) -> dict[str, Any]:
        """Return what was typed, the last day as the instant with which it is over."""
        typed = self.cleaned_data
        return {
            "people": {UUID(number) for number in typed["people"]},
            "categories": set(map(Category, typed["categories"])),
            "factors": typed["factors"],
            "reason": typed["reason"],
            "ends_at": _end_of(typed["until"]),
        }


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class EndForm(forms.Form):
    """Why it is no longer withheld."""

    reason = _text(_("Why"), _("The youth reads this if they asked."))
