"""The roster page: drop an archive, see what it would change, bring it in."""

import csv
from functools import partial
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.actions import record
from trefoil.ground.access.gate import deny
from trefoil.ground.access.types import Category
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Person
from trefoil.ground.roster import actions, rules
from trefoil.ground.roster.models import RosterUpload

from . import jobs, uploads
from .forms import RosterForm
from .pages import roster_page, state_label

NEWEST = 10


@require_http_methods(["GET", "POST"])
def import_roster(request: HttpRequest) -> HttpResponse:
    viewer = _enter(request)
    form = RosterForm(request.POST or None, request.FILES or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        return redirect("exchange:roster", _keep(request, form).pk)
    newest = RosterUpload.objects.order_by("-uploaded_at")[:NEWEST]
    context = {"form": form, "uploads": [(upload, *state_label(upload)) for upload in newest]}
    status = 422 if form.errors else 200
    return render(request, "exchange/import_roster.html", context, status=status)


def _keep(request: HttpRequest, form: RosterForm) -> RosterUpload:
    given = form.cleaned_data["delivery"]
    upload_id = new_id()
    upload = actions.keep_upload(
        upload_id=upload_id,
        file_name=given.name,
        size=given.size,
        into=form.cleaned_data["into"],
        by=_person(request),
        at=_at(request),
    )
    uploads.keep(upload_id, given.chunks())
    jobs.check_roster.defer(upload_id=str(upload_id))
    return upload


@require_GET
def roster(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    upload = _find(request, upload_id)
    _log(request, upload)
    return render(request, "exchange/roster.html", {"page": roster_page(upload)})


@require_GET
def roster_progress(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    upload = _find(request, upload_id)
    return render(request, "exchange/_roster_state.html", {"page": roster_page(upload)})


@require_POST
def apply_roster(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    upload = _find(request, upload_id)
    actions.start_applying(upload=upload, by=_person(request), at=_at(request))
    jobs.apply_roster.defer(upload_id=str(upload_id))
    return redirect("exchange:roster", upload_id)


@require_POST
def cancel_roster(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    upload = _find(request, upload_id)
    actions.cancel_upload(upload=upload, by=_person(request), at=_at(request))
    transaction.on_commit(partial(uploads.forget, upload_id))
    return redirect("exchange:import_roster")


@require_GET
def roster_errors(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    upload = _find(request, upload_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="roster-errors.csv"'
    rows = csv.writer(response)
    rows.writerow(["file", "line", "column", "reason"])
    for error in upload.errors:
        rows.writerow([_inert(error[name]) for name in ("file", "line", "column", "reason")])
    return response


def _inert(value: Any) -> Any:
    """Keep a spreadsheet from taking a value for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value


def _enter(request: HttpRequest) -> Any:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    role = viewer.role if viewer else None
    if rules.why_not_import(role=role, organization_id=None, owners=()):
        _deny(request)
    return viewer


def _find(request: HttpRequest, upload_id: UUID) -> RosterUpload:
    _enter(request)
    upload = RosterUpload.objects.filter(pk=upload_id).first()
    if upload is None:
        _deny(request)
    return upload


def _deny(request: HttpRequest) -> NoReturn:
    deny(request, page="roster", child_id=None, categories=[Category.EDUCATION_RECORDS])
    raise AssertionError


def _log(request: HttpRequest, upload: RosterUpload) -> None:
    record(
        kind="read",
        page="roster",
        by=request.viewer.person_id,  # type: ignore[attr-defined]
        at=_at(request),
        categories=[Category.EDUCATION_RECORDS],
        compartments=[upload.compartment_id],
    )


def _at(request: HttpRequest) -> Any:
    return request.at  # type: ignore[attr-defined]


def _person(request: HttpRequest) -> Person:
    person_id = request.viewer.person_id  # type: ignore[attr-defined]
    return Person.objects.select_related("staff").get(pk=person_id)
