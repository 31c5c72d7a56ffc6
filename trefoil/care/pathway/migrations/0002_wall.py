"""The way in behind the wall."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, policies, wall
from trefoil.ground.access.migrations_sql import DEFINER

FULL = "compartment_id = any((select open_compartments('full'))::int[])"
WRITE = "compartment_id = any((select open_compartments('write'))::int[])"
RESPOND = "compartment_id = any((select open_compartments('respond'))::int[])"
# The author of a referral is the district, not one of its people: whoever coordinates there may send and withdraw. The
# compartment stays the receiving school's, so that its director reads the referral as the school's own record and needs
# no release for that; the district reads it as about its own student and, there, may answer.
BY_DISTRICT = (
    "district_id = (select organization_id from people_staff where person_id = (select viewer())"
    f" and role = 'home_district') and {RESPOND}"
)

# Entering the guardian with the referral is, like opening the record, an insert that no grant can allow yet: the entry
# belongs to the receiving school, and the district writes it once, for its own student, at the door.
ENTER_GUARDIAN = f"""
create function enter_guardian(child uuid, school uuid, home uuid, home_compartment int, home_name text, caregiver uuid,
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
  insert into people_household (id, compartment_id, child_id, name, address, phone)
  values (home, home_compartment, child, home_name, '', phone_number);
  insert into people_caregiver (id, compartment_id, child_id, person_id, relationship, authority, leaves, household_id,
     emergency_contact, may_call, phone, email, starts_at)
  values (caregiver, home_compartment, child, person, relation, 'full', '{{}}', home, true, true, phone_number, mail, entered);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pathway", "0001_initial"),
        ("access", "0002_wall"),
        ("people", "0002_wall"),
        ("consent", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL(
            [
                *policies("pathway_referral", seen=FULL, written=f"{WRITE} or ({BY_DISTRICT})"),
                keep_history("pathway_referral"),
            ]
        ),
        wall("pathway_move"),
        wall("pathway_enrollment", minimum=True),
        wall("pathway_welcome", author="person_id", minimum=True),
        migrations.RunSQL(ENTER_GUARDIAN, "drop function enter_guardian"),
    ]
