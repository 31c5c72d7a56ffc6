"""An entry about a meeting says when the child was where: it is closed to those from whom places are hidden."""

from django.db import migrations

from trefoil.ground.access.migration import open_in, see_anew

TOLD = f"{open_in('told')} or (author_id = (select viewer()) and {open_in('own')})"


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_wall"), ("access", "0011_told_without_places")]
    operations = [see_anew("timeline_entry", TOLD)]
