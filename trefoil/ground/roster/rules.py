"""May this delivery come in? Rules as pure functions that say why not."""

from collections.abc import Collection, Container
from uuid import UUID

from trefoil.ground.access.types import OrganizationKind, Role

from .types import Org, UploadState, quote

IMPORTERS = frozenset({Role.HOME_DISTRICT, Role.SCHOOL_MH, Role.DIRECTOR, Role.ADMIN})
_OF_EVERYTHING = frozenset({Role.DIRECTOR, Role.ADMIN})
LARGEST_UPLOAD = 60_000_000


def kind_of_organization(type: str) -> OrganizationKind:
    """Say which kind of organization a roster's organization is to the program."""
    return OrganizationKind.SCHOOL if type == "school" else OrganizationKind.DISTRICT


def custodian_of(key: str, orgs: dict[str, Org]) -> str:
    """Return whose education records these are: the district's, or else the school's."""
    chain = [key]
    while (above := orgs[chain[-1]].parent) and above in orgs and above not in chain:
        chain.append(above)
    for wanted in ("district", "school"):
        for step in chain:
            if orgs[step].type == wanted:
                return step
    return key


def why_not_import(*, role: str | None, organization_id: UUID | None, owners: Collection[UUID]) -> str | None:
    """Say why somebody may not bring in a roster: it is for those who keep it."""
    if role not in IMPORTERS:
        return "Rosters are brought in by the district, the school or the program's office."
    if role in _OF_EVERYTHING or not owners or organization_id in owners:
        return None
    return "This roster belongs to another organization."


def why_not_upload(*, name: str, size: int, start: bytes) -> str | None:
    """Say why a file is not taken as a delivery."""
    if size > LARGEST_UPLOAD:
        return f"The file is larger than {LARGEST_UPLOAD // 1_000_000} MB."
    if not name.casefold().endswith(".zip") or not start.startswith(b"PK"):
        return "Please choose the zip archive that the student information system makes."
    return None


def why_not_apply(state: str) -> str | None:
    """Say why an upload cannot be brought in now."""
    if state == UploadState.CHECKED:
        return None
    if state == UploadState.REFUSED:
        return "This delivery has errors. Nothing of it can be brought in."
    return "This delivery is not waiting to be brought in."


def why_not_cancel(state: str) -> str | None:
    """Say why an upload cannot be put aside any more."""
    if state in (UploadState.WAITING, UploadState.CHECKED, UploadState.REFUSED):
        return None
    return "It is too late to put this delivery aside."


def why_not_into(*, kind: OrganizationKind, orgs: dict[str, Org], known: Container[str]) -> str | None:
    """Say why the delivery does not settle which of its organizations a chosen one is."""
    tops = top_of_kind(kind, orgs)
    if len(tops) != 1:
        return f"the delivery has {len(tops)} organizations of the chosen one's kind; one is needed"
    if tops[0] in known:
        return f"{quote(orgs[tops[0]].name)} already stands for another organization"
    return None


def top_of_kind(kind: OrganizationKind, orgs: dict[str, Org]) -> list[str]:
    """Return the uppermost organizations of a kind."""
    alike = {key for key, org in orgs.items() if kind_of_organization(org.type) == kind}
    return [key for key in alike if orgs[key].parent not in alike]
