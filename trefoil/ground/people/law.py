"""Whose law an organization's records follow: a setting that its privacy officer signs, kept in the audit trail."""

from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import Denied, all_children, record, refresh_all
from trefoil.ground.access.jobs import rebuild_grants
from trefoil.ground.access.session import on_our_word
from trefoil.ground.access.types import Role
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.rulebook import queries as rulebook
from trefoil.ground.rulebook.rules import why_not_follow

from .models import Organization, Person

AT_ONCE = 100
"""Children whose grants are rebuilt while the officer waits; a job rebuilds everybody's."""


@transaction.atomic
def follow_pack(*, organization: Organization, pack: str, typed_name: str, by: Person, at: datetime) -> Organization:
    """Have an organization's records follow a pack: what a small program has is judged anew at once, the rest by a job.

    Args:
        organization: whose records; only its own privacy officer signs for it.
        pack: the name of a pack that can be used.
        typed_name: the officer's name as a signature.
        by: the officer.
        at: when.
    """
    if by.staff.role != Role.ADMIN or by.staff.organization_id != organization.pk:
        raise Denied
    usable = pack in {one.id for one in rulebook.packs()}
    refuse_if(why_not_follow(usable=usable, already=organization.pack == pack, typed_name=typed_name, name=str(by)))
    before, organization.pack = organization.pack, pack
    with on_our_word("pack"):
        organization.save(update_fields=["pack"])
    detail = {
        "organization_id": str(organization.pk),
        "pack": pack,
        "before": before,
        "signed_name": typed_name.strip(),
    }
    record(kind="act", page="PackFollowed", by=by.pk, at=at, detail=detail)
    refresh_all(all_children()[:AT_ONCE], at=at)
    # All of them, after this is committed: also what somebody changed meanwhile without knowing of it.
    rebuild_grants.defer()
    return organization
