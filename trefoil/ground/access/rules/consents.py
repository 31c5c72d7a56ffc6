"""Consents, the child's own releases and a professional's telling: which of them hold (6.1 to 6.4)."""

from datetime import datetime, timedelta

from ..situation import ConsentFact, YouthReleaseFact
from ..types import Basis, Category, Denial, Id, OrganizationKind, Purpose, Role, Scope
from .case import Case
from .moment import Moment, Verdict, deny, earliest
from .standing import is_suspected, live_orders

_TPO = {Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS}
_TPO_RECIPIENTS = {OrganizationKind.CLINIC, OrganizationKind.IOP}
_TREATING = {Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.IOP}


def by_consent(case: Case, scope: Scope, *, of: Id | None = None) -> Verdict:
    """Return what a live consent opens, or the denial for want of one.

    Args:
        case: the question.
        scope: how much the table lets a consent open.
        of: the organization that releases, when it is not the custodian.
    """
    fitting = [c for c in case.facts.consents if _fits(case, c, of or case.item.custodian)]
    live = [c for c in fitting if _lives(case, c)]
    if live:
        best = min(live, key=lambda c: c.signed_by != case.facts.child)
        by_child = best.signed_by == case.facts.child
        return Verdict(scope, Basis.YOUTH_CONSENT if by_child else Basis.CONSENT, best.id)
    return deny(Denial.CONSENT_LAPSED if any(_lapsed(case, c) for c in fitting) else Denial.NO_CONSENT)


def _fits(case: Case, consent: ConsentFact, giver: Id) -> bool:
    """Tell whether a consent is about this, whoever signed it and whenever."""
    return (
        consent.from_organization == giver
        and consent.categories.issuperset(case.rows)
        and (consent.part2 or not case.part2)
        and _serves(case, consent)
        and _reaches(case, consent)
        and could_sign(case, consent.signed_by, Moment(consent.effective))
    )


def _serves(case: Case, consent: ConsentFact) -> bool:
    if consent.purpose in case.question.purposes:
        return True
    # 42 CFR 2.33 gives the right to covered entities; a school is none.
    organization = case.facts.organizations.get(case.person.organization) if case.person.organization else None
    return (
        consent.purpose == Purpose.TPO
        and not _TPO.isdisjoint(case.question.purposes)
        and organization is not None
        and organization.kind in _TPO_RECIPIENTS
    )


def _reaches(case: Case, consent: ConsentFact) -> bool:
    to, person = consent.to, case.person
    if to.person is not None:
        return to.person == case.viewer
    if to.organization is not None:
        return to.organization == person.organization and to.role in (None, person.role)
    return case.part2 and consent.purpose == Purpose.TPO and to.role == person.role and person.role in _TREATING


def _lives(case: Case, consent: ConsentFact) -> bool:
    ends_at = case.limited(consent.effective, consent.ends_at, case.law.consent_days)
    return case.moment.between(consent.effective, ends_at) and could_sign(case, consent.signed_by, case.moment)


def _lapsed(case: Case, consent: ConsentFact) -> bool:
    return case.moment.reached(consent.effective)


def could_sign(case: Case, signer: Id, moment: Moment) -> bool:
    """Tell whether somebody could sign for this item at an instant."""
    if case.youth_controlled or case.adult(moment):
        return signer == case.facts.child
    if case.court_services:
        return all(s.consenter == signer for s in case.court_services)
    caregiver = case.facts.caregivers.get(signer)
    return (
        caregiver is not None
        and case.item.household in (None, caregiver.household)
        and case.decides(caregiver, moment)
        and not any(live_orders(case.facts, signer, moment))
        and not is_suspected(case.facts, signer, moment)
    )


def live_release(case: Case) -> YouthReleaseFact | None:
    """Return what the child released to this caregiver of everything that is asked, if it is live."""
    for release in case.facts.youth_releases:
        if (
            release.to == case.viewer
            and release.categories.issuperset(case.rows)
            and (release.part2 or not case.part2)
            and case.moment.between(release.starts_at, _release_ends(case, release))
            and not (case.adult() and case.adulthood and release.starts_at < case.adulthood)
        ):
            return release
    return None


def _release_ends(case: Case, release: YouthReleaseFact) -> datetime | None:
    return case.limited(release.starts_at, release.ends_at, case.law.youth_release_days)


def live_override(case: Case) -> bool:
    """Tell whether a professional tells this caregiver now (Minn. Stat. 144.346)."""
    if not case.law.jeopardy_override or case.part2 or case.category == Category.SUD:
        return False
    for override in case.facts.overrides:
        starts = override.starts_at
        if (
            override.to == case.viewer
            and override.categories.issuperset(case.rows)
            and override.reason.strip()
            and case.moment.between(
                starts, earliest(override.ends_at, starts + timedelta(hours=case.law.override_hours))
            )
            and _could_tell(case, override.by, Moment(starts))
        ):
            return True
    return False


def _could_tell(case: Case, by: Id, moment: Moment) -> bool:
    person = case.facts.people.get(by)
    return (
        person is not None
        and person.role in _TREATING
        and person.organization == case.item.custodian
        and moment.within(person.period)
        and any(moment.within(link.period) for link in case.links_of(by))
    )
