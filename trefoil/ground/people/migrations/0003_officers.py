"""A privacy officer also reads what the trail says of their own staff when it is about no child: sign-ins, refusals."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER

OFFICERS = f"""
create function audited_staff() returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(s.person_id), '{{}}') from people_staff s
   join people_staff officer on officer.person_id = viewer() and officer.role = 'admin'
    and officer.organization_id = s.organization_id and (officer.ends_at is null or viewed_at() < officer.ends_at) $$;
create policy seen_of_staff on access_audit for select to trefoil_app
  using (children = '{{}}' and person_id = any((select audited_staff())::uuid[]));
create function officers_for_emergency(child uuid) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct s.person_id), '{{}}') from people_staff s
   where s.ends_at is null and viewer() is not null
     and s.organization_id in (select custodian_id from access_compartment where child_id = child)
     and s.role = (select case when bool_or(o.role = 'admin') then 'admin' else 'director' end from people_staff o
        where o.ends_at is null and o.organization_id in (select custodian_id from access_compartment where child_id = child)) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_wall"), ("access", "0004_glass_seen")]
    operations = [migrations.RunSQL(OFFICERS, migrations.RunSQL.noop)]
