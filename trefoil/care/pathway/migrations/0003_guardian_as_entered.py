"""The guardian is entered with the referral as homes and caregivers are kept now."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER

ENTER_GUARDIAN = f"""
create or replace function enter_guardian(child uuid, school uuid, home uuid, home_compartment int, home_name text, caregiver uuid,
    person uuid, given text, family text, tongue text, relation text, phone_number text, mail text, entered timestamptz)
returns void language plpgsql {DEFINER} as $$
begin
  if not exists (select 1 from people_residence r join people_staff s on s.organization_id = r.resident_district_id
                  where r.child_id = child and s.person_id = viewer() and s.role = 'home_district') then
    raise exception 'not a student of the viewer''s district';
  end if;
  if exists (select 1 from people_caregiver c where c.child_id = child) then raise exception 'already entered'; end if;
  if not exists (select 1 from access_compartment c where c.id = home_compartment and c.child_id = child
                  and c.category = 'demographics' and c.custodian_id = school and c.household_id = home) then
    raise exception 'another compartment';
  end if;
  if not exists (select 1 from people_person p where p.id = person) then
    insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
    values (person, 'caregiver', given, family, '', '', tongue);
  elsif not person = any(known_people()) then
    raise exception 'unknown person';
  end if;
  insert into people_household (id, compartment_id, child_id, name, address, phone, safe_at_home)
  values (home, home_compartment, child, home_name, '', phone_number, false);
  insert into people_caregiver (id, compartment_id, child_id, person_id, relationship, authority, household_id,
     emergency_contact, may_call, phone, email, starts_at, scope, acting_parent)
  values (caregiver, home_compartment, child, person, relation, 'full', home, true, true, phone_number, mail, entered,
     '{{}}', false);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("pathway", "0002_wall"), ("people", "0006_no_leaves")]
    operations = [migrations.RunSQL(ENTER_GUARDIAN, migrations.RunSQL.noop)]
