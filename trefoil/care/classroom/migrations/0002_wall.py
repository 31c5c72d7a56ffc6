"""The classroom behind the wall: the two numbers are fit for the minimum, what happened in a hard moment is not."""

from django.db import migrations

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [
        ("classroom", "0001_initial"),
        ("access", "0002_wall"),
        ("people", "0002_wall"),
    ]
    operations = [
        wall("classroom_rating", minimum=True),
        wall("classroom_episode"),
    ]
