"""Crises behind the wall, and the facts that they bring."""

import django.db.models.deletion
from django.db import migrations, models

import trefoil.ground.kit.ids
from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import INVOKER

FACTS = f"""
create function crisis_facts(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('crises', (select jsonb_agg(jsonb_build_object('level', level, 'starts_at', opened_at,
     'ends_at', closed_at)) from crisis_crisis where child_id = child)) $$;
revoke execute on function crisis_facts(uuid, uuid) from public, trefoil_app;
"""
_PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "people.person"}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0006_viewer_token"), ("people", "0005_disclosure")]
    operations = [
        migrations.CreateModel(
            name="Crisis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(choices=[(1, "watched"), (2, "help_called"), (3, "danger")]),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("opened_by", models.ForeignKey(**_PERSON)),
                ("closed_by", models.ForeignKey(blank=True, null=True, **_PERSON)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="crises", to="people.child"
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
            ],
            options={
                "verbose_name_plural": "crises",
                "indexes": [models.Index(fields=["compartment", "opened_at"], name="crisis_feed")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("level__in", [1, 2, 3])), name="crisis_has_a_level"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="crisis_ends_after_it_begins",
                    ),
                ],
            },
        ),
        wall("crisis_crisis", minimum=True),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
