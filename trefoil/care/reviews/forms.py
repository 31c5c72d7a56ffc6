"""What is typed around a meeting."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.care.plan.types import Setting
from trefoil.care.plan.words import SETTING

from .types import DecisionKind
from .words import DECISION, EVERY

LANGUAGES = [("", _("nobody needs one")), ("es", "español"), ("so", "Soomaali"), ("hmn", "Hmoob"), ("en", "English")]


class People(forms.TypedMultipleChoiceField):
    """Some of those who can come."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, widget=forms.CheckboxSelectMultiple, **options)


class MeetingForm(forms.Form):
    """When, where, who, and whether somebody puts it into another language."""

    kind = forms.ChoiceField(label=_("Who meets"))
    starts_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=30)
    place = forms.CharField(label=_("Where, or by which link"), required=False, max_length=120)
    invited = People(label=_("Who comes"))
    language = forms.ChoiceField(label=_("Interpreter into"), required=False, choices=LANGUAGES)
    interpreter = forms.CharField(label=_("The interpreter’s name"), required=False, max_length=120)
    every_days = forms.TypedChoiceField(
        label=_("And then"), required=False, coerce=int, empty_value=None, choices=[("", _("once")), *EVERY]
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["invited"].choices = people  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What was decided, and who does it."""

    kind = forms.ChoiceField(label=_("What becomes of it"), choices=[(k.value, DECISION[k]) for k in DecisionKind])
    text = forms.CharField(label=_("What was decided"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    owner_id = forms.TypedChoiceField(label=_("By whom"), required=False, coerce=UUID, empty_value=None)
    due_on = forms.DateField(label=_("Until"), required=False)
    goal_id = forms.TypedChoiceField(label=_("For which goal"), required=False, coerce=UUID, empty_value=None)
    setting = forms.ChoiceField(label=_("Where"), required=False, choices=[(s.value, SETTING[s]) for s in Setting])

    def __init__(self, *args: Any, people: list[tuple[str, str]], goals: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner_id"].choices = [("", _("nobody alone")), *people]  # type: ignore[attr-defined]
        self.fields["goal_id"].choices = [("", _("none, or in words only")), *goals]  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """What was said, short enough to be read."""

    summary = forms.CharField(
        label=_("What was said"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ReasonForm(forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(label=_("Why it does not take place"), max_length=300)


class QuestionForm(forms.Form):
    """A question for the next meeting."""

    text = forms.CharField(
        label=_("What do you want to ask next time?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
