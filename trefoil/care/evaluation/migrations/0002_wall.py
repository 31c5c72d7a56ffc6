"""Evaluations behind the wall: what is still being worked out is its writers' alone, and what is signed stays."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, open_in, policies, wall

FULL, OWN, WRITE, RESPOND = (open_in(kind) for kind in ("full", "own", "write", "respond"))
MINE = "author_id = (select viewer())"
BY_STAFF = "exists (select 1 from people_staff s where s.person_id = (select viewer()))"
TREATS = f"{FULL} and {WRITE} and {BY_STAFF}"
ADDED = f"{WRITE} and {BY_STAFF}"

# A family reads what was signed, and what they wrote themselves; the working pages are not for them.
CONTRIBUTION_SEEN = f"({MINE} and ({RESPOND} or {OWN} or {FULL})) or ({FULL} and part = 'observation') or ({TREATS})"
# Until a co-signature has come, the text is only read by those who treat.
SIGNED_SEEN = f"{FULL} and (released_at is not null or ({WRITE} and {BY_STAFF}))"

# Signed text is what somebody put their name under: not even a mistake in our own code may change it.
LOCK = """
create function lock_signed_evaluation() returns trigger language plpgsql as $$
begin
  if old.state in ('signed', 'withdrawn')
     or (old.state = 'cosign_waiting' and
         (new.state not in ('cosign_waiting', 'signed')
          or (new.reason, new.responsible_id, new.signed_at, new.signed_by_id, new.signed_name, new.signed_license,
              new.digest, new.cosigner_id)
             is distinct from
             (old.reason, old.responsible_id, old.signed_at, old.signed_by_id, old.signed_name, old.signed_license,
              old.digest, old.cosigner_id))) then
    raise exception 'a signed evaluation is locked' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger lock_signed_evaluation before update on evaluation_evaluation
  for each row execute function lock_signed_evaluation();

create function lock_part_of_signed_evaluation() returns trigger language plpgsql as $$
begin
  if exists (select 1 from evaluation_evaluation e where e.id = new.evaluation_id and e.state <> 'open') then
    raise exception 'the parts of a signed evaluation are locked' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger lock_signed before insert or update on evaluation_contribution
  for each row execute function lock_part_of_signed_evaluation();
create trigger lock_signed before insert or update on evaluation_formulation
  for each row execute function lock_part_of_signed_evaluation();
create trigger lock_signed before insert or update on evaluation_recordrequest
  for each row execute function lock_part_of_signed_evaluation();
create trigger lock_signed before insert on evaluation_diagnosis
  for each row execute function lock_part_of_signed_evaluation();
"""
UNLOCK = "drop function lock_signed_evaluation cascade; drop function lock_part_of_signed_evaluation cascade"


def only_added(table: str, *changeable: str) -> list[str]:
    """Return the statements after which rows are added and, but for some columns, never changed."""
    granted = [f"grant update ({', '.join(changeable)}) on {table} to trefoil_app"] if changeable else []
    return [f"revoke update on {table} from trefoil_app", *granted]


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("access", "0002_wall"), ("people", "0002_wall")]
    operations = [
        wall("evaluation_evaluation", minimum=True),
        migrations.RunSQL(
            [
                *policies(
                    "evaluation_contribution",
                    seen=CONTRIBUTION_SEEN,
                    written=f"{MINE} and {RESPOND}",
                ),
                keep_history("evaluation_contribution"),
                *policies("evaluation_recordrequest", seen=TREATS, written=ADDED),
                keep_history("evaluation_recordrequest"),
                *policies("evaluation_formulation", seen=TREATS, written=ADDED),
                keep_history("evaluation_formulation"),
                *policies("evaluation_diagnosis", seen=TREATS, written=ADDED),
                *only_added("evaluation_diagnosis"),
                *policies("evaluation_judgment", seen=TREATS, written=ADDED),
                *only_added("evaluation_judgment"),
                *policies("evaluation_evidence", seen=TREATS, written=ADDED),
                *only_added("evaluation_evidence", "voided_at", "voided_by_id"),
                *policies("evaluation_signedpart", seen=SIGNED_SEEN, written=ADDED),
                *only_added("evaluation_signedpart", "released_at"),
                *policies("evaluation_addendum", seen=FULL, written=ADDED),
                *only_added("evaluation_addendum"),
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(LOCK, UNLOCK),
    ]
