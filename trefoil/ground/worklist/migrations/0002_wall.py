"""A task is seen by whom it asks, as long as they may see what it is about."""

from django.db import migrations

from trefoil.ground.access.migration import policies

OPEN = "(compartment_id is null or compartment_id = any((select open_compartments('any'))::int[]))"


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial"), ("access", "0002_wall")]
    operations = [
        migrations.RunSQL(
            policies(
                "worklist_task",
                seen=f"(person_id = (select viewer()) and {OPEN}) or (compartment_id is not null and {OPEN})",
                written=f"(select viewer()) is not null and {OPEN}",
                changed=OPEN,
            )
        )
    ]
