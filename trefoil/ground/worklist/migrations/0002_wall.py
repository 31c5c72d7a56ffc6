"""A task is seen by whom it asks, as long as they may see what it is about."""

from django.db import migrations

from trefoil.ground.access.migration import policies

OPEN = "(compartment_id is null or compartment_id = any((select open_compartments('any'))::int[]))"
READ = "compartment_id = any((select open_compartments('minimum'))::int[])"


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial"), ("access", "0002_wall")]
    operations = [
        migrations.RunSQL(
            policies(
                "worklist_task",
                # Another's task tells what happened, so it is seen by those who see the records it is about.
                seen=f"(person_id = (select viewer()) and {OPEN}) or {READ}",
                written=f"(select viewer()) is not null and {OPEN}",
                changed=OPEN,
            )
        )
    ]
