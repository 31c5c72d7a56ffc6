"""Sealing waits for those who are writing, and nobody who writes waits for the sealing."""

from django.db import migrations, models

DEFINER = "security definer set search_path = pg_catalog, public"
LAST_NUMBER = f"""
create function last_audit_number() returns bigint language plpgsql volatile {DEFINER} as $$
declare number bigint;
begin
  execute format('select case when is_called then last_value else 0 end from %s',
                 pg_get_serial_sequence('public.access_audit', 'id')) into number;
  return number;
end $$;
drop function lock_audit();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_wall")]
    operations = [
        migrations.RunSQL(LAST_NUMBER, migrations.RunSQL.noop),
        migrations.AddIndex("auditentry", models.Index(fields=["at", "id"], name="audit_at")),
    ]
