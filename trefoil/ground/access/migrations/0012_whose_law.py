"""Whose law an organization's records follow, and what it is, no SQL may change that a page is talked into."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import INVOKER

GUARD = f"""
create function guard_organization() returns trigger language plpgsql {INVOKER} as $$
begin
  if current_user = 'trefoil_app' and not spoken_for('pack') then
    raise exception 'nobody vouches for this' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_organization before update on people_organization for each row
  when ((old.pack, old.part2, old.kind) is distinct from (new.pack, new.part2, new.kind))
  execute function guard_organization();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_told_without_places"), ("people", "0007_suspension")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
