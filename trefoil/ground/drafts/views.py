"""Where forms send what is typed into them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from trefoil.ground.kit.refusal import Refused

from . import actions


@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a form as it stands; the answer says when, in the words that `drafts.js` reads."""
    number = request.GET.get("in", "")
    try:
        actions.save(
            person=request.viewer,  # type: ignore[attr-defined]
            key=key,
            fields=dict(request.POST.lists()),
            at=request.at,  # type: ignore[attr-defined]
            compartment=int(number) if number.isdecimal() and len(number) < 10 else None,
        )
    except Refused as refused:
        return JsonResponse({"reason": str(refused.reason)}, status=422)
    return JsonResponse({"saved_at": request.at.isoformat()})  # type: ignore[attr-defined]
