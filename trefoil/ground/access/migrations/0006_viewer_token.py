"""The viewer is a token that the database verifies itself, and one door remains for whoever refreshes grants."""

from typing import Any

from django.conf import settings
from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER, INVOKER
from trefoil.ground.access.tokens import pads

# HMAC's two padded blocks instead of the key: so that verifying is two hashes and nothing else.
KEY = """
create table access_key (
  only_one boolean primary key default true check (only_one),
  inner_pad bytea not null check (length(inner_pad) = 64),
  outer_pad bytea not null check (length(outer_pad) = 64));
alter table access_key enable row level security;
alter table access_key force row level security;
create policy owner on access_key to trefoil_owner using (true) with check (true);
revoke all on access_key from public, trefoil_app;
"""
MAC = """(select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to({purpose} || E'\\n' || transaction_stamp()
     || E'\\n' || {said}, 'UTF8'))), 'hex') from access_key k)"""

# Of one transaction of one connection, and of no other: what is stolen from it is worth nothing elsewhere.
STAMP = """
create function transaction_stamp() returns text language sql stable
return pg_backend_pid() || ' ' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint;
"""
VIEWER = f"""
create function viewing() returns text[] language plpgsql stable {DEFINER} as $$
declare
  token text := current_setting('trefoil.viewer', true);
  part text[];
begin
  if token is null or token = '' then return null; end if;
  part := string_to_array(token, ' ');
  -- One after the other: nothing is read out of a token before the code has held.
  if cardinality(part) <> 4 then return null; end if;
  if part[4] is distinct from {MAC.format(purpose="'viewer'", said="part[1] || ' ' || part[2] || ' ' || part[3]")} then
    return null;
  end if;
  if part[3]::bigint <= extract(epoch from statement_timestamp()) then return null; end if;
  return part;
end $$;
create or replace function viewer() returns uuid language sql stable return (viewing())[1]::uuid;
create or replace function viewed_at() returns timestamptz language sql stable
return coalesce(nullif((viewing())[2], '-')::timestamptz, now());
"""

# What must be done past everybody's grants is done on the word of the process, which holds the key; SQL alone, also
# SQL that somebody smuggled into a page, has no such word. The code covers the verb and all that is said with it.
REFRESHER = f"""
create function refresher(verb text, said text, vouched text) returns jsonb language plpgsql volatile {DEFINER} as $$
declare
  a jsonb;
  name text;
  part jsonb;
  found jsonb := '[]';
begin
  if vouched is distinct from {MAC.format(purpose="'refresher ' || verb", said="said")} or vouched is null then
    raise exception 'nobody vouches for this' using errcode = 'insufficient_privilege';
  end if;
  a := said::jsonb;
  case verb
    when 'facts_of' then
      perform pg_advisory_xact_lock(hashtextextended('grants ' || c, 0))
        from (select c from jsonb_array_elements_text(a->'children') c order by c) ordered;
      for name in select jsonb_array_elements_text(a->'functions') loop
        execute format('select jsonb_object_agg(c, %I(c::uuid, null)) from jsonb_array_elements_text($1) c', name)
          into part using a->'children';
        found := found || jsonb_build_array(part);
      end loop;
      return found;
    when 'children' then
      return (select coalesce(jsonb_agg(distinct child_id), '[]') from access_compartment where child_id is not null);
    when 'facts' then
      -- One child's grants are rebuilt by one transaction at a time: of two changes at once the later sees both.
      if (a->>'lock')::boolean then
        perform pg_advisory_xact_lock(hashtextextended('grants ' || coalesce(a->>'child', a->>'organization'), 0));
      end if;
      for name in select jsonb_array_elements_text(a->'functions') loop
        execute format('select %I($1, $2)', name) into part using (a->>'child')::uuid, (a->>'organization')::uuid;
        found := found || jsonb_build_array(part);
      end loop;
      return found;
    when 'replace' then
      perform replace_grants(case when jsonb_typeof(a->'children') = 'array' then
                               array(select c::uuid from jsonb_array_elements_text(a->'children') c) end,
                             (a->>'organization')::uuid, a->'wanted');
    when 'compartment' then
      return to_jsonb(compartment_for((a->>'child')::uuid, a->>'kind', (a->>'custodian')::uuid, a->'stamp'));
    when 'held' then
      return (select coalesce(jsonb_agg(to_jsonb(h)), '[]') from grants_held((a->>'moment')::timestamptz) h);
    when 'declare' then
      perform declare_emergency((a->>'glass')::uuid, (a->>'compartment')::int, (a->>'child')::uuid, a->>'why',
                                (a->>'starts')::timestamptz, (a->>'ends')::timestamptz);
  end case;
  return null;
end $$;
"""

# Called by anybody but the refresher, these do what row security lets the caller do, which is nothing.
NO_LONGER_DOORS = (
    "access_facts(uuid, uuid)",
    "people_facts(uuid, uuid)",
    "consent_facts(uuid, uuid)",
    "replace_grants(uuid[], uuid, jsonb)",
    "compartment_for(uuid, text, uuid, jsonb)",
    "grants_held(timestamptz)",
    "declare_emergency(uuid, int, uuid, text, timestamptz, timestamptz)",
)
CLOSED = [
    order
    for name in NO_LONGER_DOORS
    for order in (
        f"alter function {name} {INVOKER}",
        f"revoke execute on function {name} from public, trefoil_app",
    )
]

# Without `pg_temp` at the end of the path, PostgreSQL looks for tables among the caller's temporary ones first.
PATHS = """
do $$ declare door regprocedure; begin
  for door in select p.oid from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', door);
  end loop;
end $$;
"""


def install_key(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("insert into access_key (inner_pad, outer_pad) values (%s, %s)", pads(settings.WALL_KEY))


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_disclosure"),
        ("people", "0004_staffing"),
        ("consent", "0003_release_then"),
        ("plan", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL(KEY, migrations.RunSQL.noop),
        migrations.RunPython(install_key, migrations.RunPython.noop),
        migrations.RunSQL([STAMP, VIEWER, REFRESHER], migrations.RunSQL.noop),
        migrations.RunSQL([*CLOSED, PATHS], migrations.RunSQL.noop),
    ]
