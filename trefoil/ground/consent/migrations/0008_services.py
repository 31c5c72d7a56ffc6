"""What services, youth releases and tellings need: how each was signed, and who writes which row."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

_PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "people.person"}
_SIGNED = [("portal", "portal"), ("screen", "screen"), ("paper", "paper")]
_OPEN = "compartment_id = any((select open_compartments('{kind}'))::int[])"
_FULL, _WRITE, _RESPOND = (_OPEN.format(kind=kind) for kind in ("full", "write", "respond"))
_CONSENTER = f"consenter_id = (select viewer()) and {_RESPOND}"
_YOUTH = f"child_id = (select viewer()) and {_RESPOND}"
_TOLD = "(select viewer()) = any(told)"
# The caregiver reads it as long as it opens something to them: a court order, a hold or the end of the day closes both.
_OPENED = """(to_id = (select viewer()) and exists (select 1 from access_grant g where g.person_id = (select viewer())
  and g.child_id = consent_override.child_id and g.basis = 'jeopardy_override'
  and (g.starts_at is null or g.starts_at <= (select viewed_at()))
  and (g.ends_at is null or (select viewed_at()) < g.ends_at)))"""

# Whoever consents puts their own name under a service; only the youth opens what is the youth's; who answers for a
# telling reads it without seeing anything else that the youth decides about.
ROWS = f"""
alter policy added on consent_service with check ({_WRITE});
alter policy changed on consent_service using ({_WRITE} or ({_CONSENTER})) with check ({_WRITE} or ({_CONSENTER}));
alter policy seen on consent_youthrelease using ({_FULL} or ({_YOUTH}));
alter policy added on consent_youthrelease with check ({_YOUTH});
alter policy changed on consent_youthrelease using ({_YOUTH}) with check ({_YOUTH});
alter policy seen on consent_override using ({_FULL} or {_TOLD} or {_OPENED});
alter policy changed on consent_override using ({_TOLD}) with check ({_TOLD});
"""
# Whom a line acts for decides which law governs all that is made in it: no SQL that a page is talked into may set it.
LINES = """
alter table consent_serviceline enable row level security;
alter table consent_serviceline force row level security;
create policy owner on consent_serviceline to trefoil_owner using (true) with check (true);
create policy seen on consent_serviceline for select to trefoil_app using (true);
create policy added on consent_serviceline for insert to trefoil_app with check ((select spoken_for('service line')));
create policy changed on consent_serviceline for update to trefoil_app using (true)
  with check ((select spoken_for('service line')));
revoke delete, truncate on consent_serviceline from trefoil_app;
"""


def _add(model: str, **fields: models.Field) -> list[migrations.AddField]:  # type: ignore[type-arg]
    return [migrations.AddField(model, name, field) for name, field in fields.items()]


class Migration(migrations.Migration):
    dependencies = [("consent", "0007_custody"), ("access", "0007_on_our_word")]
    operations = [
        *_add(
            "serviceline",
            ended_by=models.ForeignKey(blank=True, null=True, **_PERSON),
            replaces=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="consent.serviceline",
            ),
        ),
        *_add(
            "service",
            reason=models.TextField(blank=True, default=""),
            signed_at=models.DateTimeField(blank=True, null=True),
            signed_how=models.CharField(blank=True, choices=_SIGNED, default="", max_length=10),
            language=models.CharField(default="en", max_length=10),
            may_bill_plan=models.BooleanField(default=False),
            declined_at=models.DateTimeField(blank=True, null=True),
            ended_by=models.ForeignKey(blank=True, null=True, **_PERSON),
            end_reason=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AlterField("service", "reason", models.TextField(blank=True)),
        migrations.AlterField("service", "signed_how", models.CharField(blank=True, choices=_SIGNED, max_length=10)),
        migrations.AlterField("service", "end_reason", models.CharField(blank=True, max_length=300)),
        migrations.AddConstraint(
            "service",
            models.CheckConstraint(
                condition=models.Q(("signed_at", None), models.Q(("signed_text", ""), _negated=True), _connector="OR"),
                name="a_signed_service_keeps_its_text",
            ),
        ),
        *_add(
            "youthrelease",
            signed_text=models.TextField(blank=True, default=""),
            language=models.CharField(default="en", max_length=10),
        ),
        migrations.AlterField("youthrelease", "signed_text", models.TextField(blank=True)),
        *_add(
            "override",
            words=models.TextField(default=""),
            told=django.contrib.postgres.fields.ArrayField(models.UUIDField(), default=list, size=None),
            seen_at=models.DateTimeField(blank=True, null=True),
            seen_by=models.ForeignKey(blank=True, null=True, **_PERSON),
        ),
        migrations.AlterField("override", "words", models.TextField()),
        migrations.RunSQL([ROWS, LINES], migrations.RunSQL.noop),
    ]
