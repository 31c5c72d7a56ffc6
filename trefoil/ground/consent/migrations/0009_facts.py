"""What releases must be able to say and to bring so that the wall judges as the rules do."""

from django.db import migrations, models


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
    ]
