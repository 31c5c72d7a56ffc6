"""What is withheld from somebody of the family: its rows, the facts it brings, and the reminder before it ends."""

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

import trefoil.ground.kit.ids
from trefoil.ground.access.migration import open_in, wall
from trefoil.ground.access.migrations_sql import DEFINER, INVOKER
from trefoil.ground.access.types import system_person

_PROTECT = django.db.models.deletion.PROTECT
_CATEGORIES = (
    "demographics", "schedule", "school_plan", "clinical_plan", "diagnosis", "assessments", "session_notes",
    "psychotherapy_notes", "sud", "safety_plan", "crisis_events", "education_records", "behavior_observations",
    "family_needs", "youth_confidential", "messages", "consents", "custody",
)  # fmt: skip
_STATES = ("asked", "granted", "refused", "taken_back", "ended")
_FACTORS = ("maturity", "harm", "grounds", "alone")
_FULL, _WRITE = open_in("full"), open_in("write")
_YOUTH = "child_id = (select viewer()) and asked_by_id = (select viewer())"

# It lies with the papers of custody, which open to nobody of the family. The youth, who holds no grant there, reads what
# they asked themselves, and may only ask, and take back what nobody has decided.
ROWS = f"""
alter policy seen on consent_withholding using ({_FULL} or ({_YOUTH}));
alter policy added on consent_withholding with check ({_WRITE} or ({_YOUTH} and state = 'asked'));
alter policy changed on consent_withholding using ({_WRITE} or ({_YOUTH} and state = 'asked'))
  with check ({_WRITE} or ({_YOUTH} and state = 'taken_back'));
create function withholding_is_placed() returns trigger language plpgsql {DEFINER} as $$
begin
  if not exists (select 1 from access_compartment c where c.id = new.compartment_id and c.child_id = new.child_id
                 and c.category = 'custody' and c.custodian_id = new.custodian_id and not c.maltreatment_report) then
    raise exception 'a withholding among the papers of another';
  end if;
  return new;
end $$;
create trigger withholding_is_placed before insert or update on consent_withholding
  for each row execute function withholding_is_placed();
-- Once it is decided it is on nobody's list: who decides does not see what was put before the others.
create function withholding_is_settled() returns trigger language plpgsql {DEFINER} as $$
begin
  update worklist_task set done_at = greatest(new.decided_at, new.ended_at, asked_at), done_by = viewer()
   where kind in ('decide_withholding', 'review_withholding') and subject_id = new.id and done_at is null;
  return null;
end $$;
create trigger withholding_is_settled after update of state, decided_at on consent_withholding
  for each row when (new.state <> 'asked') execute function withholding_is_settled();
revoke execute on function withholding_is_placed(), withholding_is_settled() from public, trefoil_app;
"""
FACTS = f"""
create function withholding_facts(child uuid, organization uuid) returns jsonb language sql stable {INVOKER} as
$$ select jsonb_build_object('withholdings', (
     select jsonb_agg(jsonb_build_object('person_id', person, 'custodian_id', w.custodian_id,
       'categories', to_jsonb(w.closed), 'starts_at', w.starts_at, 'ends_at', least(w.ends_at, w.ended_at)))
     from consent_withholding w cross join unnest(w.closed_to) person
     where w.child_id = child and w.starts_at is not null)) $$;
revoke execute on function withholding_facts(uuid, uuid) from public, trefoil_app;
"""
# For the job that reminds, which may read none of it: what ends soon, once each, without a word of why.
ENDING = f"""
create function withholdings_ending(soon timestamptz, moment timestamptz)
returns table (id uuid, child_id uuid, custodian_id uuid, ends_at timestamptz) language sql {DEFINER} as
$$ update consent_withholding w set reminded_at = moment
   where viewer() = '{system_person("reminders")}'::uuid and w.state = 'granted' and w.reminded_at is null
     and w.ends_at > moment and w.ends_at <= soon
   returning w.id, w.child_id, w.custodian_id, w.ends_at $$;
"""


def _many(words: tuple[str, ...], longest: int) -> ArrayField:
    return ArrayField(models.CharField(choices=[(w, w) for w in words], max_length=longest), default=list)


def _to(model: str, *, related_name: str = "+", **rest: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=_PROTECT, related_name=related_name, to=model, **rest)


_MAYBE = {"blank": True, "null": True}


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0012_whose_law"),
        ("consent", "0009_facts"),
        ("people", "0009_facts"),
        ("worklist", "0002_wall"),
    ]
    operations = [
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("people", ArrayField(models.UUIDField())),
                ("categories", _many(_CATEGORIES, 30)),
                ("words", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(choices=[(s, s) for s in _STATES], default="asked", max_length=12)),
                ("decided_at", models.DateTimeField(**_MAYBE)),
                ("factors", _many(_FACTORS, 12)),
                ("reason", models.TextField(blank=True)),
                ("closed_to", ArrayField(models.UUIDField(), default=list)),
                ("closed", _many(_CATEGORIES, 30)),
                ("starts_at", models.DateTimeField(**_MAYBE)),
                ("ends_at", models.DateTimeField(**_MAYBE)),
                ("ended_at", models.DateTimeField(**_MAYBE)),
                ("end_reason", models.TextField(blank=True)),
                ("reminded_at", models.DateTimeField(**_MAYBE)),
                ("asked_by", _to("people.person")),
                ("child", _to("people.child", related_name="withholdings")),
                ("compartment", _to("access.compartment", editable=False)),
                ("custodian", _to("people.organization")),
                ("decided_by", _to("people.person", **_MAYBE)),
                ("ended_by", _to("people.person", **_MAYBE)),
            ],
            options={
                "indexes": [models.Index(fields=["compartment", "asked_at"], name="withholding_feed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="withholding_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_withholding_is_decided_with_a_reason",
                    ),
                ],
            },
        ),
        wall("consent_withholding"),
        migrations.RunSQL([ROWS, FACTS, ENDING], migrations.RunSQL.noop),
    ]
