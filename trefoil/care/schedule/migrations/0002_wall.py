"""The schedule behind the wall: what is booked is seen in full or by who takes part; that somebody is busy, by less."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, policies, wall
from trefoil.ground.access.migrations_sql import DEFINER

OPEN = "compartment_id = any((select open_compartments('{kind}'))::int[])"
FULL, MINIMUM, WRITE = (OPEN.format(kind=kind) for kind in ("full", "minimum", "write"))
TAKES_PART = "((select viewer()) = any(people) or author_id = (select viewer()))"
BY_STAFF = "exists (select 1 from people_staff s where s.person_id = (select viewer()))"

# Constraints leak: who asks when somebody is busy learns the times of those they know, and nothing else.
BUSY = f"""
create function busy_times(whom uuid[], since timestamptz, until timestamptz, except_meeting uuid)
returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz) language sql stable {DEFINER} as
$$ select b.resource_id, greatest(b.starts_at, since), least(b.ends_at, until) from schedule_booking b
   where b.resource_id = any(whom) and b.voided_at is null
     and tstzrange(b.starts_at, b.ends_at) && tstzrange(since, until)
     and b.meeting_id is distinct from except_meeting
     and exists (select 1 from people_staff s where s.person_id = viewer())
     and (b.resource_kind = 'room' or b.resource_id = any(known_people())
          or exists (select 1 from people_staff s where s.person_id = b.resource_id))
   order by b.starts_at $$;
"""
# Bookings of grown-ups lie in no compartment: whoever may change the appointment lets all of its bookings go.
LET_GO = f"""
create function let_go(meetings uuid[], since timestamptz) returns bigint language sql {DEFINER} as
$$ with gone as (update schedule_booking b set voided_at = since
   where b.meeting_id = any(meetings) and b.voided_at is null
     and exists (select 1 from schedule_appointment a where a.meeting_id = b.meeting_id)
     and not exists (select 1 from schedule_appointment a where a.meeting_id = b.meeting_id
       and not coalesce(a.compartment_id = any(open_compartments('write')),
                        a.author_id = viewer() or viewer() = any(a.people)))
   returning b.meeting_id) select count(distinct meeting_id) from gone $$;
"""


class Migration(migrations.Migration):
    dependencies = [("schedule", "0001_initial"), ("access", "0002_wall"), ("people", "0002_wall")]
    operations = [
        wall("schedule_childclass", minimum=True),
        migrations.RunSQL(
            [
                *policies(
                    "schedule_appointment",
                    seen=f"{FULL} or ({MINIMUM} and {TAKES_PART}) or (compartment_id is null and {TAKES_PART})",
                    written=f"{WRITE} or (compartment_id is null and author_id = (select viewer()) and {BY_STAFF})",
                    changed=f"{WRITE} or (compartment_id is null and {TAKES_PART})",
                ),
                keep_history("schedule_appointment"),
                *policies(
                    "schedule_booking",
                    seen=f"{MINIMUM} or (compartment_id is null and resource_id = (select viewer()))",
                    written=f"{WRITE} or (compartment_id is null and {BY_STAFF})",
                    changed="false",
                ),
                keep_history("schedule_booking"),
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(BUSY, "drop function busy_times"),
        migrations.RunSQL(LET_GO, "drop function let_go"),
    ]
