"""The wall alone: with the application's own password, and through a mistake in a page, nothing of others is had."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from tests.links import LATER, connect, stamp_of
from trefoil.ground.access.session import viewer_token
from trefoil.ground.kit.ids import new_id

from .asking import client_of
from .scene import NOTE, THERAPY, Stage

NOBODY, OUTSIDER = "nobody", "outsider"
# Words that stand in the records of Maya and Jonah and of nobody else.
OF_OTHERS = ("Maya", "Reyes", "Jonah", "12 Lark Street", "98 Mill Road", NOTE[:20], THERAPY[:20])
# Which the sign-in needs before it knows who asks; docs/security.md says what that means.
BEFORE_SIGN_IN = {
    "account_emailaddress",
    "account_emailconfirmation",
    "django_session",
    "kit_cache",
    "mfa_authenticator",
    "people_account",
    "people_contactpoint",
    "people_invitation",
    "procrastinate_events",
    "procrastinate_jobs",
}


@pytest.fixture
def link(django_db_setup: None) -> Iterator[Any]:
    """A connection of the application's role as `psql` would have it, and nothing that it does stays."""
    with connect() as connected:
        yield connected
        connected.rollback()


def _become(link: Any, person: Any) -> str:
    """Set the viewer as Trefoil itself would, with the key."""
    token = viewer_token(person.pk, None, stamp=stamp_of(link), expires=LATER)
    link.execute("select set_config('trefoil.viewer', %s, true)", [token])
    return token


def _viewer(link: Any) -> Any:
    return link.execute("select viewer()").fetchone()[0]


def _seen(link: Any) -> int:
    return link.execute("select count(*) from people_child").fetchone()[0]


@pytest.fixture
def cast(everybody: Any) -> Any:
    """The cast, as it stands committed in every fresh database."""
    return everybody()


# Forging and replaying -------------------------------------------------------------------------


def test_the_right_token_opens_so_that_the_rest_proves_something(link, cast):
    _become(link, cast.person("therapist"))
    assert _viewer(link) == cast.person("therapist").pk
    assert _seen(link) > 0


def test_saying_who_one_is_makes_nobody_of_one(link, cast):
    link.execute("select set_config('trefoil.viewer', %s, false)", [str(cast.person("therapist").pk)])
    assert (_viewer(link), _seen(link)) == (None, 0)


@pytest.mark.parametrize("code", ["0" * 64, "", "null", "%s"])
def test_a_made_up_code_makes_nobody_of_one(link, cast, code):
    said = f"{cast.person('therapist').pk} - {LATER} {code}"
    link.execute("select set_config('trefoil.viewer', %s, true)", [said])
    assert (_viewer(link), _seen(link)) == (None, 0)


def test_ones_own_token_with_anothers_name_makes_nobody_of_one(link, cast):
    token = _become(link, cast.person("outsider"))
    assert _viewer(link) == cast.person("outsider").pk
    changed = token.replace(str(cast.person("outsider").pk), str(cast.person("therapist").pk))
    link.execute("select set_config('trefoil.viewer', %s, true)", [changed])
    assert (_viewer(link), _seen(link)) == (None, 0)


def test_a_stolen_token_serves_in_no_other_connection_and_no_other_transaction(link, cast):
    with connect() as victim:
        token = _become(victim, cast.person("therapist"))
        assert _seen(victim) > 0
        link.execute("select set_config('trefoil.viewer', %s, false)", [token])
        assert (_viewer(link), _seen(link)) == (None, 0)
        victim.commit()
        victim.execute("select set_config('trefoil.viewer', %s, false)", [token])
        assert (_viewer(victim), _seen(victim)) == (None, 0)


def test_an_expired_token_makes_nobody_of_one(link, cast):
    token = viewer_token(cast.person("therapist").pk, None, stamp=stamp_of(link), expires=1)
    link.execute("select set_config('trefoil.viewer', %s, true)", [token])
    assert (_viewer(link), _seen(link)) == (None, 0)


def test_what_others_ask_is_not_shown_to_the_role(link, cast):
    with connect() as victim:
        _become(victim, cast.person("therapist"))
        rows = link.execute("select coalesce(query, '') from pg_stat_activity where pid <> pg_backend_pid()").fetchall()
    assert not [query for (query,) in rows if "set_config" in query or "people" in query]


# Statements that are refused, or touch no row ---------------------------------------------------

STRUCTURE = """
set role trefoil_owner
set session authorization trefoil_owner
alter role trefoil_app superuser
alter role trefoil_app bypassrls
grant trefoil_owner to trefoil_app
set session_replication_role = replica
alter system set row_security = off
load 'auto_explain'
alter table people_child disable row level security
alter table people_child no force row level security
alter table people_child owner to trefoil_app
alter table access_audit disable trigger all
alter table access_audit add column mine text
drop policy seen on people_child
alter policy seen on people_child using (true)
create policy mine on people_child using (true)
create view mine as select * from people_child
create rule mine as on select to people_child do instead select 1
create trigger mine before update on people_child for each row execute function keep_history()
drop table access_audit
drop function viewer()
alter function viewer() owner to trefoil_app
alter function people_facts(uuid, uuid) security definer
create or replace function viewer() returns uuid language sql as $$ select gen_random_uuid() $$
create or replace function public.viewing() returns text[] language sql as $$ select array['a','-','9','9'] $$
create function public.sha256(text) returns bytea language sql as $$ select ''::bytea $$
create function pg_temp.viewer() returns uuid language sql as $$ select gen_random_uuid() $$
create operator public.= (leftarg = uuid, rightarg = uuid, function = uuid_eq)
create schema mine
create temporary table access_grant (like public.access_grant)
create temporary table wanted_grants (like public.access_grant)
create temporary view access_key as select ''::bytea as inner_pad, ''::bytea as outer_pad
create extension dblink
create database mine
create publication mine for all tables
truncate people_child cascade
truncate access_audit
truncate access_audit_seal
delete from access_audit
delete from access_audit_seal
delete from access_grant
delete from people_child
delete from people_staff
delete from consent_release
select * from access_key
update access_key set inner_pad = outer_pad
copy access_key to stdout
copy (select 1) to program 'id'
copy people_person from '/etc/passwd'
select pg_read_file('/etc/hostname')
select pg_ls_dir('.')
select lo_import('/etc/hostname')
select lo_export(1, '/tmp/mine')
set row_security = off; select * from people_child
select replace_grants(array['{maya}'::uuid], null, '[]')
select people_facts('{maya}', null)
select consent_facts('{maya}', null)
select access_facts('{maya}', null)
select grants_held(now())
select refresher('facts', '{{"child": "{maya}", "functions": ["people_facts"]}}', '')
select refresher('facts', '{{"child": "{maya}", "functions": ["people_facts"]}}', repeat('0', 64))
select refresher('facts', '{{"child": "{maya}", "functions": ["people_facts"]}}', null)
select refresher('facts', '{{"child": "{maya}", "functions": ["people_facts"]}}',
 current_setting('trefoil.viewer', true))
select refresher(null, null, null)
update access_audit set page = 'nothing'
update access_audit_seal set hash = 'x'
insert into access_audit_seal (first_entry, last_entry, entries, previous_hash, hash, sealed_at, code)
 values (1, 1, 1, '', '', now(), '')
insert into access_audit (at, person_id, kind, page, children, categories, compartments, bases, detail)
 values (now(), '{therapist}', 'read', 'x', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}')
insert into access_grant (person_id, child_id, compartment_id, category, "column", scope, may, basis)
 select '{outsider}', '{maya}', 1, 'demographics', 'T', 'full', 'write', 'care_team'
insert into access_compartment (child_id, category, custodian_id, confidential, created_at)
 values ('{maya}', 'demographics', '{clinic}', false, now())
insert into people_staff (person_id, organization_id, role, discipline, license, title)
 values ('{mother}', '{clinic}', 'director', '', '', '')
update people_staff set role = 'director', organization_id = '{clinic}' where person_id = '{outsider}'
update people_staff set role = 'director'
insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
 values ('{fresh}', 'child', 'x', 'x', '', '', 'en')
insert into people_child (person_id, born_on, grade, languages, room) values ('{outsider}', now(), '', '{{}}', '')
select open_record('{fresh}', 'x', 'x', '', '', 'en', '2014-05-02', '6', '{{en}}', '')
select open_residence('{fresh}', 1, '{maya}', '', '', '{clinic}', null)
insert into people_membership (id, compartment_id, child_id, staff_id, starts_at)
 select '{fresh}', 1, '{maya}', '{outsider}', now()
insert into people_account (id, person_id, email, password, is_active, joined_at)
 values ('{fresh}', '{therapist}', 'mine@x.example', '', true, now())
insert into people_invitation (id, person_id, email, token_hash, language, sent_at, expires_at, invited_by_id)
 values ('{fresh}', '{therapist}', 'mine@x.example', 'x', 'en', now(), now(), '{outsider}')
insert into mfa_authenticator (user_id, type, data, created_at) values ('{therapist}', 'totp', '{{}}', now())
insert into account_emailaddress (user_id, email, verified, "primary")
 values ('{therapist}', 'mine@x.example', true, false)
update people_person set family_name = 'x' where id = '{therapist}'
update people_child set room = 'x'
update access_grant set person_id = '{outsider}'
update access_compartment set child_id = null
update access_history set row = '{{}}'
update consent_release set revoked_at = null
""".strip()
STATEMENTS = [statement.replace("\n", "") for statement in re.split(r"\n(?! )", STRUCTURE)]


@pytest.mark.parametrize("who", [NOBODY, OUTSIDER])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_is_refused(link, cast, who, statement):
    if who == OUTSIDER:
        _become(link, cast.person("outsider"))
    people = {part: cast.person(part).pk for part in ("maya", "therapist", "outsider", "mother")}
    if statement.startswith(("alter system", "create database")):  # neither goes in a transaction
        link.commit()
        link.autocommit = True
    order = statement.format(clinic=cast.organizations["clinic"].pk, fresh=new_id(), **people)
    try:
        touched = link.execute(order).rowcount
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException):
        return
    assert touched == 0, statement


# The doors -------------------------------------------------------------------------------------

DOORS = """
select p.oid::regprocedure::text, p.proname, p.proargtypes::regtype[]::text[], p.proconfig, p.provolatile
from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace
  and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1
"""


def test_every_door_looks_for_tables_where_only_the_owner_can_put_one(link):
    doors = link.execute(DOORS).fetchall()
    assert len(doors) > 10
    assert not [
        door for door, _name, _types, config, _v in doors if config != ["search_path=pg_catalog, public, pg_temp"]
    ]


def test_no_temporary_table_can_stand_before_a_real_one(link):
    allowed = link.execute("select has_database_privilege(current_database(), 'temp')").fetchone()[0]
    assert not allowed
    assert not link.execute("select has_schema_privilege('public', 'create')").fetchone()[0]


def test_no_facts_are_had_without_the_refresher(link):
    """Whoever adds a function of facts makes it `security invoker`, which sees no more than its caller."""
    found = link.execute(
        "select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef"
        " and (p.proname like '%%\\_facts' or p.proname in ('replace_grants', 'compartment_for', 'grants_held',"
        " 'declare_emergency', 'open_record', 'open_residence')) and has_function_privilege(p.oid, 'execute')"
    ).fetchall()
    assert found == []


@pytest.mark.parametrize("who", [NOBODY, OUTSIDER])
def test_no_door_opens_to_a_hostile_argument(link, cast, who):
    """Every door is asked about Maya, in every place where it takes an id: it says nothing and changes nothing."""
    answers = {}
    for door, name, types, _config, _volatile in link.execute(DOORS).fetchall():
        if "trigger" in door or name in ("keep_history",):
            continue
        link.rollback()
        if who == OUTSIDER:
            _become(link, cast.person("outsider"))
        values = ", ".join(_hostile(kind, cast) + f"::{kind}" for kind in types)
        try:
            rows = link.execute(f"select {name}({values})::text").fetchall()
        except psycopg.Error:
            continue
        answers[door] = " ".join(str(row[0]) for row in rows)
    known = [str(child.pk) for child in cast.children.values()]
    known += [str(c.person_id) for c in cast.caregivers.values()] + list(OF_OTHERS)
    told = {door: answer for door, answer in answers.items() if any(word in answer for word in known)}
    assert told == {}
    assert len(answers) > 8


def _hostile(kind: str, cast: Any) -> str:
    maya = cast.children["maya"]
    return {
        "uuid": f"'{maya.pk}'", "uuid[]": f"array['{maya.pk}']", "text": "'full'", "integer": "1", "jsonb": "'{}'",
        "date": "'2014-05-02'", "boolean": "true", "timestamp with time zone": "'2026-11-19'",
    }.get(kind, "null")  # fmt: skip


def test_a_name_and_a_birthday_find_nobody_for_a_family(link, cast):
    born = cast.children["maya"].born_on
    _become(link, cast.person("father"))
    [(found,)] = link.execute("select find_for_emergency('Jonah Whitebird', %s)", [born]).fetchall()
    [(also,)] = link.execute("select find_for_emergency('Maya Reyes', %s)", [born]).fetchall()
    assert (found, also) == ([], [])


# Every table, row by row ------------------------------------------------------------------------


def test_from_no_table_comes_a_word_of_others(link, cast):
    tables = [
        name
        for (name,) in link.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p', 'v', 'm')"
        ).fetchall()
        if name not in BEFORE_SIGN_IN and name != "access_key"
    ]
    assert len(tables) > 40
    for who in (NOBODY, OUTSIDER):
        if who == OUTSIDER:
            _become(link, cast.person("outsider"))
        for table in tables:
            for (row,) in link.execute(f"select t::text from {table} t").fetchall():  # noqa: S608
                assert not [word for word in OF_OTHERS if word in row], table


def test_what_the_planner_knows_of_columns_is_not_told(link):
    found = link.execute(
        "select tablename, most_common_vals::text from pg_stats"
        " where schemaname = 'public' and tablename like 'people%%'"
    ).fetchall()
    assert not [row for row in found if any(word in str(row) for word in OF_OTHERS)]


# A mistake in a page ----------------------------------------------------------------------------

ALL = "select coalesce(string_agg(t::text, ' '), '') from {} t"
INJECTIONS = {
    "everybody": "' or true --",
    "a union": "' union select address from people_household --",
    "saying one is the therapist": "'; select set_config('trefoil.viewer', '{therapist}', true); {all} --",
    "in one statement": "' union select set_config('trefoil.viewer', '{therapist}', true) union {all} --",
    "one's own token, changed": "'; select set_config('trefoil.viewer', replace(current_setting('trefoil.viewer'),"
    " '{outsider}', '{therapist}'), true); {all} --",
    "a token that was stolen": "'; select set_config('trefoil.viewer', '{stolen}', true); {all} --",
    "nobody at all": "'; select set_config('trefoil.viewer', '', true); {all} --",
    "another day": "'; select set_config('trefoil.at', '2026-09-02', true); {all} --",
    "no child in particular": "'; select set_config('trefoil.child', '{maya}', true); {all} --",
    "this one child": "'; select set_config('trefoil.child', '', true); {all} --",
    "another path": "'; set local search_path = pg_temp, public; {all} --",
    "the trail": "'; select string_agg(a::text, ' ') from access_audit a where '{maya}' = any(children) --",
    "the grants": "'; select string_agg(g::text, ' ') from access_grant g --",
    "earlier versions": "'; select string_agg(h::text, ' ') from access_history h --",
    "who read": "'; select readers_of('{maya}')::text --",
    "grants of a child": "'; select grants_of('{maya}')::text; select compartments_of('{maya}')::text --",
    "known children": "'; select known_children()::text; select open_compartments('any')::text --",
    "a hidden row in an error": "' or 1 = (select cast(given_name as int) from people_person where id = '{maya}') --",
    "a row lock": "'; select given_name from people_person where id = '{maya}' for update --",
}
REFUSED = {
    "the facts": "'; select people_facts('{maya}', null)::text --",
    "the refresher": '\'; select refresher(\'facts\', \'{{"child": "{maya}", "functions": ["people_facts"]}}\','
    " split_part(current_setting('trefoil.viewer'), ' ', 4))::text --",
    "the key": "'; select inner_pad::text from access_key --",
    "the owner": "'; set local role trefoil_owner; {all} --",
    "no row security": "'; set local row_security = off; {all} --",
    "a grant": "'; insert into access_grant (person_id, child_id, compartment_id, category,"
    ' "column", scope, may, basis)'
    " values ('{outsider}', '{maya}', 1, 'demographics', 'T', 'full', 'write', 'care_team'); {all} --",
    "an office": "'; update people_staff set role = 'director', organization_id = '{clinic}'"
    " where person_id = '{outsider}'; {all} --",
    "a password": "'; update people_account set password = 'known' where person_id = '{therapist}' --",
    "an account": "'; update people_account set person_id = '{fresh}' where person_id = '{outsider}' --",
    "a second factor": "'; update mfa_authenticator set data = '{{}}' --",
    "an address for a lost password": "'; update account_emailaddress set user_id = (select id from people_account"
    " where person_id = '{therapist}'); insert into account_emailaddress (user_id, email, verified, \"primary\")"
    " select id, 'mine@x.example', true, false from people_account where person_id = '{therapist}' --",
    "a table of one's own": "'; create temp table access_grant as select * from public.access_grant; {all} --",
}


@pytest.fixture
def page(stage: Stage, settings: Any) -> Iterator[Any]:
    """`page(text)` is what the page with the mistake answers to somebody who knows none of the children."""
    settings.ROOT_URLCONF = "tests.house.planted"
    client: Client = client_of("outsider")
    cast = stage.cast
    people = {part: cast.person(part).pk for part in ("maya", "therapist", "outsider", "mother")}
    with connect() as victim:
        stolen = _become(victim, cast.person("therapist"))
        everything = " union all ".join(ALL.format(name) for name in _walled())

        def ask(text: str) -> Any:
            order = text.format(
                all=everything, stolen=stolen, clinic=cast.organizations["clinic"].pk, fresh=new_id(), **people
            )
            with transaction.atomic():
                answer = client.post("/planted/", {"name": order})
                transaction.set_rollback(True)
            return answer

        yield ask


def _walled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
            " and has_table_privilege(oid, 'select')"
        )
        return [name for (name,) in cursor.fetchall()]


def test_the_mistake_is_one_and_shows_what_one_may_see(page):
    assert "Grace" in page("' or true --").content.decode()
    assert "given_name" not in page("Grace").content.decode()
    assert "('Grace',)" in page("Grace").content.decode()


@pytest.mark.parametrize("injection", INJECTIONS)
def test_an_injection_reads_nothing_of_others(page, injection):
    try:
        answer = page(INJECTIONS[injection])
    except Exception as failed:  # an error page is an answer too, and says no more than this
        text = str(failed)
    else:
        text = answer.content.decode()
    assert not [word for word in OF_OTHERS if word in text]


@pytest.mark.parametrize("injection", REFUSED)
def test_an_injection_is_refused(page, injection):
    with pytest.raises(Exception, match=r"permission denied|nobody vouches|row.level security|must be able") as refused:
        page(REFUSED[injection])
    assert not [word for word in OF_OTHERS if word in str(refused.value)]
