from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse


def week(request: HttpRequest, child_id: UUID) -> HttpResponse:
    raise Http404
