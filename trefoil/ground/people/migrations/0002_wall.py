"""People behind the wall, and the facts they bring to access."""

from django.db import migrations

from trefoil.ground.access.migration import policies, wall
from trefoil.ground.access.migrations_sql import DEFINER

# Staff are the program's public face; a family is known to those who know its child, and to itself.
KNOWN = f"""
create function known_people() returns uuid[] language sql stable {DEFINER} as
$$ with known as materialized (select known_children() as children)
   select children || coalesce((select array_agg(distinct person_id) from people_caregiver
     where child_id = any(children)), '{{}}') || coalesce(viewer(), gen_random_uuid()) from known $$;
"""
FACTS = f"""
create function people_facts(child uuid, organization uuid) returns jsonb language sql stable {DEFINER} as
$$ select jsonb_build_object(
  'born_on', (select born_on from people_child where person_id = child),
  'resident_district', (select resident_district_id from people_residence where child_id = child),
  'organizations', (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind)) from people_organization),
  'professionals',
     (select coalesce(jsonb_agg(jsonb_build_object('person_id', s.person_id, 'role', s.role,
         'organization_id', s.organization_id, 'linked', true,
         'starts_at', greatest(m.starts_at, s.starts_at), 'ends_at', least(m.ends_at, s.ends_at))), '[]')
      from people_membership m join people_staff s on s.person_id = m.staff_id where m.child_id = child)
     || (select coalesce(jsonb_agg(jsonb_build_object('person_id', s.person_id, 'role', s.role,
         'organization_id', s.organization_id, 'linked', false, 'starts_at', s.starts_at, 'ends_at', s.ends_at)), '[]')
      from people_staff s where case when child is null then s.organization_id = organization
                                     else s.role in ('director', 'admin', 'home_district') end),
  'guardians',
     (select coalesce(jsonb_agg(jsonb_build_object('person_id', c.person_id, 'authority', c.authority,
         'leaves', to_jsonb(c.leaves), 'household_id', c.household_id,
         'starts_at', c.starts_at, 'ends_at', c.ends_at)), '[]')
      from people_caregiver c where c.child_id = child),
  'staff_roles',
     (select coalesce(jsonb_object_agg(s.person_id, jsonb_build_object('role', s.role, 'organization_id', s.organization_id)), '{{}}')
      from people_staff s where s.person_id in (select person_id from access_break_glass b where b.child_id = child)))
$$;
"""
# Opening a record is the one insert that cannot ask for a grant: there is no child yet to hold one.
OPEN_RECORD = f"""
create function open_record(child uuid, given text, family text, preferred text, pronoun text, tongue text,
    born date, school_grade text, tongues varchar[], classroom text) returns void language plpgsql {DEFINER} as $$
begin
  if viewer() is null then raise exception 'no viewer'; end if;
  insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
  values (child, 'child', given, family, preferred, pronoun, tongue);
  insert into people_child (person_id, born_on, grade, languages, room) values (child, born, school_grade, tongues, classroom);
end $$;
create function open_residence(residence uuid, compartment int, child uuid, county text, paying text, resident uuid, serving uuid)
returns void language plpgsql {DEFINER} as $$
begin
  if viewer() is null then raise exception 'no viewer'; end if;
  insert into people_residence (id, compartment_id, child_id, county_of_residence, county_of_financial_responsibility,
     resident_district_id, serving_district_id) values (residence, compartment, child, county, paying, resident, serving);
end $$;
create function add_family_person(child uuid, person uuid, given text, family text, tongue text) returns void
language plpgsql {DEFINER} as $$
begin
  if not child = any(known_children()) then raise exception 'unknown child'; end if;
  insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
  values (person, 'caregiver', given, family, '', '', tongue);
end $$;
create function find_for_emergency(whole_name text, born date) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(c.person_id), '{{}}') from people_child c join people_person p on p.id = c.person_id
   where c.born_on = born and viewer() is not null
     and lower(trim(whole_name)) in (lower(p.given_name || ' ' || p.family_name), lower(p.preferred_name || ' ' || p.family_name)) $$;
create function custodian_for_emergency(child uuid) returns uuid language sql stable {DEFINER} as
$$ select custodian_id from access_compartment where child_id = child and category = 'demographics' order by id limit 1 $$;
"""
# Looked up in a hash: whoever knows thousands would else be compared with each of them for every row.
PERSON_SEEN = (
    "(kind in ('staff', 'system') and (select viewer()) is not null) or id in (select unnest((select known_people())))"
)
CHILD_SEEN = "person_id = any((select known_children())::uuid[]) or person_id = (select viewer())"
CHILD_WRITTEN = """exists (select 1 from access_compartment c where c.child_id = {child} and c.category = 'demographics'
  and c.id = any((select open_compartments('write'))::int[]))"""
# A colleague's name is corrected by those who run the same organization's staff, and by nobody else.
COLLEAGUE = """kind = 'staff' and exists (select 1 from people_staff me join people_staff them
    on them.organization_id = me.organization_id and them.person_id = people_person.id
  where me.person_id = (select viewer()) and me.role in ('director', 'admin', 'supervisor'))"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("access", "0002_wall")]
    operations = [
        migrations.RunSQL(KNOWN, ""),
        migrations.RunSQL(FACTS, ""),
        migrations.RunSQL(OPEN_RECORD, ""),
        migrations.RunSQL(
            [
                *policies(
                    "people_person",
                    seen=PERSON_SEEN,
                    written="kind = 'staff'",
                    changed=f"id = (select viewer()) or ({COLLEAGUE}) or {CHILD_WRITTEN.format(child='people_person.id')}",
                ),
                *policies(
                    "people_child",
                    seen=CHILD_SEEN,
                    written="false",
                    changed=CHILD_WRITTEN.format(child="people_child.person_id"),
                ),
            ]
        ),
        wall("people_residence"),
        wall("people_household"),
        wall("people_caregiver", minimum=True, author="person_id"),
        wall("people_membership", minimum=True),
    ]
