"""One program of 25 children becomes a hundred, by SQL: everything about a child, copied under ids of its own.

A copy's id is `md5(id || number)`, so that every reference finds its copy wherever it stands. Each copy has staff,
families, rooms and accounts of its own, and caseloads stay as they are; organizations, directors, privacy officers
and the districts' coordinators are the same for all, so that they see all of the 2,500. Words and JSON are copied as
they are. History, jobs and rosters, which no measured page reads, are not copied.
"""

from contextlib import suppress

from benchmarks.databases import Owner

COPIES = 99
WITHOUT_COMPARTMENT = (
    "people_person",
    "people_child",
    "people_staff",
    "people_account",
    "people_contactpoint",
    "mfa_authenticator",
    "access_compartment",
    "access_audit",
    "schedule_room",
)
LEFT_OUT = ("access_history", "roster_")
SHARED_ROLES = ("director", "admin", "home_district")
SHARED_TABLES = ("people_organization", "people_site", "pathway_program", "schedule_bellschedule", "schedule_period")
# Words that may stand once only in the whole table.
DISTINCT = {
    ("people_account", "email"),
    ("people_contactpoint", "value"),
    ("documents_document", "file"),
    ("schedule_room", "name"),
}


def copy_program(owner: Owner, copies: int = COPIES) -> None:
    """Copy every row about a child or its people so many times."""
    owner.run("set synchronous_commit = off")
    _look_at_no_reference(owner)
    shared, closed = _shared_ids(owner), _shared_compartments(owner)
    stride = owner.rows("select max(id) from access_compartment")[0][0]
    for table in _tables(owner):
        statement = _copying(owner, table, shared, closed, stride, copies)
        with owner.without_indexes(table):
            owner.run(statement)
    owner.run("select setval(pg_get_serial_sequence('access_compartment', 'id'), max(id)) from access_compartment")
    owner.run("vacuum analyze")


def _look_at_no_reference(owner: Owner) -> None:
    """Spare the check of each reference, where we may; the copies are consistent by how they are made."""
    with suppress(Exception):
        owner.run("reset role")
        owner.run("set session_replication_role = replica")
    owner.run("set role trefoil_owner")


def _shared_ids(owner: Owner) -> list[str]:
    queries = [f"select id from {table}" for table in SHARED_TABLES]
    roles = ", ".join(f"'{role}'" for role in SHARED_ROLES)
    queries.append(f"select person_id from people_staff where role in ({roles})")
    queries.append("select id from people_person where kind = 'system'")
    queries.append(f"select id from people_account where person_id in ({queries[-2]})")
    return [str(found) for query in queries for (found,) in owner.rows(query)]


def _shared_compartments(owner: Owner) -> list[int]:
    return [found for (found,) in owner.rows("select id from access_compartment where child_id is null")]


def _tables(owner: Owner) -> list[str]:
    found = owner.rows(
        "select table_name from information_schema.columns where table_schema = 'public'"
        " and column_name = 'compartment_id' order by table_name"
    )
    walled = [table for (table,) in found if not table.startswith(LEFT_OUT)]
    return [*WITHOUT_COMPARTMENT, *(table for table in walled if table not in WITHOUT_COMPARTMENT)]


def _copying(owner: Owner, table: str, shared: list[str], closed: list[int], stride: int, copies: int) -> str:
    columns = owner.rows(
        "select column_name, udt_name, coalesce(column_default, is_identity) from information_schema.columns"
        " where table_schema = 'public' and table_name = %s order by ordinal_position",
        table,
    )
    ids = "'{" + ",".join(shared) + "}'::uuid[]"
    made = {
        name: _copied(table, name, kind, ids, stride)
        for name, kind, default in columns
        if not (name == "id" and kind == "int8")  # numbered by the table itself
    }
    names = ", ".join(f'"{name}"' for name in made)
    return (
        f"insert into {table} ({names}) select {', '.join(made.values())}"
        f" from {table}, generate_series(1, {copies}) copy where {_copies_of(table, columns, ids, closed)}"
    )


def _copied(table: str, name: str, kind: str, shared: str, stride: int) -> str:
    column = f'"{name}"'
    if kind == "uuid":
        return _mapped(column, shared)
    if kind == "_uuid":
        return f"array(select {_mapped('one', shared)} from unnest({column}) one)"
    if name == "compartment_id" or (table, name) == ("access_compartment", "id"):
        return f"{column} + copy * {stride}"
    if (table, name) == ("access_audit", "compartments"):
        return f"array(select one + copy * {stride} from unnest({column}) one)"
    if (table, name) in DISTINCT:
        return f"copy || '.' || {column}"
    return column


def _mapped(value: str, shared: str) -> str:
    return f"case when {value} = any({shared}) then {value} else md5({value}::text || copy)::uuid end"


def _copies_of(table: str, columns: list[tuple], shared: str, closed: list[int]) -> str:
    """Say which rows are copied: those that are not shared, in no compartment that is."""
    names = {name for name, _, _ in columns}
    conditions = ["true"]
    if table == "access_compartment":
        conditions.append("child_id is not null")
    if "compartment_id" in names and closed:
        conditions.append(f"compartment_id <> all(array{closed})")
    key = "user_id" if table == "mfa_authenticator" else "id" if ("id", "uuid") in {c[:2] for c in columns} else ""
    if table in ("people_child", "people_staff", "people_contactpoint"):
        key = "person_id"
    if key:
        conditions.append(f"{key} <> all({shared})")
    return " and ".join(conditions)
