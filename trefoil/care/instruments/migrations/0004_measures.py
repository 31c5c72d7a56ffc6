"""Measures of a program, informants other than the youth, and links that open one form once."""

import django.db.models.deletion
import trefoil.care.instruments.measure_types
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import open_in, wall

ASKED = "asked_of_id = (select viewer())"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0012_whose_law"),
        ("instruments", "0002_wall"),
        ("people", "0009_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="closed_as",
            field=models.CharField(
                blank=True,
                choices=[("declined", "declined"), ("left", "left"), ("lapsed", "lapsed")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="informant",
            field=models.CharField(
                choices=[
                    ("youth", "youth"),
                    ("caregiver", "caregiver"),
                    ("teacher", "teacher"),
                    ("clinician", "clinician"),
                ],
                db_default="youth",
                default=trefoil.care.instruments.measure_types.Informant["YOUTH"],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="mode",
            field=models.CharField(
                choices=[("alone", "alone"), ("with_staff", "with_staff"), ("link", "link"), ("paper", "paper")],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("device_hash", models.CharField(blank=True, max_length=64)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="instruments.assignment"
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
                    "made_by",
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
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("instrument", models.CharField(max_length=60)),
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
                ("first_after_days", models.PositiveSmallIntegerField(default=0)),
                ("every_days", models.PositiveSmallIntegerField()),
                ("days_to_answer", models.PositiveSmallIntegerField()),
                ("set_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organization"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="assignment",
            name="measure",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="instruments.measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_as", ""), ("closed_at", None)),
                    models.Q(models.Q(("closed_as", ""), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="assignment_closed_as_something",
            ),
        ),
        migrations.AddIndex(
            model_name="answerlink",
            index=models.Index(fields=["compartment", "at"], name="answer_link_feed"),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("device_hash", ""), ("opened_at", None)),
                    models.Q(("opened_at__isnull", False), models.Q(("device_hash", ""), _negated=True)),
                    _connector="OR",
                ),
                name="link_opened_on_one_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("organization", "instrument", "informant"),
                name="one_measure_an_informant",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_days__gte", 7)), name="measure_not_more_often_than_weekly"
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="informant",
            field=models.CharField(
                choices=[
                    ("youth", "youth"),
                    ("caregiver", "caregiver"),
                    ("teacher", "teacher"),
                    ("clinician", "clinician"),
                ],
                db_default="youth",
                default=trefoil.care.instruments.measure_types.Informant["YOUTH"],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        wall("instruments_answerlink", author="person_id"),
        # Who was asked sees what they were asked, also where they may see nothing else, and may say no to it.
        migrations.RunSQL(
            [
                f"alter policy seen on instruments_assignment using ({open_in('full')} or ({ASKED} and {open_in('own')}))",
                "alter policy changed on instruments_assignment"
                f" using ({open_in('write')} or ({ASKED} and {open_in('respond')}))"
                f" with check ({open_in('write')} or ({ASKED} and {open_in('respond')}))",
            ],
            migrations.RunSQL.noop,
        ),
    ]
