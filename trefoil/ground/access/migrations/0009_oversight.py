"""What a privacy officer found about unusual reading, kept for the officers of the same organization."""

from django.db import migrations, models

import trefoil.ground.kit.ids
from trefoil.ground.access.migration import policies

_OURS = "organization_id = (select overseen_organization())"


class Migration(migrations.Migration):
    dependencies = [("access", "0008_coded_seals"), ("people", "0007_suspension")]
    operations = [
        migrations.CreateModel(
            name="ReadingReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("child_id", models.UUIDField()),
                ("read_until", models.DateTimeField()),
                ("note", models.CharField(max_length=1000)),
                ("reviewed_by", models.UUIDField()),
                ("reviewed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "access_reading_review",
                "indexes": [models.Index(fields=["organization_id", "read_until"], name="reading_review_feed")],
            },
        ),
        migrations.RunSQL(
            policies(
                "access_reading_review",
                seen=_OURS,
                # Nobody settles their own reading.
                written=f"{_OURS} and reviewed_by = (select viewer()) and person_id <> (select viewer())"
                " and oversees(child_id)",
                changed="false",
            ),
            migrations.RunSQL.noop,
        ),
    ]
