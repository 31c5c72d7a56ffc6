"""Writing a draft: one page, every part saves itself, and what another wrote is never overwritten."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused

from . import actions, edit_faces, keeping, queries
from .content import find_accommodation, find_goal, find_strategy, in_tree_order, mark
from .entrances import diagnoses_are_theirs, diagnoses_shown, enter_version, enter_whole, frame, said
from .forms import AccommodationForm, CardForm, GoalForm, StrategyForm
from .models import PlanVersion
from .rules import GONE
from .types import Accommodation, Goal, Setting, Strategy, VersionState
from .words import SETTING


@require_POST
def draft(request: HttpRequest, child_id: UUID) -> HttpResponse:
    _sight, child = enter_whole(request, child_id, "plan:draft", writes=True)
    version = actions.draft(child=child, **who_and_when(request))
    return redirect("plan:edit", version.pk)


@require_http_methods(["GET"])
def edit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:edit", also=diagnoses_shown(request))
    if version.state != VersionState.DRAFT:
        return redirect("plan:plan", version.child_id)
    kept = keeping.kept(request.person, version.pk)  # type: ignore[attr-defined]
    card = queries.care_card(version.child_id)
    start = {"allergies": card.allergies, "medicines": card.medicines} if card else {}
    page = frame(request) | {
        "version": version,
        "child": version.child,
        "page_id": new_id(),
        "goals": edit_faces.goal_edits(version.plan, kept, queries.diagnoses(version.child_id)),
        "services": edit_faces.service_edits(version.plan, kept),
        "sees_diagnoses": diagnoses_are_theirs(request),
        "accommodations": edit_faces.accommodation_edits(version.plan, kept),
        "card_form": CardForm(initial=start),
        "card": card,
        "names": list(queries.people_of_plan(version.child)),
        "proposals": [p for p in queries.proposals(version.child_id) if p.is_open],
    }
    return render(request, "plan/edit.html", page)


def back_to(version: PlanVersion, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('plan:edit', args=[version.pk])}#{anchor}")


def state_of(
    request: Any, *, at: Any = None, refusal: str = "", theirs: Any = None, form: Form | None = None
) -> HttpResponse:
    """Return the quiet line below a part: saved, or why not, and what stands there now."""
    face = {
        "at": at,
        "refusal": refusal,
        "theirs": theirs,
        "form": form,
        "mark": mark(theirs) if theirs else "",
        "both": keeping.both(form, theirs) if theirs and form else [],
    }
    return render(request, "plan/_state.html", face, status=200 if at else 422)


def save_part(
    request: Any,
    version: PlanVersion,
    form: Form,
    save: Callable[..., Any],
    find: Callable[[PlanVersion], Any],
    anchor: str,
) -> HttpResponse:
    """Save one part and answer with its line; without htmx, return to its place on the page."""
    if not form.is_valid():
        return state_of(request, form=form)
    seen = request.POST.get("over") or request.POST.get("seen") or ""
    try:
        save(form.cleaned_data, seen=seen, page=request.POST.get("page_id", ""))
    except Refused as refused:
        now = find(PlanVersion.objects.get(pk=version.pk))
        theirs = now if now and mark(now) != seen else None
        keeping.keep(request, version, anchor, form)
        return state_of(request, refusal=said(refused), theirs=theirs, form=form if theirs else None)
    keeping.let_go(request, version, anchor)
    return state_of(request, at=request.at) if request.htmx else back_to(version, anchor)


@require_POST
def add_goal(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:add_goal")
    goal = actions.add_goal(
        version=version,
        title=request.POST.get("title", ""),
        **who_and_when(request),
    )
    if not request.htmx:  # type: ignore[attr-defined]
        return back_to(version, f"goal-{goal.id}")
    number = next(number for found, number in in_tree_order(version.plan) if found.id == goal.id)
    page = {"version": version, "edit": edit_faces.goal_edit(goal, version.plan, number), "page_id": page_of(request)}
    return render(request, "plan/_goal_added.html", page)


def who_and_when(request: Any) -> dict[str, Any]:
    return {"by": request.person, "at": request.at}


def page_of(request: HttpRequest) -> str:
    return request.POST.get("page_id", "")


@require_POST
def change_goal(request: HttpRequest, version_id: UUID, goal_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:change_goal")
    goal = find_goal(version.plan, goal_id)
    if goal is None:
        return state_of(request, refusal=said(Refused(GONE)))
    form = GoalForm(request.POST, goal=goal, content=version.plan)

    def save(cleaned: dict[str, Any], **seen: Any) -> Goal:
        who = who_and_when(request)
        return actions.change_goal(version=version, goal_id=goal_id, **who, **seen, **cleaned)

    return save_part(request, version, form, save, lambda v: find_goal(v.plan, goal_id), f"goal-{goal_id}")


@require_POST
def remove_goal(request: HttpRequest, version_id: UUID, goal_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:remove_goal")
    actions.remove_goal(version=version, goal_id=goal_id, **who_and_when(request))
    return back_to(version, "goals")


@require_POST
def move_goal(request: HttpRequest, version_id: UUID, goal_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:move_goal")
    actions.move_goal(
        version=version,
        goal_id=goal_id,
        up=request.POST.get("way") == "up",
        **who_and_when(request),
    )
    return back_to(version, f"goal-{goal_id}")


@require_POST
def add_strategy(request: HttpRequest, version_id: UUID, goal_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:add_strategy")
    setting = next((s for s in Setting if s == request.POST.get("setting")), Setting.SCHOOL)
    strategy = actions.add_strategy(
        version=version,
        goal_id=goal_id,
        setting=setting,
        text=request.POST.get("text", ""),
        **who_and_when(request),
    )
    if not request.htmx:  # type: ignore[attr-defined]
        return back_to(version, f"goal-{goal_id}")
    page = {
        "version": version,
        "goal_id": goal_id,
        "voice": setting.value,
        "setting": SETTING[setting],
        "edit": edit_faces.strategy_edit(strategy),
        "page_id": page_of(request),
    }
    return render(request, "plan/_strategy_added.html", page)


@require_POST
def change_strategy(request: HttpRequest, version_id: UUID, strategy_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:change_strategy")
    pair = find_strategy(version.plan, strategy_id)
    if pair is None:
        return state_of(request, refusal=said(Refused(GONE)))
    form = StrategyForm(request.POST, strategy=pair[1])

    def save(cleaned: dict[str, Any], **seen: Any) -> Strategy:
        who_id = queries.people_of_plan(version.child).get(cleaned["who"])
        who = who_and_when(request) | {"who_id": who_id}
        return actions.change_strategy(version=version, strategy_id=strategy_id, **who, **seen, **cleaned)

    def find(fresh: PlanVersion) -> Strategy | None:
        found = find_strategy(fresh.plan, strategy_id)
        return found[1] if found else None

    return save_part(request, version, form, save, find, f"strategy-{strategy_id}")


@require_POST
def remove_strategy(request: HttpRequest, version_id: UUID, strategy_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:remove_strategy")
    pair = find_strategy(version.plan, strategy_id)
    actions.remove_strategy(version=version, strategy_id=strategy_id, **who_and_when(request))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse("")
    return back_to(version, f"goal-{pair[0].id}" if pair else "goals")


@require_POST
def add_accommodation(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:add_accommodation")
    made = actions.add_accommodation(
        version=version,
        text=request.POST.get("text", ""),
        **who_and_when(request),
    )
    if not request.htmx:  # type: ignore[attr-defined]
        return back_to(version, "accommodations")
    page = {"version": version, "edit": edit_faces.accommodation_edit(made), "page_id": page_of(request)}
    return render(request, "plan/_accommodation_added.html", page)


@require_POST
def change_accommodation(request: HttpRequest, version_id: UUID, accommodation_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:change_accommodation")
    accommodation = find_accommodation(version.plan, accommodation_id)
    if accommodation is None:
        return state_of(request, refusal=said(Refused(GONE)))
    form = AccommodationForm(request.POST, accommodation=accommodation)

    def save(cleaned: dict[str, Any], **seen: Any) -> Accommodation:
        who = who_and_when(request)
        return actions.change_accommodation(
            version=version, accommodation_id=accommodation_id, **who, **seen, **cleaned
        )

    def find(fresh: PlanVersion) -> Accommodation | None:
        return find_accommodation(fresh.plan, accommodation_id)

    return save_part(request, version, form, save, find, f"accommodation-{accommodation_id}")


@require_POST
def remove_accommodation(request: HttpRequest, version_id: UUID, accommodation_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:remove_accommodation")
    who = who_and_when(request)
    actions.remove_accommodation(version=version, accommodation_id=accommodation_id, **who)
    return HttpResponse("") if request.htmx else back_to(version, "accommodations")  # type: ignore[attr-defined]


@require_POST
def write_card(request: HttpRequest, child_id: UUID) -> HttpResponse:
    _sight, child = enter_whole(request, child_id, "plan:write_card", writes=True)
    form = CardForm(request.POST)
    if not form.is_valid():
        return state_of(request, form=form)
    who = who_and_when(request)
    actions.write_card(child=child, **form.cleaned_data, **who)
    return state_of(request, at=request.at) if request.htmx else redirect("plan:plan", child_id)  # type: ignore[attr-defined]
