"""Roles, relationships, authority and categories in plain words, for staff."""

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Authority, Category, Role

from .types import AccountState, Relationship

ROLES = {
    Role.THERAPIST: _("Therapist"),
    Role.SUPERVISOR: _("Clinical supervisor"),
    Role.PRESCRIBER: _("Prescriber"),
    Role.SKILLS: _("Skills practitioner"),
    Role.FAMILY_PEER: _("Family peer specialist"),
    Role.TEACHER: _("Teacher or classroom aide"),
    Role.SCHOOL_MH: _("School social worker, psychologist or counselor"),
    Role.IOP: _("Staff of the virtual program"),
    Role.HOME_DISTRICT: _("Coordinator of the home district"),
    Role.COUNTY: _("County case manager"),
    Role.DIRECTOR: _("Program director"),
    Role.EVALUATOR: _("Evaluator"),
    Role.ADMIN: _("Privacy officer"),
}
RELATIONSHIPS = {
    Relationship.MOTHER: _("mother"),
    Relationship.FATHER: _("father"),
    Relationship.GRANDPARENT: _("grandparent"),
    Relationship.STEPPARENT: _("stepparent"),
    Relationship.FOSTER_PARENT: _("foster parent"),
    Relationship.OTHER: _("somebody else"),
}
AUTHORITIES = {
    Authority.FULL: _("full authority"),
    Authority.DELEGATED: _("authority delegated for a time"),
    Authority.NONE: _("no authority"),
}
AUTHORITY_EXPLAINED = [
    (Authority.FULL.value, _("Full: decides for the child, signs permissions, sees what a parent may see")),
    (Authority.DELEGATED.value, _("Delegated: a dated paper of a parent gives some of it for a time, a year at most")),
    (Authority.NONE.value, _("None: may be called, decides nothing and sees nothing here")),
]
CATEGORIES = {
    Category.DEMOGRAPHICS: _("name, grade and how to reach the family"),
    Category.SCHEDULE: _("times and attendance"),
    Category.SCHOOL_PLAN: _("the plan for school"),
    Category.CLINICAL_PLAN: _("the treatment plan"),
    Category.DIAGNOSIS: _("diagnosis"),
    Category.ASSESSMENTS: _("questionnaire results"),
    Category.SESSION_NOTES: _("session notes"),
    Category.PSYCHOTHERAPY_NOTES: _("psychotherapy notes"),
    Category.SUD: _("substance use care"),
    Category.SAFETY_PLAN: _("the safety plan"),
    Category.CRISIS_EVENTS: _("crisis events"),
    Category.EDUCATION_RECORDS: _("school records"),
    Category.BEHAVIOR_OBSERVATIONS: _("how the day in class went"),
    Category.FAMILY_NEEDS: _("what the family needs"),
    Category.MESSAGES: _("messages"),
    Category.CONSENTS: _("permissions"),
    Category.YOUTH_CONFIDENTIAL: _("what the youth keeps alone"),
    Category.CUSTODY: _("custody papers"),
}
# What an order can leave and a delegation cover: never what no guardian sees whole, nor what is the youth's alone.
LEFT_BY_ORDERS = [
    (category.value, CATEGORIES[category])
    for category in (
        Category.DEMOGRAPHICS,
        Category.SCHEDULE,
        Category.EDUCATION_RECORDS,
        Category.SCHOOL_PLAN,
        Category.BEHAVIOR_OBSERVATIONS,
        Category.CLINICAL_PLAN,
        Category.DIAGNOSIS,
        Category.ASSESSMENTS,
        Category.SESSION_NOTES,
        Category.SAFETY_PLAN,
        Category.CRISIS_EVENTS,
        Category.CONSENTS,
    )
]
ACCOUNTS = {
    AccountState.NONE: (_("No account"), "neutral"),
    AccountState.INVITED: (_("Invited"), "info"),
    AccountState.EXPIRED: (_("Invitation ended"), "ask"),
    AccountState.OPEN: (_("Account open"), "good"),
    AccountState.SIGNED_IN: (_("Has signed in"), "good"),
    AccountState.CLOSED: (_("Account closed"), "neutral"),
}
