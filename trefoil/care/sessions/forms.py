"""Forms: they parse and check what was typed, and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trefoil.care.schedule.types import Kind
from trefoil.care.schedule.words import KIND_WORDS
from trefoil.ground.consent.choosing import service_field

from .queries import GoalChoice
from .types import Status, Text
from .words import STATUS_WORDS

STATUSES = [(status.value, word) for status, (word, _tone) in STATUS_WORDS.items()]
ALONE = [(kind.value, word) for kind, word in KIND_WORDS.items() if kind not in (Kind.STAFF, Kind.SKILLS_GROUP)]


class RecordForm(forms.Form):
    """Whether a session took place."""

    status = forms.ChoiceField(label=_("Who came"), choices=STATUSES, widget=forms.RadioSelect, initial="attended")
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=480)
    told_by = forms.CharField(
        label=_("Who told you, and when"), required=False, max_length=200, help_text=_("If it did not take place.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(value, capfirst(str(word))) for value, word in STATUSES]  # type: ignore[attr-defined]


class WalkInForm(RecordForm):
    """A session that stood on nobody's schedule."""

    kind = forms.ChoiceField(label=_("What it was"), choices=ALONE)
    held_at = forms.DateTimeField(
        label=_("When it began"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ["kind", "service", "held_at", "minutes", "status", "told_by"]

    def __init__(self, *args: Any, services: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if services:
            self.fields["service"] = service_field(list(services))
            self.order_fields(self.field_order)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NoteForm(forms.Form):
    """What a note says."""

    goals = forms.MultipleChoiceField(label=_("Goals of the plan"), required=False, widget=forms.CheckboxSelectMultiple)
    did = forms.CharField(label=_("What we did"), required=False, max_length=20_000, widget=_area(5))
    went = forms.CharField(label=_("How it went"), required=False, max_length=20_000, widget=_area(5))
    next = forms.CharField(label=_("What comes next"), required=False, max_length=20_000, widget=_area(3))

    def __init__(self, *args: Any, goals: Sequence[GoalChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {goal.id: goal.title for goal in goals}
        self.fields["goals"].choices = list(self.titles.items())  # type: ignore[attr-defined]

    @property
    def text(self) -> Text:
        """Return what was written."""
        given = self.cleaned_data
        chosen = tuple((key, self.titles[key]) for key in given["goals"])
        return Text(given["did"], given["went"], given["next"], chosen)


class AddendForm(forms.Form):
    """What is added to a signed note."""

    text = forms.CharField(label=_("Addendum"), max_length=20_000, widget=_area(4))


class CosignForm(forms.Form):
    """What the supervisor has to say, if anything."""

    words = forms.CharField(
        label=_("For the record"),
        required=False,
        max_length=20_000,
        widget=_area(3),
        help_text=_("It stays with the note, under your name."),
    )


class GroupForm(forms.Form):
    """What all notes of a group share."""

    did = forms.CharField(
        label=_("What we did"),
        required=False,
        max_length=20_000,
        widget=_area(4),
        help_text=_("This goes into every child's note: name no child."),
    )
    next = forms.CharField(label=_("What comes next"), required=False, max_length=20_000, widget=_area(2))


class LineForm(forms.Form):
    """One child's own line in a group."""

    went = forms.CharField(label=_("How it went"), required=False, max_length=4_000, widget=_area(2))
    goal = forms.ChoiceField(label=_("Goal"), required=False)

    def __init__(self, *args: Any, goals: Sequence[GoalChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {goal.id: goal.title for goal in goals}
        self.fields["goal"].choices = [("", _("No goal")), *self.titles.items()]  # type: ignore[attr-defined]

    @property
    def text(self) -> Text:
        """Return the child's own part."""
        key = self.cleaned_data["goal"]
        return Text(went=self.cleaned_data["went"], goals=((key, self.titles[key]),) if key else ())


def status_of(given: str | None) -> Status | None:
    """Return the attendance that a tap says, if it says one."""
    return Status(given) if given in set(Status) else None
