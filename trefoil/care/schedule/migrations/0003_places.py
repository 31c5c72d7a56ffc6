"""Where a child is and when: closed to a caregiver from whom places are hidden, as a whole."""

from django.db import migrations

from trefoil.ground.access.migration import open_in, see_anew

FULL, MINIMUM = open_in("full_place"), open_in("minimum_place")
TAKES_PART = "((select viewer()) = any(people) or author_id = (select viewer()))"


class Migration(migrations.Migration):
    dependencies = [("schedule", "0002_wall"), ("access", "0005_disclosure")]
    operations = [
        see_anew("schedule_childclass", MINIMUM),
        see_anew(
            "schedule_appointment",
            f"{FULL} or ({MINIMUM} and {TAKES_PART}) or (compartment_id is null and {TAKES_PART})",
        ),
        see_anew("schedule_booking", f"{MINIMUM} or (compartment_id is null and resource_id = (select viewer()))"),
    ]
