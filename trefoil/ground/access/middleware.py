"""One request, one transaction, one viewer: the whole page is seen through the eyes of who asked for it."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused

from . import actions
from .actions import Denied
from .session import seen_by, set_viewer

Respond = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Run the view in a transaction as the signed-in person; undo it when the answer is an error."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]
        request.viewer = request.person = None  # type: ignore[attr-defined]
        with transaction.atomic():
            response = self._answer(request)
            if response.status_code >= 500 or getattr(request, "denial", None):
                transaction.set_rollback(True)
        self._log_denial(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            set_viewer(request.user.person_id, request.at)  # type: ignore[attr-defined, union-attr]
            request.person = request.user.who()  # type: ignore[attr-defined, union-attr]
            request.viewer = request.person and request.person.as_viewer()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            request.denial = {"page": _page(request), "children": [], "categories": []}  # type: ignore[attr-defined]
            raise Http404
        if isinstance(exception, Refused):
            from django.shortcuts import render

            return render(request, "refused.html", {"reason": exception.reason}, status=422)
        return None

    def _log_denial(self, request: HttpRequest) -> None:
        denial = getattr(request, "denial", None)
        viewer = request.viewer  # type: ignore[attr-defined]
        if denial and viewer:
            with seen_by(viewer):
                actions.record(kind="denied", by=viewer.person_id, at=request.at, **denial)  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else request.path[:80]
