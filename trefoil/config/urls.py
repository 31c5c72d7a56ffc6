"""Every address of the product. A door or context is listed once it exists."""

from importlib.util import find_spec

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

MOUNTED = {
    "": "trefoil.doors.chart.urls",
    "home/": "trefoil.doors.portal.urls",
    "console/": "trefoil.doors.console.urls",
    "exchange/": "trefoil.doors.exchange.urls",
    "people/": "trefoil.ground.people.urls",
    "drafts/": "trefoil.ground.drafts.urls",
    "documents/": "trefoil.ground.documents.urls",
    "releases/": "trefoil.ground.consent.urls",
    "requests/": "trefoil.ground.requests.urls",
    "referrals/": "trefoil.care.pathway.urls",
    "instruments/": "trefoil.care.instruments.urls",
    "evaluation/": "trefoil.care.evaluation.urls",
    "plan/": "trefoil.care.plan.urls",
    "schedule/": "trefoil.care.schedule.urls",
    "sessions/": "trefoil.care.sessions.urls",
    "classroom/": "trefoil.care.classroom.urls",
    "reviews/": "trefoil.care.reviews.urls",
    "ui/": "trefoil.ground.kit.ui.urls",
}


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")


def no_page(request: HttpRequest) -> HttpResponse:
    """Answer as for a page that is not there: an address is given by invitation, never changed by who signs in.

    Otherwise a youth could take a guardian's contact point, or the other way round.
    """
    raise Http404


def _mounted(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    parent = module.rsplit(".", 1)[0]
    exists = find_spec(parent) is not None and find_spec(module) is not None
    return [path(prefix, include(module))] if exists else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("account/email/", no_page, name="account_email"),
    path("account/", include("allauth.urls")),
    *[pattern for prefix, module in MOUNTED.items() for pattern in _mounted(prefix, module)],
]
handler500 = "trefoil.ground.kit.ui.views.broken"
