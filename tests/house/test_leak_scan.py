"""The leak scan: whoever is kept out walks the whole site, and nothing planted behind the wall is on any of it."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from tests.cast import EMAILS, Cast
from trefoil.ground.access.types import Category
from trefoil.ground.kit import events, pdf
from trefoil.ground.people.models import Account, Person

from .allowed import Grants, families_of
from .canaries import LIKE, Canary, by_owner, owner_at_hand, plant, tell_everywhere
from .restricted import keep_out, papers
from .scene import Stage, play
from .walking import Answered, addresses, answer_of, links_of, plain, walk

pytestmark = pytest.mark.xdist_group("leak scan")  # who walked once need not walk again
AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
# Who walks, and about whom: David, a parent under an order of no contact, a parent outside a home that is Safe at Home,
# a guardian of a youth who consents alone, teachers and others with a release for one child and none for the other.
WALKERS = {
    "father": ("maya",), "kept_away": ("maya",), "outside": ("maya",), "former": ("maya",), "mother": ("maya",),
    "ingrid": ("jonah",), "youth": ("jonah",), "teacher": ("jonah",), "outsider": ("maya",),
    "coordinator_b": ("jonah",), "ended": ("maya",), "privacy": ("jonah",),
}  # fmt: skip
PLACES_HIDDEN = ("kept_away", "outside")
# Where Maya lives and learns, how her home is reached; and the minutes that the stage gives to what she does there.
WHERE = ("12 Lark", "612-555-0101", "elena@home.example", "Elena's home", "Elena&#x27;s home", "Main building",
         "Cedar Bridge", "Pine Hollow", "Room 114", "Mathematics 6", "Hennepin")  # fmt: skip
HOURS = {
    "schedule_appointment": ("starts_at", "ends_at"),
    "care_sessions_session": ("held_at",), "classroom_episode": ("starts_at", "ends_at"), "classroom_rating": ("at",),
}  # fmt: skip
WHEN = re.compile(r"(?<![\d:])\d{1,2}:43(?!\d)")
COUNTED = 200
LAID_OUT = pdf.from_html
TOLD_APART = ("father", "former", "kept_away", "outsider")


@dataclass
class Scene:
    """The stage with everybody who walks, all that was planted, and what the function opens to whom."""

    stage: Stage
    people: dict[str, Person]
    canaries: dict[str, Canary]
    grants: Grants
    families: dict[str, set[str]]
    letters: list[Any]
    answered: dict[str, list[Answered]]
    laid_out: Callable[[str], bytes]

    def client(self, part: str) -> Client:
        """Return a browser signed in as a walker."""
        client = Client()
        client.force_login(Account.objects.get(person_id=self.people[part].pk))
        return client

    def may_read(self, part: str, text: str, path: str) -> bool:
        """Tell whether a walker may read a planted string at an address."""
        canary = self.canaries.get(text)
        readers = [self.people[part]]
        if part == "privacy" and path.startswith("/requests/"):
            # Who assembles an answer reads what the requester may read: somebody has to redact it.
            readers += [self.people["mother"], self.people["maya"]]
        return canary is None or any(self.grants.may_see(who, canary, self.families) for who in readers)

    def seen_by(self, part: str) -> list[Answered]:
        """Return every answer a walker gets; each walks once."""
        if part not in self.answered:
            self.answered[part] = list(walk(self.client(part), self.stage, WALKERS[part]))
        return self.answered[part]


@pytest.fixture(scope="module")
def scene(
    everybody: Callable[[], Cast],
    quick_passwords: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """Play everything once, plant, and undo it all at the end."""
    from django.conf import settings

    kept, settings.DOCUMENTS = settings.DOCUMENTS, tmp_path_factory.mktemp("documents")
    with (
        django_db_blocker.unblock(), owner_at_hand(), pytest.MonkeyPatch.context() as patch,
        transaction.atomic(), time_machine.travel(AT),
    ):  # fmt: skip
        # A laid-out PDF says its letters in numbers of a font: the scan reads the page that would be laid out.
        patch.setattr(pdf, "from_html", lambda page: b"%PDF-1.7\n" + page.encode())
        yield _scene(everybody())
        transaction.set_rollback(True)
    settings.DOCUMENTS = kept


def _scene(cast: Cast) -> Scene:
    stage = play(cast, AT)
    people = {part: cast.person(part) for part in EMAILS} | keep_out(stage)
    secrets = papers(stage)
    tell_everywhere(stage.shared["places"], AT)
    _give_hours()
    grants = _grants(stage)
    canaries = plant()
    for secret, place in secrets:
        canaries[secret] = Canary(secret, "documents_document", "content", place, {})
    rows = by_owner("select to_jsonb(c) from people_caregiver c")
    return Scene(stage, people, canaries, grants, families_of(rows), _letters(), {}, LAID_OUT)


def _give_hours() -> None:
    """Let everything that is held in an hour begin and end at a minute that nothing else has."""
    for table, columns in HOURS.items():
        changed = ", ".join(
            f"{name} = date_trunc('hour', {name}) + interval '{minutes} minutes'"
            for name, minutes in zip(columns, (43, 103), strict=False)
        )
        by_owner(f"with done as (update {table} set {changed} returning 1 as n) select to_jsonb(n) from done")  # noqa: S608


def _letters() -> list[Any]:
    """Bring everything that happened to whoever listens, and return the letters that left."""
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'deliver'")
        waiting = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]
    for job in waiting:
        with transaction.atomic():
            events.deliver(job["event"], job["packed"], job["subscriber"])
    return list(mail.outbox)


def _grants(stage: Stage) -> Grants:
    found = Grants()
    rows = by_owner("select to_jsonb(c) from access_compartment c")
    found.categories = {row["id"]: Category(row["category"]) for row in rows if row["child_id"]}
    for child in {row["child_id"] for row in rows if row["child_id"]}:
        found.add(child, None, AT)
    for organization in stage.cast.organizations.values():
        found.add(None, organization.pk, AT)
    return found


def test_enough_is_planted(scene: Scene) -> None:
    tables = {canary.table for canary in scene.canaries.values()}
    assert len(scene.canaries) > 300
    assert len(tables) > 30


@pytest.mark.parametrize("part", WALKERS)
def test_nobody_finds_what_was_planted_where_nothing_is_open_to_them(part: str, scene: Scene) -> None:
    leaks: dict[str, str] = {}
    for answered in scene.seen_by(part):
        for text in set(re.findall(LIKE, answered.everything)):
            if not scene.may_read(part, text, answered.path):
                leaks.setdefault(str(scene.canaries[text]), answered.path)
    assert leaks == {}


def test_the_scan_reads_what_is_open(scene: Scene) -> None:
    """A scan that never finds anything proves nothing: each finds what is theirs."""
    found = {
        part: {text for answered in scene.seen_by(part) for text in re.findall(LIKE, answered.everything)}
        for part in ("mother", "ingrid", "youth", "teacher", "outside")
    }
    assert {part: len(texts) > 10 for part, texts in found.items()} == dict.fromkeys(found, True)


@pytest.mark.parametrize("part", ["teacher", "mother", "youth", "privacy"])
def test_no_link_leads_nowhere(part: str, scene: Scene) -> None:
    status = {answered.path: answered.status for answered in scene.seen_by(part)}
    wrong = {
        link: f"{status[link]} on {answered.path}"
        for answered in scene.seen_by(part)
        for link in links_of(answered)
        if status.get(link, 200) not in (200, 204, 302, 422)
    }
    assert wrong == {}


@pytest.mark.parametrize("part", PLACES_HIDDEN)
def test_no_place_and_no_hour_is_told_to_whom_they_are_hidden_from(part: str, scene: Scene) -> None:
    told = {
        word: answered.path
        for answered in scene.seen_by(part)
        for word in [*(w for w in WHERE if w in answered.everything), *WHEN.findall(answered.everything)]
        if quote(word) not in answered.path  # a search says again what it was asked for
    }
    assert told == {}


def test_a_letter_tells_nothing(scene: Scene) -> None:
    assert scene.letters
    for letter in scene.letters:
        said = f"{letter.subject} {letter.body} {letter.from_email} {letter.extra_headers}"
        assert not re.findall(LIKE, said)
        assert not [word for word in (*WHERE, "Maya", "Jonah", "Harbor", "therapy") if word in said]


def test_a_real_paper_names_nobody_in_what_a_program_reads(scene: Scene) -> None:
    if not pdf.is_available():
        pytest.skip("this machine cannot lay out PDFs")
    page = "<html lang='en'><head><title>Record</title></head><body><p>Maya Reyes, 12 Lark Street</p></body></html>"
    made = Answered("", 200, (), scene.laid_out(page)).everything
    assert "Maya" not in made
    assert "Lark" not in made


def test_what_is_not_for_you_answers_as_what_is_not_there(scene: Scene) -> None:
    compared, different = 0, []
    for number, part in enumerate(TOLD_APART):
        client, known = scene.client(part), {answered.path: answered for answered in scene.seen_by(part)}
        pairs = list(zip(addresses(scene.stage, "maya"), addresses(scene.stage, "maya", of_nothing=True), strict=True))
        for real, made_up in pairs[number % 2 :: 2]:
            if real != made_up and known[real].status == 404:
                compared += 1
                if plain(known[real]) != plain(answer_of(client, made_up)):
                    different.append(f"{part}: {real}")
    assert different == []
    assert compared >= COUNTED
