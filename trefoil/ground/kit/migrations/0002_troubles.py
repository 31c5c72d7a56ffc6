"""Why jobs failed, without a word of what they were about."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_cache"), ("procrastinate", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "create table kit_job_trouble (job_id bigint primary key references procrastinate_jobs on delete cascade,"
            " kind text not null, place text not null, at timestamptz not null)",
            "drop table kit_job_trouble",
        )
    ]
