"""Facts that lie in no compartment are written on the process's word, and nobody writes the trail in another's name."""

from django.db import migrations

from trefoil.ground.access.migrations_sql import DEFINER, INVOKER
from trefoil.ground.access.types import system_person

SPOKEN_FOR = f"""
create function spoken_for(what text) returns boolean language sql stable {DEFINER} as
$$ select coalesce(nullif(current_setting('trefoil.word', true), '') = encode(sha256(k.outer_pad || sha256(k.inner_pad
     || convert_to(E'word\\n' || transaction_stamp() || E'\\n' || what, 'UTF8'))), 'hex'), false) from access_key k $$;
"""

# Who works where, and as what, decides what is open to them: no SQL that a page is talked into may write it.
STAFF = """
alter table people_staff enable row level security;
alter table people_staff force row level security;
create policy owner on people_staff to trefoil_owner using (true) with check (true);
create policy seen on people_staff for select to trefoil_app using (true);
create policy added on people_staff for insert to trefoil_app with check ((select spoken_for('staff')));
create policy changed on people_staff for update to trefoil_app using (true) with check ((select spoken_for('staff')));
revoke delete, truncate on people_staff from trefoil_app;
"""

# A record is opened before anybody can hold a grant on it.
RECORDS = f"""
create policy opened on people_person for insert to trefoil_app with check ((select spoken_for('record')));
create policy opened on people_child for insert to trefoil_app with check ((select spoken_for('record')));
create policy opened on people_residence for insert to trefoil_app with check ((select spoken_for('record')));
alter function open_record(uuid, text, text, text, text, text, date, text, varchar[], text) {INVOKER};
alter function open_residence(uuid, int, uuid, text, text, uuid, uuid) {INVOKER};
"""

# Whoever has no viewer writes entries about nobody; and seals are the auditor's.
TRAIL = f"""
alter policy added on access_audit with check (person_id is not distinct from (select viewer()));
alter table access_audit_seal enable row level security;
alter table access_audit_seal force row level security;
create policy owner on access_audit_seal to trefoil_owner using (true) with check (true);
create policy seen on access_audit_seal for select to trefoil_app using (true);
create policy added on access_audit_seal for insert to trefoil_app
  with check ((select viewer()) = '{system_person("auditor")}'::uuid);
"""

# Whether a child of this name is here is asked in an emergency, by staff.
EMERGENCY = f"""
create or replace function find_for_emergency(whole_name text, born date) returns uuid[] language sql stable {DEFINER} as
$$ select coalesce(array_agg(c.person_id), '{{}}') from people_child c join people_person p on p.id = c.person_id
   where c.born_on = born and exists (select 1 from people_staff s where s.person_id = viewer() and s.ends_at is null)
     and lower(trim(whole_name)) in (lower(p.given_name || ' ' || p.family_name), lower(p.preferred_name || ' ' || p.family_name)) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_viewer_token")]
    operations = [migrations.RunSQL([SPOKEN_FOR, STAFF, RECORDS, TRAIL, EMERGENCY], migrations.RunSQL.noop)]
