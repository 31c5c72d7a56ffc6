"""What is typed about a plan."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.care.schedule.types import Kind
from trefoil.care.schedule.words import KIND_WORDS

from . import queries
from .content import in_tree_order
from .types import (
    Accommodation,
    AccommodationBasis,
    Goal,
    GoalStatus,
    MeasureKind,
    Modality,
    PlanContent,
    SchoolStrategy,
    Service,
    Setting,
    Strategy,
)
from .words import BASIS, MEASURED_BY, MODALITY, STATUS


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
    professional = forms.CharField(label=_("In professional words"), required=False, max_length=500, widget=Line)
    measured_by = forms.ChoiceField(
        label=_("What tells how far it has come"),
        required=False,
        choices=[(m.value, MEASURED_BY[m]) for m in MeasureKind],
    )
    instrument = forms.ChoiceField(label=_("Which questionnaire"), required=False)
    start_value = forms.FloatField(label=_("Measured at the start"), required=False)
    aim_value = forms.FloatField(label=_("Aimed at"), required=False)
    school_basis = forms.ChoiceField(
        label=_("It serves a goal of the"),
        required=False,
        choices=[(b.value, BASIS[b]) for b in (AccommodationBasis.IEP, AccommodationBasis.SECTION_504)],
    )
    school_goal = forms.CharField(label=_("That goal, in its words"), required=False, max_length=500, widget=Line)

    def __init__(self, given: Any = None, *, goal: Goal, content: PlanContent) -> None:
        start = {name: getattr(goal, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"goal-{goal.id}-%s")
        others = [(str(g.id), f"{number} {g.title[:60]}") for g, number in in_tree_order(content) if g.id != goal.id]
        self.fields["parent_id"].choices = [("", _("nothing above it")), *others]  # type: ignore[attr-defined]
        self.fields["instrument"].choices = [("", _("none")), *queries.instruments()]  # type: ignore[attr-defined]
        self.fields["review_on"].widget.attrs["class"] = "plan-date"

    def rows(self) -> dict[str, list[forms.BoundField]]:
        """Return the fields of what is measured and of whose goal it serves, as they stand side by side."""
        measured = ("measured_by", "instrument", "start_value", "aim_value")
        return {
            "measured": [self[name] for name in measured],
            "serves": [self[name] for name in ("school_basis", "school_goal")],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "status" in cleaned:
            cleaned["status"] = GoalStatus(cleaned["status"])
        if "measured_by" in cleaned:
            cleaned["measured_by"] = MeasureKind(cleaned["measured_by"] or MeasureKind.OWN)
        if "school_basis" in cleaned:
            cleaned["school_basis"] = AccommodationBasis(cleaned["school_basis"] or AccommodationBasis.IEP)
        return cleaned


class StrategyForm(forms.Form):
    """What is done, by whom and how often."""

    text = forms.CharField(label=_("What is done"), max_length=500, widget=Line)
    who = forms.CharField(label=_("By whom"), required=False, max_length=120)
    role = forms.CharField(label=_("As"), required=False, max_length=80)
    frequency = forms.CharField(label=_("How often"), required=False, max_length=80)
    looks_like = forms.CharField(label=_("How it looks when it works"), required=False, max_length=300, widget=Line)
    helps_in_the_moment = forms.BooleanField(label=_("Helps in a hard moment"), required=False)

    def __init__(self, given: Any = None, *, strategy: Strategy) -> None:
        start = {name: getattr(strategy, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"strategy-{strategy.id}-%s")
        self.fields["who"].widget.attrs["list"] = "people-of-plan"
        if strategy.setting == Setting.THERAPY:
            del self.fields["helps_in_the_moment"]


class ServiceForm(forms.Form):
    """What the child receives, in what dose, and from whom."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(k.value, KIND_WORDS[k]) for k in Kind if k not in (Kind.STAFF, Kind.CHECK_IN)]
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    times = forms.IntegerField(label=_("How many times"), min_value=1, max_value=14)
    weeks = forms.IntegerField(label=_("In how many weeks"), min_value=1, max_value=8)
    modality = forms.ChoiceField(label=_("How"), choices=[(m.value, MODALITY[m]) for m in Modality])
    provider = forms.CharField(label=_("From whom"), required=False, max_length=120)
    starts_on = forms.DateField(label=_("From"), required=False)
    ends_on = forms.DateField(label=_("Until"), required=False)
    goal_ids = forms.TypedMultipleChoiceField(
        label=_("For which goals"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, given: Any = None, *, service: Service, content: PlanContent) -> None:
        start = {name: getattr(service, name) for name in self.base_fields}
        super().__init__(given, initial=start, auto_id=f"service-{service.id}-%s")
        self.fields["goal_ids"].choices = [  # type: ignore[attr-defined]
            (str(goal.id), f"{number} {goal.title[:60]}") for goal, number in in_tree_order(content)
        ]
        self.initial["goal_ids"] = [str(i) for i in service.goal_ids]
        self.fields["provider"].widget.attrs["list"] = "people-of-plan"

    def dose(self) -> list[forms.BoundField]:
        """Return the fields of the dose, as they stand side by side."""
        return [self[name] for name in ("minutes", "times", "weeks", "modality")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "modality" in cleaned:
            cleaned["modality"] = Modality(cleaned["modality"])
        if "goal_ids" in cleaned:
            cleaned["goal_ids"] = tuple(cleaned["goal_ids"])
        return cleaned


class LensForm(forms.Form):
    """What one does oneself for a goal, as it should stand."""

    text = forms.CharField(label=_("What is done"), required=False, max_length=500, widget=Line)
    who = forms.CharField(label=_("By whom"), required=False, max_length=120)
    frequency = forms.CharField(label=_("When, and how often"), required=False, max_length=80)
    looks_like = forms.CharField(label=_("How it looks when it works"), required=False, max_length=300, widget=Line)
    ends = forms.BooleanField(label=_("We do not do this any more"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, given: Any = None, *, strategy: SchoolStrategy | None, prefix: str, initial: Any = None) -> None:
        start = {name: getattr(strategy, name, "") for name in ("text", "who", "frequency", "looks_like")}
        super().__init__(given, initial=start | (initial or {}), prefix=prefix, auto_id="id_%s")
        if strategy is None:
            del self.fields["ends"]
            self.fields["text"].label = _("Something new that is done")


class WhyForm(forms.Form):
    """Why a change is asked for."""

    why = forms.CharField(
        label=_("Why, in a sentence"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DiagnosisForm(forms.Form):
    """The diagnosis that a goal answers to."""

    code = forms.CharField(label=_("Code"), max_length=12)
    text = forms.CharField(label=_("In words"), required=False, max_length=200)


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
