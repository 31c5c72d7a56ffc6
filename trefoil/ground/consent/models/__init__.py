"""Releases, the services they rest on, what a youth opens, and what a court or a claim closes."""

from .custody import CourtOrder, Hold, Suspicion
from .release import Release
from .service import Override, Service, ServiceLine, YouthRelease

__all__ = ["CourtOrder", "Hold", "Override", "Release", "Service", "ServiceLine", "Suspicion", "YouthRelease"]
