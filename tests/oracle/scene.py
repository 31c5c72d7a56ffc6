"""What invented situations are made of: a cast, periods that end exactly now, papers, questions.

A `Scene` draws from any source of chance, so that one seed is a thousand documents and Hypothesis can
draw, and shrink, every choice of a single one. What happens in a scene is in `situations.py`.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tests.oracle.instants import days_later, eighteenth

Item = dict[str, Any]
Anything = TypeVar("Anything")
DAY, HOUR = 86_400, 3600
CHILD = "jo"
CATEGORIES = (
    *("demographics", "schedule", "school_plan", "clinical_plan", "diagnosis", "assessments", "session_notes"),
    *("psychotherapy_notes", "sud", "safety_plan", "crisis_events", "education_records", "behavior_observations"),
    *("family_needs", "youth_confidential", "messages"),
)
PURPOSES = ("treatment", "payment", "operations", "coordination", "school_support", "legal", "research")
BASES = ("parent", "minor_144_3431", "minor_144_343", "minor_144_341", "court", "emergency")
ORDERS = ("no_contact", "limits_medical", "limits_education")
KINDS = {
    "clinic": "clinic",
    "other_clinic": "clinic",
    "iop": "iop",
    "school": "school",
    "other_school": "school",
    "district": "district",
    "other_district": "district",
    "county": "county",
    "evaluators": "evaluator",
}
CAST = {
    "therapist": ("therapist", "clinic"),
    "trainee": ("therapist", "clinic"),
    "therapist_elsewhere": ("therapist", "other_clinic"),
    "supervisor": ("supervisor", "clinic"),
    "supervisor_elsewhere": ("supervisor", "other_clinic"),
    "prescriber": ("prescriber", "clinic"),
    "skills": ("skills", "clinic"),
    "family_peer": ("family_peer", "clinic"),
    "teacher": ("teacher", "school"),
    "school_mh": ("school_mh", "school"),
    "iop_worker": ("iop", "iop"),
    "district_worker": ("home_district", "district"),
    "district_worker_elsewhere": ("home_district", "other_district"),
    "county_worker": ("county", "county"),
    "director": ("director", "clinic"),
    "school_director": ("director", "school"),
    "evaluator": ("evaluator", "evaluators"),
    "admin": ("admin", "clinic"),
    "school_admin": ("admin", "school"),
    "mother": ("caregiver", None),
    "father": ("caregiver", None),
    "grandmother": ("caregiver", None),
    "sister": ("family", None),
    "friend": ("peer", None),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "": ("zone", "care_team", "holds", "services", "consents", "crises", "break_glass", "youth_releases"),
    "child": ("lives_apart", "married_or_parent", "resident_district"),
    "record": ("services", "author", "participants", "mentions", "withheld_from", "named", "household", "part2"),
    "people": ("from", "until", "trainee", "supervisor"),
    "care_team": ("until", "covers"),
    "court_orders": ("until", "leaves"),
    "consents": ("expires", "revoked_at", "part2"),
    "youth_releases": ("until", "revoked_at", "part2"),
    "overrides": ("until",),
    "crises": ("closed_at",),
    "questions": ("purpose", "export", "cells"),
}
CAREGIVERS = ("mother", "father", "grandmother")
LINKABLE = tuple(name for name, (role, _) in CAST.items() if role not in ("caregiver", "family", "peer"))
CLOSE = LINKABLE[:12]
CLINICIANS = ("therapist", "therapist_elsewhere", "prescriber", "supervisor", "iop_worker", "skills")
HOMES = ("home_m", "home_f", "home_g")
CENTRAL = ZoneInfo("America/Chicago")
ZONES = ("America/New_York", "Pacific/Auckland", "Asia/Kolkata", "UTC")
# Nights when clocks change, the end of February, the turn of a year: seconds before and after matter there.
TURNS = tuple(
    int(datetime.fromisoformat(text).timestamp())
    for text in (
        *("2026-03-08T01:59:59-06:00", "2026-03-08T03:00:00-05:00", "2026-11-01T01:30:00-05:00"),
        *("2026-11-01T01:30:00-06:00", "2027-02-28T23:59:59-06:00", "2028-02-29T12:00:00-06:00"),
        *("2026-12-31T23:59:59-06:00", "2027-01-01T00:00:00-06:00", "2027-03-14T12:00:00-05:00"),
    )
)


@lru_cache(maxsize=200_000)
def written(moment: int, style: int) -> str:
    """Write an instant in one of four ways that mean the same."""
    zones = (UTC, UTC, CENTRAL, timezone(timedelta(hours=5, minutes=30)))
    text = datetime.fromtimestamp(moment, zones[style]).isoformat()
    return text.replace("+00:00", "Z") if style == 0 else text


class Scene:
    """One document while it is being invented."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.zone = chance.choice(ZONES) if self.happens(0.1) else "America/Chicago"
        self.born_on, self.at = self._birth()
        self.people: dict[str, Item] = {}
        self.organizations: dict[str, Item] = {}
        self.lists: dict[str, list[Item]] = {}
        self.child: Item = {"id": CHILD, "born_on": self.born_on}
        self.questions: list[Item] = []

    # --- chance -----------------------------------------------------------------------------------

    def happens(self, share: float) -> bool:
        """Come true in about this share of the cases; never first, so that shrinking leaves it out."""
        return self.chance.random() >= 1 - share

    def one(self, values: Sequence[Anything]) -> Anything:
        """Draw one value."""
        return self.chance.choice(values)

    def some(self, values: Sequence[Anything], most: int) -> list[Anything]:
        """Draw a few different values."""
        return self.chance.sample(values, self.chance.randint(0, min(most, len(values))))

    def _birth(self) -> tuple[str, int]:
        if self.happens(0.14):
            born = self.one(("2008-02-29", "2008-03-01", "2009-01-01", "2008-11-02", "2007-12-31"))
            return born, eighteenth(born, self.zone) + self.one((-1, 0, 1, -DAY, 30 * DAY, 365 * DAY))
        if self.happens(0.1):
            at = self.one(TURNS) + self.one((0, -1, 1))
        else:
            at = 1_767_250_000 + self.chance.randrange(500 * DAY)
        age = self.one((6, 10, 13, 14, 14, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18))
        today = datetime.fromtimestamp(at, UTC).date()
        return date(today.year - age, 1, 2).isoformat(), at

    def write(self, moment: int) -> str:
        """Write an instant somehow."""
        return written(moment, self.chance.randrange(4))

    def edge(self) -> int:
        """Return a distance that decides at the second."""
        return self.one((0, -1, 1))

    def period(self, begin: str = "from", end: str = "until", *, must_end: bool = False, most: int = 0) -> Item:
        """Draw a period, mostly live, often with an end exactly now; `most` is how long it can last at most."""
        kind = self.chance.random()
        starts = self.at - self.chance.randint(1, most or 300 * DAY)
        ends = self.at + self.chance.randint(1, 200 * DAY)
        if kind < 0.7:
            pass
        elif kind < 0.77:
            starts = self.at + self.edge()
        elif kind < 0.84:
            ends = self.at + self.edge()
        elif kind < 0.91 and most:
            starts = self.at - most + self.edge()
        elif kind < 0.96:
            starts, ends = self.at - 400 * DAY, self.at - self.chance.randint(1, 100 * DAY)
        else:
            starts = self.at + self.chance.randint(1, 60 * DAY)
        period = {begin: self.write(starts)}
        if must_end or self.happens(0.6):
            period[end] = self.write(max(starts, ends))
        return period

    def a_year_ago(self) -> int:
        """Return the instant of which today is 365 days later, or a second beside it."""
        return days_later(self.at, -365, self.zone) + self.edge()

    # --- who and where ----------------------------------------------------------------------------

    def organization(self, name: str) -> str:
        """Put an organization into the document."""
        if name not in self.organizations:
            entry: Item = {"id": name, "kind": KINDS[name]}
            if self.happens(0.5 if name == "iop" else 0.06):
                entry["part2"] = True
            self.organizations[name] = entry
        return name

    def person(self, name: str) -> str:
        """Put a person into the document."""
        if name == CHILD or name in self.people:
            return name
        role, organization = CAST[name]
        entry: Item = {"id": name, "role": role}
        if organization:
            entry["organization"] = self.organization(organization)
        self.people[name] = entry
        if self.happens(0.07):
            entry.update(self.period())
            if "until" in entry and self.happens(0.3):
                del entry["from"]
        if name == "trainee" and self.happens(0.9):
            entry["trainee"] = True
            entry["supervisor"] = self.person("supervisor" if self.happens(0.8) else "supervisor_elsewhere")
        return name

    def add(self, name: str, entry: Item) -> Item:
        """Add an entry to a list."""
        self.lists.setdefault(name, []).append(entry)
        return entry

    def link(self, name: str, covers: str | None = None) -> None:
        """Put a person on the care team."""
        entry = {"person": self.person(name), **self.period()}
        if self.happens(0.6):
            entry = {"person": name, "from": self.write(self.at - self.chance.randint(1, 300 * DAY))}
        if covers:
            entry["covers"] = self.person(covers)
        self.add("care_team", entry)

    def caregiver(self, name: str) -> str:
        """Say who a caregiver is to the child."""
        self.person(name)
        if any(entry["person"] == name for entry in self.lists.get("caregivers", ())):
            return name
        authority = self.one(("full", "full", "full", "full", "delegated", "delegated", "none"))
        if name == "grandmother":
            authority = self.one(("full", "delegated", "delegated", "none"))
        entry: Item = {"person": name, "relationship": "kin", "authority": authority}
        if authority == "delegated":
            entry.update(self._delegation())
        elif self.happens(0.12):
            entry.update(self.period())
        if self.happens(0.7):
            home = HOMES[CAREGIVERS.index(name)] if self.happens(0.8) else HOMES[0]
            entry["household"] = self.household(home)
        for flag, share in (("emergency_contact", 0.35), ("acting_parent", 0.35)):
            if self.happens(share):
                entry[flag] = True
        self.add("caregivers", entry)
        return name

    def _delegation(self) -> Item:
        entry = self.period(must_end=True)
        if self.happens(0.35):
            starts = self.a_year_ago()
            entry = {"from": self.write(starts), "until": self.write(starts + self.chance.randint(364, 500) * DAY)}
        return {**entry, "scope": self.categories()}

    def household(self, name: str) -> str:
        """Put a household into the document."""
        if all(entry["id"] != name for entry in self.lists.get("households", ())):
            entry: Item = {"id": name}
            if self.happens(0.12):
                entry["safe_at_home"] = True
            self.add("households", entry)
        return name

    def categories(self, *wanted: str) -> list[str]:
        """Draw a list of categories, the wanted ones nearly always among them."""
        drawn = list(CATEGORIES) if self.happens(0.5) else self.some(CATEGORIES, 6)
        return sorted({*drawn, *(wanted if self.happens(0.9) else ())})

    def service(self, organization: str, basis: str | None = None, *, part2: bool | None = None) -> str:
        """Add a service."""
        basis = basis or self.one(("parent", "parent", "parent", *BASES))
        if self.happens(0.08):
            organization = self.one(tuple(KINDS))
        entry: Item = {
            "id": f"service_{len(self.lists.get('services', ()))}",
            "organization": self.organization(organization),
            "acts_for_school": self.happens(0.25),
            "consent_basis": basis,
            **self.period(),
        }
        if basis == "court":
            entry["consenter"] = self.one((self.caregiver("mother"), self.person("county_worker")))
        if self.happens(0.12) if part2 is None else part2:
            entry["part2"] = True
        return self.add("services", entry)["id"]

    # --- papers -----------------------------------------------------------------------------------

    def consent(self, source: str, to: Item, wanted: Sequence[str], purpose: str, signer: str | None = None) -> None:
        """Add a consent."""
        entry: Item = {
            "id": f"consent_{len(self.lists.get('consents', ()))}",
            "from_organization": self.organization(source),
            "to": to,
            "categories": self.categories(*wanted),
            "purpose": purpose,
            **self.period("effective", "expires"),
            "signed_by": signer or self.signer(),
        }
        if self.happens(0.15):
            entry["effective"] = self.write(self.a_year_ago())
            entry.pop("expires", None)
        elif self.happens(0.08):
            entry["effective"] = self.write(self.at + self.edge())
            entry["expires"] = self.write(self.at + self.one((1, 2, 30 * DAY)))
        self._revoked(entry)
        if self.happens(0.6):
            entry["part2"] = True
        self.add("consents", entry)

    def signer(self, *bases: str) -> str:
        """Draw who signs, mostly the one whom services with these bases and the child's age call for."""
        if self.happens(0.25):
            return self.one((CHILD, self.caregiver("mother"), self.caregiver(self.one(CAREGIVERS))))
        young = {"minor_144_3431", "minor_144_343", "minor_144_341", "emergency"}
        if young & set(bases) or eighteenth(self.born_on, self.zone) <= self.at:
            return CHILD
        if "court" in bases:
            return self.person(self.one([s["consenter"] for s in self.lists["services"] if "consenter" in s]))
        return self.caregiver("mother")

    def _revoked(self, entry: Item) -> None:
        if self.happens(0.14):
            entry["revoked_at"] = self.write(self.at + self.one((0, -1, 1, -20 * DAY, 20 * DAY, -900 * DAY)))

    def release(self, to: str, *wanted: str) -> None:
        """Add a release by the child."""
        entry: Item = {
            "id": f"release_{len(self.lists.get('youth_releases', ()))}",
            "to": self.person(to),
            "categories": self.categories(*wanted),
            **self.period(),
        }
        if self.happens(0.12):
            entry["from"] = self.write(self.a_year_ago())
            entry.pop("until", None)
        elif self.happens(0.12):
            entry["from"] = self.write(eighteenth(self.born_on, self.zone) + self.edge())
            entry.pop("until", None)
        self._revoked(entry)
        if self.happens(0.6):
            entry["part2"] = True
        self.add("youth_releases", entry)

    def override(self, to: str, custodian: str, *wanted: str) -> None:
        """Add a professional's decision to tell a caregiver, mostly by one of the custodian's."""
        at_home = [name for name in CLINICIANS if CAST[name][1] == custodian]
        by = self.one((*at_home, *at_home, *at_home, *CLINICIANS))
        if self.happens(0.9):
            self.link(by)
        self.add(
            "overrides",
            {
                "to": self.person(to),
                "by": self.person(by),
                "categories": self.categories(*wanted),
                "reason": self.one(("grave danger", "grave danger", "grave danger", " ")),
                **self.period(most=24 * HOUR),
            },
        )

    def order(self, person: str, *wanted: str) -> None:
        """Add a court order."""
        entry = {
            "person": person,
            "kind": self.one((*ORDERS, *ORDERS, *ORDERS, "ends_rights")),
            **self.period(),
        }
        if self.happens(0.85):
            entry["leaves"] = self.categories(*wanted)
        self.add("court_orders", entry)

    def crisis(self) -> None:
        """Open a crisis."""
        self.add("crises", {"level": self.one((3, 3, 2, 1)), **self.period("opened_at", "closed_at", most=2 * HOUR)})

    def break_glass(self, name: str) -> None:
        """Let somebody declare an emergency."""
        reason = self.one(("not breathing", "not breathing", "not breathing", "  "))
        self.add("break_glass", {"person": self.person(name), "reason": reason, **self.period(most=HOUR)})

    # --- questions --------------------------------------------------------------------------------

    def record(self, custodian: str, **fields: Any) -> Item:
        """Invent what is asked about."""
        entry: Item = {"custodian": self.organization(custodian)}
        services = [service["id"] for service in self.lists.get("services", ())]
        entry["services"] = self.some(services, 2)
        around = [*self.people, CHILD]
        if self.happens(0.55):
            entry["author"] = self.one(around)
        for name, share in (("participants", 0.4), ("mentions", 0.35), ("withheld_from", 0.1), ("named", 0.25)):
            if self.happens(share):
                entry[name] = self.some(around, 3)
        if self.lists.get("households") and self.happens(0.25):
            entry["household"] = self.one([home["id"] for home in self.lists["households"]])
        for name, share in (
            *(("part2", 0.06), ("minor_confidential", 0.06), ("masked_lines", 0.3), ("maltreatment_report", 0.02)),
        ):
            if self.happens(share):
                entry[name] = True
        entry.update(fields)
        return {name: value for name, value in entry.items() if value not in (None, [])}

    def question(self, viewer: str, category: str, record: Item, purpose: str | None = None) -> None:
        """Ask one thing."""
        entry: Item = {"viewer": self.person(viewer), "category": category, "record": record}
        if purpose or self.happens(0.3):
            entry["purpose"] = purpose or self.one(PURPOSES)
        if self.happens(0.15):
            entry["export"] = True
        if self.happens(0.15):
            most = self.one((4, 12, 40))
            entry["cells"] = [self.chance.randint(0, most) for _ in range(self.chance.randint(0, 6))]
        self.questions.append(entry)

    def document(self) -> Item:
        """Return the document."""
        written: Item = {"version": 1, "at": self.write(self.at)}
        if self.zone != "America/Chicago":
            written["zone"] = self.zone
        if not self.questions:
            self.question(CHILD, "school_plan", self.record("school"))
        whole = {
            **written,
            "child": self.child,
            "organizations": list(self.organizations.values()),
            "people": list(self.people.values()),
            **self.lists,
            "questions": self.questions,
        }
        return self._with_nulls(whole) if self.happens(0.05) else whole

    def _with_nulls(self, whole: Item) -> Item:
        """Say of some optional fields that they are absent."""
        for name in OPTIONAL[""]:
            whole.setdefault(name, None)
        for entry in [self.child, *(question["record"] for question in self.questions)]:
            for name in OPTIONAL["child" if entry is self.child else "record"]:
                entry.setdefault(name, None)
        for listed, names in OPTIONAL.items():
            for entry in (whole.get(listed) or ()) if listed != "child" else ():
                for name in names:
                    entry.setdefault(name, None)
        return whole
