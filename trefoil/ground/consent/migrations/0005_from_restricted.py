"""Restricted authorities become the orders that they stood for."""

from django.db import migrations

# A restricted authority of the first version becomes what it was: a court order that leaves some categories.
FROM_RESTRICTED = """
with restricted as (select c.*, w.custodian_id from people_caregiver c
    join access_compartment w on w.id = c.compartment_id where c.authority = 'restricted'),
  places as (insert into access_compartment (child_id, category, custodian_id, confidential, services, withheld_from,
      named, part2, masked_lines, maltreatment_report, created_at)
    select distinct child_id, 'custody', custodian_id, false, '{}'::uuid[], '{}'::uuid[], '{}'::uuid[], false, false,
      false, now() from restricted returning id, child_id, custodian_id)
insert into consent_courtorder (id, compartment_id, child_id, person_id, kind, leaves, court, file_number, starts_at,
    entered_by_id, entered_at, void_reason)
select gen_random_uuid(), p.id, r.child_id, r.person_id, 'limits_medical', r.leaves, '', '', r.starts_at,
    coalesce((select d.decided_by_id from people_familydecision d where d.caregiver_id = r.id
              order by d.decided_at desc limit 1), r.person_id), r.starts_at, ''
from restricted r join places p on p.child_id = r.child_id and p.custodian_id = r.custodian_id;
"""
NOT_RESTRICTED = "update people_caregiver set authority = 'full' where authority = 'restricted'"


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_disclosure"), ("access", "0006_viewer_token")]
    operations = [migrations.RunSQL([FROM_RESTRICTED, NOT_RESTRICTED], migrations.RunSQL.noop)]
