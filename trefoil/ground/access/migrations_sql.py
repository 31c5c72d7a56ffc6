"""SQL that several migrations share."""

DEFINER = "security definer set search_path = pg_catalog, public"
