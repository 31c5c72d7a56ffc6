"""Entries are seen by those who see what they tell of."""

from django.db import migrations

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial"), ("people", "0002_wall")]
    operations = [wall("timeline_entry", author="author_id", history=False)]
