"""Papers behind the wall: whoever may answer in a compartment may add papers of their own to it."""

from django.db import migrations

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("access", "0002_wall"), ("people", "0002_wall")]
    operations = [wall("documents_document", author="added_by_id")]
