"""The page on which the score of a licensed form is entered, and what was entered before."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import Sight, deny
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child

from . import entering
from .licensed import SLOTS
from .measure_types import Informant
from .measure_words import INFORMANTS
from .models import EnteredScore
from .views import ASSESSMENTS, CLINICIANS, enter_staff, find_row

LANGUAGES = [("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish")), ("other", gettext_lazy("another"))]


class EnteringForm(forms.Form):
    """Which form, who answered it, and what it came to."""

    slot = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=[(s.key, f"{s.name}: {s.score}, {s.low:g} to {s.high:g}") for s in SLOTS.values()],
    )
    form = forms.CharField(
        label=gettext_lazy("Which version of it"),
        max_length=60,
        help_text=gettext_lazy("As it is printed on the form."),
    )
    informant = forms.ChoiceField(label=gettext_lazy("Who answered"))
    language = forms.ChoiceField(label=gettext_lazy("In which language"), choices=LANGUAGES)
    answered_on = forms.DateField(
        label=gettext_lazy("Answered on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    value = forms.DecimalField(label=gettext_lazy("Score"), max_digits=6, decimal_places=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["informant"].choices = list(INFORMANTS.items())  # type: ignore[attr-defined]


def _enter(request: Any, child_id: UUID, page: str) -> tuple[Sight, Child]:
    """Let in who may read such a form: clinicians, not everybody who may ask a questionnaire."""
    found = enter_staff(request, child_id, page, writes=True)
    if request.viewer.role not in CLINICIANS:
        deny(request, page=page, child_id=child_id, categories=ASSESSMENTS)
    return found


@require_http_methods(["GET", "POST"])
def enter_score(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight, child = _enter(request, child_id, "instruments:enter_score")
    at = request.at  # type: ignore[attr-defined]
    form = EnteringForm(request.POST or None, initial={"answered_on": timezone.localdate(at)})
    if request.method == "POST" and form.is_valid():
        try:
            entering.enter_score(child=child, **form.cleaned_data, by=request.person, at=at)  # type: ignore[attr-defined]
            messages.success(request, _("Entered."))
            return redirect("instruments:enter_score", child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "child": child,
        "form": form,
        "may_write": sight.writes(Category.ASSESSMENTS),
        "rows": [(row, SLOTS[row.slot], INFORMANTS[Informant(row.informant)]) for row in entering.entered(child)],
    }
    return render(request, "instruments/enter_score.html", page, status=422 if form.errors else 200)


@require_POST
def void_score(request: HttpRequest, score_id: UUID) -> HttpResponse:
    page = "instruments:void_score"
    score = find_row(request, EnteredScore.objects.filter(pk=score_id), page)
    _enter(request, score.child_id, page)
    try:
        entering.void_score(score=score, by=request.person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Crossed out. It stays readable."))
    except Refused as refused:
        messages.error(request, _(str(refused.reason)))
    return redirect("instruments:enter_score", score.child_id)
