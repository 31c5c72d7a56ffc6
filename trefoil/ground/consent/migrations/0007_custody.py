"""What ends holds and suspicions, and what is true of a family and decides by law who may see and sign."""

import django.db.models.deletion
import trefoil.ground.kit.ids
from django.db import migrations, models

from trefoil.ground.access.migration import wall
from trefoil.ground.access.migrations_sql import DEFINER

_PROTECT = django.db.models.deletion.PROTECT
_ID = models.UUIDField(default=trefoil.ground.kit.ids.new_id, editable=False, primary_key=True, serialize=False)
_COMPARTMENT = models.ForeignKey(editable=False, on_delete=_PROTECT, related_name="+", to="access.compartment")

# Whoever may write down custody in their own organization's papers about a child ends what stands against a caregiver,
# though they may not read it, and sets what is true of the family, though they do not see its homes. A row about another
# child than its compartment's does nothing but fail.
EFFECTS = f"""
create function of_own_child(number int, child uuid) returns void language plpgsql stable {DEFINER} as $$
begin
  if not exists (select 1 from access_compartment c
                 where c.id = number and c.child_id = child and c.category = 'custody') then
    raise exception 'a paper about another child';
  end if;
end $$;
create function lift_restriction() returns trigger language plpgsql {DEFINER} as $$
begin
  perform of_own_child(new.compartment_id, new.child_id);
  if new.what = 'hold' then
    update consent_hold set lifted_at = new.at, lifted_by_id = new.lifted_by_id, outcome = new.outcome
     where child_id = new.child_id and person_id = new.person_id and lifted_at is null;
  else
    update consent_suspicion set ends_at = greatest(new.at, starts_at), ended_by_id = new.lifted_by_id,
           end_reason = new.outcome
     where child_id = new.child_id and person_id = new.person_id and (ends_at is null or ends_at > new.at);
  end if;
  return null;
end $$;
create function set_family_fact() returns trigger language plpgsql {DEFINER} as $$
begin
  perform of_own_child(new.compartment_id, new.child_id);
  case new.what
    when 'lives_apart' then update people_child set lives_apart = new.holds where person_id = new.child_id;
    when 'married_or_parent' then update people_child set married_or_parent = new.holds where person_id = new.child_id;
    when 'acting_parent' then
      update people_caregiver set acting_parent = new.holds where id = new.caregiver_id and child_id = new.child_id;
    when 'safe_at_home' then
      update people_household set safe_at_home = new.holds
       where child_id = new.child_id
         and id = (select household_id from people_caregiver where id = new.caregiver_id and child_id = new.child_id);
  end case;
  return null;
end $$;
create trigger lift_restriction after insert on consent_lifting for each row execute function lift_restriction();
create trigger set_family_fact after insert on consent_familyfact for each row execute function set_family_fact();
revoke execute on function of_own_child(int, uuid), lift_restriction(), set_family_fact() from public, trefoil_app;
"""


def _person(to: str = "people.person", related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(on_delete=_PROTECT, related_name=related_name, to=to)


class Migration(migrations.Migration):
    dependencies = [("consent", "0006_release_elements"), ("people", "0005_disclosure"), ("access", "0007_on_our_word")]
    operations = [
        migrations.CreateModel(
            name="Lifting",
            fields=[
                ("id", _ID),
                ("what", models.CharField(choices=[("hold", "hold"), ("suspicion", "suspicion")], max_length=10)),
                ("outcome", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("child", _person("people.child", "liftings")),
                ("compartment", _COMPARTMENT),
                ("lifted_by", _person()),
                ("person", _person()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), _negated=True), name="a_lifting_has_an_outcome"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="FamilyFact",
            fields=[
                ("id", _ID),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("lives_apart", "lives_apart"),
                            ("married_or_parent", "married_or_parent"),
                            ("safe_at_home", "safe_at_home"),
                            ("acting_parent", "acting_parent"),
                        ],
                        max_length=20,
                    ),
                ),
                ("holds", models.BooleanField()),
                ("rests_on", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "caregiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=_PROTECT,
                        related_name="family_facts",
                        to="people.caregiver",
                    ),
                ),
                ("child", _person("people.child", "family_facts")),
                ("compartment", _COMPARTMENT),
                ("entered_by", _person()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rests_on", ""), _negated=True), name="a_family_fact_rests_on_something"
                    )
                ]
            },
        ),
        wall("consent_lifting"),
        wall("consent_familyfact"),
        migrations.RunSQL(EFFECTS, migrations.RunSQL.noop),
    ]
