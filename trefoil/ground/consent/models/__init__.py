"""Releases, the services they rest on, what a youth opens, and what a court or a claim closes."""

from .custody import CourtOrder, FamilyFact, Hold, Lifting, Suspicion
from .release import Release, ReleaseAnswer
from .services import Override, Service, ServiceLine, YouthRelease
from .withholding import Withholding

__all__ = [
    "CourtOrder",
    "FamilyFact",
    "Hold",
    "Lifting",
    "Override",
    "Release",
    "ReleaseAnswer",
    "Service",
    "ServiceLine",
    "Suspicion",
    "Withholding",
    "YouthRelease",
]
