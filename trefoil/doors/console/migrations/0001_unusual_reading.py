"""What a privacy officer weighs: who opened whose record, and whether care, a meeting or a task led them there.

The answer holds no word of a record, only that there was a meeting or a task, which an officer's grants do not open.
"""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER

# A record is opened by a page about one child; a list of children opens none.
READS = """
  ours as materialized (select distinct child_id from access_compartment
     where custodian_id = overseen_organization() and child_id is not null),
  opened as materialized (select a.person_id, a.children[1] as child_id, a.at, a.page, a.bases,
       a.at at time zone zone as local
     from access_audit a join people_staff s on s.person_id = a.person_id
    where a.kind = 'read' and a.at >= since and a.at < until and cardinality(a.children) = 1
      and a.children[1] in (select child_id from ours))"""
FUNCTIONS = f"""
create function openings(since timestamptz, until timestamptz, zone text) returns table (
  person_id uuid, child_id uuid, on_day date, times int, at_night int, first_at timestamptz, last_at timestamptz,
  pages text[], by_glass boolean, link text, met boolean, tasked boolean, same_name boolean)
language sql stable {DEFINER} as $$
with {READS},
  days as (select o.person_id, o.child_id, o.local::date as on_day, count(*)::int as times,
      count(*) filter (where extract(hour from o.local) < 6 or extract(hour from o.local) >= 21)::int as at_night,
      min(o.at) as first_at, max(o.at) as last_at, array_agg(distinct o.page::text) as pages,
      bool_or('break_glass' = any(o.bases)) as by_glass
    from opened o group by 1, 2, 3)
select d.*,
  (select case
       when bool_or(m.starts_at <= d.first_at - interval '1 day' and (m.ends_at is null or m.ends_at > d.last_at))
         then 'linked'
       when bool_or(m.starts_at <= d.last_at and (m.ends_at is null or m.ends_at > d.first_at)) then 'fresh'
       when bool_or(m.ends_at <= d.first_at) then 'ended' else '' end
     from people_membership m where m.child_id = d.child_id and m.staff_id = d.person_id),
  exists (select 1 from schedule_appointment p where p.child_id = d.child_id and d.person_id = any(p.people)
       and p.voided_at is null and (p.starts_at at time zone zone)::date between d.on_day - 1 and d.on_day + 1)
    or exists (select 1 from care_sessions_session e where e.child_id = d.child_id
       and d.person_id in (e.staff_id, e.author_id)
       and (e.held_at at time zone zone)::date between d.on_day - 1 and d.on_day + 1),
  exists (select 1 from worklist_task t where t.child_id = d.child_id and t.person_id = d.person_id
       and t.asked_at <= d.last_at and (t.done_at is null or (t.done_at at time zone zone)::date >= d.on_day)),
  exists (select 1 from people_person reader, people_person child where reader.id = d.person_id
       and child.id = d.child_id and child.family_name <> '' and lower(reader.family_name) = lower(child.family_name))
from days d $$;
create function opening_days(since timestamptz, until timestamptz, zone text) returns table (
  person_id uuid, on_day date, children int)
language sql stable {DEFINER} as $$
with {READS}
select o.person_id, o.local::date, count(distinct o.child_id)::int from opened o group by 1, 2 $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_oversight"),
        ("people", "0007_suspension"),
        ("worklist", "0002_wall"),
        ("schedule", "0002_wall"),
        ("care_sessions", "0002_wall"),
    ]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
