"""What settles holds, suspicions and conflicts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consent", "0006_release_elements")]
    operations: list[migrations.operations.base.Operation] = []
