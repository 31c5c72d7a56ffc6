"""A state's worth of children: 25,000 with 2.5 million timeline entries and 2,000 staff, written by SQL."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from benchmarks.databases import Owner
from benchmarks.measuring import Row
from trefoil.ground.access.types import Category, Role
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


def of(part: str, number: int) -> UUID:
    """Return the id that SQL makes with `md5(part || number)::uuid`."""
    from hashlib import md5

    return UUID(md5(f"{part}{number}".encode(), usedforsecurity=False).hexdigest())


def raise_crowd(owner: Owner) -> Row:
    """Write everybody, the facts about them and a year of entries about each child; measure making all grants."""
    owner.run("set synchronous_commit = off")
    for statement in (*_people(), *_compartments()):
        owner.run(statement)
    _write_facts()
    owner.run("vacuum analyze")
    rebuilt = _grants(owner)
    with owner.without_indexes("timeline_entry"):
        owner.run("select setseed(0.5)")
        owner.run(_entries())
    owner.run("vacuum analyze")
    return rebuilt


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
    yield f"""insert into access_compartment (id, child_id, category, custodian_id, confidential, services,
          withheld_from, named, part2, masked_lines, maltreatment_report, created_at)
        select n * {len(COMPARTMENTS)} + k, child, category, md5(who || site)::uuid, false, '{{}}', '{{}}', '{{}}',
          false, false, false, now()
        from {_CHILD}, (values {kinds}) kinds (k, who, category) order by n, k"""
    yield """select setval(pg_get_serial_sequence('access_compartment', 'id'), max(id)) from access_compartment"""


def _write_facts() -> None:
    """Write who looks after each child and what its caregiver has signed, through the models."""
    from trefoil.ground.consent.models import Release
    from trefoil.ground.kit.clock import now
    from trefoil.ground.people.models import Caregiver, Membership

    began = now() - timedelta(days=200)
    for model, make in ((Caregiver, _caregivers), (Membership, _memberships), (Release, _releases)):
        model.objects.using("owner").bulk_create((model(**of_child) for of_child in make(began)), batch_size=5_000)


def _caregivers(began: Any) -> Iterator[dict[str, Any]]:
    for n in range(CHILDREN):
        yield {
            "compartment_id": n * len(COMPARTMENTS) + 1,
            "child_id": of("child", n),
            "person_id": of("caregiver", n),
            "relationship": "mother",
            "authority": "full",
            "starts_at": began,
        }


def _memberships(began: Any) -> Iterator[dict[str, Any]]:
    rooms = PER_SCHOOL // PER_STAFF
    for n in range(CHILDREN):
        for staff in (of("therapist", n // PER_STAFF), of("teacher", n // PER_SCHOOL * rooms + n % rooms)):
            yield {
                "compartment_id": n * len(COMPARTMENTS) + 1,
                "child_id": of("child", n),
                "staff_id": staff,
                "starts_at": began,
            }


def _releases(began: Any) -> Iterator[dict[str, Any]]:
    for n in range(CHILDREN):
        site = n // PER_SCHOOL
        yield {
            "compartment_id": n * len(COMPARTMENTS) + COMPARTMENTS.index(("school", Category.CONSENTS)) + 1,
            "child_id": of("child", n),
            "from_organization_id": of("clinic", site),
            "to_organization_id": of("school", site),
            "categories": sorted(TOGETHER),
            "purpose": "coordination",
            "signer_id": of("caregiver", n),
            "asked_by_id": of("director", site),
            "asked_at": began,
            "starts_at": began,
            "signed_at": began,
            "signed_text": "signed",
            "ends_at": began + timedelta(days=365),
        }


def _grants(owner: Owner) -> Row:
    """Make the grants of every child as `trefoil grants` does, and say how long that takes."""
    import time

    from trefoil.ground.access.rebuilding import rebuild
    from trefoil.ground.kit.clock import now

    began = time.perf_counter()
    children = rebuild(at=now(), report=lambda done, of: None)
    first = time.perf_counter() - began
    began = time.perf_counter()
    rebuild(at=now(), report=lambda done, of: None)
    again = time.perf_counter() - began
    made = owner.rows("select count(*) from access_grant")[0][0]
    note = f"{made:,} grants; {children / again:,.0f} children a second; into an empty table {first:,.1f} s"
    return Row("feed", "rebuild every grant from the facts", f"{children:,} children", again * 1000, None, None, note)


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
