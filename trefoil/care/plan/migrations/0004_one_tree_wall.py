"""What the plan gained stands behind the wall; the database names whom a version concerns to the last who signs."""

from django.db import migrations

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import DEFINER

# The last to sign may be a guardian or the school, who do not see who else is told: so the database says whom to ask,
# once, and only of a version that is signed.
TELL = f"""
create function tell_plan_readers(signed uuid, told_at timestamptz) returns uuid[]
language sql {DEFINER} as $$
  with asked as (
    update plan_reader set asked_at = told_at
     where version_id = signed and asked_at is null
       and exists (select 1 from plan_planversion v where v.id = signed and v.state = 'signed')
    returning person_id)
  select array_agg(person_id order by person_id) from asked;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_one_tree")]
    operations = [
        wall("plan_reader", author="person_id"),
        wall("plan_goaldiagnosis"),
        wall("plan_priority", author="author_id"),
        wall("plan_remark", author="author_id"),
        migrations.RunSQL(TELL, "drop function tell_plan_readers(uuid, timestamptz)"),
    ]
