"""Looking at the plan together: the list, arranging, the meeting itself, questions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.care.plan import queries as plans
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Person

from . import actions, agenda, queries
from .entrances import enter_child, enter_meeting, found, frame
from .forms import MeetingForm, QuestionForm
from .models import Question, Rhythm
from .types import MeetingKind
from .words import EVERY, KIND, PART, STANDING


def who(request: Any) -> dict[str, Any]:
    """Return who acts and when, as every action asks."""
    return {"by": request.person, "at": request.at}


@require_GET
def reviews(request: Any, child_id: UUID) -> HttpResponse:
    sight, child = enter_child(request, child_id, "reviews:reviews")
    due = queries.due_of(child_id, request.at)
    every = queries.meetings(child_id)
    page = frame(request, sight) | {
        "child": child,
        "due": due,
        "standing": STANDING[due.standing] if due else None,
        "coming": [(m, KIND[m.kind]) for m in reversed(every) if m.is_open],
        "past": [(m, KIND[m.kind]) for m in every if not m.is_open],
        "rhythms": [
            (r, KIND[r.kind], dict(EVERY).get(r.every_days, r.every_days), queries.next_of(r, request.at))
            for r in queries.rhythms(child_id)
        ],
        "questions": queries.questions(child_id),
        "may_ask": plans.place_of_words(child_id) is not None,
        "form": QuestionForm(),
        "me": request.viewer.person_id,
    }
    return render(request, "reviews/reviews.html", page)


def _people(child: Child) -> list[tuple[str, str]]:
    return [(str(p.pk), f"{p}{', ' + part if part else ''}") for _voice, part, p in queries.who_can_come(child)]


@require_http_methods(["GET", "POST"])
def arrange(request: Any, child_id: UUID) -> HttpResponse:
    sight, child = enter_child(request, child_id, "reviews:arrange", writes=Category.CLINICAL_PLAN)
    rhythm = next((r for r in queries.rhythms(child_id) if str(r.pk) == request.GET.get("rhythm")), None)
    kinds = [(k.value, KIND[k]) for k in MeetingKind if sight.writes(actions.place_of(k))]
    form = MeetingForm(request.POST or None, kinds=kinds, people=_people(child), initial=_start(rhythm, request))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _arrange(request, child, form.cleaned_data, rhythm)
            messages.success(request, _("Arranged. Everybody invited finds it, with what it will be about."))
            return redirect("reviews:meeting", meeting.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = frame(request, sight) | {"child": child, "form": form}
    return render(request, "reviews/arrange.html", page, status=422 if form.errors else 200)


def _start(rhythm: Rhythm | None, request: Any) -> dict[str, Any]:
    if rhythm is None:
        return {}
    starts_at = timezone.localtime(queries.next_of(rhythm, request.at))
    return {"kind": rhythm.kind, "minutes": rhythm.minutes, "starts_at": starts_at, "every_days": rhythm.every_days}


def _arrange(request: Any, child: Child, said: dict[str, Any], rhythm: Rhythm | None) -> Any:
    every = said.pop("every_days")
    shape = {"child": child, "kind": said["kind"], "starts_at": said["starts_at"], "minutes": said["minutes"]}
    if every and not (rhythm and rhythm.every_days == every and rhythm.kind == said["kind"]):
        rhythm = actions.set_rhythm(every_days=every, lead=request.person, **shape, **who(request))
    more = {name: said[name] for name in ("place", "language", "interpreter", "invited")}
    return actions.arrange(lead=request.person, rhythm=rhythm if every else None, **shape, **more, **who(request))


@require_POST
def end_rhythm(request: Any, rhythm_id: UUID) -> HttpResponse:
    rhythm = found(request, Rhythm.objects.filter(pk=rhythm_id), "reviews:end_rhythm")
    enter_child(request, rhythm.child_id, "reviews:end_rhythm", writes=actions.place_of(rhythm.kind))
    actions.end_rhythm(rhythm=rhythm, **who(request))
    return redirect("reviews:reviews", rhythm.child_id)


@require_GET
def preread(request: Any, meeting_id: UUID) -> HttpResponse:
    """Show what one of those invited will read beforehand, of what the viewer reads too."""
    sight, meeting = enter_meeting(request, meeting_id, "reviews:preread", writes=True)
    invited = [row.person for row in meeting.invitations.all()]
    reader = next((p for p in invited if str(p.pk) == request.GET.get("as")), invited[0] if invited else None)
    shown = agenda.of_reader(meeting.child, reader.pk, request.at) if reader else frozenset()
    page = frame(request, sight) | {
        "meeting": meeting,
        "child": meeting.child,
        "invited": invited,
        "reader": reader,
        "agenda": [(PART[part], voice, said) for part, voice, said in agenda.grouped(shown)],
    }
    return render(request, "reviews/preread.html", page)


@require_POST
def ask(request: Any, child_id: UUID) -> HttpResponse:
    _sight, child = enter_child(request, child_id, "reviews:ask")
    place = plans.place_of_words(child_id)
    try:
        actions.ask(child=child, compartment_id=place or 0, text=request.POST.get("text", "")[:1000], **who(request))
        messages.success(request, _("Kept for the next meeting."))
    except Refused as refused:
        messages.warning(request, _(str(refused.reason)))
    return redirect("reviews:reviews", child_id)


@require_POST
def settle(request: Any, question_id: UUID) -> HttpResponse:
    question = found(request, Question.objects.filter(pk=question_id), "reviews:settle")
    enter_child(request, question.child_id, "reviews:settle")
    actions.settle(question=question, answer=request.POST.get("answer", "")[:2000], **who(request))
    return redirect("reviews:reviews", question.child_id)


def person_of(person_id: UUID | None) -> Person | None:
    """Return a person the viewer may know, by id."""
    return Person.objects.filter(pk=person_id).first() if person_id else None
