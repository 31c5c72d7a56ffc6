"""Revocation against reading, on committed connections of their own: what begins after the commit sees nothing."""

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from tests.cast import Cast, release_together
from tests.links import LATER, connect, connect_as_owner, stamp_of
from trefoil.config import database
from trefoil.demo.parents import add_parent
from trefoil.ground.access import nightly, tokens
from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by, viewer_token
from trefoil.ground.access.types import Category, system_person
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent import answering
from trefoil.ground.consent.models import Release
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person

NAME = f"trefoil_races_{os.getpid()}"
pytestmark = pytest.mark.xdist_group("races")  # one scratch database for all of them
SIGNED = datetime(2026, 9, 2, 13, 0, tzinfo=UTC)
PAIRS, TIMES, AT_A_TIME = 4, 10_000, 50
# Readers each know fifty children, as many as a director of a program does; every child is revoked once.
MADE = """
create temp table made as
  select gen_random_uuid() as child, n, (select id from people_organization limit 1) as custodian
  from generate_series(0, {times} - 1) n;
create temp table readers as select gen_random_uuid() as reader, n from generate_series(0, {times} / {each} - 1) n;
insert into people_person (id, kind, given_name, family_name, preferred_name, pronouns, language)
  select child, 'child', 'Child', n::text, '', '', 'en' from made;
insert into people_child (person_id, born_on, grade, languages, room)
  select child, '2014-05-02', '6', '{{en}}', '' from made;
insert into access_compartment (child_id, category, custodian_id, confidential, services, withheld_from, named, part2,
    masked_lines, maltreatment_report, created_at)
  select child, 'demographics', custodian, false, '{{}}', '{{}}', '{{}}', false, false, false, now() from made;
insert into access_grant (person_id, child_id, compartment_id, category, "column", scope, may, basis, hides_location)
  select r.reader, m.child, c.id, 'demographics', 'T', 'full', 'read', 'consent', false
  from made m join readers r on r.n = m.n / {each} join access_compartment c on c.child_id = m.child;
analyze;
"""


@pytest.fixture(scope="module")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the fresh database, in which the races may commit."""
    admin = database.admin_dsn()
    with psycopg.connect(admin, autocommit=True) as link, (database.var() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(NAME)))
        found = link.execute("select datname from pg_database where datname like 'trefoil_template_%'").fetchone()
        order = "create database {} template {} owner trefoil_owner"
        link.execute(sql.SQL(order).format(sql.Identifier(NAME), sql.Identifier(found[0])))
    database.prepare(admin, NAME)
    usual = connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = NAME  # of connections yet to be made: those of other threads
    with django_db_blocker.unblock():
        yield
    connections.settings["default"]["NAME"] = usual
    with psycopg.connect(admin, autocommit=True) as link:
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(NAME)))


@pytest.fixture
def cast(everybody: Callable[[], Cast]) -> Cast:
    """The cast, as it stands committed."""
    return everybody()


def _run(*steps: Callable[[], Any]) -> list[Any]:
    """Run steps at once, each in a thread and so on a connection of its own; return what each gave or refused."""

    def alone(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(alone, step) for step in steps]]


def _opens(compartment: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select %s = any(open_compartments('full'))", [compartment])
        return bool(cursor.fetchone()[0])


def _place(cast: Cast) -> int:
    """Return where the clinic keeps what of Maya's plan a release can open to the school."""
    with seen_by(cast.person("therapist"), SIGNED):
        return compartment_for(
            child_id=cast.children["maya"].pk,
            category=Category.SCHOOL_PLAN,
            custodian_id=cast.organizations["clinic"].pk,
        ).pk


def _released(cast: Cast) -> tuple[Release, int]:
    """Sign a release that opens the clinic's plan to the school; return it with the compartment."""
    place = _place(cast)
    return release_together(cast, cast.children["maya"], "mother", SIGNED), place


def _revoke(cast: Cast, release: Release) -> float:
    at = datetime.now(UTC)
    began = time.perf_counter()
    with seen_by(cast.person("mother"), at):
        fresh = Release.objects.get(pk=release.pk)
        consent.revoke(release=fresh, by=cast.person("mother"), at=at)
    return time.perf_counter() - began


def test_a_request_that_is_running_sees_nothing_from_the_commit_on(own_database, cast):
    [(release, place)] = _run(lambda: _released(cast))
    read, revoked = threading.Event(), threading.Event()

    def request() -> tuple[bool, bool]:
        with seen_by(cast.person("teacher"), datetime.now(UTC)):  # as the middleware: judged as of when it began
            before = _opens(place)
            read.set()
            assert revoked.wait(30)
            return before, _opens(place)

    def revocation() -> float:
        assert read.wait(30)
        took = _revoke(cast, release)
        revoked.set()
        return took

    (before, after), took = _run(request, revocation)
    print(
        f"a running request read before the revocation: {before}, after it: {after}; revoking took {took * 1000:.0f} ms"
    )
    assert (before, after) == (True, False)


def test_two_revocations_of_one_release_are_one(own_database, cast):
    for _ in range(5):
        [(release, place)] = _run(lambda: _released(cast))
        outcomes = _run(*[lambda release=release: _revoke(cast, release)] * 2)
        refused = [o for o in outcomes if isinstance(o, Refused)]
        print(f"two revocations of one release at once: {2 - len(refused)} done, {len(refused)} refused")
        assert len(refused) <= 1
        assert _run(lambda place=place: _closed(cast, place)) == [True]
    assert _run(lambda: nightly.differences(at=datetime.now(UTC))) == [{}]


def _closed(cast: Cast, place: int) -> bool:
    with seen_by(cast.person("teacher"), datetime.now(UTC)):
        return not _opens(place)


def test_two_releases_revoked_at_once_both_close(own_database, cast):
    """Each refresh must see the other's revocation: else each would put back what the other one closed."""
    for _ in range(10):
        [(one, place)] = _run(lambda: _released(cast))
        [(other, _same)] = _run(lambda: _backward(cast))
        outcomes = _run(lambda one=one: _revoke(cast, one), lambda other=other: _revoke(cast, other))
        assert not [o for o in outcomes if isinstance(o, Refused)]
        assert _run(lambda place=place: _closed(cast, place)) == [True]
        assert _run(lambda: nightly.differences(at=datetime.now(UTC))) == [{}]
    print("two releases of one child revoked at once, ten times: both closed, and grants are what the facts give")


def _backward(cast: Cast) -> tuple[Release, None]:
    """Sign a second release between the same two, for something of its own."""
    maya, director, mother = cast.children["maya"], cast.person("director"), cast.person("mother")
    with seen_by(director, SIGNED):
        release = consent.ask(
            child=maya,
            from_organization=cast.organizations["clinic"],
            to_organization=cast.organizations["home_district"],
            categories=[Category.SCHOOL_PLAN],
            purpose="coordination",
            signer=mother,
            ends_at=SIGNED + timedelta(days=360),
            by=director,
            at=SIGNED,
        )
    with seen_by(mother, SIGNED):
        return consent.sign(release=release, typed_name="Elena Reyes", language="en", by=mother, at=SIGNED), None


def _asked(cast: Cast) -> Release:
    """Ask Maya's mother whether the clinic may show its plan to the school."""
    at, director = datetime.now(UTC), cast.person("director")
    with seen_by(director, at):
        return consent.ask(
            child=cast.children["maya"],
            from_organization=cast.organizations["clinic"],
            to_organization=cast.organizations["school"],
            categories=[Category.SCHOOL_PLAN],
            purpose="coordination",
            signer=cast.person("mother"),
            ends_at=at + timedelta(days=300),
            by=director,
            at=at,
        )


def _answer(cast: Cast, release: Release, says: str) -> None:
    at, mother = datetime.now(UTC), cast.person("mother")
    with seen_by(mother, at):
        fresh = Release.objects.get(pk=release.pk)
        if says == "yes":
            consent.sign(release=fresh, typed_name="Elena Reyes", language="en", by=mother, at=at)
        else:
            consent.decline(release=fresh, by=mother, at=at)


def _aunt(cast: Cast) -> Person:
    """Enter one more who decides for Maya."""
    return add_parent(
        cast, cast.children["maya"], "Ines", "Reyes", "other", "full", SIGNED,
        home="Ines's home", address="", phone="", email="",
    ).person  # fmt: skip


def test_of_a_yes_and_a_no_at_once_one_is_kept(own_database, cast):
    for _ in range(5):
        [release] = _run(lambda: _asked(cast))
        outcomes = _run(*[lambda says=says, release=release: _answer(cast, release, says) for says in ("yes", "no")])
        assert len([o for o in outcomes if isinstance(o, Refused)]) == 1

        def kept(release: Release = release) -> tuple[bool, int]:
            with seen_by(cast.person("mother"), datetime.now(UTC)):
                found = Release.objects.get(pk=release.pk)
                return bool(found.signed_at) != bool(found.declined_at), found.answers.count()

        assert _run(kept) == [(True, 1)]
        _run(lambda release=release: _revoke(cast, release))  # nothing stays open; a no is refused here


def test_what_one_guardian_signs_while_another_objects_is_closed(own_database, cast):
    [aunt] = _run(lambda: _aunt(cast))
    [place] = _run(lambda: _place(cast))
    for _ in range(5):
        [release] = _run(lambda: _asked(cast))

        def objection(release: Release = release) -> None:
            at = datetime.now(UTC)
            with seen_by(aunt, at):
                answering.object_to(release=Release.objects.get(pk=release.pk), by=aunt, at=at)

        outcomes = _run(lambda release=release: _answer(cast, release, "yes"), objection)
        assert not [o for o in outcomes if isinstance(o, Refused)]
        assert _run(lambda: _closed(cast, place)) == [True]
        assert _run(lambda: nightly.differences(at=datetime.now(UTC))) == [{}]


# Ten thousand times -----------------------------------------------------------------------------


@dataclass
class Tally:
    """What one pair of connections saw."""

    before: int = 0
    after: int = 0
    open_before: int = 0
    open_after: int = 0
    closing: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)


def _close(link: Any, child: UUID) -> float:
    """Take all grants on a child away, as the refresher does; return when its commit had returned."""
    with link.transaction():
        said = json.dumps({"children": [str(child)], "organization": None, "wanted": []})
        code = tokens.mac(settings.WALL_KEY, purpose="refresher replace", stamp=stamp_of(link), said=said)
        link.execute("select refresher('replace', %s, %s)", [said, code])
    return time.perf_counter()


def _reads(link: Any, child: UUID, closed: list[float], start: threading.Barrier, tally: Tally) -> None:
    """Read until a read has begun after the commit; each is a statement in one running transaction."""
    start.wait()
    while True:
        known = bool(closed)  # the commit had returned when this read began
        began = time.perf_counter()
        [(rows,)] = link.execute("select count(*) from people_child where person_id = %s", [child]).fetchall()
        after = known or (bool(closed) and began > closed[0])
        if after:
            tally.after += 1
            tally.open_after += rows
        else:
            tally.before += 1
            tally.open_before += rows
        if known:
            return
        time.sleep(0.002)


def _race(children: list[tuple[UUID, UUID]], tally: Tally) -> None:
    """One pair of connections, one child after the other: revoked by one while the other reads."""
    start = threading.Barrier(2)
    closed: list[list[float]] = [[] for _ in children]
    trouble: list[BaseException] = []

    def revoker() -> None:
        with connect(dbname=NAME, autocommit=True) as link:
            for place, (child, _reader) in enumerate(children):
                start.wait()
                began = time.perf_counter()
                closed[place].append(_close(link, child))
                tally.closing.append(closed[place][0] - began)

    def reader() -> None:
        with connect(dbname=NAME) as link:
            present = None
            for place, (child, who) in enumerate(children):
                if who != present:
                    link.rollback()
                    token = viewer_token(who, None, stamp=stamp_of(link), expires=LATER)
                    link.execute("select set_config('trefoil.viewer', %s, true)", [token])
                    present = who
                _reads(link, child, closed[place], start, tally)

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as failed:
            trouble.append(failed)
            start.abort()

    threads = [threading.Thread(target=guarded, args=[step]) for step in (revoker, reader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if trouble:
        raise trouble[0]


def test_ten_thousand_revocations_against_reads_on_eight_connections(own_database):
    with connect_as_owner(dbname=NAME, autocommit=True) as owner:
        owner.execute(MADE.format(times=TIMES, each=AT_A_TIME))
        children = owner.execute(
            "select child, reader from made m join readers r on r.n = m.n / %s order by m.n", [AT_A_TIME]
        ).fetchall()
    share = TIMES // PAIRS
    tallies = [Tally() for _ in range(PAIRS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(PAIRS) as pool:
        runs = [pool.submit(_race, children[n * share : (n + 1) * share], tally) for n, tally in enumerate(tallies)]
        for run in runs:
            run.result()
    took = time.perf_counter() - began
    closing = sorted(c for tally in tallies for c in tally.closing)
    seen = {name: sum(getattr(t, name) for t in tallies) for name in ("before", "open_before", "after", "open_after")}
    print(
        f"{len(closing)} revocations on {2 * PAIRS} connections in {took:.1f} s: {seen['before']} reads began before"
        f" the commit ({seen['open_before']} saw the row), {seen['after']} began after it ({seen['open_after']} saw"
        f" it); from revoke to closed {closing[len(closing) // 2] * 1000:.1f} ms (median)"
    )
    assert len(closing) == TIMES
    assert seen["open_after"] == 0
    assert seen["after"] >= TIMES
    assert seen["open_before"] > TIMES // 10, "the reads must have met the revocations, or the race proves nothing"


def test_what_is_revoked_is_told_once(own_database, cast):
    [(release, _place)] = _run(lambda: _released(cast))
    _run(lambda: _revoke(cast, release))

    def told() -> int:
        with seen_by(system_person("auditor")):
            return AuditEntry.objects.filter(page="ReleaseRevoked", detail__release_id=str(release.pk)).count()

    assert _run(told) == [1]
