"""The form in which one change to a real child's facts is chosen."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Authority, Category, OrderKind, Purpose

from ..law_words import ORDERS, PURPOSES
from .changes import CHANGES, Change, Wanted
from .shape import AUTHORITIES, TABLE_CATEGORIES

Choice = tuple[str, Any]
# Which fields a change needs; the others are not shown.
FIELDS = {
    Change.RELEASE: ("giver", "taker", "person", "categories", "purpose", "signer"),
    Change.RELEASE_ENDS: ("consent",),
    Change.ORDER: ("caregiver", "kind", "categories"),
    Change.CLAIM: ("caregiver",),
    Change.SUSPICION: ("caregiver",),
    Change.LINK_BEGINS: ("staff",),
    Change.LINK_ENDS: ("linked",),
    Change.AUTHORITY: ("caregiver", "authority", "categories"),
    Change.BIRTHDAY: (),
    Change.CRISIS: (),
}
LABELS = {
    "giver": _("Whose records"),
    "taker": _("To the organization"),
    "person": _("Or only to the person"),
    "consent": _("Release"),
    "signer": _("Signed by"),
    "caregiver": _("About"),
    "staff": _("Who"),
    "linked": _("Who"),
    "purpose": _("What for"),
    "kind": _("Kind"),
    "authority": _("Authority"),
}


class ChangeForm(forms.Form):
    """The fields of one change."""

    categories = forms.MultipleChoiceField(
        label=_("What"), required=False, choices=list(TABLE_CATEGORIES.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, change: Change, choices: Mapping[str, Iterable[Choice]]) -> None:
        super().__init__(data)
        self.change = change
        fixed = {"purpose": PURPOSES.items(), "kind": ORDERS.items(), "authority": AUTHORITIES.items()}
        wanted = FIELDS[change]
        for name in wanted:
            if name != "categories":
                given = [(str(key), words) for key, words in {**fixed, **choices}[name]]
                empty = [] if name in fixed else [("", "–")]
                self.fields[name] = forms.ChoiceField(label=LABELS[name], required=False, choices=empty + given)
        if "categories" not in wanted:
            del self.fields["categories"]
        elif change == Change.ORDER:
            self.fields["categories"].label = _("What it leaves open")
        self.order_fields(wanted)

    def wanted(self) -> Wanted:
        """Return the chosen change."""
        chosen = self.cleaned_data
        who = chosen.get("person") or chosen.get("caregiver") or chosen.get("staff") or chosen.get("linked")
        return Wanted(
            change=self.change,
            person=_id(who),
            **{name: _id(chosen.get(name)) for name in ("giver", "taker", "consent", "signer")},
            categories=frozenset(map(Category, chosen.get("categories", ()))),
            purpose=Purpose(chosen.get("purpose") or Purpose.COORDINATION),
            kind=OrderKind(chosen.get("kind") or OrderKind.NO_CONTACT),
            authority=Authority(chosen.get("authority") or Authority.NONE),
        )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def change_of(text: str) -> Change | None:
    """Return the change of a name, or None."""
    return Change(text) if text in list(Change) else None


__all__ = ["CHANGES", "ChangeForm", "change_of"]
