"""A state's worth of children: 25,000 with 2.5 million timeline entries and 2,000 staff, written by SQL."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from benchmarks.databases import Owner
from trefoil.ground.access import rules
from trefoil.ground.access.types import (
    Authority,
    Category,
    CompartmentFact,
    Facts,
    Grant,
    GuardianFact,
    OrganizationKind,
    Period,
    ProfessionalFact,
    ReleaseFact,
    Role,
)
from trefoil.ground.consent.rules import TOGETHER

CHILDREN = 25_000
PER_STAFF = 25
SCHOOLS = 20  # each with a clinic, a director, a privacy officer, 50 teachers and 50 therapists
PER_SCHOOL = CHILDREN // SCHOOLS
ENTRIES = 2_500_000
KEPT_BY_SCHOOL = (
    Category.DEMOGRAPHICS,
    Category.SCHEDULE,
    Category.SCHOOL_PLAN,
    Category.EDUCATION_RECORDS,
    Category.BEHAVIOR_OBSERVATIONS,
    Category.CONSENTS,
)
KEPT_BY_CLINIC = (
    Category.DEMOGRAPHICS,
    Category.SCHEDULE,
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.ASSESSMENTS,
    Category.SESSION_NOTES,
    Category.SAFETY_PLAN,
    Category.CONSENTS,
)
COMPARTMENTS = [("school", category) for category in KEPT_BY_SCHOOL] + [
    ("clinic", category) for category in KEPT_BY_CLINIC
]
# Of a hundred entries about a child: how many in which compartment, in whose voice, of what kind.
YEAR = (
    (("school", Category.BEHAVIOR_OBSERVATIONS), 40, "rating"),
    (("school", Category.EDUCATION_RECORDS), 10, "attendance"),
    (("school", Category.SCHOOL_PLAN), 8, "plan_published"),
    (("clinic", Category.SCHEDULE), 15, "appointment_booked"),
    (("clinic", Category.SESSION_NOTES), 15, "session_signed"),
    (("clinic", Category.ASSESSMENTS), 7, "questionnaire_scored"),
    (("clinic", Category.CLINICAL_PLAN), 5, "plan_signed"),
)
_HERE = UUID("6f0e2c6e-8b7a-4b57-9d5c-5f0c3f2b1a10")


def of(part: str, number: int) -> UUID:
    """Return the id that SQL makes with `md5(part || number)::uuid`."""
    from hashlib import md5

    return UUID(md5(f"{part}{number}".encode(), usedforsecurity=False).hexdigest())


def raise_crowd(owner: Owner) -> None:
    """Write everybody, their compartments and grants, and a year of entries about each child."""
    owner.run("set synchronous_commit = off")
    for statement in (*_people(), *_compartments()):
        owner.run(statement)
    with owner.without_indexes("access_grant"):
        for statement in _grants():
            owner.run(statement)
    with owner.without_indexes("timeline_entry"):
        owner.run("select setseed(0.5)")
        owner.run(_entries())
    owner.run("vacuum analyze")


def _people() -> Iterator[str]:
    yield f"""insert into people_organization (id, name, kind, phone)
        select md5(part || n)::uuid, initcap(part) || ' ' || n, part, ''
        from generate_series(0, {SCHOOLS - 1}) n, unnest(array['school', 'clinic']) part"""
    for part, count in (("child", CHILDREN), ("caregiver", CHILDREN)):
        yield f"""insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
            select md5('{part}' || n)::uuid, '{part}', 'Given' || n, 'Family' || n, '', '', 'en'
            from generate_series(0, {count - 1}) n"""
    yield f"""insert into people_child (person_id, born_on, grade, languages, room)
        select md5('child' || n)::uuid, '2014-05-02', '6', '{{en}}', '' from generate_series(0, {CHILDREN - 1}) n"""
    per_staff = CHILDREN // PER_STAFF
    for part, role, count, where in (
        ("therapist", Role.THERAPIST, per_staff, "clinic"),
        ("teacher", Role.TEACHER, per_staff, "school"),
        ("director", Role.DIRECTOR, SCHOOLS, "school"),
        ("admin", Role.ADMIN, SCHOOLS, "school"),
    ):
        yield f"""insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
            select md5('{part}' || n)::uuid, 'staff', 'Given' || n, '{part}', '', '', 'en'
            from generate_series(0, {count - 1}) n"""
        yield f"""insert into people_staff (person_id, organization_id, role, discipline, license, title)
            select md5('{part}' || n)::uuid, md5('{where}' || n * {SCHOOLS} / {count})::uuid, '{role}', '', '', ''
            from generate_series(0, {count - 1}) n"""


# Of child n: its school and clinic, and which of their staff look after it.
_CHILD = f"""(select n, md5('child' || n)::uuid as child, n / {PER_SCHOOL} as site,
     md5('caregiver' || n)::uuid as caregiver, md5('therapist' || n / {PER_STAFF})::uuid as therapist,
     md5('teacher' || n / {PER_SCHOOL} * {PER_SCHOOL // PER_STAFF} + n % {PER_SCHOOL // PER_STAFF})::uuid as teacher,
     md5('director' || n / {PER_SCHOOL})::uuid as director, md5('admin' || n / {PER_SCHOOL})::uuid as admin
   from generate_series(0, {CHILDREN - 1}) n) c"""


def _compartments() -> Iterator[str]:
    kinds = ", ".join(f"({k}, '{who}', '{category}')" for k, (who, category) in enumerate(COMPARTMENTS, 1))
    yield f"""insert into access_compartment (id, child_id, category, custodian_id, confidential, created_at)
        select n * {len(COMPARTMENTS)} + k, child, category, md5(who || site)::uuid, false, now()
        from {_CHILD}, (values {kinds}) kinds (k, who, category) order by n, k"""
    yield """select setval(pg_get_serial_sequence('access_compartment', 'id'), max(id)) from access_compartment"""
    yield f"""insert into people_caregiver (id, compartment_id, child_id, person_id, relationship, authority, leaves,
          emergency_contact, may_call, phone, email, starts_at)
        select gen_random_uuid(), n * {len(COMPARTMENTS)} + 1, child, caregiver, 'mother', 'full', '{{}}',
          true, true, '', '', now() - interval '1 year' from {_CHILD}"""


def _grants() -> Iterator[str]:
    """Make the grants of one child by the house's own rules, and give every child the same ones."""
    rows = ", ".join(map(_as_sql, sorted(_grants_of_one(), key=lambda g: (g.compartment, str(g.person)))))
    people = " ".join(f"when '{part}' then {part}" for part in _STAND_INS.values())
    yield f"""insert into access_grant
          (person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at, ends_at)
        select case who {people} else who::uuid end, child, n * {len(COMPARTMENTS)} + k, category, letter, scope, may,
          basis, now() - interval '1 year', null
        from {_CHILD}, (values {rows}) made (k, category, who, letter, scope, may, basis) order by n"""


_STAND_INS = {uuid5(_HERE, part): part for part in ("child", "caregiver", "therapist", "teacher", "director", "admin")}


def _as_sql(grant: Grant) -> str:
    who, (_, category) = _STAND_INS.get(grant.person, grant.person), COMPARTMENTS[grant.compartment - 1]
    words = (category, who, grant.column, grant.scope, grant.may, grant.basis)
    return f"({grant.compartment}, " + ", ".join(f"'{word}'" for word in words) + ")"


def _grants_of_one() -> frozenset[Grant]:
    school, clinic, always = uuid5(_HERE, "school"), uuid5(_HERE, "clinic"), Period()
    custodians = {"school": school, "clinic": clinic}
    staff = (
        ("therapist", Role.THERAPIST, clinic, True),
        ("teacher", Role.TEACHER, school, True),
        ("director", Role.DIRECTOR, school, False),
        ("admin", Role.ADMIN, school, False),
    )
    facts = Facts(
        child=uuid5(_HERE, "child"),
        organizations={school: OrganizationKind.SCHOOL, clinic: OrganizationKind.CLINIC},
        compartments=tuple(
            CompartmentFact(id=k, category=category, custodian=custodians[who])
            for k, (who, category) in enumerate(COMPARTMENTS, 1)
        ),
        professionals=tuple(
            ProfessionalFact(person=uuid5(_HERE, part), role=role, organization=where, linked=linked)
            for part, role, where, linked in staff
        ),
        guardians=(GuardianFact(person=uuid5(_HERE, "caregiver"), authority=Authority.FULL),),
        releases=tuple(
            ReleaseFact(
                id=uuid5(_HERE, "release"),
                from_organization=giver,
                to_organization=reader,
                categories=frozenset(TOGETHER),
                period=always,
            )
            for giver, reader in ((clinic, school), (school, clinic))
        ),
    )
    from datetime import UTC, datetime

    return rules.grants_for(facts, datetime(2026, 11, 1, tzinfo=UTC))


def _entries() -> str:
    """Write entries in the order of their time, as a year writes them, each about a child drawn at random."""
    number = {place: k for k, place in enumerate(COMPARTMENTS, 1)}
    upper, cases = 0, []
    for place, share, kind in YEAR:
        upper += share
        cases.append((upper / 100, number[place], kind, place[0]))
    pick = " ".join(f"when dice < {until} then {k}" for until, k, _, _ in cases)
    what = " ".join(f"when dice < {until} then '{kind}'" for until, _, kind, _ in cases)
    voice = " ".join(f"when dice < {until} then '{who}'" for until, _, _, who in cases)
    author = f"""case when dice < 0.58
        then md5('teacher' || n / {PER_SCHOOL} * {PER_SCHOOL // PER_STAFF} + n % {PER_SCHOOL // PER_STAFF})::uuid
        else md5('therapist' || n / {PER_STAFF})::uuid end"""
    return f"""insert into timeline_entry (id, compartment_id, child_id, at, kind, voice, author_id, url, params)
        select gen_random_uuid(), n * {len(COMPARTMENTS)} + case {pick} end, md5('child' || n)::uuid,
          now() - interval '300 days' + i * (interval '300 days' / {ENTRIES}), case {what} end, case {voice} end,
          {author}, '', '{{}}'
        from (select i, floor(random() * {CHILDREN})::int as n, random() as dice
              from generate_series(1, {ENTRIES}) i offset 0) drawn"""
