"""What is typed on the pages of service lines, services and tellings."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import ConsentBasis
from trefoil.ground.people.models import Caregiver, Child, Organization

from .models import ServiceLine
from .service_rules import OFFERED, TELLABLE
from .service_types import Signed
from .service_words import BASIS_WORDS, YOUTH_WORDS
from .words import CATEGORY_WORDS

_YES_NO = [("yes", _("Yes, it acts for the school: FERPA")), ("no", _("No, it acts for itself: HIPAA"))]


def _name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class LineForm(forms.Form):
    """What a line is called and whom it acts for, signed."""

    organization = forms.ChoiceField(label=_("Organization"))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As the contract calls it."))
    acts_for_school = forms.ChoiceField(
        label=_("Does it act for the school?"),
        help_text=_("The contract says so; nothing here guesses it. It decides which law governs what is written."),
        widget=forms.RadioSelect,
        choices=_YES_NO,
    )
    part2 = forms.BooleanField(label=_("A substance use program under 42 CFR Part 2"), required=False)
    outpatient_mental_health = forms.BooleanField(
        label=_("Outpatient mental health care, which a youth of 16 may start alone"),
        help_text=_("Not day treatment, and nothing in a hospital or a licensed residential place."),
        required=False,
    )
    typed_name = _name(_("Type your name to sign"))

    def __init__(self, *args: Any, organizations: list[Organization], line: ServiceLine | None = None, **kw: Any):
        super().__init__(*args, **kw)
        wanted = [line.organization] if line else organizations
        self.fields["organization"].choices = [(str(o.pk), o.name) for o in wanted]  # type: ignore[attr-defined]
        if line:
            self.fields["organization"].initial = str(line.organization_id)
            self.fields["name"].initial = line.name
            self.fields["part2"].initial = line.part2
            self.fields["outpatient_mental_health"].initial = line.outpatient_mental_health


class EndLineForm(forms.Form):
    """A name under the end of a line."""

    typed_name = _name(_("Type your name to sign"))


class StartServiceForm(forms.Form):
    """Which service, on whose consent."""

    line = forms.ChoiceField(label=_("Service"))
    basis = forms.ChoiceField(
        label=_("Who consents"),
        widget=forms.RadioSelect,
        choices=[(b.value, capfirst(word)) for b, word in BASIS_WORDS.items()],
    )
    consenter = forms.ChoiceField(
        label=_("Their name"), required=False, help_text=_("For a parent, an adult or a person named by a court.")
    )
    reason = forms.CharField(
        label=_("Why, or which care"),
        required=False,
        max_length=2000,
        help_text=_("For care about pregnancy, infection, alcohol or drugs, and in an emergency."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, lines: list[ServiceLine], child: Child, caregivers: list[Caregiver], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["line"].choices = [(str(line.pk), line.name) for line in lines]  # type: ignore[attr-defined]
        people = [(str(child.pk), str(child.person)), *((str(c.person_id), str(c.person)) for c in caregivers)]
        self.fields["consenter"].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    @property
    def needs_name(self) -> bool:
        """Tell whether the basis that was chosen asks for a name."""
        return self.cleaned_data["basis"] in (ConsentBasis.PARENT, ConsentBasis.COURT)


class SignServiceForm(forms.Form):
    """A name, typed; how, when it is done beside the one who consents; and whether a plan may be billed."""

    typed_name = _name(_("Type your name to sign"))
    may_bill_plan = forms.BooleanField(
        label=_("Yes, a bill may go to my parent's health plan. I know that the plan may write to them."),
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How they sign"),
        widget=forms.RadioSelect,
        initial=Signed.SCREEN.value,
        choices=[
            (Signed.SCREEN.value, _("They type their name here, now, beside me")),
            (Signed.PAPER.value, _("They signed on paper, which I keep")),
        ],
    )

    def __init__(self, *args: Any, beside: bool, asks_plan: bool, **kw: Any):
        super().__init__(*args, **kw)
        if beside:
            self.fields["typed_name"].label = _("Their name, as they sign")
        else:
            del self.fields["how"]
        if not asks_plan:
            del self.fields["may_bill_plan"]


class EndServiceForm(forms.Form):
    """Why a service ends."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class TellForm(forms.Form):
    """Which caregiver has to know what, and why."""

    to = forms.ChoiceField(label=_("Who is told"))
    categories = forms.MultipleChoiceField(
        label=_("What it is about"),
        help_text=_("The least that keeps the child safe."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(c.value, CATEGORY_WORDS.get(c, _("what the youth told you in confidence"))) for c in TELLABLE],
    )
    words = forms.CharField(
        label=_("What you tell them"),
        help_text=_("In your own words: what they have to know and do, and no more. They read it in the portal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("What is in danger, and why telling helps"),
        help_text=_("The privacy officer and the youth read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, caregivers: list[Caregiver], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["to"].choices = [(str(c.person_id), str(c.person)) for c in caregivers]  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """What a youth opens to whom, until when."""

    to = forms.ChoiceField(label=_("Who may see it"))
    categories = forms.MultipleChoiceField(
        label=_("What they may see"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(c.value, capfirst(YOUTH_WORDS[c])) for c in OFFERED],
    )
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    typed_name = _name(_("Type your name to sign"))

    def __init__(self, *args: Any, caregivers: list[Caregiver], today: date, **kw: Any):
        super().__init__(*args, **kw)
        self.fields["to"].choices = [(str(c.person_id), str(c.person)) for c in caregivers]  # type: ignore[attr-defined]
        self.fields["until"].initial = today + timedelta(days=30)
