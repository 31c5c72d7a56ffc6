"""What an order leaves stands in the order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0005_disclosure"), ("consent", "0005_from_restricted")]
    operations = [migrations.RemoveField("caregiver", "leaves")]
