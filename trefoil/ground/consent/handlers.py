"""What follows later from a release that was asked for: a nudge by e-mail. The task itself was there at once."""

from django.db.models import QuerySet

from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.events import on
from trefoil.ground.people import letters
from trefoil.ground.people.models import Account

from .events import ReleaseAsked, ReleaseEnding
from .models import Release


@on(ReleaseAsked)
def nudge_signer(event: ReleaseAsked) -> None:
    """Tell a guardian who has an account that something waits; those without one are invited instead."""
    _nudge(Release.objects.filter(pk=event.release_id, signed_at=None))


@on(ReleaseEnding)
def nudge_before_the_end(event: ReleaseEnding) -> None:
    """Tell the signer of a release that ends soon that something waits."""
    _nudge(Release.objects.filter(pk=event.release_id, revoked_at=None))


def _nudge(found: QuerySet[Release]) -> None:
    with seen_by(system_person("reminders")):
        release = found.select_related("signer").first()
        account = Account.objects.filter(person_id=release.signer_id).first() if release else None
        if release and account and not letters.send_nudge(account.email, release.signer.language):
            raise letters.NotSent
