"""The pages on which somebody answers, however they came: each answer is kept as it is given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trefoil.ground.kit.refusal import Refused

from . import actions, answering, measures, queries, rules
from .answering import Place, Way
from .asking import Face
from .measure_types import Closed


def start(request: HttpRequest, way: Way) -> HttpResponse:
    """Lead to the first question not yet seen, or to the review."""
    here = _place(request, way)
    number = here.progress.next_number
    if number is None or not queries.is_open(way.assignment):
        return redirect(way.finish)
    return redirect(way.question(number))


def question(request: HttpRequest, way: Way, number: int) -> HttpResponse:
    """Show one question, or keep its answer and go on."""
    if not queries.is_open(way.assignment):
        return redirect(way.finish)
    here = _place(request, way)
    face = here.progress.face(number)
    if face is None:
        return redirect(way.start)
    refusal = ""
    if request.method == "POST":
        try:
            answering.keep(here, face, request.POST.get("code") or None)
            return _onward(request, way, number)
        except Refused as refused:
            refusal = _(str(refused.reason))
    return _show(request, here, face, refusal)


def _place(request: HttpRequest, way: Way) -> Place:
    return answering.place(way, request.LANGUAGE_CODE[:2])


def _onward(request: HttpRequest, way: Way, number: int) -> HttpResponse:
    after = _place(request, way).progress
    if request.POST.get("then") == "review" or after.face(number + 1) is None:
        return redirect(way.finish)
    return redirect(way.question(number + 1))


def _page(request: HttpRequest, here: Place, refusal: str) -> dict[str, Any]:
    assignment = here.way.assignment
    return {
        "base": here.way.base,
        "way": here.way,
        "assignment": assignment,
        "child": None if here.way.token or here.way.is_youth else assignment.child,
        "title": here.instrument.neutral_title.in_language(request.LANGUAGE_CODE[:2]),
        "progress": here.progress,
        "help_phone": queries.phone_of(assignment.compartment.custodian_id),
        "attribution": here.instrument.attribution,
        "refusal": refusal,
    }


def _show(request: HttpRequest, here: Place, face: Face, refusal: str) -> HttpResponse:
    assignment, at = here.way.assignment, here.way.at
    duty = queries.duty_for(assignment, here.way.person, at)
    page = _page(request, here, refusal) | {
        "face": face,
        "duty": duty,
        "is_delicate": face.link_id in here.instrument.delicate,
        "then": request.GET.get("then", ""),
        "back_url": here.way.question(face.number - 1) if face.number > 1 else "",
        "next_url": here.way.question(face.number + 1) if face.number < here.progress.total else "",
    }
    status = 422 if refusal else 200
    if rules.why_not_show(here.instrument, face.link_id, duty=duty):
        page["next_duty"] = rules.next_duty(queries.duties(assignment.child_id, at), at)
        return render(request, "instruments/waits.html", page, status=status)
    return render(request, "instruments/question.html", page, status=status)


def sheet(request: HttpRequest, way: Way) -> HttpResponse:
    """Show all questions on one page; what is chosen is kept at once, and again when the page is sent."""
    if not queries.is_open(way.assignment):
        return redirect(way.finish)
    here = _place(request, way)
    refusal = ""
    if request.method == "POST":
        refusal = _keep_all(request, here)
        if not refusal:
            quiet = bool(request.htmx)  # type: ignore[attr-defined]
            return HttpResponse(status=204) if quiet else redirect(way.finish)
        here = _place(request, way)
    page = _page(request, here, refusal) | _held(here)
    return render(request, "instruments/sheet.html", page, status=422 if refusal else 200)


def _keep_all(request: HttpRequest, here: Place) -> str:
    """Keep what is new on the page and return why something was refused, or nothing."""
    refusal = ""
    for face in here.progress.faces:
        sent = request.POST.get(f"answer:{face.link_id}")
        is_new = sent is not None and (sent != face.code if sent else not face.is_declined)
        if is_new:
            try:
                answering.keep(here, face, sent or None)
            except Refused as refused:
                refusal = _(str(refused.reason))
    return refusal


def _held(here: Place) -> dict[str, Any]:
    """Return who is there for the delicate questions, or that they wait."""
    duty = queries.duty_for(here.way.assignment, here.way.person, here.way.at)
    delicate = here.instrument.delicate
    return {"duty": duty, "delicate": delicate, "held": frozenset() if duty else delicate}


def finish(request: HttpRequest, way: Way) -> HttpResponse:
    """Show the answers once more, hand them in, and say thank you."""
    refusal = ""
    if request.method == "POST":
        try:
            actions.finish(assignment=way.assignment, by=way.person, at=way.at)
            return redirect(way.finish)
        except Refused as refused:
            refusal = _(str(refused.reason))
    here = _place(request, way)
    page = _page(request, here, refusal)
    if here.response and here.response.finished_at:
        return render(request, "instruments/thanks.html", page)
    if queries.is_closed(way.assignment):
        return render(request, "instruments/declined.html", page)
    faces = [(face, f"{way.question(face.number)}?then=review") for face in here.progress.faces]
    page |= _held(here) | {"faces": faces, "why_not": _(rules.NOT_ALL_SEEN) if here.progress.next_number else ""}
    return render(request, "instruments/finish.html", page, status=422 if refusal else 200)


def decline(request: HttpRequest, way: Way) -> HttpResponse:
    """Say no to all of it: a right, kept as what it is and counted as what it is."""
    refusal = ""
    if request.method == "POST":
        try:
            measures.close(assignment=way.assignment, how=Closed.DECLINED, by=way.person, at=way.at)
            return redirect(way.finish)
        except Refused as refused:
            refusal = _(str(refused.reason))
    page = _page(request, _place(request, way), refusal)
    return render(request, "instruments/decline.html", page, status=422 if refusal else 200)
