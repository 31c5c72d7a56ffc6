"""When a child met whom, and on which days they were at school: closed to those from whom places are hidden."""

from django.db import migrations

from trefoil.ground.access.migration import open_in, see_anew

FULL, MINIMUM = open_in("full_place"), open_in("minimum_place")
HELD = "(select viewer()) in (staff_id, author_id)"


class Migration(migrations.Migration):
    dependencies = [("care_sessions", "0002_wall"), ("access", "0005_disclosure")]
    operations = [
        see_anew("care_sessions_session", f"{FULL} or ({MINIMUM} and {HELD})"),
        see_anew("care_sessions_dayattendance", MINIMUM),
    ]
