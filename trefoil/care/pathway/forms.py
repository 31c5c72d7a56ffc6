"""What is typed on the way in: parsed and checked here, never saved."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Role
from trefoil.ground.documents.forms import PapersField
from trefoil.ground.people.models import Caregiver, Organization, Staff

from .models import Program
from .types import ChildFacts, GuardianFacts
from .wording import LANGUAGES, RELATIONSHIPS

GRADES = [("", _("Not known"))] + [(g, g) for g in ("PK", "K", *map(str, range(1, 13)))]
_RELATIONSHIP_CHOICES = [(r.value, word) for r, word in RELATIONSHIPS.items()]


class ReferForm(forms.Form):
    """A referral: the child, the guardian, the concern, the papers."""

    program = forms.ChoiceField(label=_("Program"))
    given_name = forms.CharField(label=_("Legal first name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    preferred_name = forms.CharField(label=_("Goes by"), max_length=100, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    born_on = forms.DateField(label=_("Birth date"), widget=forms.DateInput)
    grade = forms.ChoiceField(label=_("Grade"), choices=GRADES, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages the child speaks"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple, initial=["en"]
    )
    county_of_residence = forms.CharField(label=_("County of residence"), max_length=60)
    county_of_financial_responsibility = forms.CharField(
        label=_("County of financial responsibility"),
        max_length=60,
        required=False,
        help_text=_("Only if it is another one."),
    )
    serving_district = forms.ChoiceField(
        label=_("Serving district"),
        required=False,
        help_text=_("The district where the program is, unless you say so."),
    )
    guardian_given_name = forms.CharField(label=_("First name"), max_length=100)
    guardian_family_name = forms.CharField(label=_("Family name"), max_length=100)
    relationship = forms.ChoiceField(label=_("Is the child's"), choices=_RELATIONSHIP_CHOICES)
    guardian_language = forms.ChoiceField(label=_("Reads best in"), choices=settings.LANGUAGES)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("The invitation to sign goes here."))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    has_authority = forms.BooleanField(
        label=_("Our records name this person as a parent or guardian with authority to decide for the child")
    )
    concern = forms.CharField(
        label=_("What is the concern"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you see, since when, and what it keeps the child from. The family may read it."),
    )
    tried = forms.CharField(
        label=_("What was tried"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Supports so far, for how long, and what came of them."),
    )
    papers = PapersField(
        label=_("Papers"), required=False, help_text=_("PDF, PNG, JPEG, text or Word (docx), up to 10 MB each.")
    )

    def __init__(self, *args: Any, programs: Iterable[Program], districts: Iterable[Organization], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["program"].choices = [(str(p.pk), str(p)) for p in programs]  # type: ignore[attr-defined]
        known = [(str(d.pk), d.name) for d in districts]
        self.fields["serving_district"].choices = [("", _("As the program")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("email") and not typed.get("phone") and "email" not in self.errors:
            self.add_error("email", _("Give an e-mail address or a telephone number of the guardian."))
        return typed

    def child_facts(self) -> ChildFacts:
        """Return what was typed about the child."""
        typed = self.cleaned_data
        names = (
            "given_name",
            "family_name",
            "born_on",
            "preferred_name",
            "pronouns",
            "grade",
            "county_of_residence",
            "county_of_financial_responsibility",
        )
        return ChildFacts(**{name: typed[name] for name in names}, languages=tuple(typed["languages"]))

    def guardian_facts(self) -> GuardianFacts:
        """Return what was typed about the guardian."""
        typed = self.cleaned_data
        return GuardianFacts(
            given_name=typed["guardian_given_name"],
            family_name=typed["guardian_family_name"],
            relationship=typed["relationship"],
            language=typed["guardian_language"],
            email=typed["email"],
            phone=typed["phone"],
        )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class MoveForm(ReasonForm):
    """Up or down, and why."""

    up = forms.TypedChoiceField(
        choices=[("1", "up"), ("0", "down")], coerce=lambda v: v == "1", widget=forms.HiddenInput
    )


class ProgramForm(forms.Form):
    """Who takes children in together, and how many."""

    clinic = forms.ChoiceField(label=_("Clinic"))
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000, initial=25)

    def __init__(self, *args: Any, clinics: Iterable[Organization], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["clinic"].choices = [(str(c.pk), c.name) for c in clinics]  # type: ignore[attr-defined]


TEAM = (
    (Role.THERAPIST, _("Therapist"), True),
    (Role.SUPERVISOR, _("Clinical supervisor"), False),
    (Role.SKILLS, _("Skills practitioner"), False),
    (Role.FAMILY_PEER, _("Family peer specialist"), False),
    (Role.TEACHER, _("Teacher and aides"), True),
    (Role.SCHOOL_MH, _("School social worker"), False),
)


class EnrollForm(forms.Form):
    """The care team."""

    def __init__(self, *args: Any, staff: Iterable[Staff], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.staff = list(staff)
        for role, label, needed in TEAM:
            held = [(str(s.pk), str(s.person)) for s in self.staff if s.role == role]
            if held or needed:
                self.fields[role.value] = forms.MultipleChoiceField(
                    label=label, choices=held, required=needed, widget=forms.CheckboxSelectMultiple
                )

    def team(self) -> list[Staff]:
        """Return who was chosen."""
        chosen = {pk for name in self.fields for pk in self.cleaned_data[name]}
        return [s for s in self.staff if str(s.pk) in chosen]


class ContactForm(forms.Form):
    """How a guardian and their home are reached."""

    phone = forms.CharField(label=_("Your telephone"), max_length=40)
    email = forms.EmailField(label=_("Your e-mail"), required=False)
    address = forms.CharField(label=_("Where you live"), max_length=300, required=False)
    home_phone = forms.CharField(label=_("Another telephone at home"), max_length=40, required=False)


class LanguagesForm(forms.Form):
    """What is read and spoken."""

    language = forms.ChoiceField(label=_("Write to me in"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    spoken = forms.MultipleChoiceField(
        label=_("Languages your child speaks"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )


class CallsForm(forms.Form):
    """Who of one's own home may be called, and one more person if there is one."""

    given_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    relationship = forms.ChoiceField(label=_("Is the child's"), choices=_RELATIONSHIP_CHOICES, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, people: Iterable[Caregiver], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.people = list(people)
        choices = [(str(c.pk), f"{c.person}{f', {c.phone}' if c.phone else ''}") for c in self.people]
        self.fields["may_call"] = forms.MultipleChoiceField(
            label=_("The team may call"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.initial.setdefault("may_call", [str(c.pk) for c in self.people if c.may_call])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("given_name") and not typed.get("phone"):
            self.add_error("phone", _("Give a telephone number, so that this person can be called."))
        if typed.get("phone") and not typed.get("given_name"):
            self.add_error("given_name", _("Give a name, so that we know whom we call."))
        return typed

    def choices(self) -> dict[Any, bool]:
        """Return by entry whether that person may be called."""
        chosen = set(self.cleaned_data["may_call"])
        return {c.pk: str(c.pk) in chosen for c in self.people}
