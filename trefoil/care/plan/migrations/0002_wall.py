"""Plans behind the wall, and the one door by which the last signature makes a version the plan."""

from django.db import migrations

from trefoil.ground.access.migration import wall

# The last to sign may be a guardian or the school, who do not write in the clinic's plan: so the database itself makes
# the version the plan, and only when every party that is waited for has signed.
SETTLE = """
create function settle_plan(version uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare place int;
begin
  select compartment_id into place from plan_planversion where id = version and state = 'in_signature' for update;
  if not found or exists (
    select 1 from plan_signature needed
     where needed.version_id = version and needed.is_required and not exists (
       select 1 from plan_signature given
        where given.version_id = version and given.party = needed.party
          and (given.signed_at is not null or given.waived_at is not null)))
  then
    return false;
  end if;
  update plan_planversion set state = 'superseded' where compartment_id = place and state = 'signed';
  update plan_planversion
     set state = 'signed',
         signed_at = (select max(coalesce(signed_at, waived_at)) from plan_signature where version_id = version)
   where id = version;
  return true;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0001_initial"),
        ("access", "0002_wall"),
        ("people", "0002_wall"),
        ("consent", "0002_wall"),
    ]
    operations = [
        wall("plan_planversion"),
        wall("plan_schoolplan"),
        wall("plan_homeplan", minimum=True),
        wall("plan_signature", author="person_id"),
        wall("plan_acknowledgement", author="author_id"),
        wall("plan_carecard", minimum=True),
        wall("plan_proposal", author="author_id"),
        migrations.RunSQL(SETTLE, "drop function settle_plan(uuid)"),
    ]
