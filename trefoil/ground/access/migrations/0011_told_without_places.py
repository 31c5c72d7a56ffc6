"""What is told to whom: a timeline tells nobody of places and times from whom those are hidden."""

from importlib import import_module

from django.db import migrations

_before = import_module("trefoil.ground.access.migrations.0005_disclosure")
_TOLD = "when 'told' then scope = 'full' and not (hides_location and category in ('schedule', 'demographics'))"
_OPEN = _before.OPEN.split("create or replace function known_children")[0]
WITH_TOLD = _OPEN.replace("when 'write' then", f"{_TOLD}\n           when 'write' then")


class Migration(migrations.Migration):
    dependencies = [("access", "0010_sign_in_on_our_word")]
    operations = [migrations.RunSQL(WITH_TOLD, _OPEN)]
