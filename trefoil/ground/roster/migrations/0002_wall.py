"""What a roster says about students stands behind the wall."""

from django.db import migrations

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [("roster", "0001_initial"), ("access", "0002_wall")]
    operations = [
        wall("roster_rosterperson"),
        wall("roster_rosterrelationship"),
        wall("roster_classenrollment"),
        wall("roster_rosterupload", history=False),
    ]
