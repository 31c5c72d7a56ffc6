"""Releases behind the wall, and the facts they bring."""

from django.db import migrations

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import DEFINER

FACTS = f"""
create function consent_facts(child uuid, organization uuid) returns jsonb language sql stable {DEFINER} as
$$ select jsonb_build_object('releases', coalesce(jsonb_agg(jsonb_build_object('id', r.id,
     'from_organization_id', d.giver, 'to_organization_id', d.taker, 'categories', to_jsonb(r.categories),
     'starts_at', r.starts_at, 'ends_at', least(r.ends_at, r.revoked_at))), '[]'))
   from consent_release r
   cross join lateral (values (r.from_organization_id, r.to_organization_id),
        (case when r.both_ways then r.to_organization_id end, r.from_organization_id)) as d(giver, taker)
   where r.child_id = child and r.signed_at is not null and d.giver is not null $$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("people", "0002_wall")]
    operations = [migrations.RunSQL(FACTS, ""), wall("consent_release", author="signer_id")]
