"""What is typed on the pages of releases."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Category, Purpose
from trefoil.ground.documents.forms import PapersField
from trefoil.ground.people.models import Caregiver, Organization, Staff

from . import rules
from .queries import SignerChoice
from .types import Reach, RevokedHow
from .words import CATEGORY_WORDS, EVENT_WORDS, HOW_WORDS, PURPOSE_WORDS, ROLE_WORDS

_APART = {Category.SUD, Category.PSYCHOTHERAPY_NOTES, *rules.NEVER}
_ASKABLE = [(c.value, words) for c, words in CATEGORY_WORDS.items() if c not in _APART]
PAPERS = {
    "plain": _("what is chosen below"),
    "part2": _("substance use care alone (42 CFR Part 2); only the young person can sign"),
    "psychotherapy": _("psychotherapy notes alone; it opens no page, the author hands them out"),
}
OF_PAPERS = {
    "part2": [Category.SUD, Category.CONSENTS],
    "psychotherapy": [Category.PSYCHOTHERAPY_NOTES],
}
_REACH = [
    (Reach.ORGANIZATION.value, _("everybody there who works with the child")),
    (Reach.ROLE.value, _("one role there")),
    (Reach.PERSON.value, _("one person")),
]


class AskForm(forms.Form):
    """What to share, with whom, why, until when, and who is asked."""

    signer = forms.ChoiceField(label=_("Who is asked"))
    to_organization = forms.ChoiceField(label=_("Share with"))
    reach = forms.ChoiceField(
        label=_("It reaches"), choices=_REACH, initial=Reach.ORGANIZATION, required=False, widget=forms.RadioSelect
    )
    to_role = forms.ChoiceField(label=_("Which role"), required=False)
    to_person = forms.ChoiceField(
        label=_("Which person"),
        help_text=_("A member of the family without authority can be named for the plan for school and the times."),
        required=False,
    )
    both_ways = forms.BooleanField(label=_("They share with us in the same way"), required=False, initial=True)
    paper = forms.ChoiceField(label=_("What kind of paper"), required=False)
    categories = forms.MultipleChoiceField(
        label=_("What is shared"),
        help_text=_("These are the words the family reads. What is not checked is named as not shared."),
        widget=forms.CheckboxSelectMultiple,
        choices=_ASKABLE,
        initial=[c.value for c in rules.TOGETHER],
    )
    purpose = forms.ChoiceField(label=_("Why"), choices=[(p.value, words) for p, words in PURPOSE_WORDS.items()])
    ends_on = forms.DateField(label=_("Until"), widget=forms.DateInput)
    end_event = forms.ChoiceField(
        label=_("Or earlier, if"),
        choices=[("", _("nothing ends it earlier")), *((e.value, words) for e, words in EVENT_WORDS.items())],
        required=False,
    )
    records_from = forms.DateField(
        label=_("Only records from"),
        help_text=_(
            "Leave both days empty for all records. With a day the paper opens no page: somebody hands them out."
        ),
        widget=forms.DateInput,
        required=False,
    )
    records_until = forms.DateField(label=_("Only records until"), widget=forms.DateInput, required=False)
    interpreter = forms.CharField(label=_("Interpreter, if one reads it to them"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        signers: list[SignerChoice],
        organizations: list[Organization],
        staff: list[Staff],
        relatives: list[Caregiver],
        today: date,
        longest: timedelta = rules.LONGEST,
        apart: bool = False,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.signers, self.organizations, self.staff, self.relatives = signers, organizations, staff, relatives
        self._choose("signer", [(str(s.person.pk), _signer_words(s)) for s in signers])
        self._choose("to_organization", [(str(o.pk), o.name) for o in organizations])
        self._choose("to_role", [("", "–"), *((r.value, words) for r, words in ROLE_WORDS.items())])
        people = [(str(s.pk), f"{s.person}, {s.title or s.role} ({s.organization.name})") for s in staff]
        family = [(str(c.person_id), f"{c.person} ({_('family')})") for c in relatives]
        self._choose("to_person", [("", "–"), *people, *family])
        if not apart:  # nor does anybody but who treats ask for what a young person keeps to themselves
            self._choose("categories", [(c, words) for c, words in _ASKABLE if c != Category.YOUTH_CONFIDENTIAL])
        self.fields["categories"].required = not apart
        self._choose("paper", [(k, words) for k, words in PAPERS.items() if apart or k == "plain"])
        self.fields["ends_on"].initial = today + longest - timedelta(days=5)

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> bool:
        """Tell whether the part about some of them stands open."""
        return self._has("to_role", "to_person")

    @property
    def detailed(self) -> bool:
        """Tell whether the part about an earlier end and certain days stands open."""
        return self._has("end_event", "records_from", "records_until", "interpreter")

    def _has(self, *names: str) -> bool:
        return any(self.data.get(name) for name in names) or any(name in self.errors for name in names)

    def clean(self) -> dict[str, Any]:
        """Put together whom it reaches and what it holds."""
        typed = super().clean() or {}
        if typed.get("paper") in OF_PAPERS:
            typed["categories"] = OF_PAPERS[typed["paper"]]
        elif not typed.get("categories"):
            self.add_error("categories", _("Choose at least one kind of information."))
        if typed.get("purpose") == Purpose.TPO and typed.get("paper") != "part2":
            self.add_error("purpose", _("Only a paper for substance use care can be for all three at once."))
        if typed.get("reach") == Reach.ROLE and not typed.get("to_role"):
            self.add_error("to_role", _("Choose the role that it reaches."))
        if typed.get("reach") == Reach.PERSON and not typed.get("to_person"):
            self.add_error("to_person", _("Choose the person whom it reaches."))
        return typed

    def asked(self) -> dict[str, Any]:
        """Return what was typed, as `actions.ask` takes it."""
        typed = self.cleaned_data
        last = datetime.combine(typed["ends_on"] + timedelta(days=1), time(), timezone.get_current_timezone())
        reach = typed.get("reach") or Reach.ORGANIZATION
        place = next(o for o in self.organizations if str(o.pk) == typed["to_organization"])
        return {
            "categories": typed["categories"],
            "purpose": typed["purpose"],
            "signer": next(s.person for s in self.signers if str(s.person.pk) == typed["signer"]),
            "ends_at": last,
            "end_event": typed["end_event"],
            "records_from": typed["records_from"],
            "records_until": typed["records_until"],
            "interpreter": typed["interpreter"],
            "both_ways": typed["both_ways"] and reach == Reach.ORGANIZATION and typed.get("paper") in ("", "plain"),
            "to_organization": place,
            "to_role": typed["to_role"] if reach == Reach.ROLE else "",
            **(self._person(typed["to_person"]) if reach == Reach.PERSON else {}),
        }

    def _person(self, chosen: str) -> dict[str, Any]:
        for staff in self.staff:
            if str(staff.pk) == chosen:
                return {"to_person": staff.person, "to_organization": staff.organization}
        person = next(c.person for c in self.relatives if str(c.person_id) == chosen)
        return {"to_person": person, "to_organization": None}


def _signer_words(choice: SignerChoice) -> str:
    if choice.of_child:
        return _("%(person)s, for what only they can release") % {"person": choice.person}
    return str(choice.person)


class PaperForm(AskForm):
    """A release that was signed on paper: the same, with the day and the scan."""

    signed_on = forms.DateField(label=_("The day beside the signature"), widget=forms.DateInput)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=list(settings.LANGUAGES))
    scan = PapersField(label=_("The scan of the signed paper"))
    field_order = ("scan", "signed_on", "language")

    def clean(self) -> dict[str, Any]:
        """See that the scan is there; a paper without it proves nothing."""
        typed = super().clean()
        if "scan" in typed and not typed["scan"]:
            self.add_error("scan", _("Add the scan of the signed paper."))
        return typed


class SignForm(forms.Form):
    """A name, typed."""

    typed_name = forms.CharField(
        label=_("Type your name to sign"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.CharField(widget=forms.HiddenInput, max_length=10)


class HowForm(forms.Form):
    """In which way the family ended a release, when somebody of the team writes it down."""

    how = forms.ChoiceField(
        label=_("How they said so"),
        choices=[(h.value, words) for h, words in HOW_WORDS.items() if h != RevokedHow.PORTAL],
        widget=forms.RadioSelect,
        initial=RevokedHow.SPOKEN,
        required=False,
    )


class SettleForm(forms.Form):
    """What shows that an answer does not count."""

    reason = forms.CharField(
        label=_("What shows that the refusal does not count"),
        help_text=_("Name the paper: the court, the date, the file number. Without one, the stricter answer holds."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
