"""Questionnaires a program brings in, scores with places and parts, and the scores of licensed forms."""

import django.db.models.deletion
import trefoil.care.instruments.models
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0013_digest"),
        ("instruments", "0004_measures"),
        ("people", "0009_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="EnteredScore",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("answered_on", models.DateField()),
                ("slot", models.CharField(max_length=30)),
                (
                    "informant",
                    models.CharField(
                        choices=[
                            ("youth", "youth"),
                            ("caregiver", "caregiver"),
                            ("teacher", "teacher"),
                            ("clinician", "clinician"),
                        ],
                        max_length=10,
                    ),
                ),
                ("form", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("value", trefoil.care.instruments.models.NumberField(decimal_places=2, max_digits=6)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProgramForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("resource", models.JSONField()),
                ("scores", models.JSONField()),
                ("facts", models.JSONField(default=dict)),
                ("brought_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="score",
            name="no_score_from_gaps",
        ),
        migrations.AddField(
            model_name="score",
            name="parts",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AlterField(
            model_name="score",
            name="value",
            field=trefoil.care.instruments.models.NumberField(blank=True, decimal_places=3, max_digits=9, null=True),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__isnull", False),
                    models.Q(("band", ""), ("unanswered__gt", 0), ("value__isnull", True)),
                    _connector="OR",
                ),
                name="no_band_without_score",
            ),
        ),
        migrations.AddField(
            model_name="enteredscore",
            name="author",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="enteredscore",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entered_scores", to="people.child"
            ),
        ),
        migrations.AddField(
            model_name="enteredscore",
            name="compartment",
            field=models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.compartment"
            ),
        ),
        migrations.AddField(
            model_name="enteredscore",
            name="voided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="programform",
            name="brought_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="programform",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organization"
            ),
        ),
        migrations.AddField(
            model_name="programform",
            name="published_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="programform",
            name="retired_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddIndex(
            model_name="enteredscore",
            index=models.Index(fields=["compartment", "at"], name="entered_score_feed"),
        ),
        migrations.AddIndex(
            model_name="programform",
            index=models.Index(fields=["organization", "-brought_at"], name="forms_of_organization"),
        ),
        migrations.AddConstraint(
            model_name="programform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("facts", {}), ("published_at", None), ("published_by", None)),
                    models.Q(
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        models.Q(("facts", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="published_by_somebody_with_facts",
            ),
        ),
        wall("instruments_enteredscore", author="author_id", minimum=True),
    ]
