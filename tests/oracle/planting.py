"""Writes a facts document into the tables of the product: each fact as the row that says the same there."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.db import models, transaction

from trefoil.care.crisis.models import Crisis
from trefoil.ground.access.models import BreakGlass, Compartment
from trefoil.ground.consent.models import (
    CourtOrder,
    Hold,
    Override,
    Release,
    Service,
    ServiceLine,
    Suspicion,
    YouthRelease,
)
from trefoil.ground.people.models import (
    Caregiver,
    Child,
    Household,
    Membership,
    Organization,
    Person,
    Residence,
    Staff,
)

Item = dict[str, Any]
HERE = UUID("5e1f6a52-0c55-4c3e-9f39-6a3b1c1d2e4f")
LONG_AGO = datetime.fromisoformat("1980-01-01T00:00:00Z")
LASTING = timedelta(days=1500)
FAMILY = ("caregiver", "family", "peer")
# What the wall cannot know of a compartment is known of each row: except where the category is its author's alone.
AUTHORS_OWN = "psychotherapy_notes"
_numbers = count(1_000_000)


def when(text: str | None) -> datetime | None:
    """Read an instant, if there is one."""
    return datetime.fromisoformat(text) if text else None


def fitted(document: Item) -> Item:
    """Return the document as a program can hold it.

    In its one zone; on the team staff only, nobody twice at once; no paper for a class of recipients that the law does
    not know, which opens nothing; no authority that outlives its caregiver's entry.
    """
    staff = {p["id"] for p in document["people"] if p["role"] not in FAMILY}
    team: list[Item] = []
    for link in document.get("care_team") or ():
        if link["person"] in staff and not any(_meet(link, other) for other in team):
            team.append(link)
    kept = {name: value for name, value in document.items() if name != "zone"}
    asked_for = {question.get("purpose") or "treatment" for question in document["questions"]}
    papers = [_for_work(c, asked_for) for c in document.get("consents") or () if _is_a_paper(c)]
    entered = {p["id"]: p for p in document["people"]}
    family = [_while_entered(c, entered[c["person"]].get("until")) for c in document.get("caregivers") or ()]
    return {**kept, "care_team": team, "consents": papers, "caregivers": family}


def _while_entered(caregiver: Item, until: str | None) -> Item:
    ends, starts = when(until), when(caregiver.get("from"))
    if ends is None:
        return caregiver
    if starts and starts > ends:
        return {**caregiver, "authority": "none", "until": None}
    last = when(caregiver.get("until"))
    return {**caregiver, "until": until if last is None or ends < last else caregiver["until"]}


def _for_work(consent: Item, asked_for: set[str]) -> Item:
    """Let a paper for what is asked be for coordination, which is what nearly everybody's work is for."""
    return {**consent, "purpose": "coordination"} if consent["purpose"] in asked_for else consent


def _is_a_paper(consent: Item) -> bool:
    names = {name for name, value in consent["to"].items() if value}
    return names != {"role"} or bool(consent.get("part2") and consent["purpose"] == "tpo")


def _meet(one: Item, other: Item) -> bool:
    if one["person"] != other["person"]:
        return False
    latest = max(datetime.fromisoformat(one["from"]), datetime.fromisoformat(other["from"]))
    return all((when(link.get("until")) or latest + LASTING) > latest for link in (one, other))


class Planted:
    """One document as rows: of which child, and for each question its compartment and its row."""

    def __init__(self, number: int, document: Item) -> None:
        self.number, self.document = number, document
        self.at = datetime.fromisoformat(document["at"])
        self.child = self.person(document["child"]["id"])
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.places: dict[Any, Compartment] = {}
        self.probes: list[Item] = []
        self._people()
        self._family()
        self._team()
        self._papers()
        self._records()

    # Names.

    def id_of(self, kind: str, name: str) -> UUID:
        """Return the id of something that the document calls by a name."""
        return uuid5(HERE, f"{self.number} {kind} {name}")

    def person(self, name: str) -> UUID:
        """Return the id of a person or of the child."""
        return self.id_of("person", name)

    def maybe(self, kind: str, name: str | None) -> UUID | None:
        """Return the id of something, if it is named."""
        return self.id_of(kind, name) if name else None

    def people(self, names: Iterable[str] | None) -> list[UUID]:
        """Return the ids of people, each once, in the order in which a compartment keeps them."""
        return sorted({self.person(name) for name in names or ()}, key=str)

    def listed(self, name: str) -> list[Item]:
        """Return a list of the document."""
        return self.document.get(name) or []

    def add(self, table: type[models.Model], **fields: Any) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(table(**fields))

    @property
    def scaffold(self) -> int:
        """Return the compartment of all facts: of an organization at which nobody works, so that it brings nobody."""
        return self.place("custody", self.id_of("organization", "nobody's"))

    def place(self, category: str, custodian: UUID, **stamp: Any) -> int:
        """Return the compartment with a stamp."""
        key = (category, custodian, *((name, str(value)) for name, value in sorted(stamp.items())))
        if key not in self.places:
            self.places[key] = Compartment(
                id=next(_numbers), child_id=self.child, category=category, custodian_id=custodian, **stamp
            )
        return self.places[key].pk

    # Facts.

    def _people(self) -> None:
        self.add(Organization, id=self.id_of("organization", "nobody's"), name="Nobody's", kind="evaluator")
        for each in self.listed("organizations"):
            self.add(
                Organization,
                id=self.id_of("organization", each["id"]),
                name=each["id"],
                kind=each["kind"],
                part2=bool(each.get("part2")),
            )
        self.add(Person, id=self.child, kind="child", given_name="Jo")
        child = self.document["child"]
        flags = {name: bool(child.get(name)) for name in ("lives_apart", "married_or_parent")}
        self.add(Child, person_id=self.child, born_on=child["born_on"], languages=["en"], **flags)
        for each in self.listed("people"):
            kind = "caregiver" if each["role"] in FAMILY else "staff"
            self.add(Person, id=self.person(each["id"]), kind=kind, given_name=each["id"])
            if kind == "staff":
                self._staff(each)
        if child.get("resident_district"):
            district = self.id_of("organization", child["resident_district"])
            self._record(Residence, resident_district_id=district)

    def _staff(self, each: Item) -> None:
        self.add(
            Staff,
            person_id=self.person(each["id"]),
            organization_id=self.id_of("organization", each["organization"]),
            role=each["role"],
            trainee=bool(each.get("trainee")),
            supervisor_id=self.maybe("person", each.get("supervisor")),
            starts_at=when(each.get("from")),
            ends_at=when(each.get("until")),
        )

    def _record(self, table: type[models.Model], **fields: Any) -> None:
        self.add(table, compartment_id=self.scaffold, child_id=self.child, **fields)

    def _family(self) -> None:
        for home in self.listed("households"):
            self._record(Household, id=self.id_of("household", home["id"]), safe_at_home=bool(home.get("safe_at_home")))
        entries = {entry["person"]: entry for entry in self.listed("caregivers")}
        for each in self.listed("people"):
            if each["role"] == "caregiver":
                # Who has no entry has no authority, and in a program everybody of the family has an entry.
                self._caregiver(each, entries.get(each["id"], {"authority": "none"}))

    def _caregiver(self, each: Item, entry: Item) -> None:
        self._record(
            Caregiver,
            person_id=self.person(each["id"]),
            relationship="other",
            authority=entry["authority"],
            authority_since=when(entry.get("from")),
            authority_until=when(entry.get("until")),
            scope=entry.get("scope") or [],
            household_id=self.maybe("household", entry.get("household")),
            emergency_contact=bool(entry.get("emergency_contact")),
            acting_parent=bool(entry.get("acting_parent")),
            starts_at=when(each.get("from")) or LONG_AGO,
            ends_at=when(each.get("until")),
        )

    def _team(self) -> None:
        for link in self.listed("care_team"):
            self._record(
                Membership,
                staff_id=self.person(link["person"]),
                covers_id=self.maybe("person", link.get("covers")),
                starts_at=when(link["from"]),
                ends_at=when(link.get("until")),
            )
        for crisis in self.listed("crises"):
            self._record(
                Crisis,
                level=crisis["level"],
                opened_at=when(crisis["opened_at"]),
                opened_by_id=self.child,
                closed_at=when(crisis.get("closed_at")),
            )
        for glass in self.listed("break_glass"):
            starts = datetime.fromisoformat(glass["from"])
            self._record(
                BreakGlass,
                person_id=self.person(glass["person"]),
                reason=glass["reason"],
                starts_at=starts,
                ends_at=when(glass.get("until")) or starts + timedelta(hours=5),
            )

    # Papers.

    def _papers(self) -> None:
        for service in self.listed("services"):
            self._service(service)
        for consent in self.listed("consents"):
            self._consent(consent)
        for release in self.listed("youth_releases"):
            self._youth_release(release)
        for told in self.listed("overrides"):
            starts = datetime.fromisoformat(told["from"])
            self._record(
                Override,
                to_id=self.person(told["to"]),
                by_id=self.person(told["by"]),
                categories=told["categories"],
                reason=told["reason"],
                starts_at=starts,
                ends_at=when(told.get("until")) or starts + LASTING,
            )
        for order in self.listed("court_orders"):
            self._record(
                CourtOrder,
                **self._against(order),
                kind=order["kind"],
                leaves=order.get("leaves") or [],
                ends_at=when(order.get("until")),
                entered_at=when(order["from"]),
            )
        for hold in self.listed("holds"):
            self._record(Hold, **self._against(hold))
        for suspicion in self.listed("suspicions"):
            self._record(Suspicion, **self._against(suspicion), ends_at=when(suspicion.get("until")))

    def _against(self, entry: Item) -> Item:
        person = self.person(entry["person"])
        return {"person_id": person, "starts_at": when(entry["from"]), "entered_by_id": person}

    def _service(self, service: Item) -> None:
        line = self.id_of("line", service["id"])
        self.add(
            ServiceLine,
            id=line,
            organization_id=self.id_of("organization", service["organization"]),
            name=service["id"],
            acts_for_school=service["acts_for_school"],
            part2=bool(service.get("part2")),
        )
        self._record(
            Service,
            id=self.id_of("service", service["id"]),
            line_id=line,
            consent_basis=service["consent_basis"],
            consenter_id=self.maybe("person", service.get("consenter")),
            starts_at=when(service["from"]),
            ends_at=when(service.get("until")),
            started_by_id=self.child,
        )

    def _consent(self, consent: Item) -> None:
        starts, to, signer = datetime.fromisoformat(consent["effective"]), consent["to"], consent["signed_by"]
        ends = when(consent.get("expires")) or starts + LASTING
        self._record(
            Release,
            id=self.id_of("consent", consent["id"]),
            from_organization_id=self.id_of("organization", consent["from_organization"]),
            to_organization_id=self.maybe("organization", to.get("organization")),
            to_person_id=self.maybe("person", to.get("person")),
            to_role=to.get("role") or "",
            categories=consent["categories"],
            purpose=consent["purpose"],
            part2=bool(consent.get("part2")),
            both_ways=False,
            signer_id=self.person(signer),
            asked_by_id=self.person(signer),
            asked_at=starts - timedelta(days=1),
            starts_at=starts,
            ends_at=ends,
            signed_at=starts,
            signed_text="Signed.",
            revoked_at=when(consent.get("revoked_at")),
        )

    def _youth_release(self, release: Item) -> None:
        starts, until = datetime.fromisoformat(release["from"]), when(release.get("until"))
        ends = [e for e in (until, when(release.get("revoked_at"))) if e]
        self._record(
            YouthRelease,
            id=self.id_of("youth release", release["id"]),
            to_id=self.person(release["to"]),
            categories=release["categories"],
            part2=bool(release.get("part2")),
            starts_at=starts,
            ends_at=starts + LASTING,
            revoked_at=min(ends, default=None),
        )

    # What is asked about.

    def _records(self) -> None:
        for index, asked in enumerate(self.document["questions"]):
            record = asked["record"]
            author = self.maybe("person", record.get("author"))
            report = bool(record.get("maltreatment_report"))
            place = self.place(
                asked["category"],
                self.id_of("organization", record["custodian"]),
                household_id=self.maybe("household", record.get("household")),
                confidential=bool(record.get("minor_confidential")),
                services=sorted({self.id_of("service", s) for s in record.get("services") or ()}, key=str),
                author_id=author if report or asked["category"] == AUTHORS_OWN else None,
                withheld_from=self.people(record.get("withheld_from")),
                named=self.people(record.get("named")),
                part2=bool(record.get("part2")),
                masked_lines=bool(record.get("masked_lines")),
                maltreatment_report=report,
            )
            part = self.people(record.get("participants"))
            self.probes.append(
                {"id": self.id_of("row", str(index)), "compartment": place, "author": author, "participants": part}
            )


# In this order, because each refers to those before it.
ORDER: tuple[type[models.Model], ...] = (
    *(Organization, Person, Child, Staff, Residence, Household, Caregiver, Membership, Crisis, BreakGlass),
    *(ServiceLine, Service, Release, YouthRelease, Override, CourtOrder, Hold, Suspicion),
)


def plant(planted: list[Planted], also: Callable[[list[Item]], None]) -> None:
    """Write everything as the owner, in one transaction; `also` writes the rows that are asked for."""
    with transaction.atomic(using="owner"):
        Compartment.objects.using("owner").bulk_create([place for one in planted for place in one.places.values()])
        for kind in ORDER:
            rows = [row for one in planted for row in one.rows.get(kind, ())]
            kind.objects.using("owner").bulk_create(rows)  # type: ignore[attr-defined]
        also([probe for one in planted for probe in one.probes])
