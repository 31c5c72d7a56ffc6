"""One meeting: its agenda, who is there, the page for the wall, what is decided, the minutes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.care.plan import queries as plans
from trefoil.care.plan.words import SETTING, STATUS, value_words
from trefoil.ground.drafts import actions as drafts
from trefoil.ground.drafts import queries as kept_drafts
from trefoil.ground.kit.refusal import Refused

from . import actions, agenda, queries
from .entrances import enter_meeting, found, frame
from .forms import LANGUAGES, DecisionForm, MinutesForm, ReasonForm
from .models import Decision, Meeting
from .types import DecisionKind
from .views import person_of, who
from .wall import WallGoal
from .words import DECISION, GOAL, KIND, PART


@require_GET
def meeting(request: Any, meeting_id: UUID) -> HttpResponse:
    return _page(request, meeting_id, "reviews:meeting")


def _page(request: Any, meeting_id: UUID, name: str, *, refusal: str = "", decision: Any = None) -> HttpResponse:
    sight, about = enter_meeting(request, meeting_id, name)
    if about.held_at:
        actions.read_minutes(meeting=about, **who(request))
    shown = agenda.lines(about.child, request.at) if about.is_open else frozenset()
    writes = frame(request, sight, actions.place_of(about.kind))["may_write"]
    people = queries.who_can_come(about.child) if writes else []
    kept = kept_drafts.draft(request.person, _minutes_key(about)) if writes and about.is_open else None
    page = frame(request, sight, actions.place_of(about.kind)) | {
        "meeting": about,
        "child": about.child,
        "kind": KIND[about.kind],
        "language": dict(LANGUAGES).get(about.language, about.language) if about.language else "",
        "agenda": [(PART[part], voice, said) for part, voice, said in agenda.grouped(shown)],
        "present": [row.person for row in about.invitations.all() if row.is_present],
        "people": _in_the_room(about, people),
        "decisions": [(d, DECISION[d.kind], d.owner_id == request.viewer.person_id) for d in about.decisions.all()],
        "decision_form": decision or _decision_form(about, people),
        "minutes_form": MinutesForm(initial=kept.initial if kept else {}),
        "minutes_url": kept_drafts.address(_minutes_key(about), about.compartment_id),
        "minutes_saved_at": kept.saved_at if kept else None,
        "reason_form": ReasonForm(),
        "refusal": refusal,
        "is_joint": queries.is_joint(about.kind),
    }
    return render(request, "reviews/meeting.html", page, status=422 if refusal or decision else 200)


def _minutes_key(about: Meeting) -> str:
    return f"minutes:{about.pk}"


def _in_the_room(about: Meeting, people: list[Any]) -> list[tuple[str, str, Any, bool, bool]]:
    """Return those who could be in the room: voice, part, person, whether invited, whether there."""
    rows = {row.person_id: row for row in about.invitations.all()}
    known = {p.pk for _voice, _part, p in people}
    people = [*people, *(("", "", row.person) for row in rows.values() if row.person_id not in known)]
    return [(v, part, p, p.pk in rows, p.pk in rows and rows[p.pk].is_present) for v, part, p in people]


def _decision_form(about: Meeting, people: list[Any], given: Any = None) -> DecisionForm:
    goals = [(str(g.id), g.title[:80]) for g in plans.goals(about.child_id)]
    return DecisionForm(given, people=[(str(p.pk), str(p)) for _voice, _part, p in people], goals=goals)


@require_POST
def note_present(request: Any, meeting_id: UUID) -> HttpResponse:
    _sight, about = enter_meeting(request, meeting_id, "reviews:note_present", writes=True)
    people = _in_the_room(about, queries.who_can_come(about.child))
    able = {str(p.pk): p.pk for _voice, _part, p, _invited, _there in people}
    present = [able[one] for one in request.POST.getlist("present") if one in able]
    has_guest = request.POST.get("guest") == "yes"
    actions.note_present(meeting=about, present=present, has_guest=has_guest, **who(request))
    return redirect("reviews:wall" if request.POST.get("then") == "wall" else "reviews:meeting", meeting_id)


@never_cache
@require_GET
def wall(request: Any, meeting_id: UUID) -> HttpResponse:
    """Show one goal at a time, as far as everybody in the room may see it."""
    sight, about = enter_meeting(request, meeting_id, "reviews:wall", writes=True)
    present = queries.present_in(about)
    number: int | None = None
    goals: list[WallGoal] = []
    if present:
        number, goals = queries.on_the_wall(about.child_id, present, request.at, has_guest=about.has_guest)
    place = _place(request, len(goals))
    page = frame(request, sight, actions.place_of(about.kind)) | {
        "meeting": about,
        "child": about.child,
        "present": [row.person for row in about.invitations.all() if row.is_present],
        "version": number,
        "goals": goals,
        "place": place,
        "goal": _face(goals[place - 1]) if goals else None,
        "before": place - 1 if place > 1 else 0,
        "after": place + 1 if place < len(goals) else 0,
    }
    return render(request, "reviews/wall.html", page)


def _place(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("goal", "")
    return max(1, min(int(asked) if asked.isdecimal() and len(asked) < 4 else 1, count))


def _face(goal: WallGoal) -> dict[str, Any]:
    label, tone = STATUS.get(goal.said.get("status", ""), ("", "neutral"))
    facts = [(label_of, _said(name, goal.said[name])) for name, label_of in GOAL.items() if name in goal.said]
    columns = [(voice, words, goal.columns[voice]) for voice, words in SETTING.items()]
    return {
        "title": goal.said["title"],
        "professional": goal.said.get("professional", ""),
        "status": label,
        "tone": tone,
        "facts": facts,
        "columns": [column for column in columns if column[2]],
    }


def _said(name: str, value: str) -> str:
    return value_words(name, date.fromisoformat(value) if name == "review_on" else value)


@require_POST
def decide(request: Any, meeting_id: UUID) -> HttpResponse:
    _sight, about = enter_meeting(request, meeting_id, "reviews:decide", writes=True)
    form = _decision_form(about, queries.who_can_come(about.child), request.POST)
    if not form.is_valid():
        return _page(request, meeting_id, "reviews:decide", decision=form)
    said = form.cleaned_data
    goal_id = said["goal_id"] if said["kind"] == DecisionKind.PLAN_CHANGE else None
    try:
        actions.decide(
            meeting=about,
            kind=said["kind"],
            text=said["text"],
            owner=person_of(said["owner_id"]),
            due_on=said["due_on"],
            goal_id=goal_id,
            setting=said["setting"] or "school",
            **who(request),
        )
    except Refused as refused:
        form.add_error(None, _(str(refused.reason)))
        return _page(request, meeting_id, "reviews:decide", decision=form)
    return redirect("reviews:meeting", meeting_id)


@require_POST
def finish(request: Any, decision_id: UUID) -> HttpResponse:
    decision = found(request, Decision.objects.filter(pk=decision_id), "reviews:finish")
    enter_meeting(request, decision.meeting_id, "reviews:finish")
    try:
        actions.finish(decision=decision, **who(request))
        messages.success(request, _("Done. Thank you."))
    except Refused as refused:
        messages.warning(request, _(str(refused.reason)))
    return redirect("reviews:meeting", decision.meeting_id)


@require_POST
def hold(request: Any, meeting_id: UUID) -> HttpResponse:
    _sight, about = enter_meeting(request, meeting_id, "reviews:hold", writes=True)
    try:
        actions.hold(meeting=about, summary=request.POST.get("summary", "")[:5000], **who(request))
    except Refused as refused:
        return _page(request, meeting_id, "reviews:hold", refusal=_(str(refused.reason)))
    drafts.discard(person=request.person, key=_minutes_key(about), at=request.at)
    messages.success(request, _("The minutes went to those who were there."))
    return redirect("reviews:meeting", meeting_id)


@require_http_methods(["POST"])
def cancel(request: Any, meeting_id: UUID) -> HttpResponse:
    _sight, about = enter_meeting(request, meeting_id, "reviews:cancel", writes=True)
    try:
        actions.cancel(meeting=about, reason=request.POST.get("reason", ""), **who(request))
    except Refused as refused:
        return _page(request, meeting_id, "reviews:cancel", refusal=_(str(refused.reason)))
    return redirect("reviews:reviews", about.child_id)
