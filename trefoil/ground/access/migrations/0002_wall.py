"""The functions and policies of the wall."""

from django.db import migrations

from trefoil.ground.access.migration import policies, wall

DEFINER = "security definer set search_path = pg_catalog, public"

VIEWER = """
create function viewer() returns uuid language sql stable as
$$ select nullif(current_setting('trefoil.viewer', true), '')::uuid $$;
create function viewed_at() returns timestamptz language sql stable as
$$ select coalesce(nullif(current_setting('trefoil.at', true), '')::timestamptz, now()) $$;
create function viewed_child() returns uuid language sql stable as
$$ select nullif(current_setting('trefoil.child', true), '')::uuid $$;
"""

# The viewer's grants at the viewed instant; on a page about one child, those on that child alone.
HELD = """
   from (select compartment_id, child_id, category, scope, may, "column", starts_at, ends_at
         from access_grant where (select viewed_child()) is null and person_id = (select viewer())
         union all
         select compartment_id, child_id, category, scope, may, "column", starts_at, ends_at
         from access_grant where child_id = (select viewed_child()) and person_id = (select viewer())) held
   where (starts_at is null or starts_at <= (select viewed_at()))
     and (ends_at is null or (select viewed_at()) < ends_at)"""

# The array form: PostgreSQL computes it once a query and drives the index with it. What is set for the transaction
# is asked for in subselects, so that it is read once and not once for every grant.
OPEN_COMPARTMENTS = f"""
create function open_compartments(kind text) returns int[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct compartment_id), '{{}}') {HELD}
     and case kind
           when 'full' then scope = 'full'
           when 'minimum' then scope in ('full', 'minimum')
           when 'own' then scope = 'own'
           when 'write' then may = 'write' and scope in ('full', 'minimum')
           when 'respond' then may in ('write', 'respond')
           when 'any' then true
           else false end $$;
create function known_children() returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct child_id), '{{}}') {HELD}
     and category = 'demographics' and child_id is not null $$;
create function audited_children() returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(distinct child_id), '{{}}') {HELD}
     and "column" = 'A' and child_id is not null $$;
"""

HISTORY = f"""
create function keep_history() returns trigger language plpgsql {DEFINER} as $$
begin
  insert into access_history (table_name, row_id, compartment_id, changed_at, changed_by, row)
  values (tg_table_name, old.id, old.compartment_id, now(), viewer(), to_jsonb(old));
  return null;
end $$;
"""

# The refresher's doors: the only way by which grants are written, and compartments opened.
REFRESHER = f"""
create function compartment_for(child uuid, kind text, custodian uuid, home uuid, secret boolean)
returns int language plpgsql {DEFINER} as $$
declare found int;
begin
  select id into found from access_compartment
   where child_id is not distinct from child and category = kind and custodian_id = custodian
     and household_id is not distinct from home and confidential = secret;
  if found is null then
    insert into access_compartment (child_id, category, custodian_id, household_id, confidential, created_at)
    values (child, kind, custodian, home, secret, now())
    on conflict do nothing returning id into found;
    if found is null then
      return compartment_for(child, kind, custodian, home, secret);
    end if;
    return -found;
  end if;
  return found;
end $$;
create function access_facts(child uuid, organization uuid) returns jsonb language sql stable {DEFINER} as
$$ select jsonb_build_object(
     'compartments', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from access_compartment c
        where case when child is null then c.child_id is null and c.custodian_id = organization
                   else c.child_id = child end),
     'break_glasses', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from access_break_glass b
        where b.child_id = child)) $$;
create function replace_grants(child uuid, organization uuid, wanted jsonb) returns void language plpgsql {DEFINER} as $$
begin
  create temp table if not exists wanted_grants (like access_grant) on commit drop;
  truncate wanted_grants;
  insert into wanted_grants (id, person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at, ends_at, source_id)
  select row_number() over (), w.person_id, child, w.compartment_id, c.category, w."column", w.scope, w.may, w.basis, w.starts_at, w.ends_at, w.source_id
  from jsonb_to_recordset(wanted) as w(person_id uuid, compartment_id int, "column" text, scope text, may text,
       basis text, starts_at timestamptz, ends_at timestamptz, source_id uuid)
       join access_compartment c on c.id = w.compartment_id;
  delete from access_grant g using access_compartment c
   where c.id = g.compartment_id
     and case when child is null then c.child_id is null and c.custodian_id = organization else c.child_id = child end
     and not exists (select 1 from wanted_grants w where (w.person_id, w.compartment_id, w."column", w.scope, w.may, w.basis)
        = (g.person_id, g.compartment_id, g."column", g.scope, g.may, g.basis)
        and w.starts_at is not distinct from g.starts_at and w.ends_at is not distinct from g.ends_at
        and w.source_id is not distinct from g.source_id);
  insert into access_grant (person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at, ends_at, source_id)
  select person_id, child_id, compartment_id, category, "column", scope, may, basis, starts_at, ends_at, source_id from wanted_grants w
   where not exists (select 1 from access_grant g where (w.person_id, w.compartment_id, w."column", w.scope, w.may, w.basis)
        = (g.person_id, g.compartment_id, g."column", g.scope, g.may, g.basis)
        and w.starts_at is not distinct from g.starts_at and w.ends_at is not distinct from g.ends_at
        and w.source_id is not distinct from g.source_id);
end $$;
"""

# Breaking the glass: the one insert without a grant; the viewer can declare only for themselves.
EMERGENCY = f"""
create function declare_emergency(glass uuid, compartment int, child uuid, why text, starts timestamptz, ends timestamptz)
returns void language sql {DEFINER} as
$$ insert into access_break_glass (id, compartment_id, child_id, person_id, reason, starts_at, ends_at, review)
   select glass, c.id, child, viewer(), why, starts, least(ends, starts + interval '60 minutes'), ''
   from access_compartment c where c.id = compartment and c.child_id = child and viewer() is not null $$;
"""

# For the nightly proof alone: who holds what, without a word about the children.
NIGHTLY = f"""
create function grants_held(moment timestamptz) returns table (child uuid, held text[]) language sql stable {DEFINER} as
$$ select c.child_id, coalesce(array_agg(distinct g.person_id || '|' || g.compartment_id || '|' || g."column" || '|' || g.scope
     || '|' || g.may || '|' || g.basis) filter (where g.id is not null), '{{}}')
   from access_compartment c left join access_grant g on g.compartment_id = c.id
     and (g.starts_at is null or g.starts_at <= moment) and (g.ends_at is null or moment < g.ends_at)
   where c.child_id is not null group by c.child_id $$;
"""
SEALING = f"""
create function lock_audit() returns void language sql {DEFINER} as $$ lock table access_audit in share mode $$;
"""

# Who read: a child, or a guardian, learns it for what they may see themselves; the rest of the same visit is not named.
READERS = f"""
create function readers_of(child uuid) returns table (at timestamptz, person_id uuid, page text, categories varchar[], bases varchar[])
language sql stable {DEFINER} as
$$ select a.at, a.person_id, a.page::text, known.categories, a.bases from access_audit a
   cross join lateral (select array_agg(distinct c.category) as categories from access_compartment c
      where c.child_id = child and c.id = any(a.compartments) and c.id = any((select open_compartments('any'))::int[])) known
   where a.children @> array[child] and a.kind = 'read' and known.categories is not null
     and exists (select 1 from access_grant g where g.person_id = viewer() and g.child_id = child
                  and g."column" in ('Y', 'G', 'A')
                  and (g.starts_at is null or g.starts_at <= viewed_at()) and (g.ends_at is null or viewed_at() < g.ends_at))
   order by a.at desc $$;
create function grants_of(child uuid) returns setof access_grant language sql stable {DEFINER} as
$$ select * from access_grant where child_id = child and child = any(audited_children()) $$;
create function compartments_of(child uuid) returns setof access_compartment language sql stable {DEFINER} as
$$ select * from access_compartment where child_id = child and child = any(audited_children()) $$;
"""

COMPARTMENT_SEEN = "id = any((select open_compartments('any'))::int[])"
AUDIT_SEEN = (
    "children && (select audited_children())::uuid[] or (select viewer()) = '{auditor}'::uuid"
    " or (person_id = (select viewer()) and kind = 'sign_in')"
)


def _auditor() -> str:
    from trefoil.ground.access.types import system_person

    return str(system_person("auditor"))


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(VIEWER, ""),
        migrations.RunSQL(OPEN_COMPARTMENTS, ""),
        migrations.RunSQL(HISTORY, ""),
        migrations.RunSQL(REFRESHER, ""),
        migrations.RunSQL(EMERGENCY, ""),
        migrations.RunSQL(SEALING, ""),
        migrations.RunSQL(NIGHTLY, ""),
        migrations.RunSQL(READERS, ""),
        migrations.RunSQL(
            [
                *policies("access_compartment", seen=COMPARTMENT_SEEN, written="false"),
                *policies("access_grant", seen="person_id = (select viewer())", written="false"),
                *policies(
                    "access_history",
                    seen="compartment_id = any((select open_compartments('full'))::int[])",
                    written="false",
                ),
                *policies(
                    "access_audit",
                    seen=AUDIT_SEEN.format(auditor=_auditor()),
                    written="person_id is not distinct from (select viewer()) or (select viewer()) is null",
                    changed="false",
                ),
                "revoke update on access_audit, access_audit_seal from trefoil_app",
                "revoke delete, truncate on access_audit_seal from trefoil_app",
            ]
        ),
        wall("access_break_glass", author="person_id", minimum=True),
    ]
