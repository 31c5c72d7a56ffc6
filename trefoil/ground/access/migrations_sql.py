"""SQL that several migrations share."""

# `pg_temp` stands last and in so many words: left out, PostgreSQL would look among the caller's temporary tables first.
_PATH = "set search_path = pg_catalog, public, pg_temp"
DEFINER = f"security definer {_PATH}"
# For what `refresher` calls: whoever calls it past that door reads and writes what row security lets them.
INVOKER = f"security invoker {_PATH}"
