"""How every page about a release is entered: it is there for those who may read it, and for nobody else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.types import Category

from .models import Release

CONSENTS = {Category.CONSENTS}
# Neither child nor signer: who reads a paper may know of neither, and a join would hide the paper too.
_BESIDE = ("from_organization", "to_organization", "to_person__staff", "asked_by")


def enter_release(request: HttpRequest, release_id: UUID, page: str) -> tuple[Release, Sight]:
    """Return a release to those who may read it; to others it is not there."""
    found = Release.objects.filter(pk=release_id).select_related(*_BESIDE).prefetch_related("answers").first()
    if found is None:
        deny(request, page=page, child_id=None, categories=CONSENTS)
        raise Http404
    return found, enter(request, found.child_id, page=page, categories=CONSENTS)


def enter_own(request: Any, release_id: UUID, page: str) -> Release:
    """Return a release to whoever was asked to sign it."""
    release, _sight = enter_release(request, release_id, page)
    if release.signer_id != request.viewer.person_id:
        deny(request, page=page, child_id=release.child_id, categories=CONSENTS)
    return release


def enter_kept(request: Any, release_id: UUID, page: str) -> tuple[Release, bool]:
    """Return a release to its signer and to those who keep the papers of it, and whether it is the signer."""
    release, _sight = enter_release(request, release_id, page)
    is_signer = release.signer_id == request.viewer.person_id
    if not (is_signer or keeps(release)):
        deny(request, page=page, child_id=release.child_id, categories=CONSENTS)
    return release, is_signer


def enter_looked_into(request: Any, release_id: UUID, page: str) -> tuple[Release, bool]:
    """Return a release to its signer and to staff who work with papers of this child, and whether it is the signer."""
    release, sight = enter_release(request, release_id, page)
    is_signer = release.signer_id == request.viewer.person_id
    if not (is_signer or sight.writes(Category.CONSENTS)):
        deny(request, page=page, child_id=release.child_id, categories=CONSENTS)
    return release, is_signer


def keeps(release: Release) -> bool:
    """Tell whether the present viewer may write where a release lies."""
    return release.compartment_id in writable_compartments()
