"""Homes, districts and numbers: a home is seen by who lives in it, a caregiver's contacts by staff and themselves."""

from django.db import migrations

from trefoil.ground.access.migration import open_in, see_anew

MINIMUM = open_in("minimum")
# A caregiver without a home stands in nobody's home: another one reads no number of theirs.
NOT_OF_ANOTHER = """(household_id is not null or person_id = (select viewer()) or child_id = (select viewer())
  or exists (select 1 from people_person p where p.id = (select viewer()) and p.kind <> 'caregiver'))"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_suspension"), ("access", "0005_disclosure")]
    operations = [
        see_anew("people_residence", open_in("full_place")),
        see_anew(
            "people_caregiver",
            f"({MINIMUM} and {NOT_OF_ANOTHER}) or (person_id = (select viewer()) and {open_in('own')})",
        ),
    ]
