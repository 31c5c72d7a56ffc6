"""What the whole of disclosure needs of compartments and grants, and the doors that use it."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from trefoil.ground.access.migrations_sql import DEFINER

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
_CATEGORY = models.CharField(max_length=30, choices=[(c, c) for c in _CATEGORIES])
_SCOPES = ("full", "minimum", "own", "card", "deidentified", "none")
_BASES = [
    "own_record",
    "parental_authority",
    "delegated_authority",
    "order_leaves",
    "youth_release",
    "jeopardy_override",
    "acting_parent",
    "emergency_contact",
    "care_team",
    "author",
    "covering",
    "supervision",
    "consent",
    "youth_consent",
    "own_student",
    "operations",
    "deidentified",
    "crisis",
    "break_glass",
    "system",
]
_KEY = ["child_id", "category", "custodian_id", "household_id", "confidential"]
_STAMP = ["services", "author_id", "withheld_from", "named", "part2", "masked_lines", "maltreatment_report"]

# As before, and: a card is open to whoever may see more; a place or a time, to nobody from whom places are hidden;
# and a home, to the caregivers who live in it.
HELD = """
   from (select compartment_id, child_id, category, scope, may, "column", hides_location, starts_at, ends_at
         from access_grant where (select viewed_child()) is null and person_id = (select viewer())
         union all
         select compartment_id, child_id, category, scope, may, "column", hides_location, starts_at, ends_at
         from access_grant where child_id = (select viewed_child()) and person_id = (select viewer())) held
   where (starts_at is null or starts_at <= (select viewed_at()))
     and (ends_at is null or (select viewed_at()) < ends_at)"""
OPEN = f"""
create or replace function open_compartments(kind text) returns int[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct compartment_id), '{{}}') {HELD}
     and case kind
           when 'full' then scope = 'full'
           when 'minimum' then scope in ('full', 'minimum')
           when 'card' then scope in ('full', 'minimum', 'card')
           when 'own' then scope = 'own'
           when 'home' then scope = 'full' or (scope = 'minimum' and "column" = 'G')
           when 'full_place' then scope = 'full' and not hides_location
           when 'minimum_place' then scope in ('full', 'minimum') and not hides_location
           when 'own_place' then scope = 'own' and not hides_location
           when 'write' then may = 'write' and scope in ('full', 'minimum')
           when 'respond' then may in ('write', 'respond')
           when 'any' then true
           else false end $$;
create or replace function known_children() returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct child_id), '{{}}') {HELD}
     and (category = 'demographics' or "column" in ('Y', 'G', 'L')) and child_id is not null $$;
create function stood_in_for() returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct stands_in_for), '{{}}') from access_grant
   where person_id = (select viewer()) and stands_in_for is not null
     and (starts_at is null or starts_at <= (select viewed_at()))
     and (ends_at is null or (select viewed_at()) < ends_at) $$;
"""
REFRESHER = f"""
drop function compartment_for(uuid, text, uuid, uuid, boolean);
create function compartment_for(child uuid, kind text, custodian uuid, stamp jsonb)
returns int language plpgsql {DEFINER} as $$
declare found int; s access_compartment;
begin
  s := jsonb_populate_record(null::access_compartment,
    '{{"confidential": false, "services": [], "withheld_from": [], "named": [], "part2": false, "masked_lines": false,
      "maltreatment_report": false}}'::jsonb || stamp);
  select id into found from access_compartment c
   where c.child_id is not distinct from child and c.category = kind and c.custodian_id = custodian
     and c.household_id is not distinct from s.household_id and c.confidential = s.confidential
     and c.services = s.services and c.author_id is not distinct from s.author_id
     and c.withheld_from = s.withheld_from and c.named = s.named and c.part2 = s.part2
     and c.masked_lines = s.masked_lines and c.maltreatment_report = s.maltreatment_report;
  if found is null then
    insert into access_compartment (child_id, category, custodian_id, household_id, confidential, services, author_id,
      withheld_from, named, part2, masked_lines, maltreatment_report, created_at)
    values (child, kind, custodian, s.household_id, s.confidential, s.services, s.author_id, s.withheld_from, s.named,
      s.part2, s.masked_lines, s.maltreatment_report, now())
    on conflict do nothing returning id into found;
    if found is null then
      return compartment_for(child, kind, custodian, stamp);
    end if;
    return -found;
  end if;
  return found;
end $$;
drop function replace_grants(uuid, uuid, jsonb);
create function replace_grants(children uuid[], organization uuid, wanted jsonb) returns void
language plpgsql {DEFINER} as $$
begin
  -- In one statement, without a temporary table: making one costs more than the whole of the rest.
  with wanted_grants as materialized (
    select w.*, c.category, c.child_id
    from jsonb_to_recordset(wanted) as w(person_id uuid, compartment_id int, "column" text, scope text, may text,
         basis text, starts_at timestamptz, ends_at timestamptz, source_id uuid, hides_location boolean,
         stands_in_for uuid)
         join access_compartment c on c.id = w.compartment_id),
  gone as (
    delete from access_grant g using access_compartment c
     where c.id = g.compartment_id
       and case when children is null then c.child_id is null and c.custodian_id = organization
                else c.child_id = any(children) end
       and not exists (select 1 from wanted_grants w
          where (w.compartment_id, w.person_id, w."column", w.scope, w.may, w.basis, w.hides_location)
              = (g.compartment_id, g.person_id, g."column", g.scope, g.may, g.basis, g.hides_location)
            and w.starts_at is not distinct from g.starts_at and w.ends_at is not distinct from g.ends_at
            and w.source_id is not distinct from g.source_id and w.stands_in_for is not distinct from g.stands_in_for))
  insert into access_grant (person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at,
    ends_at, source_id, hides_location, stands_in_for)
  select person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at, ends_at, source_id,
    hides_location, stands_in_for from wanted_grants w
   where not exists (select 1 from access_grant g
      where (w.compartment_id, w.person_id, w."column", w.scope, w.may, w.basis, w.hides_location)
          = (g.compartment_id, g.person_id, g."column", g.scope, g.may, g.basis, g.hides_location)
        and w.starts_at is not distinct from g.starts_at and w.ends_at is not distinct from g.ends_at
        and w.source_id is not distinct from g.source_id and w.stands_in_for is not distinct from g.stands_in_for);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_glass_seen")]
    operations = [
        migrations.AlterField("compartment", "category", _CATEGORY),
        migrations.AlterField("grantrow", "category", _CATEGORY),
        migrations.AlterField("grantrow", "scope", models.CharField(max_length=12, choices=[(s, s) for s in _SCOPES])),
        migrations.AlterField("grantrow", "basis", models.CharField(max_length=30, choices=[(b, b) for b in _BASES])),
        *[
            migrations.AddField("compartment", name, ArrayField(models.UUIDField(), default=list))
            for name in ("services", "withheld_from", "named")
        ],
        migrations.AddField("compartment", "author_id", models.UUIDField(null=True)),
        *[
            migrations.AddField("compartment", name, models.BooleanField(default=False))
            for name in ("part2", "masked_lines", "maltreatment_report")
        ],
        migrations.RemoveConstraint("compartment", "compartment_is_given_once"),
        migrations.AddConstraint(
            "compartment",
            models.UniqueConstraint(fields=[*_KEY, *_STAMP], name="compartment_is_given_once", nulls_distinct=False),
        ),
        migrations.AddField("grantrow", "hides_location", models.BooleanField(default=False)),
        migrations.AddField("grantrow", "stands_in_for", models.UUIDField(null=True)),
        migrations.RemoveIndex("grantrow", "grant_person"),
        migrations.RemoveIndex("grantrow", "grant_knows"),
        migrations.AddIndex(
            "grantrow",
            models.Index(
                fields=["person_id", "compartment"],
                name="grant_person",
                include=["scope", "may", "column", "hides_location", "starts_at", "ends_at"],
            ),
        ),
        migrations.AddIndex(
            "grantrow",
            models.Index(
                fields=["person_id"],
                name="grant_knows",
                include=["child_id", "starts_at", "ends_at"],
                condition=models.Q(category="demographics") | models.Q(column__in=("Y", "G", "L")),
            ),
        ),
        migrations.RunSQL(OPEN, ""),
        migrations.RunSQL(REFRESHER, ""),
    ]
