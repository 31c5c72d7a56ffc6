"""What releases must be able to say and to bring so that the wall judges as the rules do."""

from importlib import import_module

from django.db import migrations, models

_before = import_module("trefoil.ground.consent.migrations.0006_release_elements")
_NAMED = "where id in (select id from named)),"
# Also the organization of whoever a release names: what kind it is decides whether a purpose reaches them.
_NAMED_OR_THEIRS = """where id in (select id from named
        union select s.organization_id from people_staff s where s.person_id in (select to_person_id from mine))),"""
FACTS = "create or replace function consent_facts(" + (
    _before.FACTS.split("create or replace function consent_facts(")[1]
    .split("revoke execute")[0]
    .replace(_NAMED, _NAMED_OR_THEIRS)
)


class Migration(migrations.Migration):
    dependencies = [("consent", "0008_services")]
    operations = [
        migrations.RemoveConstraint("release", "a_release_reaches_somebody"),
        # A class of recipients may be named for treatment, payment and operations with substance use records alone.
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=models.Q(
                    ("to_organization__isnull", False),
                    ("to_person__isnull", False),
                    models.Q(
                        ("both_ways", False),
                        ("part2", True),
                        ("purpose", "tpo"),
                        models.Q(("to_role", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_release_reaches_somebody",
            ),
        ),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
