"""The facts of the past: of what was changed in place, the version that stood at an instant, for the privacy officer."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER

EARLIER = f"""
create function earlier_rows(child uuid, moment timestamptz) returns table (
  table_name text, row_id uuid, changed_at timestamptz, earlier jsonb)
language sql stable {DEFINER} as $$
select distinct on (h.row_id) h.table_name, h.row_id, h.changed_at, h.row
  from access_history h join access_compartment c on c.id = h.compartment_id
 where oversees(child) and c.child_id = child and h.changed_at > moment
   and h.table_name in ('people_caregiver', 'people_household')
 order by h.row_id, h.changed_at, h.id $$;
"""


class Migration(migrations.Migration):
    dependencies = [("console", "0001_unusual_reading")]
    operations = [migrations.RunSQL(EARLIER, migrations.RunSQL.noop)]
