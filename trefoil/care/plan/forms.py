"""What is typed about a plan."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .content import in_tree_order
from .types import Accommodation, AccommodationBasis, Goal, GoalStatus, PlanContent, Setting, Strategy
from .words import BASIS, STATUS


class Line(forms.Textarea):
    """A box that starts with one line and grows with its words."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 1, "class": "plan-line"})


class GoalForm(forms.Form):
    """A goal in the child's words, and how it is measured."""

    title = forms.CharField(label=_("In the child's own words"), max_length=300, widget=Line)
    status = forms.ChoiceField(label=_("How it goes"), choices=[(s.value, STATUS[s][0]) for s in GoalStatus])
    review_on = forms.DateField(label=_("Look again on"), required=False)
    parent_id = forms.TypedChoiceField(label=_("Part of"), required=False, coerce=UUID, empty_value=None)
    measure = forms.CharField(label=_("How we measure it"), required=False, max_length=500, widget=Line)
    baseline = forms.CharField(label=_("Where we started"), required=False, max_length=500, widget=Line)
    target = forms.CharField(label=_("Where we want to be"), required=False, max_length=500, widget=Line)
    for_school = forms.BooleanField(label=_("The school reads this goal"), required=False)

    def __init__(self, given: Any = None, *, goal: Goal, content: PlanContent) -> None:
        start = {name: getattr(goal, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"goal-{goal.id}-%s")
        others = [(str(g.id), f"{number} {g.title[:60]}") for g, number in in_tree_order(content) if g.id != goal.id]
        self.fields["parent_id"].choices = [("", _("nothing above it")), *others]  # type: ignore[attr-defined]
        self.fields["review_on"].widget.attrs["class"] = "plan-date"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "status" in cleaned:
            cleaned["status"] = GoalStatus(cleaned["status"])
        return cleaned


class StrategyForm(forms.Form):
    """What is done, by whom and how often."""

    text = forms.CharField(label=_("What is done"), max_length=500, widget=Line)
    who = forms.CharField(label=_("By whom"), required=False, max_length=120)
    role = forms.CharField(label=_("As"), required=False, max_length=80)
    frequency = forms.CharField(label=_("How often"), required=False, max_length=80)
    helps_in_the_moment = forms.BooleanField(label=_("Helps in a hard moment"), required=False)

    def __init__(self, given: Any = None, *, strategy: Strategy) -> None:
        start = {name: getattr(strategy, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"strategy-{strategy.id}-%s")
        self.fields["who"].widget.attrs["list"] = "people-of-plan"
        if strategy.setting == Setting.THERAPY:
            del self.fields["helps_in_the_moment"]


class AccommodationForm(forms.Form):
    """What is made different at school, and what that rests on."""

    text = forms.CharField(label=_("What is made different"), max_length=500, widget=Line)
    basis = forms.ChoiceField(label=_("It rests on"), choices=[(b.value, BASIS[b]) for b in AccommodationBasis])
    starts_on = forms.DateField(label=_("From"), required=False)
    ends_on = forms.DateField(label=_("Until"), required=False)

    def __init__(self, given: Any = None, *, accommodation: Accommodation) -> None:
        start = {name: getattr(accommodation, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"accommodation-{accommodation.id}-%s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "basis" in cleaned:
            cleaned["basis"] = AccommodationBasis(cleaned["basis"])
        return cleaned


class CardForm(forms.Form):
    """Allergies and medicines."""

    allergies = forms.CharField(label=_("Allergies"), required=False, max_length=500, widget=Line)
    medicines = forms.CharField(label=_("Medicines"), required=False, max_length=500, widget=Line)


class WordsForm(forms.Form):
    """Somebody's words: a proposal, an answer, a reason."""

    words = forms.CharField(label=_("In your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class JustificationForm(forms.Form):
    """Why words stay that a school record should not hold."""

    justification = forms.CharField(
        label=_("Why the school needs these words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SubmitForm(JustificationForm):
    """Who signs for the school, and why words stay that a school record should not hold."""

    school_signer = forms.TypedChoiceField(
        label=_("Who signs for the school"), required=False, coerce=UUID, empty_value=None
    )
    justification = forms.CharField(
        label=_("Why the school needs these words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, signers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        first = signers[0][0] if signers else ""
        self.fields["school_signer"].choices = [*signers, ("", _("nobody at the school"))]  # type: ignore[attr-defined]
        self.fields["school_signer"].initial = first


class SignForm(forms.Form):
    """A name typed as a signature."""

    typed_name = forms.CharField(
        label=_("Type your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
