"""The forms of the shelf: bring a questionnaire in, publish it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .measure_words import INFORMANTS
from .shelving import Facts
from .types import Questionnaire


class BringForm(forms.Form):
    """A file, and what to call it."""

    file = forms.FileField(label=_("The questionnaire, as a FHIR R4 file (JSON)"))
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Its own title is taken if you leave this empty.")
    )


class PublishForm(forms.Form):
    """What a reader must know about the questionnaire before anybody is asked."""

    title = forms.CharField(
        label=_("What whoever answers reads as its title"),
        max_length=120,
        help_text=_("In neutral words that name no condition."),
    )
    title_es = forms.CharField(label=_("The same in Spanish"), max_length=120, required=False)
    main = forms.ChoiceField(label=_("Which score stands for the whole"))
    better = forms.ChoiceField(
        label=_("Which way is better"), choices=[("lower", _("Lower is better")), ("higher", _("Higher is better"))]
    )
    informants = forms.MultipleChoiceField(
        label=_("Who may answer it"), choices=list(INFORMANTS.items()), widget=forms.CheckboxSelectMultiple
    )
    delicate = forms.MultipleChoiceField(
        label=_("Questions that need a person at once when they are answered above the lowest answer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are asked only while somebody is on duty. Choose every question about suicide."),
    )
    cut = forms.FloatField(label=_("Look closer from this score on"), required=False)
    cut_source = forms.CharField(label=_("Where that was published"), max_length=300, required=False)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = [(score.link_id, score.text or score.link_id) for score in questionnaire.scores]
        self.fields["main"].choices = scores  # type: ignore[attr-defined]
        self.fields["main"].initial = max(
            questionnaire.scores, key=lambda score: len(questionnaire.contributing(score))
        ).link_id
        self.fields["delicate"].choices = [  # type: ignore[attr-defined]
            (question.link_id, question.text.in_language("en"))
            for question in questionnaire.questions
            if any(option.weight for option in question.options)
        ]

    def clean(self) -> dict[str, Any]:
        """A cut-off without its source is an opinion."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("cut") is not None and not found.get("cut_source"):
            self.add_error("cut_source", _("Say where this score was published."))
        return found

    def facts(self) -> Facts:
        """Return what was said."""
        several = {name: tuple(self.cleaned_data[name]) for name in ("delicate", "informants")}
        return Facts(**{**self.cleaned_data, **several})
