"""What a release of information must hold by law, and what each of those who decide has answered."""

import django.db.models.deletion
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import INVOKER

# A release counts while nobody's refusal stands beside it (the stricter answer holds), and only if it is of records of
# whatever day: a paper for certain days, or for psychotherapy notes, opens no page.
FACTS = f"""
create function release_counts(r consent_release) returns boolean language sql stable {INVOKER} as
$$ select r.signed_at is not null and r.records_from is null and r.records_until is null
     and not exists (select 1 from consent_releaseanswer a where a.release_id = r.id and a.says = 'refuse'
                     and a.withdrawn_at is null and a.voided_at is null) $$;
create or replace function consent_fact(r consent_release, giver uuid, taker uuid) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('id', r.id, 'from_organization_id', giver, 'to_organization_id', taker,
     'to_person_id', r.to_person_id, 'to_role', r.to_role, 'categories', to_jsonb(r.categories), 'purpose', r.purpose,
     'starts_at', r.starts_at, 'ends_at', least(r.ends_at, r.revoked_at, r.event_at), 'signer_id', r.signer_id,
     'part2', r.part2) $$;
create or replace function consent_facts(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ with mine as materialized (select r.* from consent_release r where r.child_id = child and release_counts(r)),
   served as materialized (select s.*, l.organization_id, l.acts_for_school, l.part2
     from consent_service s join consent_serviceline l on l.id = s.line_id where s.child_id = child),
   named as materialized (select to_organization_id as id from mine union select from_organization_id from mine
     union select organization_id from served)
select jsonb_build_object(
  'consents', (select coalesce(jsonb_agg(consent_fact(r, r.from_organization_id, r.to_organization_id)), '[]') from mine r)
     || (select coalesce(jsonb_agg(consent_fact(r, r.to_organization_id, r.from_organization_id)), '[]') from mine r
         where r.both_ways and r.to_person_id is null),
  'organizations', (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'part2', part2, 'pack', pack))
      from people_organization where id in (select id from named)),
  'staff', (select jsonb_agg(staff_fact(s)) from people_staff s
      where s.person_id in (select to_person_id from mine)
        or (s.role in ('director', 'admin') and s.organization_id in (select id from named))),
  'services', (select jsonb_agg(jsonb_build_object('id', id, 'organization_id', organization_id,
       'acts_for_school', acts_for_school, 'consent_basis', consent_basis, 'consenter_id', consenter_id,
       'part2', part2)) from served),
  'youth_releases', (select jsonb_agg(jsonb_build_object('id', id, 'to_id', to_id, 'categories', to_jsonb(categories),
       'part2', part2, 'starts_at', starts_at, 'ends_at', least(ends_at, revoked_at)))
      from consent_youthrelease where child_id = child),
  'overrides', (select jsonb_agg(jsonb_build_object('to_id', to_id, 'by_id', by_id, 'categories', to_jsonb(categories),
       'reason', reason, 'starts_at', starts_at, 'ends_at', ends_at)) from consent_override where child_id = child),
  'orders', (select jsonb_agg(jsonb_build_object('person_id', person_id, 'kind', kind, 'leaves', to_jsonb(leaves),
       'starts_at', starts_at, 'ends_at', least(ends_at, voided_at))) from consent_courtorder where child_id = child),
  'holds', (select jsonb_agg(jsonb_build_object('person_id', person_id, 'starts_at', starts_at))
      from consent_hold where child_id = child and lifted_at is null),
  'suspicions', (select jsonb_agg(jsonb_build_object('person_id', person_id, 'starts_at', starts_at,
       'ends_at', ends_at)) from consent_suspicion where child_id = child)) $$;
revoke execute on function release_counts(consent_release) from public, trefoil_app;
revoke execute on function consent_fact(consent_release, uuid, uuid) from public, trefoil_app;
revoke execute on function consent_facts(uuid, uuid) from public, trefoil_app;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_from_restricted")]
    operations = [
        migrations.CreateModel(
            name="ReleaseAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("says", models.CharField(choices=[("allow", "allow"), ("refuse", "refuse")], max_length=10)),
                ("at", models.DateTimeField()),
                ("signed_name", models.CharField(blank=True, max_length=200)),
                ("signed_text", models.TextField(blank=True)),
                ("language", models.CharField(default="en", max_length=10)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name="release",
            name="capacity",
            field=models.CharField(
                blank=True,
                choices=[("parent", "parent"), ("court", "court"), ("youth", "youth"), ("adult", "adult")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="end_event",
            field=models.CharField(
                blank=True,
                choices=[
                    ("leaves_program", "leaves_program"),
                    ("service_ends", "service_ends"),
                    ("evaluation_done", "evaluation_done"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="entered_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="event_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="release",
            name="event_noted_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="evidence",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="release",
            name="form_version",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="release",
            name="interpreter",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="release",
            name="on_paper",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="release",
            name="records_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="release",
            name="records_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="release",
            name="renews",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="consent.release",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="revoked_how",
            field=models.CharField(
                blank=True, choices=[("portal", "portal"), ("spoken", "spoken"), ("written", "written")], max_length=10
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="signed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="release",
            name="warned_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="release",
            name="to_organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organization",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("revoked_at", None), ("signed_at__isnull", False)),
                fields=["ends_at"],
                name="release_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_organization__isnull", False), ("to_person__isnull", False), _connector="OR"),
                name="a_release_reaches_somebody",
            ),
        ),
        migrations.AddField(
            model_name="releaseanswer",
            name="compartment",
            field=models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.compartment"
            ),
        ),
        migrations.AddField(
            model_name="releaseanswer",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="releaseanswer",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="consent.release"
            ),
        ),
        migrations.AddField(
            model_name="releaseanswer",
            name="voided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("voided_at", None), models.Q(("void_reason", ""), _negated=True), _connector="OR"),
                name="an_answer_is_voided_with_a_reason",
            ),
        ),
        wall("consent_releaseanswer", author="person_id"),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
