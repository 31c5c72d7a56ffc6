"""Migration operations that put a table behind the wall."""

from django.db.migrations import RunSQL

_OPEN = "(select open_compartments('{kind}'))::int[]"


def wall(table: str, *, author: str | None = None, minimum: bool = False, history: bool = True) -> RunSQL:
    """Enable and force row-level security on a table with a compartment.

    Args:
        table: the table's name; it has `compartment_id` and `id`.
        author: the column of the row's author, who sees, adds and corrects own rows where a grant says so.
        minimum: every column is fit for the minimum-necessary scope.
        history: keep earlier versions of the rows.
    """
    kind = "minimum" if minimum else "full"
    seen, written = open_in(kind), open_in("write")
    if author:
        seen += f" or ({author} = (select viewer()) and {open_in('own')})"
        written += f" or ({author} = (select viewer()) and {open_in('respond')})"
    return RunSQL(
        [*policies(table, seen=seen, written=written), *([keep_history(table)] if history else [])],
        RunSQL.noop,
    )


def open_in(kind: str) -> str:
    """Return the condition that a row lies in a compartment open in a kind of `open_compartments`."""
    return f"compartment_id = any({_OPEN.format(kind=kind)})"


def policies(table: str, *, seen: str, written: str, changed: str | None = None) -> list[str]:
    """Return the statements that close a table but for what may be seen and written."""
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy owner on {table} to trefoil_owner using (true) with check (true)",
        f"create policy seen on {table} for select to trefoil_app using ({seen})",
        f"create policy added on {table} for insert to trefoil_app with check ({written})",
        f"create policy changed on {table} for update to trefoil_app using ({changed or written})"
        f" with check ({changed or written})",
        f"revoke delete, truncate on {table} from trefoil_app",
    ]


def keep_history(table: str) -> str:
    """Return the statement that keeps earlier versions of a table's rows."""
    return (
        f"create trigger keep_history after update on {table}"
        " for each row when (old.* is distinct from new.*) execute function keep_history()"
    )


def see_anew(table: str, seen: str) -> RunSQL:
    """Return the operation that gives a table's rows to other eyes than before."""
    return RunSQL(f"alter policy seen on {table} using ({seen})", RunSQL.noop)
