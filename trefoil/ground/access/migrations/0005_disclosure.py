"""What the whole of disclosure needs of compartments and grants."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0004_glass_seen")]
    operations: list[migrations.operations.base.Operation] = []
