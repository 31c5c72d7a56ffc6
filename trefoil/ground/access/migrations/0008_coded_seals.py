"""Seals carry a code made with a secret that is not in the database: whoever owns it cannot seal anew."""

from typing import Any

from django.db import migrations, models

from trefoil.ground.access.audit import code_of


def code_earlier(apps: Any, editor: Any) -> None:
    seals = apps.get_model("access", "AuditSeal").objects.using(editor.connection.alias)
    for seal in seals.filter(code=""):
        seals.filter(pk=seal.pk).update(code=code_of(seal))


class Migration(migrations.Migration):
    dependencies = [("access", "0007_on_our_word")]
    operations = [
        migrations.AddField("auditseal", "code", models.CharField(max_length=64, default="")),
        migrations.RunPython(code_earlier, migrations.RunPython.noop),
    ]
