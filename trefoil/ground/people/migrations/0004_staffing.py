"""Why a caregiver's authority changed, and the doors by which an organization staffs itself."""

import django.db.models.deletion
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import DEFINER

# Whoever ends an employment need not know every child it opened: these doors answer with ids alone, to those who staff.
STAFFED = f"""
create function staffed_organization() returns uuid language sql stable {DEFINER} as
$$ select s.organization_id from people_staff s join people_organization o on o.id = s.organization_id
   where s.person_id = viewer() and (s.ends_at is null or viewed_at() < s.ends_at)
     and (s.role in ('director', 'admin') or (s.role = 'supervisor' and o.kind in ('clinic', 'iop'))) $$;
create function children_by_team(member uuid) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct m.child_id), '{{}}') from people_membership m
   join people_staff s on s.person_id = m.staff_id
   where m.staff_id = member and s.organization_id = staffed_organization() $$;
create function children_by_office(organization uuid) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct child), '{{}}') from (
     select child_id as child from access_compartment where custodian_id = organization and child_id is not null
     union select child_id from people_residence where resident_district_id = organization
     union select g.child_id from access_grant g join people_staff s on s.person_id = g.person_id
       where s.organization_id = organization and g.child_id is not null) known
   where organization = staffed_organization() $$;
create function end_memberships_of(member uuid, moment timestamptz) returns uuid[] language sql volatile {DEFINER} as
$$ with ended as (
     update people_membership m set ends_at = greatest(m.starts_at, moment) from people_staff s
     where m.staff_id = member and s.person_id = member and s.organization_id = staffed_organization()
       and (m.ends_at is null or m.ends_at > moment) returning m.child_id)
   select coalesce(array_agg(distinct child_id), '{{}}') from ended $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_glass_seen"),
        ("people", "0003_officers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(choices=[("authority", "authority"), ("ended", "ended")], max_length=12)),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField()),
                (
                    "caregiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="people.caregiver"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="family_decisions", to="people.child"
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.compartment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["compartment", "decided_at"], name="people_decision_feed")],
            },
        ),
        wall("people_familydecision"),
        migrations.RunSQL(STAFFED, migrations.RunSQL.noop),
    ]
