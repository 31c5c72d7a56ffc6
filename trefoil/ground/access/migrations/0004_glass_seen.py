"""Who breaks the glass sees that they did: the reason and the end stand above what they open."""

from django.db import migrations

OWN = """
drop policy seen on access_break_glass;
create policy seen on access_break_glass for select to trefoil_app
  using (compartment_id = any((select open_compartments('minimum'))::int[]) or person_id = (select viewer()));
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_settled_trail")]
    operations = [migrations.RunSQL(OWN, migrations.RunSQL.noop)]
