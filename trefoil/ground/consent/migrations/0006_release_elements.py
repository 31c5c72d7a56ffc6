"""What a release of information must hold by law."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_from_restricted")]
    operations: list[migrations.operations.base.Operation] = []
