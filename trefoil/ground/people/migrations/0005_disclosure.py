"""What disclosure asks about people: delegated authority, covering, trainees, safe homes, Part 2 and whose law holds."""

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from trefoil.ground.access.migrations_sql import INVOKER

_CATEGORIES = [
    "demographics",
    "schedule",
    "school_plan",
    "clinical_plan",
    "diagnosis",
    "assessments",
    "session_notes",
    "psychotherapy_notes",
    "sud",
    "safety_plan",
    "crisis_events",
    "education_records",
    "behavior_observations",
    "family_needs",
    "youth_confidential",
    "messages",
    "consents",
    "custody",
]

# Officers of an organization need no link, so they come with the organizations that keep records of the child.
FACTS = f"""
create function staff_fact(s people_staff) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('person_id', s.person_id, 'role', s.role, 'organization_id', s.organization_id,
     'trainee', s.trainee, 'supervisor_id', s.supervisor_id, 'starts_at', s.starts_at, 'ends_at', s.ends_at) $$;
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
       'starts_at', starts_at, 'ends_at', ends_at)) from people_caregiver where child_id = child)) $$;
"""
_OPEN = "compartment_id = any((select open_compartments('{kind}'))::int[])"
# A home is seen by the caregivers who live in it, though the table opens them no more than the minimum.
HOMES = f"""
drop policy seen on people_household;
create policy seen on people_household for select to trefoil_app using ({_OPEN.format(kind="home")});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_staffing"),
        ("access", "0006_viewer_token"),
    ]
    operations = [
        migrations.AddField("child", "lives_apart", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("child", "married_or_parent", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("household", "safe_at_home", models.BooleanField(default=False)),
        migrations.AddField(
            "caregiver",
            "scope",
            ArrayField(
                models.CharField(max_length=30, choices=[(c, c) for c in _CATEGORIES]), default=list, blank=True
            ),
        ),
        migrations.AddField("caregiver", "authority_since", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("caregiver", "authority_until", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("caregiver", "acting_parent", models.BooleanField(default=False)),
        migrations.AlterField(
            "caregiver",
            "authority",
            models.CharField(max_length=12, choices=[("full", "full"), ("delegated", "delegated"), ("none", "none")]),
        ),
        migrations.AddField("organization", "part2", models.BooleanField(default=False, db_default=False)),
        migrations.AddField(
            "organization", "pack", models.CharField(max_length=40, default="us-mn", db_default="us-mn")
        ),
        migrations.AddField("staff", "trainee", models.BooleanField(default=False, db_default=False)),
        migrations.AddField(
            "membership",
            "covers",
            models.ForeignKey(
                "people.staff",
                django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="+",
            ),
        ),
        migrations.RunSQL([FACTS, HOMES], migrations.RunSQL.noop),
    ]
