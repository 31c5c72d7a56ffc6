"""The scoring that a FHIR R4 Questionnaire carries (SDC), evaluated as FHIRPath; pure, no instrument is built in."""

from .contract import Scorer, read_form
from .trouble import Unscorable

__all__ = ["Scorer", "Unscorable", "read_form"]
