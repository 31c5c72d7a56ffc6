"""Questionnaires behind the wall: the score is fit for the minimum, the single answers are not."""

from django.db import migrations

from trefoil.ground.access.migration import wall


class Migration(migrations.Migration):
    dependencies = [
        ("instruments", "0001_initial"),
        ("access", "0002_wall"),
        ("people", "0002_wall"),
    ]
    operations = [
        wall("instruments_assignment"),
        wall("instruments_response", author="author_id"),
        wall("instruments_score", author="author_id", minimum=True),
        wall("instruments_flag", author="author_id", minimum=True),
    ]
