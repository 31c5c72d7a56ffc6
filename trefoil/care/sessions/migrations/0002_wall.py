"""Sessions behind the wall: a draft is its author's alone, and what is signed stays as it was signed."""

from django.db import migrations

from trefoil.ground.access.migration import keep_history, policies, wall

OPEN = "compartment_id = any((select open_compartments('{kind}'))::int[])"
FULL, MINIMUM, OWN, WRITE, RESPOND = (OPEN.format(kind=kind) for kind in ("full", "minimum", "own", "write", "respond"))
HELD = "(select viewer()) in (staff_id, author_id)"
MINE = "author_id = (select viewer())"
BY_STAFF = "exists (select 1 from people_staff s where s.person_id = (select viewer()))"

# A note that waits for its co-signature is read by those who treat, not yet by the family.
NOTE_SEEN = (
    f"({MINE} and ({OWN} or {FULL}))"
    f" or (state in ('signed', 'cosigned') and {FULL})"
    f" or (state = 'cosign_waiting' and {FULL} and {WRITE})"
)
# Signed text is what somebody put their name under: not even a mistake in our own code may change it.
LOCK = """
create function lock_signed_note() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and
     (new.did, new.went, new.next, new.goals, new.session_id, new.child_id, new.author_id, new.at, new.signed_at,
      new.compartment_id, new.cosigner_id)
     is distinct from
     (old.did, old.went, old.next, old.goals, old.session_id, old.child_id, old.author_id, old.at, old.signed_at,
      old.compartment_id, old.cosigner_id)
     or (old.state in ('signed', 'cosigned') and new.state <> old.state)
     or (old.state = 'cosign_waiting' and new.state not in ('cosign_waiting', 'cosigned')) then
    raise exception 'a signed note is locked' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger lock_signed_note before update on care_sessions_note for each row execute function lock_signed_note();
"""


class Migration(migrations.Migration):
    dependencies = [("care_sessions", "0001_initial"), ("schedule", "0002_wall"), ("access", "0002_wall")]
    operations = [
        migrations.RunSQL(
            [
                *policies("care_sessions_session", seen=f"{FULL} or ({MINIMUM} and {HELD})", written=WRITE),
                keep_history("care_sessions_session"),
                *policies(
                    "care_sessions_note",
                    seen=NOTE_SEEN,
                    written=f"{MINE} and {RESPOND} and {BY_STAFF}",
                    changed=f"({MINE} and {RESPOND} and {BY_STAFF}) or (cosigner_id = (select viewer()) and {WRITE})",
                ),
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(LOCK, "drop function lock_signed_note cascade"),
        wall("care_sessions_addendum", author="author_id", history=False),
        migrations.RunSQL("revoke update on care_sessions_addendum from trefoil_app", migrations.RunSQL.noop),
        wall("care_sessions_dayattendance", minimum=True),
    ]
