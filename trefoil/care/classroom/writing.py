"""Writing one row once: the device names it, and sending it twice changes nothing."""

from django.db import connection
from django.db.models import Model


def added_once(row: Model) -> bool:
    """Insert a row unless it is already there; tell whether it was added."""
    fields = row._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    slots = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{row._meta.db_table}" ({columns}) values ({slots}) on conflict do nothing',  # noqa: S608
            values,
        )
        row._state.adding = False
        return bool(cursor.rowcount == 1)
