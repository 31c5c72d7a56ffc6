"""Who signs in as whom is written on the process's word: at sign-in itself, when inviting, and nowhere else."""

from django.db import migrations

FORBID = """
create function forbid_unless_spoken_for() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not spoken_for('sign_in') then
    raise exception 'nobody vouches for this' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
"""
# What makes an account somebody's, and lets them in; not when they were last here, or whether they may come.
GUARDED = {
    "people_account": "id person_id email password",
    "people_invitation": "id person_id email token_hash",
    "mfa_authenticator": "id user_id type data",
    "account_emailaddress": "id user_id email verified",
}


def _guard(table: str, columns: str) -> str:
    changed = " or ".join(f"old.{c} is distinct from new.{c}" for c in columns.split())
    do = "execute function forbid_unless_spoken_for()"
    return (
        f"create trigger spoken_for before insert on {table} for each row {do};"
        f"create trigger spoken_for_anew before update on {table} for each row when ({changed}) {do};"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_oversight"),
        ("people", "0004_staffing"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [
        migrations.RunSQL([FORBID, *(_guard(t, c) for t, c in GUARDED.items())], migrations.RunSQL.noop),
    ]
