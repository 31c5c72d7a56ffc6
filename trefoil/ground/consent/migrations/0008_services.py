"""What services, youth releases and tellings need."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consent", "0007_custody")]
    operations: list[migrations.operations.base.Operation] = []
