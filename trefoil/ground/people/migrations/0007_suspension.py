"""Closing everything to one person at once: the row, the facts that end with it, and whose officer may do it."""

import django.db.models.deletion
from django.db import migrations, models

import trefoil.ground.kit.ids
from trefoil.ground.access.migration import policies
from trefoil.ground.access.migrations_sql import DEFINER, INVOKER

# The privacy officer's own doors: they answer with ids and yes or no, to nobody else.
OVERSIGHT = f"""
create function overseen_organization() returns uuid language sql stable {DEFINER} as
$$ select s.organization_id from people_staff s where s.person_id = viewer() and s.role = 'admin'
     and (s.starts_at is null or s.starts_at <= viewed_at()) and (s.ends_at is null or viewed_at() < s.ends_at) $$;
create function oversees(child uuid) returns boolean language sql stable {DEFINER} as
$$ select exists (select 1 from access_compartment where child_id = child
     and custodian_id = overseen_organization()) $$;
create function may_suspend(person uuid) returns boolean language sql stable {DEFINER} as
$$ select person is distinct from viewer() and (
     exists (select 1 from people_staff where person_id = person and organization_id = overseen_organization())
     or exists (select 1 from people_caregiver c where c.person_id = person and oversees(c.child_id))) $$;
create function close_grants_of(person uuid, moment timestamptz) returns int language plpgsql volatile {DEFINER} as $$
declare closed int;
begin
  if not may_suspend(person) then raise exception 'not this person' using errcode = 'insufficient_privilege'; end if;
  delete from access_grant where person_id = person and starts_at >= moment;
  update access_grant set ends_at = moment where person_id = person and (ends_at is null or ends_at > moment);
  get diagnostics closed = row_count;
  return closed;
end $$;
create function children_open_to(person uuid) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct child), '{{}}') from (
     select child_id as child from access_grant where person_id = person and child_id is not null
     union select child_id from people_membership where staff_id = person
     union select child_id from people_caregiver where person_id = person
     union select k.child_id from people_staff s join access_compartment k on k.custodian_id = s.organization_id
       where s.person_id = person and s.role in ('director', 'admin', 'home_district') and k.child_id is not null) known
   where may_suspend(person) $$;
"""
# Whoever is suspended is not active: the same rule that ends a role closes everything, in every later refresh too.
FACTS = f"""
create function suspended_since(person uuid) returns timestamptz language sql stable {INVOKER} as
$$ select starts_at from people_suspension where person_id = person and ends_at is null $$;
create function is_suspended(person uuid) returns boolean language sql stable {DEFINER} as
$$ select exists (select 1 from people_suspension where person_id = person and ends_at is null) $$;
create or replace function staff_fact(s people_staff) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('person_id', s.person_id, 'role', s.role, 'organization_id', s.organization_id,
     'trainee', s.trainee, 'supervisor_id', s.supervisor_id, 'starts_at', s.starts_at,
     'ends_at', least(s.ends_at, suspended_since(s.person_id))) $$;
create or replace function people_facts(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ with keepers as materialized (
     select custodian_id as id from access_compartment where child_id = child
     union select resident_district_id from people_residence where child_id = child
     union select organization),
   members as materialized (
     select s.* from people_staff s where s.person_id in (select staff_id from people_membership where child_id = child
         union select person_id from access_break_glass where child_id = child
         union select author_id from access_compartment where child_id = child)
       or (s.organization_id in (select id from keepers)
           and (child is null or s.role in ('director', 'admin', 'home_district'))))
select jsonb_build_object(
  'child', (select jsonb_build_object('born_on', born_on, 'lives_apart', lives_apart,
       'married_or_parent', married_or_parent) from people_child where person_id = child),
  'resident_district', (select resident_district_id from people_residence where child_id = child),
  'organizations', (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'part2', part2, 'pack', pack))
      from people_organization where id in (select id from keepers union select organization_id from members)),
  'staff', (select jsonb_agg(staff_fact(m)) from people_staff m where m.person_id in (select person_id from members)),
  'links', (select jsonb_agg(jsonb_build_object('person_id', staff_id, 'covers', covers_id, 'starts_at', starts_at,
       'ends_at', ends_at)) from people_membership where child_id = child),
  'households', (select jsonb_agg(jsonb_build_object('id', id, 'safe_at_home', safe_at_home))
      from people_household where child_id = child),
  'caregivers', (select jsonb_agg(jsonb_build_object('person_id', person_id, 'authority', authority,
       'scope', to_jsonb(scope), 'authority_since', authority_since, 'authority_until', authority_until,
       'household_id', household_id, 'emergency_contact', emergency_contact, 'acting_parent', acting_parent,
       'starts_at', starts_at, 'ends_at', least(ends_at, suspended_since(person_id))))
      from people_caregiver where child_id = child)) $$;
revoke execute on function suspended_since(uuid), staff_fact(people_staff), people_facts(uuid, uuid)
  from public, trefoil_app;
"""
_OURS = "organization_id = (select overseen_organization())"
_WORD = f"{_OURS} and (select spoken_for('suspension'))"
_PERSON = {"on_delete": django.db.models.deletion.PROTECT, "to": "people.person"}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_no_leaves"),
        ("access", "0008_coded_seals"),
        ("consent", "0005_from_restricted"),
    ]
    operations = [
        migrations.AddField("account", "signed_out_at", models.DateTimeField(null=True, blank=True)),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("lift_reason", models.CharField(blank=True, max_length=500)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organization"
                    ),
                ),
                ("person", models.ForeignKey(related_name="suspensions", **_PERSON)),
                ("suspended_by", models.ForeignKey(related_name="+", **_PERSON)),
                ("lifted_by", models.ForeignKey(blank=True, null=True, related_name="+", **_PERSON)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person",), condition=models.Q(("ends_at", None)), name="suspended_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"),
                        name="suspension_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.RunSQL(OVERSIGHT, migrations.RunSQL.noop),
        migrations.RunSQL(
            policies("people_suspension", seen=_OURS, written=_WORD, changed=_WORD), migrations.RunSQL.noop
        ),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
