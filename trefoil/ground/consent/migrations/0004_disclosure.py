"""Services, orders, holds, suspicions, the youth's own releases, and the facts that all of them bring."""

import django.contrib.postgres.fields
import django.db.models.deletion
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import INVOKER

FACTS = f"""
create function consent_fact(r consent_release, giver uuid, taker uuid) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('id', r.id, 'from_organization_id', giver, 'to_organization_id', taker,
     'to_person_id', r.to_person_id, 'to_role', r.to_role, 'categories', to_jsonb(r.categories), 'purpose', r.purpose,
     'starts_at', r.starts_at, 'ends_at', least(r.ends_at, r.revoked_at), 'signer_id', r.signer_id,
     'part2', r.part2) $$;
create or replace function consent_facts(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ with mine as materialized (select r.* from consent_release r where r.child_id = child and r.signed_at is not null),
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_disclosure"),
        ("access", "0006_viewer_token"),
        ("consent", "0003_release_then"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="part2",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="release",
            name="to_person",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="to_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("therapist", "therapist"),
                    ("supervisor", "supervisor"),
                    ("prescriber", "prescriber"),
                    ("skills", "skills"),
                    ("family_peer", "family_peer"),
                    ("teacher", "teacher"),
                    ("school_mh", "school_mh"),
                    ("iop", "iop"),
                    ("home_district", "home_district"),
                    ("county", "county"),
                    ("director", "director"),
                    ("evaluator", "evaluator"),
                    ("admin", "admin"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="categories",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("demographics", "demographics"),
                        ("schedule", "schedule"),
                        ("school_plan", "school_plan"),
                        ("clinical_plan", "clinical_plan"),
                        ("diagnosis", "diagnosis"),
                        ("assessments", "assessments"),
                        ("session_notes", "session_notes"),
                        ("psychotherapy_notes", "psychotherapy_notes"),
                        ("sud", "sud"),
                        ("safety_plan", "safety_plan"),
                        ("crisis_events", "crisis_events"),
                        ("education_records", "education_records"),
                        ("behavior_observations", "behavior_observations"),
                        ("family_needs", "family_needs"),
                        ("youth_confidential", "youth_confidential"),
                        ("messages", "messages"),
                        ("consents", "consents"),
                        ("custody", "custody"),
                    ],
                    max_length=30,
                ),
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("claim", models.TextField()),
                ("claimed_by", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="people.child"
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("acts_for_school", models.BooleanField()),
                ("part2", models.BooleanField(default=False)),
                ("outpatient_mental_health", models.BooleanField(default=True)),
                ("signed_name", models.CharField(blank=True, max_length=200)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_lines",
                        to="people.organization",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suspicion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("grounds", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspicions", to="people.child"
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourtOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("no_contact", "no_contact"),
                            ("limits_medical", "limits_medical"),
                            ("limits_education", "limits_education"),
                            ("ends_rights", "ends_rights"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "leaves",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("demographics", "demographics"),
                                ("schedule", "schedule"),
                                ("school_plan", "school_plan"),
                                ("clinical_plan", "clinical_plan"),
                                ("diagnosis", "diagnosis"),
                                ("assessments", "assessments"),
                                ("session_notes", "session_notes"),
                                ("psychotherapy_notes", "psychotherapy_notes"),
                                ("sud", "sud"),
                                ("safety_plan", "safety_plan"),
                                ("crisis_events", "crisis_events"),
                                ("education_records", "education_records"),
                                ("behavior_observations", "behavior_observations"),
                                ("family_needs", "family_needs"),
                                ("youth_confidential", "youth_confidential"),
                                ("messages", "messages"),
                                ("consents", "consents"),
                                ("custody", "custody"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("court", models.CharField(max_length=200)),
                ("file_number", models.CharField(blank=True, max_length=80)),
                ("document_id", models.UUIDField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("entered_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, max_length=300)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="court_orders", to="people.child"
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"),
                        name="order_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voided_at", None), models.Q(("void_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="order_is_voided_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("demographics", "demographics"),
                                ("schedule", "schedule"),
                                ("school_plan", "school_plan"),
                                ("clinical_plan", "clinical_plan"),
                                ("diagnosis", "diagnosis"),
                                ("assessments", "assessments"),
                                ("session_notes", "session_notes"),
                                ("psychotherapy_notes", "psychotherapy_notes"),
                                ("sud", "sud"),
                                ("safety_plan", "safety_plan"),
                                ("crisis_events", "crisis_events"),
                                ("education_records", "education_records"),
                                ("behavior_observations", "behavior_observations"),
                                ("family_needs", "family_needs"),
                                ("youth_confidential", "youth_confidential"),
                                ("messages", "messages"),
                                ("consents", "consents"),
                                ("custody", "custody"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                    ),
                ),
                ("reason", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="people.child"
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
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_override_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "consent_basis",
                    models.CharField(
                        choices=[
                            ("parent", "parent"),
                            ("minor_144_3431", "minor_144_3431"),
                            ("minor_144_343", "minor_144_343"),
                            ("minor_144_341", "minor_144_341"),
                            ("court", "court"),
                            ("emergency", "emergency"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("signed_name", models.CharField(blank=True, max_length=200)),
                ("signed_text", models.TextField(blank=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="people.child"
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
                    "consenter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="consent.serviceline"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_basis", "court"), _negated=True),
                            ("consenter__isnull", False),
                            _connector="OR",
                        ),
                        name="a_court_names_a_consenter",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YouthRelease",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("demographics", "demographics"),
                                ("schedule", "schedule"),
                                ("school_plan", "school_plan"),
                                ("clinical_plan", "clinical_plan"),
                                ("diagnosis", "diagnosis"),
                                ("assessments", "assessments"),
                                ("session_notes", "session_notes"),
                                ("psychotherapy_notes", "psychotherapy_notes"),
                                ("sud", "sud"),
                                ("safety_plan", "safety_plan"),
                                ("crisis_events", "crisis_events"),
                                ("education_records", "education_records"),
                                ("behavior_observations", "behavior_observations"),
                                ("family_needs", "family_needs"),
                                ("youth_confidential", "youth_confidential"),
                                ("messages", "messages"),
                                ("consents", "consents"),
                                ("custody", "custody"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                    ),
                ),
                ("part2", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("signed_name", models.CharField(blank=True, max_length=200)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="youth_releases", to="people.child"
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
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="youth_release_ends_after_it_starts",
                    )
                ],
            },
        ),
        wall("consent_courtorder"),
        wall("consent_hold"),
        wall("consent_suspicion", author="entered_by_id"),
        wall("consent_service"),
        wall("consent_youthrelease"),
        wall("consent_override"),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
