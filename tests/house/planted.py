"""A site with a mistake in it: a page that puts what it is asked for straight into SQL, and gives out all it finds."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def look_up(request: HttpRequest) -> HttpResponse:
    """Answer with everything that every statement returned; no page of Trefoil is so kind to an intruder."""
    with connection.cursor() as cursor:
        cursor.execute(f"select given_name from people_person where given_name = '{request.POST['name']}'")  # noqa: S608
        found = [row for rows in _results(cursor) for row in rows]
    return HttpResponse("\n".join(str(row) for row in found), content_type="text/plain")


def _results(cursor: Any) -> Any:
    more = True
    while more:
        yield cursor.fetchall() if cursor.description else []
        more = cursor.nextset()


urlpatterns = [path("planted/", look_up, name="planted"), path("", include("trefoil.config.urls"))]
