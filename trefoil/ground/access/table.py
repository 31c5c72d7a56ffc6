"""The house's own choices beside the decision table: who writes where, who answers, what jobs do, why people look.

The decision table itself is law and policy: it stands in the rulebook's packs.
"""

from .types import Category, Column, May, Purpose

# Why somebody of a column looks at a child in the course of their work. A consent opens rows of the database when it
# allows one of these. [D] a design default of the house, not law.
STANDING_PURPOSES = {
    Column.YOUTH: frozenset({Purpose.TREATMENT}),
    Column.GUARDIAN: frozenset({Purpose.TREATMENT, Purpose.COORDINATION, Purpose.SCHOOL_SUPPORT}),
    Column.TREATMENT: frozenset({Purpose.TREATMENT, Purpose.COORDINATION}),
    Column.SKILLS: frozenset({Purpose.TREATMENT, Purpose.COORDINATION}),
    Column.FAMILY_PEER: frozenset({Purpose.TREATMENT, Purpose.COORDINATION}),
    Column.TEACHER: frozenset({Purpose.SCHOOL_SUPPORT, Purpose.COORDINATION}),
    Column.SCHOOL_MH: frozenset({Purpose.SCHOOL_SUPPORT, Purpose.COORDINATION}),
    Column.IOP: frozenset({Purpose.TREATMENT, Purpose.COORDINATION}),
    Column.HOME_DISTRICT: frozenset({Purpose.SCHOOL_SUPPORT, Purpose.COORDINATION}),
    Column.COUNTY: frozenset({Purpose.COORDINATION}),
    Column.DIRECTOR: frozenset({Purpose.OPERATIONS, Purpose.COORDINATION}),
    Column.EVALUATOR: frozenset({Purpose.RESEARCH}),
    Column.ADMIN: frozenset({Purpose.OPERATIONS}),
}

_CLINIC = {Column.TREATMENT, Column.SKILLS}
_SCHOOL = {Column.TEACHER, Column.SCHOOL_MH}

# Who writes in their own organization's compartments. [D] a design default of the house, not law.
WRITERS: dict[Category, set[Column]] = {
    Category.DEMOGRAPHICS: {
        Column.TREATMENT,
        Column.FAMILY_PEER,
        Column.SCHOOL_MH,
        Column.DIRECTOR,
        Column.HOME_DISTRICT,
    },
    Category.SCHEDULE: {
        *_CLINIC,
        Column.FAMILY_PEER,
        Column.SCHOOL_MH,
        Column.DIRECTOR,
        Column.TEACHER,
    },
    Category.SCHOOL_PLAN: {Column.TREATMENT, Column.SCHOOL_MH, Column.DIRECTOR},
    Category.CLINICAL_PLAN: {*_CLINIC},
    Category.DIAGNOSIS: {Column.TREATMENT},
    Category.ASSESSMENTS: {*_CLINIC},
    Category.SESSION_NOTES: {*_CLINIC, Column.FAMILY_PEER},
    Category.SAFETY_PLAN: {Column.TREATMENT},
    Category.CRISIS_EVENTS: {*_CLINIC, *_SCHOOL},
    Category.EDUCATION_RECORDS: {*_SCHOOL, Column.HOME_DISTRICT, Column.DIRECTOR},
    Category.BEHAVIOR_OBSERVATIONS: {*_SCHOOL, Column.SKILLS},
    Category.FAMILY_NEEDS: {Column.FAMILY_PEER},
    Category.YOUTH_CONFIDENTIAL: {Column.TREATMENT},
    Category.CUSTODY: {Column.TREATMENT, Column.SCHOOL_MH, Column.DIRECTOR, Column.ADMIN},
    Category.CONSENTS: {
        Column.TREATMENT,
        Column.SCHOOL_MH,
        Column.FAMILY_PEER,
        Column.DIRECTOR,
        Column.ADMIN,
        Column.HOME_DISTRICT,
    },
}

# Where whoever may read may also add rows of their own: answers, signatures, acknowledgements, replies.
ANSWERABLE = {
    Category.ASSESSMENTS,
    Category.EDUCATION_RECORDS,
    Category.SCHOOL_PLAN,
    Category.CLINICAL_PLAN,
    Category.CONSENTS,
    Category.DEMOGRAPHICS,
    Category.MESSAGES,
    Category.SESSION_NOTES,
    Category.YOUTH_CONFIDENTIAL,
}

# Named system people: jobs and commands, each with no more than its duty.
Duties = dict[str, dict[Category, May]]
SYSTEM_DUTIES: Duties = {
    "reminders": {
        Category.DEMOGRAPHICS: May.READ,
        Category.CONSENTS: May.WRITE,
        Category.SCHEDULE: May.READ,
        Category.SCHOOL_PLAN: May.READ,
    },
    "measures": {
        Category.DEMOGRAPHICS: May.READ,
        Category.ASSESSMENTS: May.WRITE,
    },
}
# On an organization's roster, never on a child in care.
ROSTER_DUTIES: Duties = {"roster": {Category.EDUCATION_RECORDS: May.WRITE}}
