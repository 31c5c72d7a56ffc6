"""The people of a program."""

from .account import Account, Invitation
from .family import Caregiver, Child, ContactPoint, FamilyDecision, Household, Residence
from .organization import Organization, Site
from .person import Person
from .staff import Membership, Staff
from .suspension import Suspension

__all__ = [
    "Account",
    "Caregiver",
    "Child",
    "ContactPoint",
    "FamilyDecision",
    "Household",
    "Invitation",
    "Membership",
    "Organization",
    "Person",
    "Residence",
    "Site",
    "Staff",
    "Suspension",
]
