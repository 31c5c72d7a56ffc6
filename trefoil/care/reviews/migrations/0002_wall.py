"""Reviews behind the wall: when and where a team meets is not told to somebody from whom places are hidden."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, open_in, policies, wall

PLACED, WRITE = open_in("full_place"), open_in("write")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("access", "0005_disclosure")]
    operations = [
        *(
            migrations.RunSQL(
                [*policies(table, seen=PLACED, written=WRITE), keep_history(table)], migrations.RunSQL.noop
            )
            for table in ("reviews_rhythm", "reviews_meeting")
        ),
        wall("reviews_invitation", author="person_id"),
        wall("reviews_question", author="author_id"),
        wall("reviews_decision", author="owner_id"),
        wall("reviews_clock"),
    ]
