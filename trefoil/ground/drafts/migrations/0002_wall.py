"""A draft is seen by who typed it, as long as they may see what it is about."""

from django.db import migrations

from trefoil.ground.access.migration import policies

OWN = (
    "person_id = (select viewer()) and (compartment_id is null"
    " or compartment_id = any((select open_compartments('any'))::int[]))"
)
# Changed even after the compartment closed, so that sending or discarding never fails on a text nobody can see.
MINE = "person_id = (select viewer())"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_initial"), ("access", "0002_wall")]
    operations = [migrations.RunSQL(policies("drafts_draft", seen=OWN, written=MINE, changed=MINE))]
