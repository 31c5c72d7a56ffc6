"""The table in which rate limits are counted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(
            [
                "create table kit_cache (cache_key varchar(255) primary key, value text not null,"
                " expires timestamptz not null)",
                "create index kit_cache_expires on kit_cache (expires)",
            ],
            "drop table kit_cache",
        )
    ]
