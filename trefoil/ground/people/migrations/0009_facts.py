"""Whose part somebody takes, and of which child."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER

# Together with the compartment: whoever covers for a colleague with one child does not read what the same colleague
# wrote of another.
COVERED = f"""
drop function stood_in_for();
create function covered() returns table (compartment_id int, person_id uuid) language sql stable {DEFINER} as
$$ select g.compartment_id, g.stands_in_for from access_grant g
   where g.person_id = (select viewer()) and g.stands_in_for is not null
     and ((select viewed_child()) is null or g.child_id = (select viewed_child()))
     and (g.starts_at is null or g.starts_at <= (select viewed_at()))
     and (g.ends_at is null or (select viewed_at()) < g.ends_at) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0008_places"), ("access", "0006_viewer_token")]
    operations = [migrations.RunSQL(COVERED, migrations.RunSQL.noop)]
