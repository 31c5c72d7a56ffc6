"""What follows later from a release that was asked for: a nudge by e-mail. The task itself was there at once."""

from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.events import on
from trefoil.ground.people import letters
from trefoil.ground.people.models import Account

from .events import ReleaseAsked
from .models import Release


@on(ReleaseAsked)
def nudge_signer(event: ReleaseAsked) -> None:
    """Tell a guardian who has an account that something waits; those without one are invited instead."""
    with seen_by(system_person("reminders")):
        release = Release.objects.select_related("signer").filter(pk=event.release_id, signed_at=None).first()
        account = Account.objects.filter(person_id=release.signer_id).first() if release else None
        if release and account and not letters.send_nudge(account.email, release.signer.language):
            raise letters.NotSent
