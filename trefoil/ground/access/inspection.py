"""What PostgreSQL itself says about the wall: row security, ownership, and what nobody sees."""

from dataclasses import dataclass

from django.db import connection, transaction

from .session import set_viewer

# Tables that say something about a child without a compartment of their own.
ALSO_WALLED = (
    "people_person",
    "people_child",
    "access_compartment",
    "access_grant",
    "access_audit",
)

_TABLES = """
select c.relname, c.relrowsecurity, c.relforcerowsecurity
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm')
  and (c.relname = any(%s) or exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('compartment_id', 'child_id')) or exists (
        select 1 from pg_constraint f join pg_attribute a on a.attrelid = f.confrelid
         where f.contype = 'f' and f.conrelid = c.oid and a.attname = 'compartment_id' and not a.attisdropped))
order by c.relname
"""
_ROLE = """
select r.rolsuper, r.rolbypassrls, pg_has_role(r.rolname, 'trefoil_owner', 'member'),
       (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relowner = r.oid)
from pg_roles r where r.rolname = current_user
"""


@dataclass(frozen=True)
class TableState:
    """One table: is row security enabled and forced, and how many rows a connection without a viewer sees."""

    table: str
    enabled: bool
    forced: bool
    seen: int | None
    refusal: str | None = None

    def gaps(self) -> list[str]:
        """Say what is open, one sentence each."""
        found = []
        if not self.enabled:
            found.append(f"{self.table}: row security is not enabled")
        if not self.forced:
            found.append(f"{self.table}: row security is not forced on its owner")
        if self.seen:
            found.append(f"{self.table}: {self.seen} rows are seen without a viewer")
        return found


def tables() -> list[TableState]:
    """Return the state of every table with a child's records."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [list(ALSO_WALLED)])
        return [_state(*row) for row in cursor.fetchall()]


def _state(table: str, enabled: bool, forced: bool) -> TableState:
    with transaction.atomic():
        set_viewer(None)
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"select count(*) from {quoted}")  # noqa: S608
            return TableState(table, enabled, forced, cursor.fetchone()[0])


def connection_gaps() -> list[str]:
    """Say what the application's own database role could do that it must not."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        superuser, bypasses, member, owned = cursor.fetchone()
    states = {
        "the application's role is a superuser": superuser,
        "the application's role bypasses row security": bypasses,
        "the application's role may become the owner": member,
        "the application's role owns tables": owned,
    }
    return [sentence for sentence, wrong in states.items() if wrong]
