"""A digest of a child's grants, so that those which already are what they should be are not written out and compared."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import INVOKER

# The same lines as `access/digest.py` writes.
DIGEST = f"""
create function grants_digest(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ select to_jsonb(md5(coalesce(string_agg(distinct line, E'\\n' order by line), ''))) from (
     select concat_ws(' ', compartment_id, person_id, "column", scope, may, basis,
         coalesce((extract(epoch from starts_at) * 1000000)::bigint::text, '-'),
         coalesce((extract(epoch from ends_at) * 1000000)::bigint::text, '-'),
         coalesce(source_id::text, '-'), hides_location::int, coalesce(stands_in_for::text, '-')) collate "C" as line
     from access_grant where child_id = child) lines $$;
revoke execute on function grants_digest(uuid, uuid) from public, trefoil_app;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_whose_law")]
    operations = [migrations.RunSQL(DIGEST, "drop function grants_digest(uuid, uuid);")]
