"""Forms: they parse and check what was typed, and never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trefoil.ground.consent.choosing import service_field
from trefoil.ground.people.models import Staff

from .queries import Gathered
from .types import FIELDS, LEVELS, RATINGS, Bears, Part, Reason, Status
from .words import BEARS, FIELD, PART, REASON, STATUS

LONG = {"question", "saw", "worries", "story", "now", "impression", "risk", "rationale"}


class PartForm(forms.Form):
    """The questions of one part; every answer may be left for later."""

    def __init__(self, *args: Any, part: Part, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in FIELDS[part]:
            self.fields[name] = _field(part, name)

    @property
    def content(self) -> dict[str, str]:
        """Return the answers."""
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def _field(part: Part, name: str) -> forms.Field:
    label, help_text = FIELD[part, name]
    if part is Part.LEVEL and name != "rationale":
        numbers = LEVELS if name == "level" else RATINGS
        choices = [("", "–"), *((str(n), str(n)) for n in numbers)]
        return forms.ChoiceField(label=label, help_text=help_text, required=False, choices=choices)
    if name == "asked_by":
        return forms.CharField(label=label, help_text=help_text, required=False, max_length=200)
    rows = 5 if name in LONG else 3
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=8000, widget=area)


class BeginForm(PartForm):
    """Why an evaluation is made, who answers for it, and its question."""

    def __init__(
        self, *args: Any, responsible: Iterable[Staff], services: object = (), mine: Any = None, **kw: Any
    ) -> None:
        super().__init__(*args, part=Part.QUESTION, **kw)
        own = dict(self.fields)
        self.fields.clear()
        self.fields["reason"] = forms.ChoiceField(
            label=_("Kind"), choices=[(reason.value, REASON[reason]) for reason in Reason]
        )
        names = [(str(staff.pk), str(staff)) for staff in responsible]
        self.fields["responsible"] = forms.ChoiceField(
            label=_("Who answers for it and signs"), choices=names, initial=str(mine) if mine else None
        )
        if services:
            self.fields["service"] = service_field(list(services))  # type: ignore[call-overload]
        self.fields.update(own)
        self.fields["question"].required = True

    @property
    def content(self) -> dict[str, str]:
        """Return the fields of the question."""
        return {name: str(self.cleaned_data.get(name) or "") for name in FIELDS[Part.QUESTION]}


class StoryForm(PartForm):
    """The youth's own story, and who may read it."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, part=Part.YOUTH, **kw)
        self.fields["in_confidence"] = forms.ChoiceField(
            label=_("Who may read this?"),
            widget=forms.RadioSelect,
            choices=[
                ("no", _("My clinic team, and the grown-ups who decide for me")),
                ("yes", _("Only my clinic team")),
            ],
        )

    @property
    def content(self) -> dict[str, str]:
        """Return the answers."""
        return {name: str(self.cleaned_data.get(name) or "") for name in FIELDS[Part.YOUTH]}


class RecordsForm(forms.Form):
    """From whom records were asked for."""

    from_whom = forms.CharField(label=_("From whom"), max_length=200)
    what = forms.CharField(label=_("Which records"), max_length=300)
    asked_on = forms.DateField(label=_("Asked on"), widget=forms.DateInput(attrs={"type": "date"}))


class ReceiveForm(forms.Form):
    """When records came."""

    received_on = forms.DateField(label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}))
    outcome = forms.CharField(
        label=_("What in them matters here"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskSchoolForm(forms.Form):
    """Whom of the school to ask."""

    staff = forms.MultipleChoiceField(label=_("Who sees this child in class"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, watchers: Iterable[Staff], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["staff"].choices = [(str(s.pk), str(s)) for s in watchers]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why an evaluation is withdrawn."""

    reason = forms.CharField(label=_("Why"), help_text=_("The clinic's team reads this."), max_length=300)


class FormulateForm(forms.Form):
    """How it is understood, and what is recommended."""

    summary = forms.CharField(
        label=_("How you understand it"),
        help_text=_("What made it likely, what set it off, what keeps it going, what protects."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    recommends = forms.CharField(
        label=_("What you recommend"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    finds_none = forms.BooleanField(label=_("No diagnosis is made"), required=False)


class DiagnoseForm(forms.Form):
    """A code to consider."""

    code = forms.CharField(max_length=10)
    status = forms.ChoiceField(
        label=_("Hold it as"), choices=[(s.value, STATUS[s][0]) for s in (Status.PROVISIONAL, Status.CONFIRMED)]
    )
    because = forms.CharField(label=_("Why you consider it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class ReconsiderForm(forms.Form):
    """What a diagnosis is held for from now on, and why."""

    status = forms.ChoiceField(label=_("Hold it as"), choices=[(s.value, STATUS[s][0]) for s in Status])
    because = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SupportForm(forms.Form):
    """What was observed, beside a criterion."""

    criterion = forms.CharField(
        label=_("Criterion, in your own words"),
        help_text=_("One sentence: what has to be there, for how long, how much it gets in the way."),
        max_length=300,
    )
    seen = forms.CharField(label=_("What was observed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    bears = forms.ChoiceField(label=_("It"), choices=[(b.value, BEARS[b][0]) for b in Bears])
    source = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, gathered: Gathered, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.sources = sources(gathered)
        self.fields["source"].choices = [("", _("My own observation")), *self.sources.items()]  # type: ignore[attr-defined]


def sources(gathered: Gathered) -> dict[str, str]:
    """Return what evidence can rest on: a part that somebody wrote, an observation, a finished questionnaire."""
    found = {}
    for one in (*gathered.contributions, *gathered.observations):
        found[f"part:{one.pk}"] = f"{PART[Part(one.part)].title}: {one.author}"
    for measure in gathered.measures:
        value = "–" if measure.value is None else f"{measure.value:g}"
        found[f"score:{measure.response_id}"] = f"{measure.name}: {value}, {measure.answered_by}"
    return found


class SignForm(forms.Form):
    """A typed name, and why it is signed without what is missing."""

    why_missing = forms.CharField(
        label=_("Why it is signed without these"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    typed_name = forms.CharField(label=_("Sign with your name"), max_length=200)

    def __init__(self, *args: Any, gaps: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not gaps:
            del self.fields["why_missing"]


class CosignForm(forms.Form):
    """A typed name."""

    typed_name = forms.CharField(label=_("Sign with your name"), max_length=200)


class AddendForm(forms.Form):
    """What is added to a signed evaluation."""

    text = forms.CharField(label=_("What is added"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))
