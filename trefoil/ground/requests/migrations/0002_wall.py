"""What was sent outside, concerns and requests behind the wall, and the two accounts of who read what."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, policies, wall
from trefoil.ground.access.migrations_sql import DEFINER

_OPEN = "compartment_id = any((select open_compartments('{}'))::int[])"
ANY, RESPOND, WRITE = (_OPEN.format(kind) for kind in ("any", "respond", "write"))
_ME = "(select viewer())"
STAFF = f"(select viewer_works_here()) and {WRITE}"
LIVE = "(g.starts_at is null or g.starts_at <= viewed_at()) and (g.ends_at is null or viewed_at() < g.ends_at)"

WORKS_HERE = f"""
create function viewer_works_here() returns boolean language sql stable {DEFINER} as
$$ select exists (select 1 from people_staff s where s.person_id = viewer() and s.ends_at is null) $$;
"""

# Who answers for a custodian: its privacy officer, or else who comes nearest to one, among those who may write there.
ANSWERING = f"""
create function answering_for(compartment int, besides uuid) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(n.person_id), '{{}}') from (
     select s.person_id, rank() over (order by array_position(
              array['admin', 'supervisor', 'director', 'school_mh', 'therapist']::varchar[], s.role) nulls last) as place
     from people_staff s join access_compartment c on c.id = compartment and c.custodian_id = s.organization_id
     where s.ends_at is null and s.person_id is distinct from besides
       and exists (select 1 from access_grant g where g.person_id = s.person_id and g.compartment_id = compartment
                   and g.may = 'write' and {LIVE})) n
   where n.place = 1 and compartment = any(open_compartments('any')) $$;
"""

# Whom the family may learn of: of a reader who is on the care team only where the viewer may not know it, nothing.
_KNOWN = """(h.officer or not exists (select 1 from people_membership m where m.child_id = child and m.staff_id = s.person_id)
     or exists (select 1 from people_membership m where m.child_id = child and m.staff_id = s.person_id
                and m.compartment_id = any(o.seen)))"""
_HELD = f"""
  held as (select coalesce(bool_or(g."column" = 'A'), false) as officer,
                  coalesce(bool_or(g."column" in ('Y', 'G')), false) as family
           from access_grant g where g.person_id = viewer() and g.child_id = child and {LIVE}),
  opened as materialized (select open_compartments('any') as seen, open_compartments('write') as written)"""

_WORDS = """p.given_name || ' ' || p.family_name, coalesce(nullif(s.title, ''), nullif(s.discipline, ''), s.role)"""
_RELEASE = """
  left join lateral (select r.id, r.signed_at from consent_release r
     where r.child_id = child and r.signed_at <= v.last_at and r.ends_at > v.last_at
       and (r.revoked_at is null or r.revoked_at > v.last_at) and r.categories && v.categories
       and (h.officer or r.compartment_id = any(o.seen))
       and ((r.from_organization_id = v.custodian_id and r.to_organization_id = v.organization_id)
         or (r.both_ways and r.to_organization_id = v.custodian_id and r.from_organization_id = v.organization_id))
     order by r.signed_at desc limit 1) r on true"""
# Entries alike are counted before their lists are taken apart, or each would be taken apart for itself.
_APART = """cross join lateral unnest(e.categories) with ordinality k(category, nth)
      left join lateral unnest(e.bases) with ordinality b(basis, nth) on true"""
_ONCE = "(sum(e.times) filter (where k.nth = 1 and coalesce(b.nth, 1) = 1))::bigint"
_BASES = "'consent', 'youth_consent', 'break_glass', 'crisis', 'own_student', 'jeopardy_override', 'covering'"

# What left one organization for another: read across, opened as a plan for school, or sent outside by hand.
DISCLOSURES = f"""
create function disclosures_of(child uuid, zone text) returns table (kind text, day date, last_at timestamptz, times bigint,
  person_id uuid, person text, title text, organization text, custodian_id uuid, custodian text, categories varchar[],
  bases varchar[], release_id uuid, released_at timestamptz, what text, channel text)
language sql stable {DEFINER} as $$
with {_HELD},
  shown as materialized (select c.id, c.category, c.custodian_id from access_compartment c cross join held h cross join opened o
    where c.child_id = child and (not c.maltreatment_report or c.id = any(o.seen))
      and (h.officer or (c.id = any(o.seen) and (h.family or c.custodian_id in (
        select w.custodian_id from access_compartment w
        where w.child_id = child and w.category = 'consents' and w.id = any(o.written)))))),
  entries as (select a.person_id, s.organization_id, k.custodian_id, (a.at at time zone zone)::date as day, k.categories, a.bases,
      count(*) as times, max(a.at) as last_at
    from access_audit a join people_staff s on s.person_id = a.person_id cross join held h cross join opened o
    cross join lateral (select c.custodian_id, array_agg(distinct c.category) as categories from shown c
      where c.id = any(a.compartments) and c.custodian_id <> s.organization_id group by 1) k
    where a.children @> array[child] and a.kind = 'read' and {_KNOWN}
    group by 1, 2, 3, 4, 5, 6),
  visits as (select e.person_id, e.organization_id, e.custodian_id, e.day, max(e.last_at) as last_at, {_ONCE} as times,
      array_agg(distinct k.category) as categories,
      array_agg(distinct b.basis) filter (where b.basis in ({_BASES})) as bases
    from entries e {_APART} group by 1, 2, 3, 4)
select 'read', v.day, v.last_at, v.times, v.person_id, {_WORDS}, t.name, v.custodian_id, c.name, v.categories,
  coalesce(v.bases, '{{}}'), r.id, r.signed_at, '', ''
  from visits v join people_person p on p.id = v.person_id join people_staff s on s.person_id = v.person_id
  join people_organization t on t.id = v.organization_id join people_organization c on c.id = v.custodian_id
  cross join held h cross join opened o {_RELEASE}
union all
select 'published', (a.at at time zone zone)::date, a.at, 1, null, '', '', t.name, c.id, c.name, array[k.category]::varchar[], array['consent']::varchar[],
  r.id, r.signed_at, '', ''
  from access_audit a join shown k on k.id = any(a.compartments) join people_organization c on c.id = k.custodian_id
  join consent_release r on r.id = (a.detail->>'release_id')::uuid
  join people_organization t
    on t.id = case when r.from_organization_id = c.id then r.to_organization_id else r.from_organization_id end
  where a.children @> array[child] and a.kind = 'act' and a.page = 'PlanPublished'
union all
select 'outside', (d.at at time zone zone)::date, d.at, 1, null, d.to, d.address, '', c.id, c.name, d.categories, array[d.ground]::varchar[],
  d.release_id, r.signed_at, d.what || case when d.purpose = '' then '' else ' (' || d.purpose || ')' end, d.channel
  from record_requests_disclosure d join shown k on k.id = d.compartment_id
  join people_organization c on c.id = k.custodian_id left join consent_release r on r.id = d.release_id
  where d.child_id = child $$;
"""

# Who looked: one line a person and a week, in the eyes of the youth or a guardian.
LOOKS = f"""
create function looks_at(child uuid, zone text) returns table (week date, last_at timestamptz, times bigint, person_id uuid,
  person text, title text, organization text, side text, at_home boolean, categories varchar[], bases varchar[],
  release_id uuid, released_at timestamptz, released_by uuid)
language sql stable {DEFINER} as $$
with {_HELD},
  shown as materialized (select c.id, c.category, c.custodian_id from access_compartment c cross join opened o cross join held h
    where c.child_id = child and h.family and c.id = any(o.seen)),
  entries as (select a.person_id, s.organization_id, date_trunc('week', a.at at time zone zone)::date as week,
      k.categories, k.at_home, k.across, k.custodian_id, a.bases, count(*) as times, max(a.at) as last_at
    from access_audit a join people_staff s on s.person_id = a.person_id cross join held h cross join opened o
    cross join lateral (select array_agg(distinct c.category) as categories, bool_or(c.custodian_id = s.organization_id) as at_home,
        array_agg(distinct c.category) filter (where c.custodian_id <> s.organization_id) as across,
        (array_agg(c.custodian_id order by c.id) filter (where c.custodian_id <> s.organization_id))[1] as custodian_id
      from shown c where c.id = any(a.compartments)) k
    where a.children @> array[child] and a.kind = 'read' and k.categories is not null and {_KNOWN}
    group by 1, 2, 3, 4, 5, 6, 7, 8),
  visits as (select e.person_id, e.organization_id, e.week, max(e.last_at) as last_at, {_ONCE} as times,
      array_agg(distinct k.category) as categories, bool_or(e.at_home) as at_home,
      array_agg(distinct k.category) filter (where k.category = any(e.across)) as across,
      (array_agg(e.custodian_id) filter (where e.custodian_id is not null))[1] as custodian_id,
      array_agg(distinct b.basis) filter (where b.basis in ({_BASES})) as bases
    from entries e {_APART} group by 1, 2, 3)
select v.week, v.last_at, v.times, v.person_id, {_WORDS}, t.name,
  case when t.kind in ('clinic', 'iop') then 'clinic' else 'school' end, v.at_home, v.categories, coalesce(v.bases, '{{}}'),
  r.id, r.signed_at, r.signer_id
  from visits v join people_person p on p.id = v.person_id join people_staff s on s.person_id = v.person_id
  join people_organization t on t.id = v.organization_id cross join held h cross join opened o
  left join lateral (select r.id, r.signed_at, r.signer_id from consent_release r
     where r.child_id = child and r.signed_at <= v.last_at and r.ends_at > v.last_at
       and (r.revoked_at is null or r.revoked_at > v.last_at) and r.categories && v.across
       and r.compartment_id = any(o.seen)
       and ((r.from_organization_id = v.custodian_id and r.to_organization_id = v.organization_id)
         or (r.both_ways and r.to_organization_id = v.custodian_id and r.from_organization_id = v.organization_id))
     order by r.signed_at desc limit 1) r on true $$;
"""

_MINE = f"requester_id = {_ME}"
# A concern is not for those it is about, nor for their team: for the officer who was asked, and for who told it.
_ASKED = f"exists (select 1 from worklist_task t where t.kind = 'answer_concern' and t.subject_id = record_requests_concern.id and t.person_id = {_ME})"
_ANSWERS = f"({_ASKED} and about_id <> {_ME} and {WRITE})"


class Migration(migrations.Migration):
    dependencies = [
        ("record_requests", "0001_initial"),
        ("access", "0007_on_our_word"),
        ("consent", "0005_from_restricted"),
        ("people", "0005_disclosure"),
        ("worklist", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL([WORKS_HERE, ANSWERING], migrations.RunSQL.noop),
        wall("record_requests_disclosure", author="recorded_by_id"),
        migrations.RunSQL(
            [
                *policies(
                    "record_requests_accessrequest",
                    seen=f"({_MINE} and {ANY}) or ({STAFF})",
                    written=f"({_MINE} and entered_by_id = {_ME} and {RESPOND}) or ({STAFF})",
                    changed=f"({_MINE} and {RESPOND}) or ({STAFF})",
                ),
                keep_history("record_requests_accessrequest"),
                *policies(
                    "record_requests_package",
                    seen=f"({_MINE} and {ANY}) or ({STAFF})",
                    written=STAFF,
                    changed=f"({_MINE} and {ANY}) or ({STAFF})",
                ),
                *policies("record_requests_choice", seen=STAFF, written=STAFF),
                *policies(
                    "record_requests_concern",
                    seen=f"(told_by_id = {_ME} and {ANY}) or {_ANSWERS}",
                    written=f"told_by_id = {_ME} and {RESPOND}",
                    changed=_ANSWERS,
                ),
                DISCLOSURES,
                LOOKS,
            ],
            migrations.RunSQL.noop,
        ),
    ]
