"""Answers a facts document of the `decide` contract from the Cedar policies.

Here are only ids, calendar arithmetic, loops over lists and the order in which the policies are asked;
what is permitted stands in `policies/`.
"""

from collections.abc import Iterable
from typing import Any

from tests.oracle.cedar import ask
from tests.oracle.instants import days_later, eighteenth, instant

HOUR = 3600
WIDTH = ("full", "minimum", "own", "card", "deidentified", "none")
Verdict = tuple[bool, str, str]
Item = dict[str, Any]


def verdict(reasons: frozenset[str]) -> Verdict | None:
    """Read the ids of the policies that decided; none means that this rule does not decide."""
    if denials := sorted(reason for reason in reasons if reason.startswith("deny ")):
        return False, "none", denials[0].split()[2]
    grounds = sorted(reason for reason in reasons if reason.startswith("basis "))
    scopes = [reason.split()[1] for reason in reasons if reason.startswith("scope ")]
    if not grounds or not scopes:
        assert grounds == scopes, f"a permit needs a scope and a basis: {sorted(reasons)}"
        return None
    return True, max(scopes, key=WIDTH.index), grounds[0].split()[2]


class Case:
    """The facts about one child."""

    def __init__(self, document: Item) -> None:
        self.document = document
        self.zone: str = document.get("zone") or "America/Chicago"
        self.at = instant(document["at"])
        self.child: Item = document["child"]
        self.adult_from = eighteenth(self.child["born_on"], self.zone)
        self.kinds = {entry["id"]: entry["kind"] for entry in document["organizations"]}
        self.part2 = {entry["id"]: bool(entry.get("part2")) for entry in document["organizations"]}
        self.people = {entry["id"]: entry for entry in document["people"]}
        self.caregivers = {entry["person"]: entry for entry in self.listed("caregivers")}
        self.services = {entry["id"]: entry for entry in self.listed("services")}
        self.safe_homes = [entry["id"] for entry in self.listed("households") if entry.get("safe_at_home")]
        self.instants: set[int] = {self.adult_from}
        self.of_person: dict[str, dict[str, list[Item]]] = {}
        for name in ("care_team", "court_orders", "holds", "suspicions", "break_glass"):
            for entry in self.listed(name):
                self.of_person.setdefault(entry["person"], {}).setdefault(name, []).append(self.timed(entry, name))
        self.releases = [self.timed(entry, "youth_releases") for entry in self.listed("youth_releases")]
        self.overrides = [self.timed(entry, "overrides") for entry in self.listed("overrides")]
        self.consents = [self.timed(entry, "consents") for entry in self.listed("consents")]
        self.crises = [self.timed(entry, "crises") for entry in self.listed("crises")]
        for entry in [*self.people.values(), *self.caregivers.values(), *self.services.values()]:
            self.timed(entry, "")
        for entry in self.caregivers.values():
            if entry["authority"] == "delegated":
                self.instants.add(days_later(instant(entry["from"]), 365, self.zone))
        self._seen: dict[tuple[Any, ...], Any] = {}

    def listed(self, name: str) -> list[Item]:
        """Return an optional list."""
        return self.document.get(name) or []

    def timed(self, entry: Item, name: str) -> Item:
        """Add the entry's period in seconds, its last possible end among it, and keep every instant of it."""
        begins = entry.get("from") or entry.get("effective") or entry.get("opened_at")
        ends = entry.get("until") or entry.get("expires") or entry.get("closed_at")
        period: dict[str, int | None] = {
            "from": instant(begins) if begins else None,
            "until": instant(ends) if ends else None,
            "revoked_at": instant(entry["revoked_at"]) if entry.get("revoked_at") else None,
            "at_most": None,
        }
        start = period["from"]
        if start is not None:
            period["at_most"] = {
                "holds": start + 48 * HOUR,
                "overrides": start + 24 * HOUR,
                "break_glass": start + HOUR,
                "consents": days_later(start, 365, self.zone),
                "youth_releases": days_later(start, 365, self.zone),
            }.get(name)
        self.instants.update(value for value in period.values() if value is not None)
        return {**entry, "period": period}

    def live(self, entry: Item, at: int) -> bool:
        """Whether the entry's period is live."""
        period = entry["period"]
        times = {"at": at, "from": period["from"], "until": period["until"], "at_most": period["at_most"]}
        return bool(ask("period", {}, times))

    def some(self, person: str, name: str, at: int) -> list[Item]:
        """Return this person's entries of a list that are live."""
        key = (person, name, at)
        if (found := self._seen.get(key)) is None:
            entries = self.of_person.get(person, {}).get(name, ())
            found = self._seen[key] = [entry for entry in entries if self.live(entry, at)]
        return found

    def active(self, person: str, at: int) -> bool:
        """Whether the person's role is live; the child's always is."""
        entry = self.people.get(person, {})
        if not entry.get("from") and not entry.get("until"):
            return True
        return self.live(self.timed(entry, ""), at)

    def levels(self, at: int) -> frozenset[int]:
        """Return the levels of the crises that are live."""
        key = ("crises", at)
        if (found := self._seen.get(key)) is None:
            found = self._seen[key] = frozenset(crisis["level"] for crisis in self.crises if self.live(crisis, at))
        return found

    def adult(self, at: int) -> bool:
        """Whether the child has had the eighteenth birthday."""
        return bool(ask("age", {}, {"at": at, "eighteenth": self.adult_from}))

    def authority(self, person: str, category: str, at: int) -> frozenset[str]:
        """Return the kind of authority over the child that the person has in this category, if any."""
        entry = self.caregivers.get(person)
        if entry is None:
            return frozenset()
        delegated = entry["authority"] == "delegated"
        facts = {
            "authority": entry["authority"],
            "scope": frozenset(entry.get("scope") or ()) & {category},
            "category": category,
        }
        begins = instant(entry["from"]) if entry.get("from") else None
        times = {
            "at": at,
            "from": begins,
            "until": instant(entry["until"]) if entry.get("until") else None,
            "day_366": days_later(begins, 365, self.zone) if delegated and begins is not None else None,
        }
        return ask("authority", facts, times)


class Question:
    """One question about the child: what does not depend on the instant is asked once."""

    def __init__(self, case: Case, asked: Item) -> None:
        self.case, self.asked, self.record = case, asked, asked["record"]
        self.viewer: str = asked["viewer"]
        self.category: str = asked["category"]
        self.custodian: str = self.record["custodian"]
        person = case.people.get(self.viewer)
        self.role: str = person["role"] if person else "child"
        self.organization: str | None = person.get("organization") if person else None
        self.household = (case.caregivers.get(self.viewer) or {}).get("household")
        self.services = [case.services[name] for name in self.record.get("services") or ()]
        self._item()
        self._relation()
        self.fitting: dict[str, list[Item]] = {}
        self.fitting_releases = [entry for entry in case.releases if self._release_fits(entry)]
        self.fitting_overrides = [entry for entry in case.overrides if self._override_fits(entry)]

    def _item(self) -> None:
        case, record = self.case, self.record
        traits: set[str] = set()
        for service in self.services:
            facts = {
                "flag": service["acts_for_school"],
                "kind": case.kinds[service["organization"]],
                "part2": bool(service.get("part2")),
                "consent_basis": service["consent_basis"],
            }
            traits |= ask("service", facts)
        services = frozenset(traits)
        item = {
            "custodian_kind": case.kinds[self.custodian],
            "custodian_part2": case.part2[self.custodian],
            "category": self.category,
            "record_part2": bool(record.get("part2")),
            "services": services,
            "any_service": bool(self.services),
        }
        self.sides = ask("item", item)
        self.part2 = "part2" in self.sides
        self.minor_confidential = bool(record.get("minor_confidential"))
        control = {
            "sides": self.sides,
            "category": self.category,
            "minor_confidential": self.minor_confidential,
            "services": services,
            "lives_apart": bool(case.child.get("lives_apart")),
            "married_or_parent": bool(case.child.get("married_or_parent")),
        }
        answer = ask("control", control)
        self.youth_controlled = "youth_controlled" in answer
        added = [row for row in ("sud", "youth_confidential") if f"row {row}" in answer]
        self.rows = [self.category, *added]
        self.court_consenters = frozenset(
            service["consenter"] for service in self.services if service["consent_basis"] == "court"
        )

    def _relation(self) -> None:
        record = self.record
        facts = {
            "viewer": self.viewer,
            "organization": self.organization,
            "custodian": self.custodian,
            "author": record.get("author"),
            "court_consenters": self.court_consenters,
        }
        for name in ("participants", "withheld_from", "named"):
            facts[name] = frozenset(record.get(name) or ()) & {self.viewer}
        self.relation = ask("relation", facts, names=tuple(facts))
        self.own = "own" in self.relation
        self.took_part = "took_part" in self.relation
        (self.column,) = ask("column", {"role": self.role, "own": self.own}) or (
            "G" if self.role == "caregiver" else "none",
        )
        self.cells = {row: self._cell(row) for row in self.rows}

    def _cell(self, row: str) -> str:
        (code,) = ask("cell", {"cell": f"{row}/{self.column}"}) or ("none",)
        return code

    def _supervises(self) -> bool:
        author = self.case.people.get(self.record.get("author") or "", {})
        facts = {
            "viewer": self.viewer,
            "role": self.role,
            "organization": self.organization,
            "trainee": bool(author.get("trainee")),
            "supervisor": author.get("supervisor"),
            "authors_organization": author.get("organization"),
        }
        names = ("viewer", "supervisor", "organization", "authors_organization")
        return bool(ask("supervision", facts, names=names))

    def _release_fits(self, entry: Item) -> bool:
        facts = {
            "to": entry["to"],
            "viewer": self.viewer,
            "categories": frozenset(entry["categories"]) & frozenset(self.rows),
            "rows": frozenset(self.rows),
            "part2": bool(entry.get("part2")),
            "item_part2": self.part2,
        }
        return bool(ask("release names", facts, names=("to", "viewer")))

    def _override_fits(self, entry: Item) -> bool:
        by, begins = entry["by"], entry["period"]["from"]
        author = self.case.people[by]
        facts = {
            "to": entry["to"],
            "viewer": self.viewer,
            "categories": frozenset(entry["categories"]) & frozenset(self.rows),
            "rows": frozenset(self.rows),
            "reason": entry["reason"].strip() and "given",
            "by_role": author["role"],
            "by_organization": author.get("organization"),
            "custodian": self.custodian,
            "by_active": self.case.active(by, begins),
            "by_linked": bool(self.case.some(by, "care_team", begins)),
            "item_part2": self.part2,
            "category": self.category,
        }
        return bool(ask("override names", facts, names=("to", "viewer", "by_organization", "custodian")))

    def _consent_fits(self, entry: Item, needed_from: str) -> bool:
        facts = {
            "to_person": entry["to"].get("person"),
            "to_organization": entry["to"].get("organization"),
            "to_role": entry["to"].get("role"),
            "viewer": self.viewer,
            "role": self.role,
            "organization": self.organization,
            "organization_kind": self.case.kinds.get(self.organization or ""),
            "from_organization": entry["from_organization"],
            "needed_from": needed_from,
            "categories": frozenset(entry["categories"]) & frozenset(self.rows),
            "rows": frozenset(self.rows),
            "purpose": entry["purpose"],
            "asked_purpose": self.asked.get("purpose") or "treatment",
            "part2": bool(entry.get("part2")),
            "item_part2": self.part2,
        }
        names = ("viewer", "to_person", "organization", "to_organization", "from_organization", "needed_from")
        return "fits" in ask("consent", facts, names=names)

    def _could_sign(self, entry: Item, at: int) -> bool:
        case, signer = self.case, entry["signed_by"]
        facts = {
            "adult": case.adult(at),
            "youth_controlled": self.youth_controlled,
            "signer": signer,
            "child": case.child["id"],
            "court_consenters": self.court_consenters,
            "authority": case.authority(signer, self.category, at),
            "ordered": bool(case.some(signer, "court_orders", at)),
            "suspected": bool(case.some(signer, "suspicions", at)),
            "record_household": self.record.get("household"),
            "household": (case.caregivers.get(signer) or {}).get("household"),
        }
        names = ("signer", "child", "court_consenters", "record_household", "household")
        return bool(ask("sign", facts, names=names))

    def standing(self, needed_from: str, at: int) -> str:
        """Return how the best consent from this organization stands: youth_consent, consent, lapsed or none."""
        if needed_from not in self.fitting:
            self.fitting[needed_from] = [
                entry for entry in self.case.consents if self._consent_fits(entry, needed_from)
            ]
        best = "4 none"
        for entry in self.fitting[needed_from]:
            begins = entry["period"]["from"]
            facts = {
                "could_sign_then": self._could_sign(entry, begins),
                "could_sign_now": self._could_sign(entry, at),
                "by_child": entry["signed_by"] == self.case.child["id"],
            }
            period = entry["period"]
            times = {
                "at": at,
                "effective": begins,
                "expires": period["until"],
                "revoked_at": period["revoked_at"],
                "year_later": period["at_most"],
            }
            best = min(best, *ask("standing", facts, times))
        return best.split()[1]

    def released(self, at: int) -> bool:
        """Whether a release of the child to this caregiver is live."""
        for entry in self.fitting_releases:
            period = entry["period"]
            times = {
                "at": at,
                "from": period["from"],
                "until": period["until"],
                "revoked_at": period["revoked_at"],
                "year_later": period["at_most"],
                "eighteenth": self.case.adult_from,
            }
            if ask("release", {"fits": True}, times):
                return True
        return False

    def orders(self, at: int) -> frozenset[str]:
        """Return what is true of some court order on the viewer."""
        found: set[str] = set()
        for order in self.case.some(self.viewer, "court_orders", at):
            facts = {
                "live": True,
                "kind": order["kind"],
                "leaves": frozenset(order.get("leaves") or ()) & {self.category},
                "category": self.category,
                "sides": self.sides,
            }
            found |= ask("order", facts)
        return frozenset(found)

    def column_at(self, at: int) -> str:
        """Return the viewer's column, L for a caregiver without authority in this category."""
        if self.role != "caregiver" or self.case.adult(at):
            return self.column
        return "G" if self.case.authority(self.viewer, self.category, at) else "L"

    def decide(self, at: int) -> Verdict:
        """Return permit, scope and basis at an instant: the first rule that decides ends the matter."""
        case = self.case
        linked = bool(case.some(self.viewer, "care_team", at))
        facts = {
            "active": case.active(self.viewer, at),
            "category": self.category,
            "maltreatment_report": bool(self.record.get("maltreatment_report")),
            "relation": self.relation & {"own", "wrote"},
            "linked": linked,
            "column": self.column,
            "role": self.role,
            "supervises": self._supervises() if self.category == "psychotherapy_notes" else False,
        }
        if found := verdict(ask("everyone", facts)):
            return found
        if self.role == "child":
            child = {"relation": self.relation, "category": self.category, "cell": self.cells[self.category]}
            return _decided(verdict(ask("child", child)))
        if self.role == "caregiver":
            return self._caregiver(at)
        return self._professional(at, linked)

    def _caregiver(self, at: int) -> Verdict:
        case = self.case
        entry = case.caregivers.get(self.viewer) or {}
        authority = case.authority(self.viewer, self.category, at)
        adult = case.adult(at)
        stranger = not authority and not adult
        facts = {
            "category": self.category,
            "cell": self.cells[self.category],
            "relation": self.relation - {"own", "wrote"},
            "sides": self.sides,
            "part2": self.part2,
            "minor_confidential": self.minor_confidential,
            "youth_controlled": self.youth_controlled,
            "masked_lines": bool(self.record.get("masked_lines")),
            "record_household": self.record.get("household"),
            "household": self.household,
            "acting_parent": bool(entry.get("acting_parent")),
            "emergency_contact": bool(entry.get("emergency_contact")),
            "on_hold": bool(case.some(self.viewer, "holds", at)),
            "orders": self.orders(at),
            "suspected": bool(case.some(self.viewer, "suspicions", at)),
            "adult": adult,
            "authority": authority,
            "released": self.released(at),
            "overridden": any(case.live(override, at) for override in self.fitting_overrides),
            "crises": case.levels(at),
            "consent": self.standing(self.custodian, at) if stranger else "none",
        }
        return _decided(verdict(ask("caregiver", facts, names=("record_household", "household"))))

    def _professional(self, at: int, linked: bool) -> Verdict:
        facts = {
            "role": self.role,
            "column": self.column,
            "linked": linked,
            "organization": self.organization,
            "resident_district": self.case.child.get("resident_district"),
        }
        names = ("organization", "resident_district")
        found = verdict(ask("professional", facts, names=names)) or self._rows(at)
        return found if found[0] else self._emergency(at, linked) or found

    def _rows(self, at: int) -> Verdict:
        narrowest: Verdict | None = None
        for row in self.rows:
            found = _decided(verdict(ask("row", self._row(row, at))))
            if not found[0]:
                return found
            if narrowest is None or WIDTH.index(found[1]) >= WIDTH.index(narrowest[1]):
                narrowest = found
        return _decided(narrowest)

    def _row(self, row: str, at: int) -> Item:
        cell = self.cells[row]
        programmes = [service["organization"] for service in self.services if self._left_programme(service)]
        facts = {
            "cell": cell,
            "row": row,
            "column": self.column,
            "own": self.own,
            "took_part": self.took_part,
            "sides": self.sides,
            "custodian_kind": self.case.kinds[self.custodian],
            "left_programme": bool(programmes),
        }
        needed = ask("reading", facts)
        sources = [self.custodian] if "custodian" in needed else []
        sources += programmes if "programmes" in needed else []
        return {
            "cell": cell,
            "row": row,
            "added": row != self.category,
            "column": self.column,
            "took_part": self.took_part,
            "covering": self._covering(at) if cell == "av" else False,
            "consents": frozenset(self.standing(source, at) for source in sources),
        }

    def _left_programme(self, service: Item) -> bool:
        facts = {
            "part2": bool(service.get("part2")),
            "organization": service["organization"],
            "custodian": self.custodian,
        }
        return bool(ask("programme", facts))

    def _covering(self, at: int) -> bool:
        took_part = {self.record.get("author"), *(self.record.get("participants") or ())} - {None}
        return any(link.get("covers") in took_part for link in self.case.some(self.viewer, "care_team", at))

    def _emergency(self, at: int, linked: bool) -> Verdict | None:
        declared = self.case.some(self.viewer, "break_glass", at)
        facts = {
            "column": self.column,
            "category": self.category,
            "cell": self.cells[self.category],
            "part2": self.part2,
            "minor_confidential": self.minor_confidential,
        }
        crisis = {**facts, "linked": linked, "crises": self.case.levels(at)}
        glass = {**facts, "role": self.role, "broke_glass": any(entry["reason"].strip() for entry in declared)}
        return verdict(ask("crisis", crisis)) or verdict(ask("break_glass", glass))


def _decided(found: Verdict | None) -> Verdict:
    assert found is not None, "the last rule must decide"
    return found


def lasting(question: Question, instants: Iterable[int], now: Verdict) -> int | None:
    """Return the first of the later instants at which the answer is another one."""
    return next((moment for moment in instants if question.decide(moment) != now), None)
