"""Where the database is, and the two roles in it.

`trefoil_owner` owns the tables and is assumed by migrations and by nothing else; `trefoil_app` is
what pages, jobs and commands connect as, and every row-level policy holds for it. Both addresses
follow from the environment, so that reading the settings starts nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import conninfo, errors, sql

from trefoil.config import embedded
from trefoil.config.halt import Halt

OWNER = "trefoil_owner"
APP = "trefoil_app"
DATABASE = "trefoil"
OLDEST = 15
_PREPARING = 7_283_116  # any number; two installers of one database wait for each other on it


def var() -> Path:
    """Give the folder in which this installation keeps what it may not lose."""
    return Path(os.environ.get("TREFOIL_VAR") or "var").resolve()


def secret(folder: Path | None = None) -> str:
    """Give the installation's secret, made once and readable by its user alone."""
    if given := os.environ.get("TREFOIL_SECRET"):
        return given
    path = (folder or var()) / "secret"
    with suppress(FileNotFoundError):
        return path.read_text().strip()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret.{os.getpid()}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        with suppress(FileExistsError):
            os.link(fresh, path)  # of two processes that come at once, the first one counts
        fresh.unlink()
    except OSError as trouble:
        raise Halt(
            f"{path.parent} cannot be written ({trouble.strerror}); "
            "choose a folder with TREFOIL_VAR or give TREFOIL_SECRET"
        ) from trouble
    return path.read_text().strip()


def derive(purpose: str, folder: Path | None = None) -> str:
    """Give a key for one purpose, so that the secret itself is used for nothing else."""
    return hmac.new(secret(folder).encode(), purpose.encode(), hashlib.sha256).hexdigest()


def admin_dsn() -> str:
    """Give the administrator's address, of DATABASE_URL or of the embedded server."""
    return os.environ.get("DATABASE_URL") or embedded.dsn(var())


def database_name() -> str:
    """Give the name of the database that Trefoil lives in."""
    if named := os.environ.get("TREFOIL_DATABASE"):
        return named
    if os.environ.get("DATABASE_URL"):
        return str(_parts(admin_dsn()).get("dbname") or DATABASE)
    return DATABASE


def app_password() -> str:
    """Give the password of the role that the application connects as."""
    return os.environ.get("TREFOIL_APP_PASSWORD") or derive("database role trefoil_app")


def wall_key() -> str:
    """Give the key with which a process vouches to the database for whom it serves."""
    return os.environ.get("TREFOIL_WALL_KEY") or derive("wall viewer")


def databases() -> dict[str, dict[str, Any]]:
    """Give Django's DATABASES: `default` stands before the wall, `owner` is for migrations."""
    pool = os.environ.get("TREFOIL_POOL") == "1"
    default = _settings(APP, app_password())
    default["CONN_HEALTH_CHECKS"] = True
    if pool:
        default["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8}
    admin = _parts(admin_dsn())
    owner = _settings(str(admin.get("user") or ""), str(admin.get("password") or ""))
    owner["OPTIONS"]["assume_role"] = OWNER
    return {"default": default, "owner": owner}


@contextmanager
def at_hand() -> Iterator[str]:
    """Have a live database for the length of a block: the embedded one, or DATABASE_URL's."""
    if os.environ.get("DATABASE_URL"):
        _connect_to_any(admin_dsn()).close()
        yield admin_dsn()
        return
    durable = os.environ.get("TREFOIL_THROWAWAY") != "1"
    with embedded.running(var(), durable=durable) as address:
        yield address


def prepare(admin: str, database: str) -> None:
    """Make the roles, the database and its privileges wherever one of them is missing."""
    with _connect_to_any(admin) as link:
        _refuse_old(link)
        link.execute("select pg_advisory_lock(%s)", [_PREPARING])
        try:
            _make_roles(link)
            _make_database(link, database)
        except errors.InsufficientPrivilege as trouble:
            raise Halt(
                f"the user of DATABASE_URL may not make the roles {OWNER} and {APP} "
                f"or the database {database} ({_reason(trouble)}); let an administrator make them"
            ) from trouble
        with _connect(admin, dbname=database) as inside:
            _set_privileges(inside, database)
            _keep_key(inside)
        link.execute("select pg_advisory_unlock(%s)", [_PREPARING])
    _check_app_role(admin, database)


# Addresses -------------------------------------------------------------------------------------


def _parts(dsn: str) -> dict[str, Any]:
    try:
        return dict(conninfo.conninfo_to_dict(dsn))
    except psycopg.ProgrammingError as trouble:
        raise Halt(
            "DATABASE_URL is not an address of PostgreSQL; write postgresql://user:password@host:port/database"
        ) from trouble


def _settings(user: str, password: str) -> dict[str, Any]:
    parts = _parts(admin_dsn())
    named = {"host", "port", "user", "password", "dbname"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name(),
        "USER": user,
        "PASSWORD": password,
        "HOST": str(parts.get("host") or ""),
        "PORT": str(parts.get("port") or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {key: value for key, value in parts.items() if key not in named},
    }


def _connect(dsn: str, **changes: Any) -> psycopg.Connection[Any]:
    """Connect, or say in one line which database does not answer; never with its password."""
    target = _parts(dsn) | changes
    try:
        return psycopg.connect(**{"connect_timeout": 5} | target, autocommit=True, application_name="trefoil")
    except psycopg.OperationalError as trouble:
        place = target.get("host") or "localhost"
        if port := target.get("port"):
            place = f"{place}:{port}"
        raise Halt(
            f"the database at {place} does not let us in ({_reason(trouble)}); start it, or correct DATABASE_URL"
        ) from trouble


def _connect_to_any(dsn: str) -> psycopg.Connection[Any]:
    """Connect to the named database, or before it is made to the one that every server has."""
    try:
        return _connect(dsn)
    except Halt as halt:
        if "does not exist" not in str(halt):
            raise
        return _connect(dsn, dbname="postgres")


def _reason(trouble: psycopg.Error) -> str:
    lines = [line.strip() for line in str(trouble).splitlines() if line.strip()]
    return lines[0].rsplit("failed: ", 1)[-1] if lines else "no reason given"


# Preparing -------------------------------------------------------------------------------------


def _refuse_old(link: psycopg.Connection[Any]) -> None:
    major = link.info.server_version // 10_000
    if major < OLDEST:
        raise Halt(
            f"Trefoil needs PostgreSQL {OLDEST} or newer and this one is {major}; "
            "upgrade it, or leave DATABASE_URL unset to use the embedded one"
        )


def _one(link: psycopg.Connection[Any], query: LiteralString, *values: object) -> Any:
    row = link.execute(query, values).fetchone()
    return row[0] if row else None


def _make_roles(link: psycopg.Connection[Any]) -> None:
    for role, rights in ((OWNER, "nologin"), (APP, "login")):
        if not _one(link, "select 1 from pg_roles where rolname = %s", role):
            order = sql.SQL("create role {} " + rights)  # never superuser, never past policies
            link.execute(order.format(sql.Identifier(role)))
    with suppress(errors.InsufficientPrivilege):  # whether it fits is seen at the end
        order = sql.SQL("alter role {} password {}")
        link.execute(order.format(sql.Identifier(APP), sql.Literal(app_password())))
    with suppress(errors.InsufficientPrivilege):  # else one session of the role could read what another one asks
        link.execute(sql.SQL("alter role {} set track_activities = off").format(sql.Identifier(APP)))
    way = "SET" if link.info.server_version >= 160_000 else "MEMBER"
    if not _one(link, "select pg_has_role(current_user, %s, %s)", OWNER, way):
        link.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))


def _make_database(link: psycopg.Connection[Any], database: str) -> None:
    if not _one(link, "select 1 from pg_database where datname = %s", database):
        order = sql.SQL("create database {} owner {} template template0 encoding 'UTF8'")
        link.execute(order.format(sql.Identifier(database), sql.Identifier(OWNER)))


def _set_privileges(link: psycopg.Connection[Any], database: str) -> None:
    orders: tuple[LiteralString, ...] = (
        "revoke create on schema public from public",
        "grant connect, create, temporary on database {database} to {owner}",
        # A temporary table of the application's could stand before the owner's in what the owner's functions see.
        "revoke temporary on database {database} from public, {app}",
        "grant connect on database {database} to {app}",
        "grant usage, create on schema public to {owner}",
        "grant usage on schema public to {app}",
        "alter default privileges for role {owner} in schema public"
        " grant select, insert, update, delete on tables to {app}",
        "alter default privileges for role {owner} in schema public grant usage, select on sequences to {app}",
        "alter default privileges for role {owner} in schema public grant execute on functions to {app}",
    )
    names = {"database": database, "owner": OWNER, "app": APP}
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    try:
        for order in orders:
            link.execute(sql.SQL(order).format(**identifiers))
        if not _one(link, "select 1 from pg_extension where extname = 'btree_gist'"):
            link.execute("create extension btree_gist")  # no two bookings of one room at a time
    except errors.FeatureNotSupported as trouble:
        raise Halt("PostgreSQL lacks btree_gist; install its contrib package") from trouble
    except errors.InsufficientPrivilege as trouble:
        raise Halt(
            f"the user of DATABASE_URL may not prepare the database {database} "
            f"({_reason(trouble)}); make {OWNER} its owner"
        ) from trouble


def _keep_key(link: psycopg.Connection[Any]) -> None:
    """Put the present key in where a database has another one; the first time, the migration does it."""
    if _one(link, "select to_regclass('public.access_key')") is None:
        return
    from trefoil.ground.access.tokens import pads

    link.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER)))
    link.execute("update public.access_key set inner_pad = %s, outer_pad = %s", pads(wall_key()))
    link.execute("reset role")


def _check_app_role(admin: str, database: str) -> None:
    """Refuse to run when the application could get past the policies, or not in at all."""
    with _connect(admin, dbname=database, user=APP, password=app_password()) as link:
        strong = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        if _one(link, strong) or _one(link, "select pg_has_role(%s, %s, 'MEMBER')", APP, OWNER):
            raise Halt(
                f"the role {APP} may pass the row policies; take superuser, bypassrls "
                f"and its membership in {OWNER} from it"
            )
