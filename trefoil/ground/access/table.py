"""The decision table: one row per category, one column per kind of viewer.

P permit, m minimum necessary, c needs a live consent, y needs the youth's own consent, a only what the person wrote or
took part in, e emergency only, d de-identified, x deny; two codes together mean the first where it holds, else the
second. Rows and columns follow the program's decision table of 2026-11; the row `consents` is the house's own: those
who act under a release may read it.
"""

from .types import Category, Column, May

_COLUMNS = tuple("YGLTKFESIHCDVA")
_ROWS = {
    Category.DEMOGRAPHICS: "P m x P P P m m c m c P d m",
    Category.SCHEDULE: "P P c P P m m cm c m c P d x",
    Category.SCHOOL_PLAN: "P P c P P P c c c c c P d x",
    Category.CLINICAL_PLAN: "P P x P P m x x c x c m d x",
    Category.DIAGNOSIS: "P P x P m x x c c x c m d x",
    Category.ASSESSMENTS: "P P x P m x a ac c x c m d x",
    Category.SESSION_NOTES: "P P x P am a x x cm x cm m x x",
    Category.PSYCHOTHERAPY_NOTES: "x x x a x x x x x x x x x x",
    Category.SUD: "P y x P x x x y y x y m d x",
    Category.SAFETY_PLAN: "P P e P P m cke ce ce x ce m x x",
    Category.CRISIS_EVENTS: "P P m P m m m ce ce m c P d m",
    Category.EDUCATION_RECORDS: "P P x c c c P P c P c c d x",
    Category.BEHAVIOR_OBSERVATIONS: "P P x c c cm P P c m c m d x",
    Category.FAMILY_NEEDS: "m P x m x P x x c x c d d x",
    Category.YOUTH_CONFIDENTIAL: "P y x P m x x x y x y x x x",
    Category.MESSAGES: "a a a av a a a a a a a x x m",
    Category.CONSENTS: "P P x P P P P P P P c P x P",
}

TABLE = {
    (category, Column(letter)): code
    for category, row in _ROWS.items()
    for letter, code in zip(_COLUMNS, row.split(), strict=True)
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
}
# On an organization's roster, never on a child in care.
ROSTER_DUTIES: Duties = {"roster": {Category.EDUCATION_RECORDS: May.WRITE}}

# 5.6 of the decision rules: the minimum set that breaking the glass opens, never psychotherapy notes.
GLASS_FULL_SET = (
    Category.DEMOGRAPHICS,
    Category.CLINICAL_PLAN,
    Category.SAFETY_PLAN,
    Category.CRISIS_EVENTS,
)
GLASS_COLUMNS = {Column.TREATMENT, Column.SKILLS, Column.SCHOOL_MH, Column.IOP}
GLASS_CARD_COLUMNS = {Column.TEACHER, Column.COUNTY}
