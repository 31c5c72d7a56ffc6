"""A paper bears addresses that no program can cut: from whom places are hidden gets it only by a person's hands.

Such a caregiver still reads the papers of an answered request, which somebody has assembled and redacted, and their own.
"""

from django.db import migrations

from trefoil.ground.access.migration import open_in, see_anew

SEEN = f"{open_in('full_place')} or (added_by_id = (select viewer()) and ({open_in('own')} or {open_in('full')}))"


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_wall"), ("access", "0005_disclosure")]
    operations = [see_anew("documents_document", SEEN)]
